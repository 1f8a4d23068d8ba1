#include "views/paths/paths_panel.h"

#include "models/console_models.h"
#include "views/actions/action_registry.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>

namespace views {

using models::PathsModel;
using models::PathTable;
using Subject = PathsModel::Subject;
using twin::network::Disjointness;

PathsPanel::PathsPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controls(new QWidget)
    , m_headline(new ElidedLabel)
    , m_apart(new QComboBox)
    , m_pages(new QStackedWidget)
    , m_table(new EntityTable(context))
    , m_reach(new EntityTable(context))
{
    setObjectName(QStringLiteral("pathsPanel"));
    makeTables();
    makeControls();
    PathsModel& model = context.models.paths;
    connect(&model, &PathsModel::changed, this, &PathsPanel::update);
    connect(&model.table(), &QAbstractItemModel::modelReset, this, &PathsPanel::showRow);
    context.actions.bind(QStringLiteral("go.swapPath"), this, [&model](bool) { model.swap(); });
    retranslate();
}

void PathsPanel::makeTables()
{
    PathsModel& model = m_context.models.paths;
    m_table->setObjectName(QStringLiteral("pathsTable"));
    m_table->setModel(&model.table());
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [&model](const QModelIndex& current) {
                if (current.isValid()) {
                    model.setShown(current.row());
                }
            });
    m_reach->setObjectName(QStringLiteral("reachTable"));
    m_reach->setModel(&model.reach());
    m_reach->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_reach);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

void PathsPanel::makeControls()
{
    m_headline->setObjectName(QStringLiteral("pathsHeadline"));
    m_apart->setObjectName(QStringLiteral("pathsApart"));
    m_apart->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* layout = new QHBoxLayout(m_controls);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_headline, 1);
    layout->addWidget(m_apart);
    QToolButton* swap = addButton();
    swap->setObjectName(QStringLiteral("pathsSwap"));
    swap->setDefaultAction(m_context.actions.action(QStringLiteral("go.swapPath")));
    addCircle("map.circle1", QStringLiteral("1 ms"));
    addCircle("map.circle5", QStringLiteral("5 ms"));
    addCircle("map.circle20", QStringLiteral("20 ms"));
    PathsModel& model = m_context.models.paths;
    connect(m_apart, &QComboBox::currentIndexChanged, this, [this, &model](int index) {
        if (index >= 0) {
            model.setApart(static_cast<Disjointness>(m_apart->itemData(index).toInt()));
        }
    });
}

QToolButton* PathsPanel::addButton()
{
    auto* button = new QToolButton;
    button->setIconSize(QSize(14, 14));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_controls->layout()->addWidget(button);
    return button;
}

/// A short word for an action of the menu; its whole text is the tool tip.
void PathsPanel::addCircle(const char* action, const QString& text)
{
    QAction* toggle = m_context.actions.action(QString::fromLatin1(action));
    QToolButton* button = addButton();
    button->setObjectName(QString::fromLatin1(action));
    button->setText(text);
    button->setCheckable(true);
    button->setChecked(toggle->isChecked());
    connect(button, &QToolButton::clicked, toggle, &QAction::trigger);
    connect(toggle, &QAction::toggled, button, &QToolButton::setChecked);
    m_circles.append({button, toggle});
}

void PathsPanel::retranslate()
{
    const QSignalBlocker blocker(m_apart);
    m_apart->clear();
    const auto add = [this](Disjointness apart, const QString& text) {
        m_apart->addItem(text, static_cast<int>(apart));
    };
    add(Disjointness::Srlg, tr("Pair without a common conduit"));
    add(Disjointness::Node, tr("Pair without a common site"));
    add(Disjointness::Link, tr("Pair without a common link"));
    m_apart->setCurrentIndex(m_apart->findData(static_cast<int>(m_context.models.paths.apart())));
    m_apart->setAccessibleName(tr("What the two paths of a pair may not share"));
    m_apart->setToolTip(m_apart->accessibleName());
    for (const auto& [button, action] : m_circles) {
        button->setToolTip(action->iconText());
        button->setAccessibleName(action->iconText());
    }
    m_table->setAccessibleName(tr("Paths between the two selected places"));
    m_reach->setAccessibleName(tr("What lies within the circles of one-way latency"));
    m_fitted = false;
    update();
}

void PathsPanel::update()
{
    const PathsModel& model = m_context.models.paths;
    const bool isPlace = model.subject() == Subject::OnePlace;
    m_pages->setCurrentWidget(isPlace ? m_reach : m_table);
    m_apart->setVisible(!isPlace);
    m_context.actions.action(QStringLiteral("go.swapPath"))->setEnabled(model.subject() == Subject::Pair);
    updateHeadline();
    updateEmptyText();
    fitColumns();
}

void PathsPanel::updateHeadline()
{
    const PathsModel& model = m_context.models.paths;
    QStringList parts{model.title()};
    if (!parts.first().isEmpty()) {
        parts << (model.isWaiting() ? tr("Looking for paths…") : model.verdict()) << model.downText();
        parts.removeAll(QString());
    }
    m_headline->setText(parts.join(QStringLiteral(" · ")));
}

void PathsPanel::updateEmptyText()
{
    const PathsModel& model = m_context.models.paths;
    QAction* search = m_context.actions.action(QStringLiteral("go.search"));
    switch (model.subject()) {
    case Subject::Nothing:
        return m_table->setEmptyText(
            tr("No place is selected"),
            tr("Select two pools or sites, by Ctrl+click on the map or in a list, and the paths between them "
               "are shown here; select one, and what lies near it."),
            search);
    case Subject::TooMany:
        return m_table->setEmptyText(tr("More than two places are selected"),
                                     tr("Paths lead between two: select just two pools or sites."), nullptr);
    case Subject::Pair:
        if (!model.isWaiting() && m_context.models.paths.table().rowCount() == 0) {
            return m_table->setEmptyText(
                tr("No path"), (QStringList{model.verdict(), model.downText()}).join(u'\n').trimmed(),
                nullptr);
        }
        break;
    case Subject::OnePlace:
        break;
    }
    m_table->setEmptyText({}, {}, nullptr);
}

void PathsPanel::fitColumns()
{
    PathsModel& model = m_context.models.paths;
    if (m_fitted || model.table().rowCount() == 0) {
        m_reach->fitColumns();
        return;
    }
    m_fitted = true;
    m_table->fitColumns();
    // Room for the widest figures: the first ones may have come before any load was heard of.
    const QFontMetrics metrics(m_table->font());
    m_table->setColumnWidth(PathTable::FreeColumn,
                            qMax(m_table->columnWidth(PathTable::FreeColumn),
                                 metrics.horizontalAdvance(QStringLiteral("≤ 88.8 Gb/s")) + 80));
    for (const int column : {PathTable::CarriersColumn, PathTable::BottleneckColumn}) {
        m_table->setColumnWidth(column, qMin(220, m_table->columnWidth(column)));
    }
}

/// The row the map shows, after the rows are other ones.
void PathsPanel::showRow()
{
    const PathsModel& model = m_context.models.paths;
    if (m_table->model()->rowCount() > 0) {
        m_table->selectRow(qMax(0, model.shown()));
    }
}

} // namespace views
