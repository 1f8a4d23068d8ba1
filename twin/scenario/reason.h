#pragma once

#include "twin/scenario/command.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Why something of a scenario cannot be, or may not: as data. The command line prints text(), a screen has
/// words of its own by kind (models/planner/reason_words.h).
namespace twin::scenario {

/// What a reason of the kind has: T its subject, N1, N2… its names, F1, F2… its figures.
enum class ReasonKind : std::uint8_t {
    Other, ///< none of these: N1 says it in English

    // What there is by name
    Unknown,           ///< there is no T; the nearest
    UnknownJob,        ///< N1
    UnknownEnterprise, ///< N1
    UnknownCarrier,    ///< N1
    Removed,           ///< T, by an earlier command
    NoSources,         ///< the base says nothing of telemetry sources
    NameTaken,         ///< there is a T already
    FlowExists,        ///< N1
    JobExists,         ///< N1
    BadIdentifier,     ///< T's, longer than F1 bytes or not plain; N1 says why in English
    BadPoolIdentifier, ///< T's, not of the form of pools; N1 likewise

    // What can be done to things
    NotDegradable,    ///< things of T's kind
    NotDrainable,     ///< things of T's kind
    FailedAlready,    ///< T
    DrainedAlready,   ///< T
    NothingToRestore, ///< T is as it should be
    RestoreConduit,   ///< the same, but the conduit N1, which T runs through, is not
    RestoreProvince,  ///< the same, but the power of the province N1, which T stands in, is not
    ResizedTooMuch,

    // What is added
    SameEnds,          ///< both are N1
    JoinsPools,        ///< a link between two
    PoolIsFirstEnd,    ///< the pool N1
    CarrierMissing,    ///< of a link
    ConduitsBroken,    ///< they do not lead from N1 to N2: N3 does not begin at N4
    ConduitsElsewhere, ///< they lead from N1 to N2, not to N3
    LikeIsAdded,       ///< N1, which a pool is to be like, is none of the registry
    OtherProvince,     ///< N1 names another than N2, which it is to be like

    // Demand, jobs, terms
    NoPoolMeant,
    NoDemandMeant,
    GrowsTooMuch,
    WanMissing,      ///< of training across pools
    JobHasNoCards,   ///< N1: none of them can fail
    JobIsThere,      ///< N1 is where it is to be moved
    CardsShort,      ///< T has F1 free, F2 are asked for
    NoSuchChips,     ///< T has none of class N1
    IsDown,          ///< T, by an earlier command
    IsDrained,       ///< T
    IsDownAtFirst,   ///< T, when the scenario begins; and so many more
    ResolverSilent,  ///< T does not answer: no new orders in N1
    ResolverDrained, ///< T is drained: no new orders in N1

    // What a job's registration bounds, of the pool T
    PrecisionMissing, ///< none of its cards the job can have computes in N1
    MemoryShort,      ///< a card has F1 GB, F2 are asked for
    ProvinceClosed,   ///< it stands in the province N1, the job may run in N2
    LossTooHigh,      ///< F1 ppm of packets, F2 at most
    LossUnsaid,       ///< it promises nothing of loss, F1 ppm at most
    GreenShort,       ///< F1 of its power is green, F2 at least
    DataUnreachable,  ///< no way leads there from N1, where the job's data is
    UsersUnreachable, ///< or from N1, where its users are
    LatencyTooHigh,   ///< F1 ms one way from N1, F2 at most
    ClassTooHigh,     ///< it promises the latency class F1 ms, F2 is asked for
    ClassUnsaid,      ///< it promises no latency class, F1 ms is asked for
    BudgetShort,      ///< until the end it costs F1 CNY there, F2 at most

    // Moments and lists
    EndsFirst,       ///< before it begins
    BeginsTooEarly,  ///< before the scenario does
    TooManyCommands, ///< more than F1

    // Planned works
    WindowEndsFirst,
    CardUnplannable,   ///< T: single cards only fail
    WorkOnTheSame,     ///< N1, in the same window
    WorkAtTheTime,     ///< N1, elsewhere
    Guaranteed,        ///< within the period N1
    WorkIsDown,        ///< T, which a work is about
    FullUncut,         ///< a link to F1 with nothing cut, F2 without the work
    DisconnectedUncut, ///< somebody, with nothing cut
    CutFills,          ///< a cut of T fills the arc N1 to F1, F2 without the work
    CutDisconnects,    ///< a cut of T F1 pairs, F2 without the work

    // Steps of a change list
    StepFills,       ///< a cut of T fills the arc N1 to F1, F2 without any step
    StepFillsUncut,  ///< a link to F1 with nothing cut, F2 without any step
    StepDisconnects, ///< a cut of T F1 pairs, F2 without any step

    // Runs
    RunTooLong, ///< more than F1 days

    Count
};

inline constexpr std::size_t kReasonKinds = static_cast<std::size_t>(ReasonKind::Count);

struct Reason
{
    Reason() = default;
    Reason(ReasonKind kind); // NOLINT(google-explicit-constructor): of many kinds there is no more to say
    Reason(ReasonKind kind, Target subject, std::vector<std::string> names = {});
    Reason(ReasonKind kind, std::vector<std::string> names);

    [[nodiscard]] Reason with(std::vector<double> values) &&;
    [[nodiscard]] Reason near(std::vector<std::string> identifiers) &&;

    ReasonKind kind = ReasonKind::Other;
    Target subject;
    std::vector<std::string> names;
    std::vector<double> figures;
    std::vector<std::string> nearest; ///< identifiers there are, the nearest first
    std::size_t more = 0;             ///< that say the same, and are not listed
    bool isInBusyHour = false;        ///< it is so in the busy hour, whatever the scenario's own traffic
    TimeNs from = 0;                  ///< from then on; 0: from the beginning of what it is about

    friend bool operator==(const Reason&, const Reason&) = default;
};

/// In plain English: `there is no conduit D.X; the nearest: D.Y, D.Z`.
[[nodiscard]] std::string text(const Reason& reason);

} // namespace twin::scenario
