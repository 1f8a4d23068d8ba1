#pragma once

#include "twin/scenario/n1_table.h"
#include "twin/scenario/situation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The difference between two situations of one ground, usually that with nothing done and that of a fork.
namespace twin::scenario {

template <typename T> struct BeforeAfter
{
    T before{};
    T after{};

    [[nodiscard]] bool differs() const { return before != after; }
};

struct LinkChange
{
    std::string id;
    BeforeAfter<ElementState> state;
    BeforeAfter<double> utilisation;
    BeforeAfter<double> load_bps; ///< of the fuller direction
    BeforeAfter<double> capacity_bps;
};

struct PoolChange
{
    std::string id;
    std::string subject;
    BeforeAfter<ElementState> state;
    BeforeAfter<bool> isReachable;
    BeforeAfter<std::uint32_t> cardsUsable;
    BeforeAfter<double> cardsWorking;
    BeforeAfter<double> facility_w;
    BeforeAfter<MoneyE4> energyPerHour;
    BeforeAfter<MoneyE4> revenuePerHour;
    BeforeAfter<double> carbon_gPerHour;
    GflopsByPrecision stranded; ///< after
};

struct FlowChange
{
    std::string id;
    std::string tenant;
    std::string job;
    bool isBackground = false;
    bool isRerouted = false;
    BeforeAfter<FlowState> state;
    BeforeAfter<double> rate_bps;
    BeforeAfter<double> finish_s;
    BeforeAfter<bool> missesDeadline;
    BeforeAfter<bool> exists{true, true};
};

struct JobChange
{
    std::string id;
    std::string tenant;
    std::uint32_t cards = 0;
    BeforeAfter<JobCondition> condition;
    BeforeAfter<double> speed;
    BeforeAfter<double> finish_s; ///< negative: not known
    BeforeAfter<bool> missesDeadline;
    BeforeAfter<bool> exists{true, true};
    bool inputWaits = false;
    std::uint32_t latencyClass_ms = 0; ///< of a service that is held against one
    BeforeAfter<double> latency_ms;    ///< one way; infinite: no way; negative: nothing is held
    BeforeAfter<bool> missesLatency;
    BeforeAfter<bool> isWithoutPlace;
};

/// What the network holds for a tenant or an enterprise (owner_network.h).
struct RollupNetwork
{
    BeforeAfter<bool> isMeasured;   ///< carries traffic
    BeforeAfter<double> worst_mlu;  ///< of the links it runs over, in the worst single cut
    std::string worstLink;          ///< after
    BeforeAfter<bool> hasCards;     ///< pools in service, or cards held
    BeforeAfter<NearShares> near{}; ///< of its FP16 FLOPS, or cards, within each latency circle
};

/// What a tenant (its jobs and flows) or an enterprise (its pools, the jobs in them, the flows that end
/// there) has of it. A flow between two enterprises counts for both; cards, FLOPS and money count once.
struct Rollup
{
    std::string id;
    std::uint32_t flowsSlowed = 0; ///< more than before, as all that follow
    std::uint32_t flowsDisconnected = 0;
    std::uint32_t flowsLate = 0;
    std::uint32_t jobsSlowed = 0;
    std::uint32_t jobsStopped = 0;
    std::uint32_t jobsLate = 0;
    std::uint32_t jobsTooFar = 0; ///< miss their latency class
    std::uint32_t jobsWithoutPlace = 0;
    std::uint32_t poolsLost = 0; ///< down or unreachable
    double lost_bps = 0;         ///< of flows
    double cardsIdled = 0;       ///< worked before
    GflopsByPrecision stranded;  ///< of enterprises
    /// Of enterprises: of their pools. Of tenants: what their cards at work take of it and bring
    /// (TenantShares).
    MoneyE4 energyPerHour = 0;
    MoneyE4 revenuePerHour = 0;
    double carbon_gPerHour = 0;
    std::optional<RollupNetwork> network; ///< once it is known (addNetworks)

    /// False if nothing but ways has changed.
    [[nodiscard]] bool isAny() const
    {
        return flowsSlowed != 0 || flowsDisconnected != 0 || flowsLate != 0 || jobsSlowed != 0 ||
               jobsStopped != 0 || jobsLate != 0 || jobsTooFar != 0 || jobsWithoutPlace != 0 ||
               poolsLost != 0 || lost_bps != 0 || cardsIdled != 0 || energyPerHour != 0 ||
               revenuePerHour != 0 || carbon_gPerHour != 0 || stranded != GflopsByPrecision{};
    }
};

struct Outcome
{
    SituationPtr before;
    SituationPtr after;
    // Only what differs; the most first, then by identifier.
    std::vector<LinkChange> links;
    std::vector<PoolChange> pools;
    std::vector<FlowChange> flows; ///< background demands too
    std::vector<JobChange> jobs;
    std::vector<Rollup> tenants; ///< by identifier; only those with a difference
    std::vector<Rollup> enterprises;
};

[[nodiscard]] Outcome compare(const Ground& ground, SituationPtr before, SituationPtr after);

} // namespace twin::scenario
