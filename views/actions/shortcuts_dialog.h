#pragma once

#include <QDialog>

class QGridLayout;

namespace views {

class ActionRegistry;

/// Every command with its keys, grouped as in the menus; made from the registry, so nothing is missing.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

  public:
    explicit ShortcutsDialog(const ActionRegistry& actions, QWidget* parent = nullptr);

  private:
    void addCategory(QGridLayout& grid, int category, int column);

    const ActionRegistry& m_actions;
};

} // namespace views
