#pragma once

#include "views/view_context.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace views {

/// Every command of the console and of the planner by name: what is typed leaves those that have all of its
/// words, Enter does the current one. Deletes itself.
class CommandPalette final : public QDialog
{
    Q_OBJECT

  public:
    CommandPalette(const ViewContext& context, QWidget* parent);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void fill();
    void run();

    const ViewContext& m_context;
    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace views
