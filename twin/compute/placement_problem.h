#pragma once

#include "twin/compute/offer_table.h"
#include "twin/compute/placement_plan.h"
#include "twin/network/network.h"
#include "twin/support/grid_carbon.h"
#include "twin/support/result.h"

#include <array>
#include <atomic>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace twin::compute {

/// Of an exact search: about a minute.
inline constexpr std::uint64_t kUsualExactWork = 20'000'000'000;

struct PlacementOptions
{
    double fill = 0.95;                        ///< part of a link that may be promised
    double network_cnyPerGbpsHour = 5;         ///< assumed
    double kgCo2PerKwh = kGridCarbon_kgPerKwh; ///< of energy that is not green
    double stagingHours = 12;                  ///< of data without a deadline
    std::uint32_t mostPaths = 4;               ///< of one leg, network-aware
    std::uint64_t exactNodes = 20'000;
    std::uint64_t exactWork = kUsualExactWork; ///< ExactWork (exact_work.h), and no more
    /// And no longer; 0: as long as it takes. The only thing that makes an answer depend on the machine.
    double exactSeconds = 0;
    const std::atomic<bool>* cancelled = nullptr;
    /// Arcs that carry nothing beside those of the network, non-zero by arc; empty = none.
    std::span<const std::uint8_t> outOfService = {};
};

/// Offers that a job may be run at together, and the key of the policy, ascending.
struct PlacementChoice
{
    std::array<std::uint32_t, kMostPoolsOfAJob> offers{};
    std::uint32_t count = 0;
    double cost_cny = 0;
    double key = 0;

    [[nodiscard]] std::span<const std::uint32_t> span() const { return {offers.data(), count}; }
};

using Violations = std::bitset<kConstraintCount>;

/// What is to be placed where. Everything it points at must outlive it. Not for several threads at once:
/// latencies are computed when first asked for.
class PlacementProblem
{
  public:
    /// @param load_bps what the network carries already, by arc; empty = nothing
    /// Errors: BadInput: a place, pool or arc that is none, named with its job; a reservation of more than
    /// there is.
    [[nodiscard]] static Result<std::unique_ptr<PlacementProblem>>
    make(const network::Network& network, const OfferTable& table, const PlacementRequests& requests,
         std::vector<double> load_bps, PlacementOptions options);

    [[nodiscard]] const network::Graph& graph() const { return m_network->graph; }

    [[nodiscard]] const network::Network& network() const { return *m_network; }

    [[nodiscard]] const OfferTable& table() const { return *m_table; }

    [[nodiscard]] const std::vector<PlacementRequest>& jobs() const { return m_requests->jobs; }

    [[nodiscard]] const std::vector<StandingReservation>& reservations() const
    {
        return m_requests->reservations;
    }

    [[nodiscard]] const PlacementOptions& options() const { return m_options; }

    /// Free cards by offer (0 where unknown), and room by arc.
    [[nodiscard]] const std::vector<double>& freeCards() const { return m_freeCards; }

    [[nodiscard]] const std::vector<double>& room_bps() const { return m_room; }

    [[nodiscard]] network::NodeIndex dataNode(std::size_t job) const { return m_dataNode[job]; }

    [[nodiscard]] network::NodeIndex usersNode(std::size_t job) const { return m_usersNode[job]; }

    /// Arcs that the job's traffic may not use, one byte per arc.
    [[nodiscard]] const std::vector<std::uint8_t>& closed(std::size_t job) const
    {
        return m_closed[m_closedOf[job]];
    }

    [[nodiscard]] std::uint32_t closedGroup(std::size_t job) const
    {
        return m_closedOf[job];
    } ///< equal: equal arcs

    /// Latency from a place to pools for a job's provinces of transit, one way; kUnreachable. Kept by (place,
    /// provinces).
    [[nodiscard]] const std::vector<TimeNs>& delays(std::size_t job, network::NodeIndex from) const;

    /// Every choice that no constraint forbids, whatever else is placed, best first; ties by offer. Of
    /// cross_train jobs sets of the best offers; for exact of all of them, if there are not too many, the
    /// data going to any of a set. Cost: O(offers).
    [[nodiscard]] std::vector<PlacementChoice> choices(std::size_t job, PlacementPolicy policy) const;

    /// Whether the exact policy's choices are all there are.
    [[nodiscard]] bool hasEverySet(std::size_t job) const;

    /// The job at these offers: what forbids it, and when and at what price it would run. Legs have ends,
    /// rates and times but no paths yet; they are left out unless `withLegs`.
    [[nodiscard]] Violations consider(std::size_t job, std::span<const std::uint32_t> offers,
                                      PlacedJob& placed, bool withLegs = true) const;

    /// Why a job without any choice has none.
    [[nodiscard]] Rejection explain(std::size_t job) const;

  private:
    PlacementProblem() = default;
    Result<> findPlaces();
    void closeProvinces();
    Result<> checkReservations() const;
    void addSets(std::size_t job, PlacementPolicy policy, std::size_t most,
                 std::vector<PlacementChoice>& out) const;
    void addExactSets(std::size_t job, std::vector<PlacementChoice>& out) const;
    using ByClass = std::map<std::string, std::vector<PlacementChoice>>;
    [[nodiscard]] ByClass setOffers(std::size_t job, PlacementPolicy policy) const;
    [[nodiscard]] Violations fixedViolations(const PlacementRequest& job, const ComputeOffer& offer) const;
    void stage(std::size_t job, std::span<const std::uint32_t> offers, PlacedJob& placed, Violations& out,
               double& rate_bps) const;
    void span(std::size_t job, std::span<const std::uint32_t> offers, PlacedJob& placed,
              Violations& out) const;
    void price(const PlacementRequest& job, double stagingRate_bps, PlacedJob& placed) const;
    void addLegs(std::size_t job, double stagingRate_bps, PlacedJob& placed) const;
    [[nodiscard]] double delayTo(std::size_t job, network::NodeIndex from,
                                 std::span<const std::uint32_t> offers) const;
    [[nodiscard]] std::string nearest(std::size_t job, Constraint constraint,
                                      std::span<const Violations> violated) const;

    const network::Network* m_network = nullptr;
    const OfferTable* m_table = nullptr;
    const PlacementRequests* m_requests = nullptr;
    PlacementOptions m_options;
    std::vector<double> m_freeCards;
    std::vector<double> m_room;
    std::vector<std::uint8_t> m_outOfService; ///< by arc; empty = all are in service
    std::vector<network::NodeIndex> m_dataNode;
    std::vector<network::NodeIndex> m_usersNode;
    std::vector<std::vector<std::uint8_t>> m_closed;
    std::vector<std::uint32_t> m_closedOf; ///< by job
    mutable std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<TimeNs>>
        m_delays; ///< (place, closed)
};

/// Cards that a request takes of a chip class.
[[nodiscard]] std::uint32_t cardsNeeded(const PlacementRequest& job, const registry::Chip& chip);

/// The night window: 23:00 to 07:00, UTC+8.
inline constexpr double kNightBegin_s = 23 * 3'600.0;
inline constexpr double kNightHours = 8;

/// When a night job that may start at `start_s` can start: within a night if enough of it is left, else at
/// the next 23:00.
[[nodiscard]] double nightStart(double start_s, double hours);
/// Whether all of it lies in one night.
[[nodiscard]] bool isAtNight(double start_s, double end_s);

} // namespace twin::compute
