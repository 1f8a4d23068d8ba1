#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/state/event_key.h"
#include "twin/state/id_index.h"
#include "twin/state/section.h"
#include "twin/support/metrics.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twin::state {

/// Flows and jobs: they come and go with events, so they have numbers of their own. A retired entry's slot is
/// null and may be taken again later; identify rows by id, not number. Immutable; a new one is made when it
/// changes.
struct Directory
{
    std::vector<std::shared_ptr<const registry::Flow>> flows;
    std::vector<std::shared_ptr<const registry::Job>> jobs;
    IdIndex flowById; ///< `find(id)` gives an optional slot number
    IdIndex jobById;
};

/// RFC 8632 severities.
enum class Severity : std::uint8_t { Cleared, Indeterminate, Warning, Minor, Major, Critical };

/// RFC 8632 operator states: what people said of an alarm.
enum class OperatorState : std::uint8_t { None, Acknowledged, Closed, Shelved, Unshelved };

/// What a source says of an alarm beside what everybody understands: its own names and numbers.
struct AlarmDetail
{
    std::string name;
    std::string value;

    friend bool operator==(const AlarmDetail&, const AlarmDetail&) = default;
};

using AlarmDetails = std::shared_ptr<const std::vector<AlarmDetail>>; ///< null = none

/// A source that holds an alarm raised, and what it says of it.
struct AlarmVoice
{
    std::string source;
    Severity severity = Severity::Indeterminate;
    TimeNs changed = 0; ///< its last report
    TimeNs lasts = 0;   ///< it is over so long after `changed` if nobody clears it; 0 = it is not
    std::string text;
    AlarmDetails details;
};

/// One alarm as its sources report it: (resource, type, qualifier) is its key. It is as bad as the worst of
/// the sources that hold it says; text, source and details are of the one that spoke last.
struct Alarm
{
    EntityKind kind = EntityKind::Pool;
    std::string resourceId;
    std::string type;
    std::string qualifier;
    Severity severity = Severity::Indeterminate;
    std::string text;
    std::string source;
    TimeNs raised = 0;       ///< first non-cleared report of this occurrence
    TimeNs changed = 0;      ///< last report
    std::uint32_t count = 0; ///< reports since it was raised; of one that flaps, since it began to
    TimeNs lasts = 0;        ///< it ends so long after `changed` if nobody clears it; 0 = it does not
    OperatorState operatorState = OperatorState::None;
    std::string operatorName;       ///< who said so; may be empty
    std::vector<AlarmVoice> voices; ///< who holds it, by name; none when cleared
    AlarmDetails details;
};

/// Of alarms of one source, apart from its samples: received = applied + merged + late + duplicate + refused.
struct AlarmCounts
{
    std::uint64_t received = 0;
    std::uint64_t applied = 0;   ///< raised, changed or cleared something
    std::uint64_t merged = 0;    ///< always 0: events never merge
    std::uint64_t late = 0;      ///< older than what is known, or about an alarm that is not raised
    std::uint64_t duplicate = 0; ///< the same report again
    std::uint64_t refused = 0;   ///< no rule for it, not readable, or beyond a bound

    friend bool operator==(const AlarmCounts&, const AlarmCounts&) = default;
};

/// Why samples are refused. Kinds of one number: they add up to it.
enum class RefusedFor : std::uint8_t {
    Unmapped,    ///< no rule of the mapping takes the series
    Ignored,     ///< a rule of the mapping says that nobody wants it
    UnknownName, ///< an entity or metric that is not known here
    BadValue,    ///< NaN, infinite, outside the metric's bounds, a word for no state
    BadTime,     ///< none, or one that cannot be
    Unsupported, ///< of a form that is not taken
    TooMany,     ///< beyond a bound
    BadFrame,    ///< bytes that are no frame: one each, whatever was in them
};

inline constexpr std::size_t kRefusedForCount = 8;
using RefusedCounts = std::array<std::uint64_t, kRefusedForCount>; ///< by RefusedFor

/// A short stable name, for logs and JSON.
[[nodiscard]] std::string_view refusedForName(RefusedFor reason);

/// Per source: received = applied + merged + late + duplicate + refused, always.
struct SourceStatus
{
    std::string name;
    std::string transport; ///< "tcp", "tls", "demo", …
    std::string peer;
    bool connected = false;
    std::uint64_t epoch = 0;
    TimeNs heartbeat = 0;
    TimeNs lastReceive = 0;
    TimeNs clockSkew = 0; ///< source clock less ours, smoothed; > 5 s ahead is taken as estimated
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    // samples
    std::uint64_t received = 0;
    std::uint64_t applied = 0;
    std::uint64_t merged = 0;    ///< overtaken in a queue by a newer value of the same series
    std::uint64_t late = 0;      ///< older than the value held; kept for history only
    std::uint64_t duplicate = 0; ///< frame already accepted
    std::uint64_t refused = 0;   ///< the sum of `refusedFor`
    RefusedCounts refusedFor{};
    AlarmCounts alarms;
    std::string lastError;
    TimeNs lastErrorTime = 0;
    std::map<std::string, std::uint64_t>
        unknownNames; ///< entity or metric names not known, with sample counts; at most 256
    /// Of those that are series without a mapping: a rule in JSON to start from, by name. Null = none.
    std::shared_ptr<const std::map<std::string, std::string>> mappingRules;
};

/// Whole-twin counters shown in the status strip.
struct Totals
{
    std::uint64_t received = 0;
    std::uint64_t applied = 0;
    std::uint64_t merged = 0;
    std::uint64_t late = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t refused = 0;
    std::uint64_t dropped = 0;   ///< frames lost by choice (journal overflow with --journal-drop-oldest)
    double samplesPerSecond = 0; ///< received, mean of the last 5 s
    TimeNs lag = 0;              ///< receive to publish of the newest sample
    std::uint64_t journalBytes = 0;
    std::uint64_t journalBound =
        0;                    ///< bytes at which it refuses; 0 = never: no journal, or it drops the oldest
    std::string journalError; ///< empty while the journal takes what comes
    std::string historyError; ///< why the journal does not become history, or the past cannot be read; empty
                              ///< = it does
};

/// Refused for `reason`.
[[nodiscard]] inline std::uint64_t refusedCount(const SourceStatus& source, RefusedFor reason)
{
    return source.refusedFor[static_cast<std::size_t>(reason)];
}

/// What was refused, by the name of its reason; only reasons there were.
[[nodiscard]] std::map<std::string, std::uint64_t> refusedByReason(const SourceStatus& source);

/// Everything known at one moment. Immutable; shared by all threads; equal parts are shared between
/// snapshots.
struct Snapshot
{
    std::uint64_t version = 0; ///< grows with every publish; 0 = nothing yet
    TimeNs time = 0;           ///< the moment: publish time when live, cursor time otherwise
    bool live = true;
    registry::RegistryPtr registry;
    std::shared_ptr<const registry::Workload> workload;                    ///< as loaded; may be null
    std::shared_ptr<const Directory> directory;                            ///< flows and jobs now; never null
    std::array<std::shared_ptr<const Section>, kEntityKindCount> sections; ///< never null
    std::shared_ptr<const std::vector<Alarm>>
        alarms; ///< not cleared, sorted by (severity desc, raised); never null
    /// Lately cleared, the last one at the end; an alarm that comes back is counted on from there. Null = not
    /// known.
    std::shared_ptr<const std::vector<std::shared_ptr<const Alarm>>> clearedAlarms;
    std::shared_ptr<const std::vector<SourceStatus>> sources; ///< sorted by name; never null
    Totals totals;
    std::shared_ptr<const EventMemory> eventMemory; ///< of a checkpoint, from which events go on; else null

    [[nodiscard]] const Section& section(EntityKind kind) const
    {
        return *sections[static_cast<std::size_t>(kind)];
    }

    template <typename Metric>
    [[nodiscard]] const Cell& cell(EntityKind kind, std::uint32_t entity, Metric metric) const
    {
        return section(kind).cell(entity, static_cast<std::size_t>(metric));
    }

    /// Any entity by identifier, flows and jobs included.
    [[nodiscard]] std::optional<EntityRef> find(std::string_view id) const;
    [[nodiscard]] std::optional<EntityRef> find(EntityKind kind, std::string_view id) const;
    /// Identifier of an entity; empty if its slot is retired or out of range.
    [[nodiscard]] std::string id(EntityRef entity) const;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// What happened to one metric of one entity: for age, staleness and decoration of a value on screen.
struct LiveValue
{
    double value = 0;
    TimeNs sourceTime = 0;
    Quality quality = Quality::Missing;
    bool stale = false;

    [[nodiscard]] bool isUsable() const { return quality != Quality::Missing && !stale; }
};

/// The value of a cell judged at the snapshot's time.
[[nodiscard]] LiveValue liveValue(const Snapshot& snapshot, EntityRef entity, std::size_t metric);

/// How far apart two values of a metric of an entity may be before there is a gap between them: its source's
/// own interval where that is longer than the metric's period.
[[nodiscard]] TimeNs widestInterval(const Snapshot& snapshot, EntityRef entity, std::size_t metric);

/// Utilisation 0..1+ of a pool (ratio) or link (worse direction, see arcUtilisation); other kinds have none.
/// Missing when unknown; the stale flag is carried through.
[[nodiscard]] LiveValue utilisation(const Snapshot& snapshot, EntityRef entity);

/// Utilisation of one direction of a link: its rate over the live capacity, or the declared one while the
/// live one is unknown, stale or zero. Of links with unequal directions the live capacity scales the reverse
/// one too.
[[nodiscard]] LiveValue arcUtilisation(const Snapshot& snapshot, std::uint32_t link, bool forward);

/// Operational state as last heard of an entity with a state metric; Up when unknown.
[[nodiscard]] OperState operState(const Snapshot& snapshot, EntityRef entity);

/// Column of the kind's `*.state` metric, if it has one.
[[nodiscard]] std::optional<std::size_t> stateMetric(EntityKind kind);

} // namespace twin::state
