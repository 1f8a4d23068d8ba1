#pragma once

#include "twin/compute/offer_table.h"
#include "twin/compute/placement_request.h"
#include "twin/scenario/card_check.h"
#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/run_flows.h"
#include "twin/scenario/run_jobs.h"
#include "twin/scenario/wait_reason.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin::network {
struct Network;
}

namespace twin::compute {
class PlacementProblem;
}

namespace twin::scenario {

/// Where the jobs of a run could run that wait without a place. Pools are ranked by the policy of the
/// assumptions (compute::PlacementProblem) once for all jobs that ask alike; a job gets the first in which
/// all it asks for is free, whose constraints are all met: those of its registration too
/// (compute::requestOf). Copyable, rankings are shared. The ground must outlive it.
class RunPlaces
{
  public:
    explicit RunPlaces(const Ground& ground)
        : m_ground(&ground)
    {}

    /// What a job without a place asks for, by number; equal requests share it. A job some of whose transfers
    /// lead to pools runs in one of these.
    /// @param wan_bps between its pools, of training across centres; 0: as its flows ask, or else 100 Gb/s
    [[nodiscard]] std::uint32_t ask(const RunJob& job, const RunFlows& flows, double wan_bps);

    /// b/s between its pools.
    [[nodiscard]] double wan_bps(std::uint32_t ask) const { return orderOf(m_asks[ask]).request.gbps * 1e9; }

    // What came free since the last look.
    void gained(const std::string& pool);

    void gainedAny() { m_isAnyGained = true; }

    /// Ranks what is not ranked yet for the pools as they are. Cost: O(pools) for each new order, one network
    /// for all of them; where a way counts, anew with every change of `down`.
    /// @param down arcs that carry nothing
    void rank(const WorldPtr& world, const Edits& edits, const std::vector<std::uint8_t>& down);
    /// A look through the queue begins, or has ended. What had no place at the last look is only looked for
    /// in pools that gained cards since.
    void beginLook(const WorldPtr& world, const Edits& edits, const std::vector<std::uint8_t>& down);
    void endLook();
    /// A place for one that asks so, beside what is held; none: `why` tells.
    [[nodiscard]] std::optional<std::vector<registry::PlacedCards>>
    find(std::uint32_t ask, const Edits& edits, const CardsTaken& held);

    /// Why one that asks so has no place, as of the last look in all pools.
    [[nodiscard]] const WaitReason& why(std::uint32_t ask) const;

  private:
    static constexpr std::size_t kMostPools = 2;

    struct Choice
    {
        std::array<std::uint32_t, kMostPools> pools{}; ///< by number in the world ranked for
        std::uint32_t count = 0;
        std::uint32_t cards = 0; ///< in each pool; 0: as asked for
    };

    using Ranking = std::vector<Choice>;

    /// Pools in the order of the policy. In one pool that is the same for any number of cards: it is made for
    /// one, so that there are few orders however many jobs wait.
    struct Order
    {
        compute::PlacementRequest request;
        std::vector<std::string> leadsTo;
        std::shared_ptr<const Ranking> ranking; ///< null: not yet
        WaitReason why;                         ///< it is empty

        /// Whether what is cut on the way to a place matters.
        [[nodiscard]] bool hasPlace() const
        {
            return !request.dataSite.empty() || !request.usersSite.empty();
        }
    };

    struct Ask
    {
        std::uint32_t order = 0;
        std::uint32_t cards = 1;  ///< in each pool; 0: as many as its FLOPS take there
        std::uint32_t fullAt = 0; ///< look at which it had no place
        WaitReason why;
    };

    struct Terms
    {
        std::map<std::string, double> factors;
        std::map<std::string, PoolTerms> terms;

        friend bool operator==(const Terms&, const Terms&) = default;
    };

    struct Free;

    void renew(const WorldPtr& world, const Edits& edits, const std::vector<std::uint8_t>& down);
    void rankThese(const compute::OfferTable& table, const std::vector<std::uint32_t>& orders);
    void rankOne(const compute::OfferTable& table, const compute::PlacementProblem& problem,
                 std::size_t number, Order& one) const;

    [[nodiscard]] static std::uint32_t cardsAt(const Ask& one, const Choice& choice)
    {
        return one.cards > 0 ? one.cards : choice.cards;
    }

    [[nodiscard]] bool leadsThere(const Order& one, const Choice& choice) const;
    [[nodiscard]] bool hasGained(const Choice& choice) const;
    [[nodiscard]] Free freeAt(const Ask& one, const Choice& choice, const CardCheck& check,
                              const CardsTaken& held) const;
    [[nodiscard]] WaitReason reason(const Ask& one, const Free& most) const;

    [[nodiscard]] const Order& orderOf(const Ask& one) const { return m_orders[one.order]; }

    const Ground* m_ground;
    std::vector<Order> m_orders;
    std::unordered_map<std::string, std::uint32_t> m_orderByText;
    std::vector<Ask> m_asks;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> m_askByOrder; ///< and cards
    std::shared_ptr<const network::Network> m_network; ///< of the world ranked for
    WorldPtr m_world;
    std::vector<std::uint8_t> m_down;
    Terms m_terms;
    std::vector<std::uint8_t> m_gained; ///< by pool
    bool m_isAnyGained = true;
    bool m_isSomeGained = false;
    std::uint32_t m_look = 1;
};

} // namespace twin::scenario
