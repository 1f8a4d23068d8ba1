#include "views/discover/offers_page.h"

#include "models/console_models.h"
#include "models/roles.h"
#include "views/tables/entity_table.h"
#include "views/tables/selection_binder.h"
#include "views/widgets/elided_label.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace views {

using models::DiscoverModel;
using models::DiscoverTable;
using models::EntityKey;

OffersPage::OffersPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_table(new EntityTable(context))
    , m_score(new EntityTable(context))
    , m_of(new ElidedLabel)
{
    DiscoverModel& model = context.models.discover;
    m_table->setObjectName(QStringLiteral("discoverTable"));
    m_table->setModel(&model.table());
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_score->setObjectName(QStringLiteral("discoverScore"));
    m_score->setModel(&model.score());
    m_score->setSelectionMode(QAbstractItemView::SingleSelection);
    m_of->setObjectName(QStringLiteral("discoverScoreOf"));
    m_of->setContentsMargins(8, 2, 8, 2);
    auto* detail = new QWidget;
    auto* detailLayout = new QVBoxLayout(detail);
    detailLayout->setContentsMargins(0, 0, 0, 0);
    detailLayout->setSpacing(0);
    detailLayout->addWidget(m_of);
    detailLayout->addWidget(m_score, 1);
    auto* splitter = new QSplitter;
    splitter->addWidget(m_table);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [&model](const QModelIndex& current) {
                if (current.isValid()) {
                    model.setShown(model.table().offer(current.row()).name);
                }
            });
    // A pool may have several offers: the one that is shown stays, else it is the first.
    new SelectionBinder(
        *m_table, context.models.selection,
        [](const QModelIndex& index) { return index.data(models::KeyRole).value<EntityKey>(); },
        [&model](const EntityKey& key) {
            const DiscoverTable& table = model.table();
            const int shown = table.rowOfOffer(model.shown());
            const bool isShown = shown >= 0 && table.key(shown) == key;
            const int row = isShown                             ? shown
                            : key.type == EntityKey::Type::Pool ? table.rowOfPool(key.id)
                                                                : -1;
            return row < 0 ? QModelIndex() : table.index(row, 0);
        });
    // What came first by itself is the person's choice once they go there, or back there.
    m_table->installEventFilter(this);
    connect(m_table, &QAbstractItemView::clicked, this, [this] { m_firstOfAnswer = {}; });
    connect(&context.models.selection, &models::Selection::changed, this, [this] {
        if (m_context.models.selection.current() != m_firstOfAnswer) {
            m_firstOfAnswer = {};
        }
    });
    // Of what is selected elsewhere there is no score.
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, &model] {
        if (!m_table->selectionModel()->hasSelection()) {
            model.setShown({});
        }
    });
    connect(&model, &DiscoverModel::answered, this, &OffersPage::showAnswer);
    connect(&model.table(), &QAbstractItemModel::modelReset, this, &OffersPage::fitColumns);
    connect(&model.score(), &QAbstractItemModel::modelReset, this, &OffersPage::fitColumns);
    retranslate();
}

bool OffersPage::eventFilter(QObject* watched, QEvent* event)
{
    static constexpr int kChoosing[]{Qt::Key_Up,     Qt::Key_Down,   Qt::Key_Home,
                                     Qt::Key_End,    Qt::Key_PageUp, Qt::Key_PageDown,
                                     Qt::Key_Return, Qt::Key_Enter,  Qt::Key_Space};
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool chooses = std::ranges::find(kChoosing, key) != std::end(kChoosing);
        m_firstOfAnswer = chooses ? EntityKey() : m_firstOfAnswer;
    }
    return QWidget::eventFilter(watched, event);
}

void OffersPage::awaitAnswer()
{
    m_awaits = isVisible(); // the query of the last time, at the start, chooses nothing
}

/// The row that the person has selected before, -1 if it is not in the answer. What was selected because it
/// came first gives way to what comes first now.
int OffersPage::chosenRow() const
{
    const DiscoverTable& table = m_context.models.discover.table();
    const EntityKey key = m_context.models.selection.current();
    if (key.type != EntityKey::Type::Pool || key == m_firstOfAnswer) {
        return -1;
    }
    const int shown = table.rowOfOffer(m_context.models.discover.shown());
    return shown >= 0 && table.key(shown) == key ? shown : table.rowOfPool(key.id);
}

void OffersPage::showAnswer()
{
    if (!m_awaits) {
        return;
    }
    m_awaits = false;
    const DiscoverTable& table = m_context.models.discover.table();
    if (table.rowCount() == 0) {
        m_context.models.discover.setShown({});
        return;
    }
    const int chosen = chosenRow();
    m_firstOfAnswer = chosen < 0 ? table.key(0) : EntityKey();
    const QModelIndex index = table.index(std::max(chosen, 0), 0);
    m_table->selectRow(index.row());
    m_table->scrollTo(index);
}

void OffersPage::begin()
{
    m_table->setFocus();
    if (!m_table->currentIndex().isValid() && m_table->model()->rowCount() > 0) {
        m_table->setCurrentIndex(m_table->model()->index(0, 0));
    }
}

void OffersPage::update()
{
    const DiscoverModel& model = m_context.models.discover;
    const int row =
        model.shown().isEmpty() ? -1 : m_context.models.discover.table().rowOfOffer(model.shown());
    m_of->setText(row < 0 ? tr("The score of the selected offer") : tr("Score of %1").arg(model.shown()));
    m_score->setEmptyText(row < 0 ? tr("No offer is selected") : QString(),
                          tr("Select a row: the parts of its score are shown here."), nullptr);
    updateEmptyText();
    fitColumns();
}

void OffersPage::updateEmptyText()
{
    const DiscoverModel& model = m_context.models.discover;
    const models::DiscoverAnswerPtr& answer = m_context.models.discover.table().answer();
    if (m_table->model()->rowCount() > 0) {
        m_table->setEmptyText({}, {}, nullptr);
    } else if (model.fault()) {
        m_table->setEmptyText(tr("The query cannot be read yet"),
                              tr("What is wrong, and where, stands below the query line."), nullptr);
    } else if (!answer || model.isWaiting()) {
        m_table->setEmptyText(tr("Looking for offers…"), {}, nullptr);
    } else if (answer->considered == 0) {
        m_table->setEmptyText(tr("No resource pools"),
                              tr("Offers are the chip classes of pools; this registry has a network only."),
                              nullptr);
    } else {
        m_table->setEmptyText(tr("No offer meets the query"),
                              answer->unknown > 0
                                  ? tr("Of some offers a value it asks for is not known: they count as no.")
                                  : tr("Loosen a condition; the table fills as soon as one meets it."),
                              nullptr);
    }
}

void OffersPage::fitColumns()
{
    if (!m_fitted && m_table->model()->rowCount() > 0) {
        m_table->fitColumns();
        m_fitted = true;
    }
    if (!m_scoreFitted && m_score->model()->rowCount() > 0) {
        m_score->fitColumns();
        m_scoreFitted = true;
    }
}

void OffersPage::retranslate()
{
    m_table->setAccessibleName(tr("Offers that meet the query, best first"));
    m_score->setAccessibleName(tr("Parts of the score"));
    m_fitted = false;
    m_scoreFitted = false;
    update();
}

} // namespace views
