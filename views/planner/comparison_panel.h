#pragma once

#include "views/planner/figure_chart.h"
#include "views/view_context.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace views {

class ElidedLabel;
class EntityTable;

/// Scenarios side by side: a table of figures, and the figure of the current row as bars.
class ComparisonPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit ComparisonPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// For the dock's title bar.
    [[nodiscard]] QWidget* controls() { return m_controls; }

    /// A panel nobody sees computes nothing.
    void setActive(bool active);
    void retranslate();

  private:
    void update();
    void showFigure();
    void listChoices();

    const ViewContext& m_context;
    QWidget* m_controls;
    ElidedLabel* m_headline;
    QLabel* m_againstLabel;
    QComboBox* m_against; ///< what the map shows the scenario beside
    QPushButton* m_export;
    EntityTable* m_table;
    FigureChart m_chart;
    int m_row = 0;    ///< of the figure shown
    int m_fitted = 0; ///< columns that were there when widths were chosen
};

} // namespace views
