#include "views/planner/comparison_panel.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "views/actions/action_registry.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace views {

using models::ComparisonModel;

ComparisonPanel::ComparisonPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controls(new QWidget)
    , m_headline(new ElidedLabel)
    , m_againstLabel(new QLabel)
    , m_against(new QComboBox)
    , m_export(new QPushButton)
    , m_table(new EntityTable(context))
    , m_chart(context.theme)
{
    setObjectName(QStringLiteral("comparisonPanel"));
    m_headline->setObjectName(QStringLiteral("comparisonHeadline"));
    m_export->setObjectName(QStringLiteral("comparisonExport"));
    m_export->setFocusPolicy(Qt::TabFocus);
    m_against->setObjectName(QStringLiteral("comparisonAgainst"));
    m_against->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_against->setMinimumContentsLength(14);
    m_againstLabel->setBuddy(m_against);
    auto* bar = new QHBoxLayout(m_controls);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(8);
    bar->addWidget(m_headline, 1);
    bar->addWidget(m_againstLabel);
    bar->addWidget(m_against);
    bar->addWidget(m_export);
    m_table->setObjectName(QStringLiteral("comparisonTable"));
    m_table->setModel(&context.models.comparison);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_chart.widget()->setMinimumWidth(240);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("comparisonSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_chart.widget());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&context.models.comparison, &ComparisonModel::changed, this, &ComparisonPanel::update);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid()) {
                    m_row = current.row();
                    showFigure();
                }
            });
    connect(m_export, &QPushButton::clicked, context.actions.action(QStringLiteral("plan.exportComparison")),
            &QAction::trigger);
    models::PlanDifference& difference = context.models.planDifference;
    connect(&difference, &models::PlanDifference::choicesChanged, this, &ComparisonPanel::listChoices);
    connect(m_against, &QComboBox::activated, this,
            [this, &difference] { difference.setAgainst(m_against->currentData().toInt()); });
    connect(&context.theme, &Theme::changed, this, [this] { m_chart.applyTheme(); });
    retranslate();
}

void ComparisonPanel::setActive(bool active)
{
    m_context.models.comparison.setActive(active);
}

void ComparisonPanel::retranslate()
{
    m_export->setText(tr("Export…"));
    m_againstLabel->setText(tr("On the &map beside:"));
    m_against->setToolTip(tr("What the map's difference layer shows the current scenario beside: its base, "
                             "or another scenario of the "
                             "same moment"));
    listChoices();
    m_table->setAccessibleName(tr("Scenarios side by side"));
    m_chart.widget()->setAccessibleName(tr("The selected figure of all scenarios"));
    update();
}

void ComparisonPanel::update()
{
    const ComparisonModel& model = m_context.models.comparison;
    const auto columns = static_cast<int>(model.columns().size());
    const auto missing = static_cast<int>(model.missing());
    const auto failed = static_cast<int>(model.failed());
    m_headline->setText(
        columns == 0       ? QString()
        : missing > failed ? tr("%n column(s) are being computed…", nullptr, missing - failed)
        : failed > 0
            ? tr("%n column(s) could not be computed: why is at their titles", nullptr, failed)
            : tr("Check scenarios in the list to compare them; the chart shows the selected figure"));
    m_export->setEnabled(columns > 0 && missing < columns);
    m_chart.widget()->setVisible(columns > 0 && model.rowCount() > 0);
    if (columns == 0) {
        m_table->setEmptyText(
            tr("Nothing to compare yet"),
            tr("Fork or branch scenarios and check them in the list: their figures stand side by "
               "side here."),
            m_context.actions.action(QStringLiteral("plan.fork")));
    } else if (model.rowCount() == 0) {
        m_table->setEmptyText(tr("Being computed…"), {}, nullptr);
    } else {
        m_table->setEmptyText({}, {}, nullptr);
        if (m_fitted != columns) {
            m_fitted = columns;
            m_table->fitColumns(); // columns of numbers widen as they are computed
        }
    }
    showFigure();
}

/// Made anew only where it differs: a list that is open stays open.
void ComparisonPanel::listChoices()
{
    const models::PlanDifference& difference = m_context.models.planDifference;
    QList<std::pair<int, QString>> wanted{{0, tr("its base")}};
    for (const models::PlanScenario* each : difference.choices()) {
        wanted.append({each->id, each->name});
    }
    QList<std::pair<int, QString>> shown;
    for (int i = 0; i < m_against->count(); ++i) {
        shown.append({m_against->itemData(i).toInt(), m_against->itemText(i)});
    }
    const QSignalBlocker quiet(m_against);
    if (shown != wanted) {
        m_against->clear();
        for (const auto& [id, name] : wanted) {
            m_against->addItem(name, id);
        }
    }
    m_against->setCurrentIndex(std::max(0, m_against->findData(difference.against())));
    m_against->setEnabled(wanted.size() > 1);
}

void ComparisonPanel::showFigure()
{
    const ComparisonModel& model = m_context.models.comparison;
    if (model.rowCount() == 0) {
        return;
    }
    m_row = std::clamp(m_row, 0, model.rowCount() - 1);
    const models::format::Scale scale = model.scale(m_row);
    QList<FigureChart::Bar> bars;
    for (std::size_t column = 0; column < model.columns().size(); ++column) {
        bars.append({model.columns()[column].title, model.value(m_row, column) * scale.factor});
    }
    m_chart.show(model.figureName(m_row), scale.unit, bars);
}

} // namespace views
