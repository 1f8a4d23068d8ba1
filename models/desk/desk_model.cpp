#include "models/desk/desk_model.h"

#include "models/desk/desk_entity.h"
#include "models/format/format.h"

#include <algorithm>
#include <utility>

namespace models {

using twin::TimeNs;
using twin::alarm::AttentionCode;
using twin::alarm::AttentionItem;
using twin::desk::DeskState;
using twin::desk::Entry;
using twin::desk::EntryKind;
using twin::desk::EntryPtr;
using twin::state::Severity;

namespace {

constexpr int kBeat_ms = 100;

/// Alarms say when they were raised; of values it is only known when they were measured. The clock of the
/// source and that of the seat differ: what was there when it was acknowledged has not begun since.
bool beganAgain(const AttentionItem& item, const Entry& acknowledged)
{
    return item.code == AttentionCode::Alarm && item.since > acknowledged.time &&
           item.since > static_cast<TimeNs>(acknowledged.refers);
}

/// A link that is heard to work: the conduit is not cut. Of links that nobody hears nothing is known.
bool hasWorkingLink(const twin::state::Snapshot& snapshot, const twin::registry::Conduit& conduit)
{
    return std::ranges::any_of(conduit.links, [&](twin::registry::LinkIndex link) {
        const twin::EntityRef ref{twin::EntityKind::Link, link.value()};
        const auto state =
            twin::state::liveValue(snapshot, ref, static_cast<std::size_t>(twin::LinkMetric::State));
        return state.isUsable() && twin::state::operState(snapshot, ref) != twin::OperState::Down;
    });
}

/// What the digest says of one acknowledged item: alarms that share a key count together.
struct Sighting
{
    Severity severity = Severity::Cleared;
    bool beganAgain = true; ///< all of them
};

} // namespace

DeskModel::DeskModel(SnapshotFeed& feed, const AttentionFeed& attention,
                     std::shared_ptr<twin::desk::DeskService> service, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_attention(attention)
    , m_service(service ? std::move(service)
                        : std::make_shared<twin::desk::DeskService>(twin::desk::defaultSeat()))
    , m_log(m_service->log())
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &DeskModel::follow);
    connect(&feed, &SnapshotFeed::cursorChanged, this, &DeskModel::follow);
    connect(&attention, &AttentionFeed::changed, this, &DeskModel::watch);
    connect(&m_timer, &QTimer::timeout, this, &DeskModel::poll);
    m_timer.start(kBeat_ms);
    follow();
}

bool DeskModel::isPast() const
{
    const bool isHeld = m_feed.cursor().mode != twin::state::TimeMode::Live;
    return isHeld || (m_feed.snapshot() && !m_feed.snapshot()->live);
}

void DeskModel::poll()
{
    if (m_service->log() != m_log) {
        m_log = m_service->log();
        m_until = -1;
        follow();
    }
}

/// Entries belong to moments: the state changes when one of them comes to lie on the other side.
void DeskModel::follow()
{
    TimeNs until = DeskState::kAllTime;
    if (isPast() && m_feed.snapshot()) {
        until = m_feed.snapshot()->time;
    }
    if (until == m_until) {
        return;
    }
    const TimeNs before = std::exchange(m_until, until);
    const bool isOtherMode = (before == DeskState::kAllTime) != (until == DeskState::kAllTime);
    std::vector<EntryPtr> entries;
    entries.reserve(m_log->entries.size() + m_log->pending.size());
    for (const auto* part : {&m_log->entries, &m_log->pending}) {
        std::ranges::copy_if(*part, std::back_inserter(entries),
                             [until](const EntryPtr& entry) { return entry->moment() <= until; });
    }
    if (entries == m_entries) {
        // Of a new log, whether entries are saved may be all that is new. A replay tells nobody until it
        // comes to an entry.
        if (before == -1 || isOtherMode) {
            Q_EMIT changed();
        }
        return;
    }
    const bool isLonger =
        entries.size() > m_entries.size() && std::equal(m_entries.begin(), m_entries.end(), entries.begin());
    if (isLonger) { // the usual: somebody wrote, or time went on
        std::for_each(entries.begin() + std::ssize(m_entries), entries.end(),
                      [this](const EntryPtr& entry) { m_state.add(entry); });
    } else {
        m_state = DeskState(entries);
    }
    m_entries = std::move(entries);
    Q_EMIT changed();
}

/// Ends acknowledgements of what went away or got worse, for all seats.
void DeskModel::watch()
{
    const AttentionDigest& digest = *m_attention.digest();
    if (digest.snapshot() == nullptr || !digest.snapshot()->live || isPast() || !m_log->readOnly.empty()) {
        return;
    }
    std::unordered_map<std::string, Sighting> sightings;
    for (const auto& [key, handling] : m_state.items()) {
        if (handling.acknowledged != nullptr && handling.acknowledged->order != 0) {
            sightings.emplace(key, Sighting{});
        }
    }
    std::erase_if(m_watched, [&](const auto& entry) { return !sightings.contains(entry.first); });
    if (sightings.empty()) {
        return;
    }
    for (std::size_t i = 0; i < digest.items().size(); ++i) {
        const auto found = sightings.find(digest.keys()[i]);
        if (found != sightings.end()) {
            const AttentionItem& item = digest.items()[i];
            const Entry& acknowledged = *m_state.find(found->first)->acknowledged;
            found->second.severity = std::max(found->second.severity, item.severity);
            found->second.beganAgain = found->second.beganAgain && beganAgain(item, acknowledged);
        }
    }
    const TimeNs now = digest.snapshot()->time;
    for (const auto& [key, sighting] : sightings) {
        const Entry& acknowledged = *m_state.find(key)->acknowledged;
        Watched& watched = m_watched[key];
        if (watched.acknowledgement != acknowledged.order) {
            watched = {acknowledged.order, 0, now, false};
        }
        if (sighting.severity > acknowledged.severity) {
            lapse(key, watched, twin::desk::kLapseWorse);
        } else if (sighting.severity != Severity::Cleared) {
            watched.seen = now;
            if (sighting.beganAgain) {
                lapse(key, watched, twin::desk::kLapseRaisedAgain);
            }
        } else if (!canBeJudged(acknowledged.entity)) {
            watched.since = now;
            watched.seen = watched.seen == 0 ? 0 : now;
        } else if (watched.seen != 0 ? now - watched.seen >= kClearedAfter
                                     : now - watched.since >= kNeverSeenAfter) {
            lapse(key, watched, twin::desk::kLapseCleared);
        }
    }
}

/// The problem is not in the list: whether that says it is over. Nothing is known of an entity that another
/// network does not have, or whose state has not been heard lately; nor of sources, the journal and kinds
/// nobody ever heard by a console without the sources' books, as one that follows a store is.
bool DeskModel::canBeJudged(const std::string& entity) const
{
    const twin::state::Snapshot& snapshot = *m_attention.digest()->snapshot();
    const EntityKey key = deskEntityKey(entity);
    if (key.type == EntityKey::Type::Conduit) {
        const auto conduit = snapshot.registry->conduit(format::utf8(key.id));
        return conduit.isValid() && hasWorkingLink(snapshot, (*snapshot.registry)[conduit]);
    }
    if (key.type == EntityKey::Type::Flow || key.type == EntityKey::Type::Job) {
        return true;
    }
    if (!isLiveType(key.type)) {
        return !snapshot.sources->empty();
    }
    const auto found = snapshot.find(entityKind(key.type), format::utf8(key.id));
    if (!found) {
        return false;
    }
    const auto metric = twin::state::stateMetric(found->kind);
    return !metric || twin::state::liveValue(snapshot, *found, *metric).isUsable();
}

/// Its number is the acknowledgement's place, so all consoles say it once together.
void DeskModel::lapse(const std::string& item, Watched& watched, const char* why)
{
    if (std::exchange(watched.hasLapsed, true)) {
        return;
    }
    Entry entry;
    entry.kind = EntryKind::Lapse;
    entry.number = watched.acknowledgement;
    entry.refers = watched.acknowledgement;
    entry.item = item;
    entry.entity = m_state.find(item)->acknowledged->entity;
    entry.text = why;
    watched.hasLapsed = m_service->write(std::move(entry)).has_value();
}

QString DeskModel::acknowledge(const DeskTarget& target, const QString& text)
{
    Entry entry;
    entry.kind = EntryKind::Acknowledge;
    entry.severity = target.severity;
    entry.refers = static_cast<std::uint64_t>(std::max(target.since, TimeNs{0}));
    return writeOn(target, std::move(entry), text);
}

QString DeskModel::unacknowledge(const DeskTarget& target)
{
    Entry entry;
    entry.kind = EntryKind::Unacknowledge;
    return writeOn(target, std::move(entry), {});
}

QString DeskModel::shelve(const DeskTarget& target, TimeNs duration, const QString& text)
{
    Entry entry;
    entry.kind = EntryKind::Shelve;
    entry.until = m_service->now() + std::clamp(duration, TimeNs{0}, twin::desk::kMaxShelving);
    return writeOn(target, std::move(entry), text);
}

QString DeskModel::unshelve(const DeskTarget& target)
{
    Entry entry;
    entry.kind = EntryKind::Unshelve;
    return writeOn(target, std::move(entry), {});
}

QString DeskModel::assign(const DeskTarget& target, const QString& owner)
{
    Entry entry;
    entry.kind = EntryKind::Assign;
    return writeOn(target, std::move(entry), owner);
}

QString DeskModel::comment(const DeskTarget& target, const QString& text)
{
    Entry entry;
    entry.kind = EntryKind::Comment;
    entry.item = target.item;
    entry.entity = deskEntity(target.entity);
    return write(std::move(entry), text);
}

QString DeskModel::note(EntryKind kind, const EntityKey& about, const QString& text)
{
    Entry entry;
    entry.kind = kind;
    entry.entity = deskEntity(about);
    return write(std::move(entry), text);
}

/// What changes how things stand is for the present only.
QString DeskModel::writeOn(const DeskTarget& target, Entry entry, const QString& text)
{
    if (isPast()) {
        return tr("A past moment is on the screen, where nothing can be changed. Go back to live first (L); "
                  "comments and notes about this moment can be written.");
    }
    entry.item = target.item;
    entry.entity = deskEntity(target.entity);
    return write(std::move(entry), text);
}

QString DeskModel::write(Entry entry, const QString& text)
{
    entry.text = format::utf8(text.trimmed());
    if (isPast() && m_feed.snapshot()) {
        entry.about = m_feed.snapshot()->time;
    }
    const auto written = m_service->write(std::move(entry));
    poll();
    return written ? QString() : refusal(written.error());
}

QString DeskModel::refusal(const twin::Error& error)
{
    switch (error.code) {
    case twin::ErrorCode::TooLarge:
        return tr("Not taken: too long, or too much waits to be saved (%1).").arg(format::text(error.reason));
    case twin::ErrorCode::Io:
        return tr("Not taken: this seat may only read (%1).").arg(format::text(error.reason));
    case twin::ErrorCode::Invalid:
        return tr("Not taken: there is nothing in it (%1).").arg(format::text(error.reason));
    default:
        return tr("Not taken: %1").arg(format::text(error.reason));
    }
}

} // namespace models
