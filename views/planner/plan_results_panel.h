#pragma once

#include "models/planner/plan_tables.h"
#include "views/view_context.h"

#include <QList>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace views {

class CourseBar;
class ElidedLabel;
class EntityTable;

/// What comes of the current scenario: a tab a table, with one filter box for the one in front. Tabs and box
/// stand in the dock's title bar. Another tab with a widget of its own is one call of `addPage`.
class PlanResultsPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit PlanResultsPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// For the dock's title bar.
    [[nodiscard]] QWidget* controls() { return m_controls; }

    /// A tab behind the others. `title` gives its text in the current language; `name` is fixed. Tables
    /// (EntityTable) anywhere in the page are exported like the others.
    void addPage(const QString& name, std::function<QString()> title, QWidget* page);
    /// To the front, by its name ("n1", "changes"…).
    void showPage(const QString& name);

    void retranslate();
    void clearFilter();

  private:
    using Id = models::PlanTables::Id;

    struct Page
    {
        QString name;
        std::function<QString()> title;
        QWidget* widget = nullptr;
        EntityTable* table = nullptr; ///< of a table of PlanTables; else null
        ElidedLabel* headline = nullptr;
        models::PlanProxy* proxy = nullptr;
        QString filter;
        bool isFitted = false;
    };

    void addTable(Id id, const QString& name, std::function<QString()> title);
    void makeChangeControls(QWidget& page);
    void turn(int page);
    void update();
    void updateHeadlines();
    void updateEmpty(Page& page);
    void updateEmptyCourse(EntityTable& table);
    void showTitles();

    const ViewContext& m_context;
    QWidget* m_controls;
    QTabBar* m_tabs;
    QLineEdit* m_filter;
    QLabel* m_count;
    QStackedWidget* m_stack;
    QPushButton* m_makeChanges = nullptr;
    QPushButton* m_exportChanges = nullptr;
    CourseBar* m_course = nullptr;
    QList<Page> m_pages;
    bool m_updatePending = false;
};

} // namespace views
