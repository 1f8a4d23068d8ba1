#include "views/search/search_popup.h"

#include "models/console_models.h"
#include "views/search/hit_delegate.h"
#include "views/theme/style_sheet.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>

namespace views {

using models::EntityKey;

SearchPopup::SearchPopup(const ViewContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_input(new QLineEdit)
    , m_hits(new QListView)
    , m_summary(new QLabel)
    , m_alongTitle(new QLabel)
    , m_along(new QListWidget)
    , m_back(new QPushButton)
{
    setObjectName(QStringLiteral("searchPopup"));
    m_input->setObjectName(QStringLiteral("searchInput"));
    m_hits->setObjectName(QStringLiteral("searchHits"));
    m_along->setObjectName(QStringLiteral("searchAlong"));
    makeLayout();
    hide();
    connect(m_input, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_context.models.search.setQuery(text);
        m_hits->setCurrentIndex(m_context.models.search.index(0));
        onHit(m_hits->currentIndex());
    });
    connect(m_hits->selectionModel(), &QItemSelectionModel::currentChanged, this, &SearchPopup::onHit);
    connect(m_hits, &QListView::activated, this,
            [this](const QModelIndex& index) { choose(m_context.models.search.key(index.row()), false); });
    connect(m_along, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        const auto key = item->data(models::KeyRole).value<EntityKey>();
        if (key.isValid()) {
            choose(key, true);
        }
    });
    connect(m_back, &QPushButton::clicked, this, &SearchPopup::goBack);
    m_input->installEventFilter(this);
    m_along->installEventFilter(this);
    parent->installEventFilter(this);
    retranslate();
}

void SearchPopup::makeLayout()
{
    m_hits->setModel(&m_context.models.search);
    m_hits->setItemDelegate(new HitDelegate(m_context.theme, m_hits));
    m_hits->setUniformItemSizes(true);
    m_along->setItemDelegate(new HitDelegate(m_context.theme, m_along));
    m_summary->setProperty("tone", QStringLiteral("dim"));
    m_alongTitle->setProperty("tone", QStringLiteral("dim"));
    m_summary->setFont(smallFont());
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(8);
    grid->addWidget(m_input, 0, 0, 1, 3);
    grid->addWidget(m_summary, 1, 0);
    grid->addWidget(m_alongTitle, 1, 1);
    grid->addWidget(m_back, 1, 2, Qt::AlignRight);
    grid->addWidget(m_hits, 2, 0);
    grid->addWidget(m_along, 2, 1, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
}

void SearchPopup::open()
{
    place();
    show();
    raise();
    m_input->setFocus(Qt::ShortcutFocusReason);
    m_input->selectAll();
    m_context.models.search.setQuery(m_input->text());
    if (m_input->text().isEmpty() && m_context.models.selection.current().isValid()) {
        standAt(m_context.models.selection.current());
    } else {
        onHit(m_hits->currentIndex());
    }
}

void SearchPopup::close()
{
    hide();
    parentWidget()->setFocus();
}

void SearchPopup::place()
{
    const QSize room = parentWidget()->size();
    const QSize size(qMin(820, room.width() - 32), qMin(460, room.height() - 96));
    setGeometry((room.width() - size.width()) / 2, 64, size.width(), size.height());
}

void SearchPopup::onHit(const QModelIndex& index)
{
    const models::SearchModel& search = m_context.models.search;
    const int hits = search.totalHits();
    m_summary->setText(m_input->text().isEmpty()
                           ? tr("Names and identifiers of everything, in both languages")
                       : hits > search.rowCount() ? tr("First %1 of %2").arg(search.rowCount()).arg(hits)
                                                  : tr("%n hit(s)", nullptr, hits));
    if (index.isValid()) {
        m_path.clear();
        standAt(search.key(index.row()));
    } else if (!m_input->text().isEmpty()) {
        m_path.clear();
        fillAlong();
    }
}

void SearchPopup::choose(const EntityKey& key, bool keepOpen)
{
    if (!key.isValid()) {
        return;
    }
    m_context.models.selection.select(key, true);
    if (keepOpen) {
        standAt(key);
    } else {
        close();
    }
}

void SearchPopup::standAt(const EntityKey& key)
{
    if (m_path.isEmpty() || m_path.last() != key) {
        m_path.append(key);
    }
    fillAlong();
}

void SearchPopup::goBack()
{
    if (m_path.size() < 2) {
        return;
    }
    m_path.removeLast();
    m_context.models.selection.select(m_path.last(), true);
    fillAlong();
}

void SearchPopup::fillAlong()
{
    m_along->clear();
    m_back->setVisible(m_path.size() > 1);
    const twin::state::SnapshotPtr& snapshot = m_context.models.feed.snapshot();
    if (m_path.isEmpty() || !snapshot) {
        m_alongTitle->clear();
        return;
    }
    const EntityKey& key = m_path.last();
    const QString label = models::entityLabel(*snapshot, key, m_context.models.language);
    m_alongTitle->setText(fontMetrics().elidedText(tr("Joined to %1").arg(label), Qt::ElideRight, 300));
    for (const models::RelatedGroup& group : m_context.models.search.along(key)) {
        auto* heading = new QListWidgetItem(group.title, m_along);
        heading->setFlags(Qt::NoItemFlags);
        for (const models::RelatedEntity& entity : group.entities) {
            auto* item = new QListWidgetItem(entity.label, m_along);
            item->setData(models::KeyRole, QVariant::fromValue(entity.key));
            item->setData(models::SearchModel::DetailRole, entity.detail);
        }
    }
}

bool SearchPopup::onInputKey(int key)
{
    const int row = m_hits->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
        m_hits->setCurrentIndex(
            m_context.models.search.index(qMin(row + 1, m_context.models.search.rowCount() - 1)));
        return true;
    case Qt::Key_Up:
        m_hits->setCurrentIndex(m_context.models.search.index(qMax(row - 1, 0)));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_hits->currentIndex().isValid()) {
            choose(m_context.models.search.key(row), false);
        }
        return true;
    default:
        return false;
    }
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_input) {
            return onInputKey(key);
        }
        if (watched == m_along && (key == Qt::Key_Backspace || key == Qt::Key_Left)) {
            goBack();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void SearchPopup::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.tokens().bg1);
    QFrame::paintEvent(event);
}

void SearchPopup::retranslate()
{
    m_input->setPlaceholderText(tr("Search pools, links, sites, enterprises, flows, jobs…"));
    m_input->setAccessibleName(tr("Search everything"));
    m_hits->setAccessibleName(tr("Hits"));
    m_along->setAccessibleName(tr("What the hit is joined to"));
    m_back->setText(tr("Back"));
    m_context.models.search.setQuery(m_input->text());
    onHit(m_hits->currentIndex());
}

} // namespace views
