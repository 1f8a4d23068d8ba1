#include "views/navigator/navigator_panel.h"

#include "models/console_models.h"
#include "views/actions/action_registry.h"
#include "views/delegates/cell_delegate.h"
#include "views/navigator/filter_bar.h"
#include "views/tables/selection_binder.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/entity_menu.h"
#include "views/widgets/plain_header.h"

#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

namespace views {

using models::NavigatorModel;

NavigatorPanel::NavigatorPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_bar(new FilterBar(context))
    , m_filter(new QLineEdit)
    , m_tree(new QTreeView)
    , m_empty(new EmptyState(m_tree->viewport()))
{
    setObjectName(QStringLiteral("navigatorPanel"));
    setProperty("ground", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setObjectName(QStringLiteral("navigatorFilter"));
    m_filter->setClearButtonEnabled(true);
    setUpTree();
    auto* controls = new QVBoxLayout;
    controls->setContentsMargins(8, 8, 8, 4);
    controls->setSpacing(4);
    controls->addWidget(m_bar);
    controls->addWidget(m_filter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(controls);
    layout->addWidget(m_tree, 1);
    m_empty->hide();
    connect(m_filter, &QLineEdit::textChanged, this, &NavigatorPanel::onText);
    const models::NavigatorProxy& proxy = context.models.navigatorProxy;
    connect(&proxy, &QAbstractItemModel::modelReset, this, &NavigatorPanel::update);
    connect(&proxy, &QAbstractItemModel::rowsInserted, this, &NavigatorPanel::update);
    connect(&proxy, &QAbstractItemModel::rowsRemoved, this, &NavigatorPanel::update);
    retranslate();
}

void NavigatorPanel::setUpTree()
{
    models::NavigatorProxy& proxy = m_context.models.navigatorProxy;
    m_tree->setObjectName(QStringLiteral("navigatorTree"));
    m_tree->setHeader(new PlainHeader(m_context.theme, m_tree));
    m_tree->setModel(&proxy);
    m_tree->setTextElideMode(Qt::ElideMiddle); // numbers at the end tell names apart
    m_tree->setItemDelegate(new CellDelegate(m_context.theme, m_tree, CellDelegate::Bars::Hidden));
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setIndentation(12);
    m_tree->setMouseTracking(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->viewport()->installEventFilter(this);
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setMinimumSectionSize(40);
    header->setSectionResizeMode(NavigatorModel::NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(NavigatorModel::ComputeColumn, QHeaderView::Fixed);
    header->setSectionResizeMode(NavigatorModel::UtilisationColumn, QHeaderView::Fixed);
    new SelectionBinder(
        *m_tree, m_context.models.selection,
        [](const QModelIndex& index) { return index.data(models::KeyRole).value<models::EntityKey>(); },
        [&proxy](const models::EntityKey& key) { return proxy.indexOf(key); });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const auto key = index.data(models::KeyRole).value<models::EntityKey>();
        if (key.isValid()) {
            m_context.models.selection.select(key, true);
        }
    });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, [this](const QPoint& position) {
        const auto key = m_tree->indexAt(position).data(models::KeyRole).value<models::EntityKey>();
        if (key.isValid()) {
            popupEntityMenu(m_context, key, m_tree->viewport()->mapToGlobal(position));
        }
    });
}

void NavigatorPanel::setActive(bool active)
{
    m_context.models.navigator.setActive(active);
    if (active) {
        update();
    }
}

void NavigatorPanel::onText(const QString& text)
{
    m_context.models.navigatorProxy.setText(text);
    if (text.isEmpty()) {
        m_tree->collapseAll();
    } else {
        m_tree->expandAll();
    }
}

void NavigatorPanel::retranslate()
{
    m_bar->retranslate();
    m_filter->setPlaceholderText(tr("Filter by name or identifier…"));
    m_filter->setAccessibleName(tr("Filter by name or identifier…"));
    m_tree->setAccessibleName(tr("Hubs, provinces, enterprises and pools"));
    const QFontMetrics metrics(m_tree->font());
    const auto fit = [&](int column, const QString& widest) {
        const QString title =
            m_context.models.navigator.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_tree->header()->resizeSection(
            column, qMax(metrics.horizontalAdvance(widest), metrics.horizontalAdvance(title)) + 20);
    };
    fit(NavigatorModel::ComputeColumn, QStringLiteral("88.8 EFLOPS"));
    fit(NavigatorModel::UtilisationColumn, QStringLiteral("88.8 %"));
    update();
}

void NavigatorPanel::update()
{
    const models::ConsoleModels& models = m_context.models;
    if (models.navigator.rowCount() == 0) {
        m_empty->present(tr("Nothing is open"), tr("Open a registry and its hubs and pools are listed here."),
                         m_context.actions.action(QStringLiteral("file.open")));
    } else if (models.navigatorProxy.rowCount() == 0) {
        m_empty->present(tr("Nothing passes the filter"), {},
                         m_context.actions.action(QStringLiteral("go.clearFilter")));
    } else {
        m_empty->hide();
    }
}

bool NavigatorPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        m_empty->setGeometry(m_tree->viewport()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace views
