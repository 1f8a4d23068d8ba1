#pragma once

#include "twin/flow/event_file.h"
#include "twin/flow/flow_router.h"
#include "twin/flow/link_health.h"
#include "twin/flow/network_simulation.h"

#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <span>
#include <utility>
#include <vector>

namespace twin::flow {

/// The network of a simulation through time: what is up, what routing knows of it, and which phase of which
/// failure comes when. Every arc is known by its own age: routing, and the routers beside it, hear of what
/// turned long enough ago, whatever else is due at the moment. It knows flows only by the paths it gives
/// them.
class SimulatedNetwork
{
  public:
    SimulatedNetwork(const network::Network& network, std::span<const NetworkEvent> events,
                     const SimulationOptions& options);

    /// Time of the next thing that happens; infinite when nothing will.
    [[nodiscard]] double nextTime() const;

    /// What changed at one moment.
    struct Changes
    {
        std::vector<std::uint32_t> arcs;      ///< with another capacity
        std::vector<NetworkEvent> flowEvents; ///< those that are about flows
        bool isProtected = false;             ///< detours may be taken
        bool isConverged = false;             ///< routing has heard of something
        bool isWider = false;                 ///< … and has more arcs than before
    };

    /// Lets everything happen that is due at `time`. Precondition: time <= nextTime().
    [[nodiscard]] Changes advanceTo(double time);

    [[nodiscard]] double capacity(std::uint32_t arc) const { return m_capacity[arc]; }

    [[nodiscard]] std::span<const double> capacities() const { return m_capacity; }

    struct Route
    {
        std::vector<std::uint32_t> path; ///< empty when there is none
        bool isDetour = false;
    };

    /// The way of a flow as routing sees the network, with a detour where an arc on it is down and fast
    /// reroute has taken over.
    [[nodiscard]] Route route(std::uint32_t src, std::uint32_t dst, std::uint64_t key);

    /// Whether a path leads over an arc that is down.
    [[nodiscard]] bool isBroken(std::span<const std::uint32_t> path) const;

  private:
    enum class Phase : std::uint8_t { Event, Repair, Recover, Protect, Converge };

    /// Something due: of an event, its number; of a repair, the number of the failure. The others say when
    /// to look; what is due then stands with the links (LinkHealth) and arcs.
    struct Due
    {
        double time = 0;
        std::uint64_t order = 0;
        Phase phase = Phase::Event;
        std::uint32_t number = 0;

        friend bool operator>(const Due& a, const Due& b)
        {
            return a.time > b.time || (a.time == b.time && a.order > b.order);
        }
    };

    struct Failure
    {
        EventKind kind = EventKind::Conduit;
        std::uint32_t object = 0;
        bool isOver = false;
    };

    void takeOut(std::uint32_t arc);
    void bringBack(const NetworkEvent& event);
    void plan(double time, Phase phase, std::uint32_t number);
    void happen(const Due& due, Changes& changes);
    void take(const NetworkEvent& event, double time, Changes& changes);
    void fail(const NetworkEvent& event, double time);
    void endFailures(const NetworkEvent& event, double time);
    void end(Failure& failure, double time);
    void setHealth(const Failure& failure, bool isDown, double time);
    [[nodiscard]] double repairTime(const NetworkEvent& event) const;
    std::vector<std::uint32_t> touch(const NetworkEvent& event);
    [[nodiscard]] std::vector<std::uint32_t> nodesOf(std::uint32_t node) const;
    void applyArcs(double time, Changes& changes);
    [[nodiscard]] bool applyArc(std::uint32_t arc, double time, Changes& changes);
    void learn(std::uint32_t arc, Changes& changes);
    [[nodiscard]] bool hasDetour(std::uint32_t arc) const;

    const network::Network& m_network;
    const network::Graph& m_graph;
    std::span<const NetworkEvent> m_events;
    SimulationOptions m_options;
    LinkHealth m_health;
    FlowRouter m_routing;                 ///< the network as routing knows it
    FlowRouter m_beside;                  ///< … and as routers beside a break do: for detours
    std::vector<std::uint8_t> m_isUp;     ///< by arc, now
    std::vector<std::uint8_t> m_isOut;    ///< by arc, out of service from the start and not brought back
    std::vector<double> m_turnedAt;       ///< by arc, when it last went down or came up
    std::vector<double> m_base;           ///< b/s by arc, as set by events
    std::vector<double> m_degraded;       ///< part left, as set by events
    std::vector<double> m_capacity;       ///< b/s by arc, now
    std::vector<std::uint32_t> m_touched; ///< arcs that events set
    bool m_isHealthTouched = false;
    std::vector<Failure> m_failures;
    std::map<std::pair<EventKind, std::uint32_t>, std::vector<std::uint32_t>> m_open; ///< failures, by object
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    std::uint64_t m_orders = 0;
    double m_now = 0;
};

} // namespace twin::flow
