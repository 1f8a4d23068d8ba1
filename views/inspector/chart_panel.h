#pragma once

#include "models/series/series_model.h"
#include "views/view_context.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace views {

class SeriesPlot;

/// The selection's last minutes as one line chart: at most two points per pixel, gaps as gaps. Works only
/// while it is visible.
class ChartPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit ChartPanel(const ViewContext& context, QWidget* parent = nullptr);
    ~ChartPanel() override;

    void retranslate();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fillChoices();
    void refresh();
    void show(const models::SeriesView& view);

    const ViewContext& m_context;
    QComboBox* m_choice;
    QLabel* m_note;
    std::unique_ptr<SeriesPlot> m_plot; ///< made when first shown: charts are dear to start
    QTimer m_timer;
};

} // namespace views
