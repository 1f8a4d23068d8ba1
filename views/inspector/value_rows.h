#pragma once

#include "models/inspector/inspector_model.h"
#include "views/theme/theme.h"

#include <QLabel>
#include <QList>
#include <QWidget>

class QGridLayout;

namespace views {

/// A bar for one ratio, as in the tables.
class RatioBar final : public QWidget
{
    Q_OBJECT

  public:
    explicit RatioBar(const Theme& theme, QWidget* parent = nullptr);
    void setFact(const models::LiveFact& fact);

    [[nodiscard]] QSize sizeHint() const override { return {80, 6}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const Theme& m_theme;
    models::LiveFact m_fact;
};

/// Two to four large figures with unit, label and, for a utilisation, a bar.
class KeyFigures final : public QWidget
{
    Q_OBJECT

  public:
    explicit KeyFigures(const Theme& theme, QWidget* parent = nullptr);
    void setFacts(const QList<models::LiveFact>& facts);

  private:
    struct Cell
    {
        QLabel* number;
        QLabel* label;
        RatioBar* bar;
    };

    void build(qsizetype count);

    const Theme& m_theme;
    QGridLayout* m_grid;
    QList<Cell> m_cells;
};

/// Rows of live values: label, value with unit, age; what is stale or not heard is dim and says so.
class LiveRows final : public QWidget
{
    Q_OBJECT

  public:
    explicit LiveRows(const Theme& theme, QWidget* parent = nullptr);
    void setFacts(const QList<models::LiveFact>& facts);

  private:
    struct Row
    {
        QLabel* label;
        QLabel* value;
        QLabel* age;
    };

    void build(qsizetype count);

    const Theme& m_theme;
    QGridLayout* m_grid;
    QList<Row> m_rows;
};

/// Rows of facts: label and value; long values wrap and can be selected.
class FactRows final : public QWidget
{
    Q_OBJECT

  public:
    FactRows(const Theme& theme, const QList<models::Fact>& facts, QWidget* parent = nullptr);
    void setFacts(const QList<models::Fact>& facts);

  private:
    struct Row
    {
        QLabel* label;
        QLabel* value;
    };

    const Theme& m_theme;
    QGridLayout* m_grid;
    QList<Row> m_rows;
};

} // namespace views
