#pragma once

#include "twin/state/link_residuals.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// What is wrong now. Codes and values only: sentences are the models' work.
namespace twin::alarm {

using state::Severity;

/// Order is the order of items of equal severity.
enum class AttentionCode : std::uint8_t {
    JournalFailing, ///< it takes nothing, as when it is full; value: journal bytes; detail: the error
    HistoryFailing, ///< the journal does not become history; detail: the error
    JournalFilling, ///< value: share of its bound in use; threshold 0.8
    ConduitCut,     ///< all links (two or more) of a conduit are down; count: links; related: the links
    Down,           ///< state metric says Down, or a site has no power feed; related: its links, down with it
    LinkOverload,   ///< value: utilisation ratio of `direction`; threshold: 0.9, 0.95 or 1.0
    PoolFull,       ///< value: utilisation ratio; threshold: 0.9 or 0.95
    Hot,            ///< value: inlet °C; threshold 27 or 32
    OpticalNearLimit,   ///< value: pre-FEC bit error ratio; threshold: the one passed
    CardsFailed,        ///< value: share of cards failed; count: cards
    Degraded,           ///< state metric says Degraded
    Alarm,              ///< as sources report it; detail: its text; type: its type; count: reports
    SourceDisconnected, ///< value: seconds since its last frame
    Stale,              ///< value: age in s of the newest value; count: entities when grouped
    RefusedSamples,     ///< value: samples refused of a source, lately or by its present fault; detail: last
                        ///< error
    RefusedAlarms,      ///< count: alarms of a source that were refused; detail: last error
    UnknownNames,       ///< count: different names; detail: the most frequent
    NeverHeard,         ///< count: entities of a kind without any value though a source is connected
    Dropped,            ///< value: frames lost by choice
    Residual, ///< value: b/s more (or less) than expected; threshold: its deviation; cause; count: links
};

/// What an item is about.
enum class AttentionSubject : std::uint8_t {
    Entity,  ///< `entity`, `id`
    Conduit, ///< `id`
    Source,  ///< `id` = source name
    Kind,    ///< a group of entities of `entity.kind`; `entity.index` is none, `id` empty
    Twin,    ///< the service itself
};

enum class LinkDirection : std::uint8_t { None, Forward, Reverse };

inline constexpr std::size_t kMaxRelated = 64;       ///< entities listed in one item; `count` has them all
inline constexpr std::uint32_t kGroupFrom = 5;       ///< this many stale entities of a kind become one item
inline constexpr std::size_t kMaxAlarmItems = 1'000; ///< worst first; the alarm table has them all
inline constexpr double kLinkMinor = 0.90;
inline constexpr double kLinkMajor = 0.95;
inline constexpr double kLinkCritical = 1.00;
inline constexpr double kJournalFilling = 0.80; ///< share of its bound: time to act before it refuses
inline constexpr double kPoolNearlyFull = 0.90;
inline constexpr double kPoolFull = 0.95;
inline constexpr double kInletMinor = 27.0;       ///< °C; ASHRAE TC 9.9 recommended upper limit
inline constexpr double kInletMajor = 32.0;       ///< °C; ASHRAE allowable upper limit, class A1
inline constexpr double kCardsFailedMinor = 0.02; ///< share of a pool's cards
inline constexpr double kCardsFailedMajor = 0.10;
inline constexpr double kFecLimit = 1.25e-2; ///< pre-FEC BER a concatenated FEC still corrects (OIF 400ZR)
inline constexpr double kFecNear = 0.8 * kFecLimit;

struct AttentionItem
{
    Severity severity = Severity::Warning;
    AttentionCode code = AttentionCode::Alarm;
    AttentionSubject subject = AttentionSubject::Entity;
    EntityRef entity; ///< valid for subject Entity; kind alone for Kind
    std::string id;   ///< identifier of the entity, conduit or source
    LinkDirection direction = LinkDirection::None;
    double value = 0;
    double threshold = 0;    ///< 0 where none applies
    std::uint32_t count = 1; ///< how many things the item stands for
    std::uint32_t total = 0; ///< out of how many; 0 where it says nothing
    TimeNs since = 0;        ///< source time of the value judged, when an alarm was raised; 0 = unknown
    std::string type;        ///< alarm type of code Alarm
    std::string detail;      ///< text of outside origin (alarm text, last error, unknown name); may be empty
    std::uint32_t reported = 0;                        ///< alarms of sources that say the same
    std::vector<std::string> sources;                  ///< who reported them, by name; at most kMaxRelated
    std::vector<EntityRef> related;                    ///< at most kMaxRelated
    std::shared_ptr<const state::ResidualCause> cause; ///< of code Residual; null = nothing explains it
};

/// Everything that deserves a look, worst first; equal ones by code, kind (groups of a kind), value (worse
/// first) and identifier, so the order is stable. Judged at `snapshot.time`. A stale value raises no item but
/// Stale. Links (and alarms on them) that a conduit cut, a down site or a down pool explains are folded into
/// that item, and a reported alarm that says what the twin found itself into what it found
/// (alarm_meaning.h): the worse severity stays. Alarms of one type about one entity are one item, whoever
/// reports them. Of conduits that explain the same links the one that explains most is named, then the first
/// by identifier. Assets not in service are not missed. Pure; any thread. Cost: one pass over the values
/// (docs/benchmarks.md).
[[nodiscard]] std::vector<AttentionItem> attention(const state::Snapshot& snapshot);

/// Worst severity and number of items of at least each severity, for a status strip; index with Severity.
struct AttentionCounts
{
    std::uint32_t bySeverity[6] = {};
};

[[nodiscard]] AttentionCounts countBySeverity(const std::vector<AttentionItem>& items);

} // namespace twin::alarm
