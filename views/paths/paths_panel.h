#pragma once

#include "views/view_context.h"

#include <QList>
#include <QWidget>

#include <utility>

class QAction;
class QComboBox;
class QStackedWidget;
class QToolButton;

namespace views {

class ElidedLabel;
class EntityTable;

/// The ways between two selected places, or what lies within the latency circles of one. The path of the
/// current row is the one the map shows; Enter and double click lead to its bottleneck.
class PathsPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit PathsPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// What belongs in the dock's title bar: the headline, how far apart the backup is to be, circles.
    [[nodiscard]] QWidget* controls() { return m_controls; }

    [[nodiscard]] EntityTable& table() { return *m_table; }

    void retranslate();

  private:
    void makeTables();
    void makeControls();
    QToolButton* addButton();
    void addCircle(const char* action, const QString& text);
    void update();
    void showRow();
    void updateHeadline();
    void updateEmptyText();
    void fitColumns();

    const ViewContext& m_context;
    QWidget* m_controls;
    ElidedLabel* m_headline;
    QComboBox* m_apart;
    QList<std::pair<QToolButton*, QAction*>> m_circles;
    QStackedWidget* m_pages;
    EntityTable* m_table;
    EntityTable* m_reach;
    bool m_fitted = false;
};

} // namespace views
