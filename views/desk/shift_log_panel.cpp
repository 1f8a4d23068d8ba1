#include "views/desk/shift_log_panel.h"

#include "models/console_models.h"
#include "models/search/related.h"
#include "views/actions/action_registry.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/tone.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace views {

using models::ShiftLogProxy;
using models::ShiftLogTable;
using twin::desk::EntryKind;

namespace {

constexpr int kFilterWidth = 240;
constexpr int kMaxNote = 4'000; ///< characters: below the log's bound of bytes in any script

} // namespace

ShiftLogPanel::ShiftLogPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controls(new QWidget)
    , m_table(new EntityTable(context))
    , m_filter(new QLineEdit)
    , m_show(new QComboBox)
    , m_onlySelected(new QCheckBox)
    , m_count(new QLabel)
    , m_status(new ElidedLabel)
    , m_kind(new QComboBox)
    , m_about(new QCheckBox)
    , m_text(new QLineEdit)
    , m_write(new QPushButton)
{
    setObjectName(QStringLiteral("shiftLogPanel"));
    m_table->setObjectName(QStringLiteral("shiftLogTable"));
    m_table->setModel(&context.models.shiftLogProxy);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    makeControls();
    makeWriter();
    connect(&context.models.desk, &models::DeskModel::changed, this, &ShiftLogPanel::update);
    connect(&context.models.shiftLogProxy, &QAbstractItemModel::rowsInserted, this, &ShiftLogPanel::update);
    connect(&context.models.shiftLogProxy, &QAbstractItemModel::rowsRemoved, this, &ShiftLogPanel::update);
    connect(&context.models.shiftLogProxy, &QAbstractItemModel::layoutChanged, this, &ShiftLogPanel::update);
    connect(&context.models.selection, &models::Selection::changed, this, &ShiftLogPanel::updateWriter);
    connect(&context.models.feed, &models::SnapshotFeed::cursorChanged, this, &ShiftLogPanel::updateWriter);
    context.actions.bind(QStringLiteral("desk.note"), this, [this](bool) {
        m_context.actions.action(QStringLiteral("go.shiftLog"))->trigger();
        beginNote();
    });
    retranslate();
}

void ShiftLogPanel::makeControls()
{
    m_filter->setObjectName(QStringLiteral("shiftLogFilter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(kFilterWidth);
    m_show->setObjectName(QStringLiteral("shiftLogShow"));
    m_onlySelected->setObjectName(QStringLiteral("shiftLogOnlySelected"));
    setTone(*m_count, QStringLiteral("dim"));
    auto* layout = new QHBoxLayout(m_controls);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_filter, 2);
    layout->addWidget(m_show);
    layout->addWidget(m_onlySelected);
    layout->addWidget(m_count, 1);
    ShiftLogProxy& proxy = m_context.models.shiftLogProxy;
    connect(m_filter, &QLineEdit::textChanged, &proxy, &ShiftLogProxy::setText);
    connect(m_show, &QComboBox::currentIndexChanged, this, [this, &proxy](int index) {
        if (index >= 0) {
            proxy.setShow(static_cast<ShiftLogProxy::Show>(m_show->itemData(index).toInt()));
        }
    });
    const auto bound = [this, &proxy] {
        proxy.setAbout(m_onlySelected->isChecked() ? m_context.models.selection.current()
                                                   : models::EntityKey());
    };
    connect(m_onlySelected, &QCheckBox::toggled, this, bound);
    connect(&m_context.models.selection, &models::Selection::changed, this, bound);
}

void ShiftLogPanel::makeWriter()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    m_kind->setObjectName(QStringLiteral("noteKind"));
    m_about->setObjectName(QStringLiteral("noteAbout"));
    m_about->setChecked(true);
    m_text->setObjectName(QStringLiteral("noteText"));
    m_text->setMaxLength(kMaxNote);
    m_write->setObjectName(QStringLiteral("noteWrite"));
    m_status->setObjectName(QStringLiteral("shiftLogStatus"));
    setTone(*m_status, QStringLiteral("dim"));
    row->addWidget(m_kind);
    row->addWidget(m_text, 3);
    row->addWidget(m_about);
    row->addWidget(m_write);
    row->addWidget(m_status, 2);
    layout()->addWidget(bar);
    connect(m_text, &QLineEdit::returnPressed, this, &ShiftLogPanel::write);
    connect(m_write, &QPushButton::clicked, this, &ShiftLogPanel::write);
    connect(m_text, &QLineEdit::textChanged, this, &ShiftLogPanel::updateWriter);
}

void ShiftLogPanel::clearFilter()
{
    m_filter->clear();
    m_show->setCurrentIndex(0);
    m_onlySelected->setChecked(false);
}

void ShiftLogPanel::beginNote()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void ShiftLogPanel::write()
{
    if (!m_write->isEnabled()) {
        return;
    }
    const models::EntityKey about =
        m_about->isChecked() ? m_context.models.selection.current() : models::EntityKey();
    const auto kind = static_cast<EntryKind>(m_kind->currentData().toInt());
    const QString refusal = m_context.models.desk.note(kind, about, m_text->text());
    if (refusal.isEmpty()) {
        m_text->clear();
        m_table->scrollToTop();
    } else {
        m_status->setText(refusal);
        setTone(*m_status, QStringLiteral("critical"));
    }
}

void ShiftLogPanel::retranslate()
{
    const auto fill = [](QComboBox& box, std::initializer_list<std::pair<int, QString>> items) {
        const QSignalBlocker blocker(box);
        const int current = qMax(0, box.currentIndex());
        box.clear();
        for (const auto& [value, text] : items) {
            box.addItem(text, value);
        }
        box.setCurrentIndex(current);
    };
    fill(*m_show, {{static_cast<int>(ShiftLogProxy::Show::Everything), tr("Everything")},
                   {static_cast<int>(ShiftLogProxy::Show::NotesOnly), tr("Notes and comments")},
                   {static_cast<int>(ShiftLogProxy::Show::HandoversOnly), tr("Handovers")}});
    fill(*m_kind, {{static_cast<int>(EntryKind::Note), tr("Note")},
                   {static_cast<int>(EntryKind::Handover), tr("Handover")}});
    m_filter->setPlaceholderText(tr("Filter entries…"));
    m_filter->setAccessibleName(tr("Filter entries…"));
    m_show->setAccessibleName(tr("Which entries are shown"));
    m_onlySelected->setText(tr("Only about the selection"));
    m_kind->setAccessibleName(tr("Kind of entry"));
    m_text->setAccessibleName(tr("Text of the entry"));
    m_write->setText(tr("Write"));
    m_table->setAccessibleName(tr("Shift log, newest first"));
    m_fitted = false;
    updateWriter();
    update();
}

QString ShiftLogPanel::selectionText() const
{
    const models::EntityKey key = m_context.models.selection.current();
    const auto& snapshot = m_context.models.feed.snapshot();
    const QString label =
        snapshot ? models::entityLabel(*snapshot, key, m_context.models.language) : QString();
    return label.isEmpty() ? key.id : label;
}

void ShiftLogPanel::updateWriter()
{
    const QString selected = selectionText();
    const QString shown = fontMetrics().elidedText(selected, Qt::ElideMiddle, 160);
    m_about->setEnabled(!selected.isEmpty());
    m_about->setText(selected.isEmpty() ? tr("About the selection") : tr("About %1").arg(shown));
    m_about->setToolTip(selected);
    const models::DeskModel& desk = m_context.models.desk;
    m_text->setPlaceholderText(desk.isPast() ? tr("A note about the moment on the screen…")
                                             : tr("A note for everybody…"));
    const bool canWrite = desk.log().readOnly.empty();
    m_text->setEnabled(canWrite);
    m_write->setEnabled(canWrite && !m_text->text().trimmed().isEmpty());
}

/// Whose words these will be and where they are kept.
QString ShiftLogPanel::status() const
{
    const twin::desk::DeskLog& log = m_context.models.desk.log();
    const QString seat = QString::fromStdString(m_context.models.desk.seat());
    if (!log.readOnly.empty()) {
        return tr("Can only be read here: %1").arg(QString::fromStdString(log.readOnly));
    }
    if (!log.pending.empty() && !log.error.empty()) {
        return tr("%n entry(s) not saved yet: %1", nullptr, static_cast<int>(log.pending.size()))
            .arg(QString::fromStdString(log.error));
    }
    if (!log.error.empty()) {
        return tr("The store is away: %1").arg(QString::fromStdString(log.error));
    }
    if (log.isSession) {
        return tr("Seat %1. Kept until the console is closed: it was started without --store.").arg(seat);
    }
    return log.isLoaded ? tr("Seat %1. Kept in the store.").arg(seat)
                        : tr("Seat %1. The log is being read…").arg(seat);
}

void ShiftLogPanel::update()
{
    const twin::desk::DeskLog& log = m_context.models.desk.log();
    m_status->setText(status());
    setTone(*m_status, log.error.empty() ? QStringLiteral("dim") : QStringLiteral("critical"));
    const int all = m_context.models.shiftLog.rowCount();
    const int shown = m_context.models.shiftLogProxy.rowCount();
    const QLocale& locale = m_context.models.language.locale();
    m_count->setText(shown == all ? tr("%n entry(s)", nullptr, all)
                                  : tr("%1 of %2 entries").arg(locale.toString(shown), locale.toString(all)));
    if (all == 0) {
        m_table->setEmptyText(
            tr("Nothing is written yet"),
            tr("Notes, handovers, acknowledgements and comments of all seats are listed here. "
               "Write below, or press A, S or C on a row of Attention."),
            nullptr);
    } else if (shown == 0) {
        m_table->setEmptyText(tr("No entry passes the filter"),
                              tr("%n entry(s) are hidden by it.", nullptr, all),
                              m_context.actions.action(QStringLiteral("go.clearFilter")));
    } else {
        m_table->setEmptyText({}, {}, nullptr);
        if (!m_fitted) {
            m_fitted = true;
            m_table->fitColumns();
            // The first entries say little about those to come.
            for (const auto& [column, width] :
                 {std::pair{ShiftLogTable::SeatColumn, 140}, std::pair{ShiftLogTable::KindColumn, 170},
                  std::pair{ShiftLogTable::AboutColumn, 200}}) {
                m_table->setColumnWidth(column, qMax(width, m_table->columnWidth(column)));
            }
        }
    }
    updateWriter();
}

} // namespace views
