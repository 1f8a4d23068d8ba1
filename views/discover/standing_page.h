#pragma once

#include "views/view_context.h"

#include <QWidget>

class QPushButton;

namespace views {

class EntityTable;

/// Queries that stand, and what they said and when. Enter on a query puts it in the query line, Delete
/// removes it; Enter on a piece of news leads to its pool.
class StandingPage final : public QWidget
{
    Q_OBJECT

  public:
    explicit StandingPage(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  Q_SIGNALS:
    void queryChosen(const QString& text);

  private:
    void update();
    void removeCurrent();
    [[nodiscard]] int currentRow() const;

    const ViewContext& m_context;
    EntityTable* m_queries;
    EntityTable* m_news;
    QPushButton* m_remove;
    QPushButton* m_clear;
};

} // namespace views
