#include "models/desk/desk_words.h"

#include "models/format/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace models {

using twin::TimeNs;
using twin::desk::Entry;
using twin::desk::EntryKind;
using twin::desk::EntryPtr;
using twin::desk::ItemHandling;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::Desk)
};

constexpr std::size_t kMaxToolTipLines = 20;

/// The time of day, with the date where it is another day.
QString when(TimeNs time, TimeNs now)
{
    return format::date(time) == format::date(now) ? format::clock(time) : format::dateTime(time);
}

/// An entry that the store does not have yet says so wherever it is shown.
QString marked(const QString& text, const Entry& entry)
{
    //: %1: an entry of the shift log
    return entry.order != 0 ? text : Words::tr("%1 (not saved yet)").arg(text);
}

QString lapseText(const std::string& why)
{
    if (why == twin::desk::kLapseWorse) {
        return Words::tr("It got worse: the acknowledgement ended");
    }
    if (why == twin::desk::kLapseRaisedAgain) {
        return Words::tr("It was raised again: the acknowledgement ended");
    }
    return Words::tr("It went away: the acknowledgement ended");
}

QString line(const Entry& entry, TimeNs now)
{
    //: an entry of the shift log: %1: when, %2: who, %3: what
    const QString text =
        Words::tr("%1  %2: %3").arg(when(entry.moment(), now), deskSeatText(entry), deskEntryText(entry));
    return marked(text, entry);
}

} // namespace

QString deskKindText(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Acknowledge:
        return Words::tr("Acknowledged");
    case EntryKind::Unacknowledge:
        return Words::tr("Acknowledgement taken back");
    case EntryKind::Shelve:
        return Words::tr("Shelved");
    case EntryKind::Unshelve:
        return Words::tr("Unshelved");
    case EntryKind::Assign:
        return Words::tr("Assigned");
    case EntryKind::Comment:
        return Words::tr("Comment");
    case EntryKind::Note:
        return Words::tr("Note");
    case EntryKind::Handover:
        return Words::tr("Handover");
    case EntryKind::Lapse:
        return Words::tr("Acknowledgement ended");
    }
    return {};
}

QString deskSeatText(const Entry& entry)
{
    return entry.seat == twin::desk::kConsoleSeat ? Words::tr("Console") : format::text(entry.seat);
}

QString deskEntryText(const Entry& entry)
{
    const QString text = format::text(entry.text);
    switch (entry.kind) {
    case EntryKind::Acknowledge:
    case EntryKind::Unacknowledge:
    case EntryKind::Unshelve:
        //: %1: what was done with a problem, %2: what was said to it
        return text.isEmpty() ? deskKindText(entry.kind)
                              : Words::tr("%1: %2").arg(deskKindText(entry.kind), text);
    case EntryKind::Shelve: {
        const QString until = Words::tr("Shelved until %1").arg(when(entry.until, entry.time));
        return text.isEmpty() ? until : Words::tr("%1: %2").arg(until, text);
    }
    case EntryKind::Assign:
        return text.isEmpty() ? Words::tr("Assigned to nobody") : Words::tr("Assigned to %1").arg(text);
    case EntryKind::Lapse:
        return lapseText(entry.text);
    case EntryKind::Comment:
    case EntryKind::Note:
    case EntryKind::Handover:
        break;
    }
    return text;
}

QString handlingText(const ItemHandling& handling, twin::state::Severity severity, TimeNs now)
{
    QStringList parts;
    if (handling.isAcknowledged(severity)) {
        const Entry& entry = *handling.acknowledged;
        //: %1: who acknowledged it, %2: when
        const QString text = Words::tr("✓ %1, %2").arg(deskSeatText(entry), when(entry.time, now));
        parts.append(marked(text, entry));
    }
    if (handling.isShelved(now)) {
        const QString text = Words::tr("shelved until %1").arg(when(handling.shelved->until, now));
        parts.append(marked(text, *handling.shelved));
    }
    if (handling.owner != nullptr) {
        const QString text = Words::tr("owner %1").arg(format::text(handling.owner->text));
        parts.append(marked(text, *handling.owner));
    }
    if (!handling.comments.empty()) {
        parts.append(Words::tr("%n comment(s)", nullptr, static_cast<int>(handling.comments.size())));
    }
    return parts.join(QStringLiteral(" · "));
}

QString handlingToolTip(const ItemHandling& handling, twin::state::Severity severity, TimeNs now)
{
    QStringList lines;
    for (const EntryPtr& entry : {handling.isAcknowledged(severity) ? handling.acknowledged : nullptr,
                                  handling.isShelved(now) ? handling.shelved : nullptr, handling.owner}) {
        if (entry != nullptr) {
            lines.append(line(*entry, now));
        }
    }
    const std::size_t left = kMaxToolTipLines - static_cast<std::size_t>(lines.size());
    const std::size_t first = handling.comments.size() > left ? handling.comments.size() - left : 0;
    for (std::size_t i = first; i < handling.comments.size(); ++i) {
        lines.append(line(*handling.comments[i], now));
    }
    return lines.join(u'\n');
}

} // namespace models
