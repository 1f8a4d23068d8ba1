#include "views/inspector/chart_panel.h"

#include "models/console_models.h"
#include "views/inspector/plot.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace views {

ChartPanel::ChartPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_choice(new QComboBox)
    , m_note(new QLabel)
{
    setObjectName(QStringLiteral("chartPanel"));
    m_choice->setObjectName(QStringLiteral("chartChoice"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(8);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    m_note->setProperty("tone", QStringLiteral("dim"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_choice);
    layout->addWidget(m_note);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &ChartPanel::refresh);
    connect(m_choice, &QComboBox::activated, this,
            [this] { m_context.models.series.setChoice(m_choice->currentData().toString()); });
    connect(&context.models.series, &models::SeriesModel::changed, this, [this] {
        fillChoices();
        refresh();
    });
    connect(&context.models.series, &models::SeriesModel::arrived, this, [this] {
        if (m_plot && isVisible()) {
            show(m_context.models.series.latest());
        }
    });
    connect(&context.models.feed, &models::SnapshotFeed::cursorChanged, this, &ChartPanel::refresh);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (m_plot) {
            m_plot->applyTheme();
        }
        refresh();
    });
    retranslate();
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::retranslate()
{
    m_choice->setAccessibleName(tr("What the chart shows"));
    fillChoices();
    refresh();
}

void ChartPanel::fillChoices()
{
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    for (const models::SeriesChoice& choice : m_context.models.series.choices()) {
        m_choice->addItem(choice.label, choice.id);
    }
    m_choice->setCurrentIndex(m_choice->findData(m_context.models.series.choice()));
    m_choice->setVisible(m_choice->count() > 0);
}

void ChartPanel::refresh()
{
    if (!isVisible()) {
        return;
    }
    if (!m_plot) {
        m_plot = std::make_unique<SeriesPlot>(m_context.theme);
        layout()->addWidget(m_plot->widget());
    }
    show(m_context.models.series.refresh(qMax(80, width() - 60)));
}

void ChartPanel::show(const models::SeriesView& view)
{
    const bool empty = view.isEmpty();
    m_plot->widget()->setVisible(!empty);
    m_note->setVisible(empty);
    m_note->setText(m_choice->count() == 0 ? tr("This has no live values to chart.")
                    : view.isLoading
                        ? tr("Loading from the history…")
                        : tr("Nothing was heard in these minutes. The line begins with the first value."));
    if (!empty) {
        m_plot->show(view);
    }
}

void ChartPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    refresh();
}

void ChartPanel::hideEvent(QHideEvent* event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

void ChartPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_plot && m_plot->widget()->isVisible()) {
        QMetaObject::invokeMethod(this, &ChartPanel::refresh, Qt::QueuedConnection);
    }
}

} // namespace views
