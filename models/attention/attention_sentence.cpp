#include "models/attention/attention_sentence.h"

#include "models/attention/alarm_words.h"
#include "models/format/format.h"
#include "models/format/terms.h"
#include "models/residual/residual_words.h"
#include "models/search/related.h"

#include <QCoreApplication>

#include <cmath>

namespace models {

using twin::alarm::AttentionCode;
using twin::alarm::AttentionItem;
using twin::alarm::AttentionSubject;
using twin::alarm::LinkDirection;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::Attention)
};

QString withDetail(const QString& sentence, const std::string& detail)
{
    //: %1: what is wrong, %2: the reason as reported
    return detail.empty() ? sentence : Words::tr("%1: %2").arg(sentence, format::text(detail));
}

/// What an entity or a group of them is called in the plural, for "12 of 499 …".
QString things(twin::EntityKind kind, int count)
{
    switch (kind) {
    case twin::EntityKind::Pool:
        return Words::tr("%n pool(s)", nullptr, count);
    case twin::EntityKind::Link:
        return Words::tr("%n link(s)", nullptr, count);
    case twin::EntityKind::OpticalChannel:
        return Words::tr("%n optical channel(s)", nullptr, count);
    case twin::EntityKind::Tunnel:
        return Words::tr("%n tunnel(s)", nullptr, count);
    case twin::EntityKind::ServiceNode:
        return Words::tr("%n service node(s)", nullptr, count);
    case twin::EntityKind::Site:
        return Words::tr("%n site(s)", nullptr, count);
    case twin::EntityKind::Flow:
        return Words::tr("%n flow(s)", nullptr, count);
    case twin::EntityKind::Job:
        return Words::tr("%n job(s)", nullptr, count);
    }
    return {};
}

QString overload(const AttentionItem& item, const QLocale& locale)
{
    const QString use = format::percent(item.value, locale).text();
    const QString threshold = format::percent(item.threshold, locale).text();
    switch (item.direction) {
    case LinkDirection::Forward:
        return Words::tr("%1 in use A→B, over %2").arg(use, threshold);
    case LinkDirection::Reverse:
        return Words::tr("%1 in use B→A, over %2").arg(use, threshold);
    case LinkDirection::None:
        break;
    }
    return Words::tr("%1 in use, over %2").arg(use, threshold);
}

/// A type we know speaks the reader's language; what the source wrote is then in the tool tip.
QString alarmSentence(const AttentionItem& item)
{
    const QString known = alarmWords(item.type);
    const QString sentence = known.isEmpty()
                                 ? withDetail(Words::tr("Alarm %1").arg(format::text(item.type)), item.detail)
                                 : Words::tr("Alarm: %1").arg(known);
    //: %1: an alarm, %n: how often it was reported
    return item.count > 1 ? Words::tr("%1 (%n time(s))", nullptr, static_cast<int>(item.count)).arg(sentence)
                          : sentence;
}

/// Who says it too, or alone; empty when nobody but the twin does.
QString reportedBy(const AttentionItem& item)
{
    QStringList names;
    for (const std::string& source : item.sources) {
        names.append(format::text(source));
    }
    //: %1: names of telemetry sources
    return names.isEmpty() ? QString() : Words::tr("Reported by %1").arg(names.join(QStringLiteral(", ")));
}

QString stale(const AttentionItem& item)
{
    const QString age = format::duration(static_cast<twin::TimeNs>(item.value * 1e9));
    if (item.subject == AttentionSubject::Kind) {
        return Words::tr("%1 without fresh values for up to %2")
            .arg(things(item.entity.kind, static_cast<int>(item.count)), age);
    }
    return Words::tr("Values are %1 old").arg(age);
}

/// How far a link is off, without what explains it.
QString residual(const AttentionItem& item, const QLocale& locale)
{
    const QString rate = format::bitRate(std::abs(item.value), locale).text();
    const QString deviation = format::bitRate(item.threshold, locale).text();
    const bool isForward = item.direction != LinkDirection::Reverse;
    const QString sentence = item.value < 0 ? (isForward ? Words::tr("%1 ± %2 less than expected A→B")
                                                         : Words::tr("%1 ± %2 less than expected B→A"))
                                            : (isForward ? Words::tr("%1 ± %2 more than expected A→B")
                                                         : Words::tr("%1 ± %2 more than expected B→A"));
    return sentence.arg(rate, deviation);
}

QString residual(const AttentionItem& item, const twin::state::Snapshot& snapshot, const Language& language)
{
    const QString distance = residual(item, language.locale());
    if (!item.cause) {
        return distance;
    }
    //: %1: how far a link is off, %2: what explains it; %n: links on which it shows
    return Words::tr("%1, likely %2 (on %n link(s))", nullptr, static_cast<int>(item.count))
        .arg(distance, causeText(*item.cause, snapshot, language));
}

} // namespace

QString attentionSentence(const AttentionItem& item, const twin::state::Snapshot& snapshot,
                          const Language& language)
{
    const QLocale& locale = language.locale();
    const int count = static_cast<int>(item.count);
    switch (item.code) {
    case AttentionCode::JournalFailing:
        return withDetail(Words::tr("The journal cannot be written; nothing is acknowledged"), item.detail);
    case AttentionCode::HistoryFailing:
        return withDetail(Words::tr("The history cannot be written or read; the journal grows"), item.detail);
    case AttentionCode::JournalFilling:
        return Words::tr("The journal is %1 full; when it is full, nothing more is taken")
            .arg(format::percent(item.value, locale).text());
    case AttentionCode::ConduitCut:
        return Words::tr("Cut: all %n link(s) in it are down", nullptr, count);
    case AttentionCode::Down:
        return item.related.empty()
                   ? Words::tr("Down")
                   : Words::tr("Down, with %n link(s)", nullptr, static_cast<int>(item.related.size()));
    case AttentionCode::LinkOverload:
        return overload(item, locale);
    case AttentionCode::PoolFull:
        return item.threshold < twin::alarm::kPoolFull
                   ? overload(item, locale)
                   : Words::tr("Full: %1 in use").arg(format::percent(item.value, locale).text());
    case AttentionCode::Hot:
        return Words::tr("Inlet %1, over %2")
            .arg(format::metric(item.value, "°C", locale).text(),
                 format::metric(item.threshold, "°C", locale).text());
    case AttentionCode::OpticalNearLimit:
        return Words::tr("Bit error ratio %1, limit %2")
            .arg(format::errorRatio(item.value, locale).number,
                 format::errorRatio(item.threshold, locale).number);
    case AttentionCode::CardsFailed:
        return Words::tr("%n card(s) failed (%1)", nullptr, count)
            .arg(format::percent(item.value, locale).text());
    case AttentionCode::Degraded:
        return Words::tr("Degraded");
    case AttentionCode::Alarm:
        return alarmSentence(item);
    case AttentionCode::SourceDisconnected:
        return Words::tr("Disconnected, last heard %1 ago")
            .arg(format::duration(static_cast<twin::TimeNs>(item.value * 1e9)));
    case AttentionCode::Stale:
        return stale(item);
    case AttentionCode::RefusedSamples:
        return withDetail(Words::tr("%n sample(s) refused", nullptr, count), item.detail);
    case AttentionCode::RefusedAlarms:
        return withDetail(Words::tr("%n alarm(s) refused", nullptr, count), item.detail);
    case AttentionCode::UnknownNames:
        return withDetail(Words::tr("%n unknown name(s), most often", nullptr, count), item.detail);
    case AttentionCode::NeverHeard:
        return Words::tr("%1 never heard of").arg(things(item.entity.kind, count));
    case AttentionCode::Dropped:
        return Words::tr("%n frame(s) dropped because the journal is full", nullptr, count);
    case AttentionCode::Residual:
        return residual(item, snapshot, language);
    }
    return {};
}

QString attentionToolTip(const AttentionItem& item, const twin::state::Snapshot& snapshot,
                         const Language& language)
{
    QStringList lines{attentionSentence(item, snapshot, language)};
    if (item.code == AttentionCode::Alarm && !alarmWords(item.type).isEmpty()) {
        const QString asWritten = withDetail(format::text(item.type), item.detail);
        lines.append(Words::tr("As the source wrote it: %1").arg(asWritten));
    }
    if (const QString who = reportedBy(item); !who.isEmpty()) {
        lines.append(who);
    }
    return lines.join(u'\n');
}

EntityKey attentionKey(const AttentionItem& item)
{
    const QString id = format::text(item.id);
    switch (item.subject) {
    case AttentionSubject::Entity:
        return {keyType(item.entity.kind), id};
    case AttentionSubject::Conduit:
        return {EntityKey::Type::Conduit, id};
    case AttentionSubject::Source:
        return {EntityKey::Type::Source, id};
    case AttentionSubject::Kind:
    case AttentionSubject::Twin:
        break;
    }
    return {};
}

QString attentionSubject(const AttentionItem& item, const twin::state::Snapshot& snapshot,
                         const Language& language)
{
    if (item.subject == AttentionSubject::Kind) {
        return Terms::of(keyType(item.entity.kind));
    }
    if (item.subject == AttentionSubject::Twin) {
        return Words::tr("This console");
    }
    const QString label = entityLabel(snapshot, attentionKey(item), language);
    return label.isEmpty() ? format::text(item.id) : label;
}

} // namespace models
