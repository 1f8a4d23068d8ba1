#pragma once

#include "twin/scenario/reason.h"
#include "twin/scenario/wait_reason.h"
#include "twin/support/units.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twin::scenario {

/// What happens in a run.
enum class ChainKind : std::uint8_t {
    CommandBegan,
    CommandEnded,
    CommandSkipped, ///< it is about a job that is over, or cannot be done as things stand
    TransferStarted,
    TransferFinished,
    FlowRerouted,
    FlowSlowed,
    FlowRecovered,
    FlowDisconnected,
    JobWaits,  ///< for cards, its input, or its checkpoint on the way
    JobPlaced, ///< it waited without a place, and has one
    JobStarted,
    JobSlowed,
    JobStopped,
    JobResumed,  ///< faster than before
    JobLostWork, ///< cards failed under it: it goes back to its last checkpoint
    JobFinished,
    JobCancelled,
    LatencyMissed,       ///< a service is farther from its users than its class, or has no way to them
    LatencyMet,          ///< again
    DeadlineUnavoidable, ///< from here on it will be missed, whatever the network gives
    DeadlineMissed,
    SourceLost,      ///< a source of telemetry: so much is unseen (its detail)
    IdentifiersLost, ///< a resolver does not answer: so many cannot be found (its detail)
};

inline constexpr std::size_t kChainKinds = 24;

/// `command_began`…
[[nodiscard]] std::string_view chainKindName(ChainKind kind);

/// What an event is about.
enum class ChainSubject : std::uint8_t { Command, Flow, Job };

/// `command`, `flow`, `job`.
[[nodiscard]] std::string_view chainSubjectName(ChainSubject subject);

inline constexpr std::uint32_t kNoCause = 0xFFFFFFFF;
inline constexpr std::uint32_t kNoCommand = 0xFFFFFFFF;

struct ChainEvent
{
    TimeNs time = 0;
    ChainKind kind = ChainKind::CommandBegan;
    ChainSubject about = ChainSubject::Command;
    std::string subject; ///< identifier of the flow or job; of a command what it does
    std::uint32_t cause =
        kNoCause;             ///< an earlier event in the list; none: it comes of itself, or of one left out
    double before = 0;        ///< flows: b/s; jobs: speed, fraction of ideal; of latency: ms one way
    double after = 0;         ///< of latency infinite: no way
    double lostCardHours = 0; ///< of JobLostWork
    std::string detail{};     ///< where a job was placed; `waits` and `lost` in words
    std::uint32_t command = kNoCommand; ///< of events about one: its place in the list
    std::uint32_t class_ms = 0;         ///< of LatencyMissed and LatencyMet: the latency class
    /// Of SourceLost: links, pools and conduits unseen; of IdentifiersLost: pools, and the seconds after
    /// which caches have run out.
    std::array<std::uint32_t, 3> lost{};
    WaitReason waits{};              ///< of JobWaits: why it has no place
    std::optional<Reason> because{}; ///< of CommandSkipped; none: its job is over

    friend bool operator==(const ChainEvent&, const ChainEvent&) = default;
};

/// The events of a run as they happen, as many as are wanted. Half of the room is for flows, so that many of
/// them do not hide what becomes of jobs and deadlines.
class Chain
{
  public:
    explicit Chain(std::size_t most = 0)
        : m_most(most)
    {}

    /// @param event its cause as this gave it
    /// @return its number for those it causes; when it is left out, that of its cause
    std::uint32_t add(ChainEvent event);

    /// In the order of time, as they came at one time; causes follow.
    [[nodiscard]] std::vector<ChainEvent> take();

    [[nodiscard]] const std::array<std::uint64_t, kChainKinds>& counts() const { return m_counts; }

    [[nodiscard]] std::uint64_t leftOut() const { return m_leftOut; }

    /// False when add() would list nothing.
    [[nodiscard]] bool isKept() const { return m_most > 0; }

  private:
    std::size_t m_most;
    std::size_t m_flowEvents = 0;
    std::vector<ChainEvent> m_events;
    std::array<std::uint64_t, kChainKinds> m_counts{};
    std::uint64_t m_leftOut = 0;
};

} // namespace twin::scenario
