#include "views/tables/table_panel.h"

#include "models/console_models.h"
#include "views/actions/action_registry.h"
#include "views/tables/entity_table.h"
#include "views/tables/selection_binder.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QVBoxLayout>

namespace views {

TablePanel::TablePanel(const ViewContext& context, models::TableProxy& proxy, const QString& name,
                       EmptyText emptyText, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_proxy(proxy)
    , m_emptyText(emptyText)
    , m_table(new EntityTable(context))
    , m_filter(new QLineEdit)
    , m_count(new QLabel)
{
    setObjectName(name + QStringLiteral("Panel"));
    m_table->setObjectName(name + QStringLiteral("Table"));
    m_filter->setObjectName(name + QStringLiteral("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_count->setProperty("tone", QStringLiteral("dim"));
    m_table->setModel(&proxy);
    m_table->setSortingEnabled(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    new SelectionBinder(
        *m_table, context.models.selection, [&proxy](const QModelIndex& index) { return proxy.key(index); },
        [&proxy](const models::EntityKey& key) { return proxy.indexOf(key); });
    connect(m_filter, &QLineEdit::textChanged, &m_proxy, &models::TableProxy::setText);
    // Counts and the empty state follow many signals of one tick: once is enough.
    const auto later = [this] {
        if (!m_updatePending) {
            m_updatePending = true;
            QMetaObject::invokeMethod(
                this, [this] { update(); }, Qt::QueuedConnection);
        }
    };
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, later);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, later);
    connect(&m_proxy, &QAbstractItemModel::layoutChanged, this, later);
    connect(&context.models.feed, &models::SnapshotFeed::registryChanged, this, later);
    restoreHeader();
    retranslate();
}

void TablePanel::setActive(bool active)
{
    m_proxy.table().setActive(active);
    if (active) {
        update();
    }
}

void TablePanel::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter rows…"));
    m_filter->setAccessibleName(tr("Filter rows…"));
    m_table->setAccessibleName(window() != this ? objectName() : QString());
    update();
    m_table->fitColumns();
}

void TablePanel::update()
{
    m_updatePending = false;
    const int all = m_proxy.table().rowCount();
    const int shown = m_proxy.rowCount();
    const QLocale& locale = m_context.models.language.locale();
    m_count->setText(shown == all ? tr("%n row(s)", nullptr, all)
                                  : tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(all)));
    if (!m_context.models.feed.snapshot()) {
        m_table->setEmptyText(tr("Nothing is open"),
                              tr("Open a registry or a network file and its contents are listed here."),
                              m_context.actions.action(QStringLiteral("file.open")));
    } else if (all == 0) {
        const TableEmptyText text = m_emptyText();
        m_table->setEmptyText(text.title, text.explanation, nullptr);
    } else if (shown == 0) {
        m_table->setEmptyText(tr("No row passes the filter"), tr("%n row(s) are hidden by it.", nullptr, all),
                              m_context.actions.action(QStringLiteral("go.clearFilter")));
    } else {
        m_table->setEmptyText({}, {}, nullptr);
        if (!m_fitted) {
            m_fitted = true;
            m_table->fitColumns();
        }
    }
}

QString TablePanel::headerKey() const
{
    // A table that has got more columns is another layout: widths kept by number would move.
    return QStringLiteral("layout/header/%1/%2")
        .arg(m_table->objectName())
        .arg(m_table->model() != nullptr ? m_table->model()->columnCount() : 0);
}

/// Widths of a table nobody has seen are no layout.
void TablePanel::saveHeader() const
{
    if (!m_fitted) {
        return;
    }
    m_context.settings.setValue(headerKey(), m_table->horizontalHeader()->saveState());
}

void TablePanel::restoreHeader()
{
    const QByteArray state = m_context.settings.value(headerKey()).toByteArray();
    m_fitted = !state.isEmpty() && m_table->horizontalHeader()->restoreState(state);
}

void TablePanel::setDefaultSort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    if (!m_fitted) {
        m_table->sortByColumn(column, order);
    }
}

void TablePanel::resetHeader()
{
    QHeaderView* header = m_table->horizontalHeader();
    for (int logical = 0; logical < header->count(); ++logical) {
        header->moveSection(header->visualIndex(logical), logical);
        header->setSectionHidden(logical, false);
    }
    m_table->sortByColumn(m_sortColumn, m_sortOrder);
    m_fitted = m_proxy.rowCount() > 0; // without rows when they come
    m_table->fitColumns();
}

} // namespace views
