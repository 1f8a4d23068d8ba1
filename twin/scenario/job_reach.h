#pragma once

#include "twin/network/shortest_paths.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/ground.h"
#include "twin/support/units.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::scenario {

/// Who a job answers, and how far that was when nothing was done. The place of its users is, the first of
/// these that is known: where a flow without an end comes from that leads to it (of inference services; of
/// one that has no pool yet: its first flow without an end, as compute::requestOf), where its data is
/// registered, and of an inference service that has its cards: the core site nearest to the pool with the
/// most of them, where a service "near its users" can be taken to have them (assumed). Users stay where they
/// are when their service is moved. Immutable, part of a ground.
class JobReach
{
  public:
    /// A pool that a service runs in, and the shortest way from its users.
    struct Known
    {
        std::string users;
        std::string pool;
        TimeNs delay = 0;                ///< network::kUnreachable without a way
        std::vector<std::uint32_t> arcs; ///< from the pool to its users, of the ground's own network
    };

    /// @param down arcs at the ground's moment; they are kept
    /// Cost: a Dijkstra for every core site, and every place of users.
    JobReach(const World& world, std::span<const JobPtr> jobs, std::span<const FlowFact> flows,
             std::vector<std::uint8_t> down);

    /// A pool or site; empty: nobody says, and nothing can be assumed.
    [[nodiscard]] const std::string& usersOf(const std::string& job) const;

    /// Null: no service with its users there runs in that pool.
    [[nodiscard]] const Known* known(const std::string& users, const std::string& pool) const;

    [[nodiscard]] const std::vector<std::uint8_t>& down() const { return m_down; }

  private:
    std::unordered_map<std::string, std::string> m_users; ///< by job
    std::vector<Known> m_known;                           ///< by users, then pool
    std::vector<std::uint8_t> m_down;
};

/// How far things are under a picture: one way, by registered delays, on the shortest way there is whatever
/// routing takes, as latency circles count it (network/latency_reach.h). One thread; all it points at must
/// outlive it. Ways of the ground that are whole are not looked for again: the same answer, sooner.
class ReachLook
{
  public:
    ReachLook(const Ground& ground, const World& world, const ArcPicture& picture);

    /// ns from a place to a pool; network::kUnreachable without a way, or if there is no such place.
    [[nodiscard]] TimeNs delay(const std::string& from, const std::string& pool);
    /// From the users of an inference service that has a latency class to the farthest of its pools that are
    /// up. None: it has no class, nobody knows its users, or no pool of it is up.
    [[nodiscard]] std::optional<TimeNs> ofService(const registry::Job& job);

  private:
    [[nodiscard]] TimeNs look(const std::string& from, const std::string& pool);

    const Ground& m_ground;
    const World& m_world;
    const ArcPicture& m_picture;
    bool m_isOnlyLess = false; ///< than the ground had: its ways that are whole are still the shortest
    std::optional<network::ShortestPaths> m_paths;
    std::string m_runFor; ///< place of the last run
    std::map<std::pair<std::string, std::string>, TimeNs> m_delays;
};

/// In ms; infinite: no way leads there.
[[nodiscard]] inline double latencyMs(TimeNs latency)
{
    return latency == network::kUnreachable ? std::numeric_limits<double>::infinity()
                                            : static_cast<double>(latency) / 1e6;
}

/// Whether a service is farther from its users than its class allows. What takes exactly as long is not.
[[nodiscard]] inline bool missesClass(const registry::Job& job, TimeNs latency)
{
    return latency > static_cast<TimeNs>(job.limits.latencyClass_ms) * kMillisecond;
}

} // namespace twin::scenario
