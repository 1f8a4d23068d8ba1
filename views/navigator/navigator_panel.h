#pragma once

#include "views/view_context.h"

#include <QWidget>

class QLineEdit;
class QTreeView;

namespace views {

class EmptyState;
class FilterBar;

/// The tree hub › province › enterprise › pool with its text filter and the console's filter above.
class NavigatorPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit NavigatorPanel(const ViewContext& context, QWidget* parent = nullptr);

    void setActive(bool active);
    void retranslate();

    [[nodiscard]] QLineEdit* filterBox() { return m_filter; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void setUpTree();
    void onText(const QString& text);
    void update();

    const ViewContext& m_context;
    FilterBar* m_bar;
    QLineEdit* m_filter;
    QTreeView* m_tree;
    EmptyState* m_empty;
};

} // namespace views
