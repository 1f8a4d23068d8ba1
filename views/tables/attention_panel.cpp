#include "views/tables/attention_panel.h"

#include "models/console_models.h"
#include "views/actions/action_registry.h"
#include "views/tables/entity_table.h"
#include "views/tables/selection_binder.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace views {

using models::AttentionModel;

AttentionPanel::AttentionPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_table(new EntityTable(context))
    , m_count(new QLabel)
{
    setObjectName(QStringLiteral("attentionPanel"));
    m_table->setObjectName(QStringLiteral("attentionTable"));
    m_table->setModel(&context.models.attention);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(AttentionModel::WhatColumn, QHeaderView::Stretch);
    m_count->setProperty("tone", QStringLiteral("dim"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    new SelectionBinder(
        *m_table, context.models.selection,
        [](const QModelIndex& index) { return index.data(models::KeyRole).value<models::EntityKey>(); },
        [this](const models::EntityKey& key) { return indexOf(key); });
    const AttentionModel& model = context.models.attention;
    connect(&model, &QAbstractItemModel::rowsInserted, this, &AttentionPanel::update);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &AttentionPanel::update);
    connect(&model, &AttentionModel::countsChanged, this, &AttentionPanel::update);
    connect(&context.models.status, &models::StatusModel::changed, this, [this] {
        if (m_context.models.status.status().isUnheard != m_saysUnheard) {
            update();
        }
    });
    connect(&context.models.feed, &models::SnapshotFeed::registryChanged, this, &AttentionPanel::update,
            Qt::QueuedConnection);
    retranslate();
}

QModelIndex AttentionPanel::indexOf(const models::EntityKey& key) const
{
    const AttentionModel& model = m_context.models.attention;
    // Several rows may be about one entity: stay on the one the person is on.
    const QModelIndex current = m_table->currentIndex().siblingAtColumn(0);
    if (current.isValid() && current.data(models::KeyRole).value<models::EntityKey>() == key) {
        return current;
    }
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (index.data(models::KeyRole).value<models::EntityKey>() == key) {
            return index;
        }
    }
    return {};
}

std::optional<int> AttentionPanel::currentRow() const
{
    const QModelIndex current = m_table->currentIndex();
    const bool onRow = current.isValid() && m_table->selectionModel()->isRowSelected(current.row());
    return onRow ? std::optional(current.row()) : std::nullopt;
}

void AttentionPanel::go(int step)
{
    const int rows = m_context.models.attention.rowCount();
    if (rows == 0) {
        return;
    }
    const std::optional<int> current = currentRow();
    int row = current ? *current + step : (step > 0 ? 0 : rows - 1);
    row = (row % rows + rows) % rows;
    m_table->setCurrentIndex(m_context.models.attention.index(row, 0));
    const auto key = m_table->currentIndex().data(models::KeyRole).value<models::EntityKey>();
    if (key.isValid()) {
        m_context.models.selection.select(key, true);
    }
}

void AttentionPanel::retranslate()
{
    m_table->setAccessibleName(tr("What needs attention, worst first"));
    m_fitted = false;
    update();
}

void AttentionPanel::update()
{
    const int rows = m_context.models.attention.rowCount();
    const int total = m_context.models.attention.total();
    const QString things = tr("%n thing(s)", nullptr, total);
    QStringList count{rows < total ? tr("%1, the first %2 listed").arg(things).arg(rows) : things};
    if (const int acknowledged = m_context.models.attention.acknowledgedCount(); acknowledged > 0) {
        count.append(tr("%n acknowledged", nullptr, acknowledged));
    }
    if (const int shelved = m_context.models.attention.shelvedCount(); shelved > 0) {
        count.append(tr("%n shelved", nullptr, shelved));
    }
    m_count->setText(count.join(QStringLiteral(" · ")));
    m_saysUnheard = m_context.models.status.status().isUnheard;
    if (!m_context.models.feed.snapshot()) {
        m_table->setEmptyText(tr("Nothing is open"),
                              tr("Open a registry and what goes wrong in it is listed here."),
                              m_context.actions.action(QStringLiteral("file.open")));
    } else if (rows == 0 && m_saysUnheard) {
        m_table->setEmptyText(
            tr("No source is connected"),
            tr("Nothing was heard of this network yet, so what is wrong in it is not known. "
               "Sources send to the address given with --listen."),
            nullptr);
    } else if (rows == 0) {
        m_table->setEmptyText(
            tr("Nothing needs attention"),
            tr("Whatever is down, overloaded, hot, silent or refused is listed here, worst first."), nullptr);
    } else {
        m_table->setEmptyText({}, {}, nullptr);
        if (!m_fitted) {
            m_fitted = true;
            m_table->fitColumns();
            // Rows come and go: room for names and ages longer than those of the first ones.
            m_table->setColumnWidth(AttentionModel::EntityColumn,
                                    qMax(240, m_table->columnWidth(AttentionModel::EntityColumn)));
            m_table->setColumnWidth(AttentionModel::SinceColumn,
                                    qMax(88, m_table->columnWidth(AttentionModel::SinceColumn)));
            m_table->setColumnWidth(AttentionModel::HandlingColumn,
                                    qMax(220, m_table->columnWidth(AttentionModel::HandlingColumn)));
            // The first row says little about the names to come.
            m_table->setColumnWidth(AttentionModel::EntityColumn, 240);
        }
    }
}

} // namespace views
