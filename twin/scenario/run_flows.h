#pragma once

#include "twin/flow/fluid_network.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/situation.h"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace twin::scenario {

/// A flow of a run: one of the ground, one that a command made or changed, one that arrives, a checkpoint.
struct RunFlow
{
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    static constexpr double kNever = std::numeric_limits<double>::infinity();

    const FlowFact* fact = nullptr;
    std::shared_ptr<const FlowFact> own; ///< holds `fact`, unless that is the ground's
    std::uint32_t number = kNone;        ///< in the network; kNone: it has not begun there
    std::uint32_t job = kNone;           ///< number in the run
    bool isUnlimited = false;            ///< asks for as much as there is
    bool isListed = false;               ///< belongs to a job or has a deadline
    bool isCheckpoint = false;
    bool isWanted = true; ///< by what is asked
    bool isHeld = false;  ///< its job does not let it send
    bool hasBegun = false;
    bool isFresh = false; ///< its start has not been told
    bool isDone = false;
    bool runs = false; ///< on the network
    double asked_bps = 0;
    double bytes = 0;      ///< to be sent from the run's beginning on; kSteady_bytes
    double sentBefore = 0; ///< on networks that are no more
    double begin_s = 0;
    double finish_s = kNever;
    double askedBytes = 0; ///< until `askedSince_s`, while it ran
    double askedSince_s = 0;
    // As of the last change, of those listed.
    double rate_bps = 0;
    double shown_bps = 0; ///< as the last event said
    FlowState state = FlowState::Whole;
    TimeNs delay = 0;
    std::uint64_t pathHash = 0;
    double deadline_s = kNever;
    double unavoidable_s = kNever;
    bool isMissed = false;
    double judged_s = 0; ///< when its deadline was last looked at
    std::uint32_t lastEvent = 0xFFFFFFFF;
    std::uint32_t verdict = 0xFFFFFFFF; ///< event: its deadline cannot be met

    [[nodiscard]] bool isFinite() const { return bytes < flow::kSteady_bytes; }

    /// Whether it should be on the network.
    [[nodiscard]] bool mayRun() const { return isWanted && !isHeld && hasBegun && !isDone; }
};

/// The flows of a run and the network they share. Copyable: a run works on a copy of that in which nothing
/// has been done. The ground must outlive it.
class RunFlows
{
  public:
    /// The ground's flows, all of them sending.
    explicit RunFlows(const Ground& ground);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_flows.size()); }

    [[nodiscard]] RunFlow& operator[](std::uint32_t flow) { return m_flows[flow]; }

    [[nodiscard]] const RunFlow& operator[](std::uint32_t flow) const { return m_flows[flow]; }

    /// A flow that has not begun. @return its number
    std::uint32_t add(std::shared_ptr<const FlowFact> fact, double begin_s);
    /// Starts or stops it on the network, as its flags say.
    void settle(std::uint32_t flow);
    /// @param asked_bps what it asks now, >= 0
    void ask(std::uint32_t flow, double asked_bps);

    /// Arcs as a picture has them.
    void paint(const ArcPicture& picture);
    /// Another network: what has been sent is kept.
    void moveTo(WorldPtr world, RoutingCost routing);

    [[nodiscard]] const WorldPtr& world() const { return m_world; }

    [[nodiscard]] RoutingCost routing() const { return m_routing; }

    [[nodiscard]] flow::FluidNetwork& network() { return m_network; }

    [[nodiscard]] double now() const { return m_network.now(); }

    /// Of its arcs.
    [[nodiscard]] std::span<const std::uint64_t> arcKeys() const { return m_arcKeys; }

    /// Flow of a number in the network.
    [[nodiscard]] std::uint32_t ofNumber(std::uint32_t number) const { return m_ofNumber[number]; }

    /// Sent in the run.
    [[nodiscard]] double sentBytes(const RunFlow& flow) const;
    /// What a transfer still has to send, its namesakes' bytes counted.
    [[nodiscard]] double leftBytes(const RunFlow& flow) const;
    /// What a steady flow asked for while it ran.
    [[nodiscard]] double askedBytes(const RunFlow& flow) const;

    /// It is done: no longer on the network.
    void finish(std::uint32_t flow);

  private:
    void enter(RunFlow& one, std::uint32_t flow);
    void takeOff(RunFlow& one);
    void countAsked(RunFlow& one) const;
    [[nodiscard]] flow::FlowTerms termsOf(const RunFlow& one) const;

    const Ground* m_ground;
    WorldPtr m_world;
    RoutingCost m_routing = RoutingCost::Delay;
    flow::FluidNetwork m_network;
    std::vector<std::uint64_t> m_arcKeys;
    std::vector<RunFlow> m_flows;
    std::vector<std::uint32_t> m_ofNumber;
    /// Bytes of transfers that were stopped, by identifier: one that goes on from another place has fewer
    /// left.
    std::map<std::string, double> m_stopped;
};

} // namespace twin::scenario
