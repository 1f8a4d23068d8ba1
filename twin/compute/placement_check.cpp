#include "twin/compute/placement_check.h"

#include "twin/flow/steady_state.h"
#include "twin/network/route.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace twin::compute {

namespace {

constexpr double kRounding = 1e-6;

class Checker
{
  public:
    Checker(const PlacementProblem& problem, const PlacementPlan& plan)
        : m_problem(problem)
        , m_plan(plan)
    {}

    std::vector<std::string> run()
    {
        for (std::size_t job = 0; job < m_plan.jobs.size(); ++job) {
            if (m_plan.jobs[job]) {
                m_who = m_problem.jobs()[job].id;
                checkPools(m_problem.jobs()[job], *m_plan.jobs[job]);
                checkTimes(m_problem.jobs()[job], *m_plan.jobs[job]);
                checkLegs(job, *m_plan.jobs[job]);
                checkMoney(m_problem.jobs()[job], *m_plan.jobs[job]);
            } else if (job >= m_plan.rejections.size() || !m_plan.rejections[job]) {
                m_out.push_back(m_problem.jobs()[job].id + ": neither placed nor rejected");
            }
        }
        checkLimits();
        return std::move(m_out);
    }

  private:
    void require(bool holds, const char* what)
    {
        if (!holds) {
            m_out.push_back(m_who + ": " + what);
        }
    }

    void checkPools(const PlacementRequest& asked, const PlacedJob& placed)
    {
        const OfferTable& table = m_problem.table();
        require(placed.parts.size() == asked.pools, "other number of pools");
        std::set<std::size_t> pools;
        for (const PlacedPart& part : placed.parts) {
            const ComputeOffer& offer = table.offers()[part.offer];
            const registry::Pool& pool = table.pool(offer);
            const registry::Chip& chip = table.chip(offer);
            pools.insert(offer.pool.value());
            require(offer.state != OperState::Down && offer.state != OperState::Draining,
                    "at a pool that is down");
            require(asked.chipClass.empty() || chip.chipClass == asked.chipClass, "other chip class");
            require(static_cast<double>(chip.memoryBytes) >= asked.memoryBytes, "too little memory");
            require(pool.protectionLevel >= asked.protection, "protection level");
            require(mayHold(pool, asked.data), "data class");
            require(
                asked.provinces.empty() ||
                    std::ranges::any_of(asked.provinces,
                                        [&](std::uint32_t p) { return p / 10'000 == pool.adcode / 10'000; }),
                "province");
            require(pool.sla.availability >= asked.availabilityMin, "availability");
            require(asked.lossMax == 0 || (pool.sla.lossMax > 0 && pool.sla.lossMax <= asked.lossMax),
                    "loss");
            require(asked.latencyClass_ms == 0 ||
                        (pool.sla.latencyClass_ms > 0 && pool.sla.latencyClass_ms <= asked.latencyClass_ms),
                    "latency class");
            require(pool.power.greenRatio >= asked.greenMin, "green");
            require(asked.pueMax == 0 || (offer.pue > 0 && offer.pue <= asked.pueMax), "pue");
            if (asked.kind == registry::JobKind::Ingest) {
                require(part.cards == 0, "cards for a transfer");
                continue;
            }
            require(chip.perCard[asked.precision] > 0, "precision");
            const double all = static_cast<double>(part.cards) * asked.pools;
            const double flops = all * static_cast<double>(chip.perCard[asked.precision]);
            require(asked.gflops > 0 ? flops >= asked.gflops : all >= asked.cards, "too few cards");
        }
        require(pools.size() == placed.parts.size(), "a pool twice");
    }

    void checkTimes(const PlacementRequest& asked, const PlacedJob& placed)
    {
        require(placed.start_s >= asked.start_s && placed.compute_s >= placed.start_s, "begins too early");
        const double computing = (placed.end_s - placed.compute_s) * placed.efficiency;
        require(asked.kind == registry::JobKind::Ingest || computing >= asked.hours * 3'600 - kRounding,
                "computes too short");
        require(asked.deadline_s == 0 || placed.end_s <= asked.deadline_s * (1 + 1e-9), "late");
        require(asked.latency_ms == 0 || placed.latency_ms <= asked.latency_ms, "latency");
        if (asked.price == registry::PriceKind::Night) {
            const double into = std::fmod(placed.start_s + 3'600.0, 86'400.0); // since 23:00
            require(into + placed.end_s - placed.start_s <= 8 * 3'600 + kRounding, "not at night");
        }
    }

    void checkLegs(std::size_t job, const PlacedJob& placed)
    {
        const network::Graph& graph = m_problem.graph();
        const PlacementRequest& asked = m_problem.jobs()[job];
        double staged = 0;
        for (const PlacedLeg& leg : placed.legs) {
            double sum = 0;
            for (const RoutePart& part : leg.parts) {
                sum += part.rate_bps;
                require(
                    network::isRoute(graph, leg.src, leg.dst, part.arcs, m_problem.network().outOfService),
                    "a path that is none");
                for (const std::uint32_t arc : part.arcs) {
                    for (const std::uint32_t node : {graph.from()[arc], graph.to()[arc]}) {
                        require(asked.transitProvinces.empty() || isInside(node, asked.transitProvinces),
                                "through a province it may not pass");
                    }
                }
            }
            require(sum >= leg.rate_bps * (1 - 1e-9), "paths carry less than the rate");
            staged += leg.from_s == placed.start_s && leg.to_s == placed.compute_s && leg.from_s < leg.to_s
                          ? leg.rate_bps * 0.85 * (leg.to_s - leg.from_s) / 8
                          : 0;
        }
        const bool isThere =
            asked.dataBytes <= 0 ||
            m_problem.dataNode(job) == graph.node(m_problem.table().offers()[placed.parts[0].offer].pool);
        require(isThere || staged >= asked.dataBytes * (1 - 1e-6), "data is not there in time");
        if (placed.parts.size() > 1) {
            std::size_t between = 0;
            for (const PlacedLeg& leg : placed.legs) {
                between +=
                    leg.from_s == placed.compute_s && leg.rate_bps >= asked.gbps * 1e9 * (1 - 1e-9) ? 1 : 0;
            }
            require(between >= (placed.parts.size() == 2 ? 2 : 2 * placed.parts.size()),
                    "pools are not joined");
        }
    }

    [[nodiscard]] bool isInside(std::uint32_t node, const std::vector<std::uint32_t>& provinces) const
    {
        const registry::Registry& registry = m_problem.table().registry();
        const registry::Endpoint& place = m_problem.graph().place(node);
        const auto* pool = std::get_if<registry::PoolIndex>(&place);
        const std::uint32_t adcode =
            pool != nullptr ? registry[*pool].adcode : registry[std::get<registry::SiteIndex>(place)].adcode;
        return std::ranges::any_of(provinces, [&](std::uint32_t p) { return p / 10'000 == adcode / 10'000; });
    }

    void checkMoney(const PlacementRequest& asked, const PlacedJob& placed)
    {
        double cost = 0;
        for (const PlacedPart& part : placed.parts) {
            const ComputeOffer& offer = m_problem.table().offers()[part.offer];
            const registry::Pool& pool = m_problem.table().pool(offer);
            for (const registry::Price& price : pool.prices) {
                if (price.kind == asked.price && price.chipClass == m_problem.table().chip(offer).chipClass) {
                    cost += part.cards * static_cast<double>(price.perCardHour) / 1e4 *
                            (placed.end_s - placed.start_s) / 3'600;
                }
            }
        }
        for (const PlacedLeg& leg : placed.legs) {
            cost += leg.rate_bps / 1e9 * (leg.to_s - leg.from_s) / 3'600 *
                    m_problem.options().network_cnyPerGbpsHour;
        }
        require(std::abs(cost - placed.cost_cny) <= kRounding * std::max(1.0, cost), "another price");
        require(asked.budget_cny == 0 || placed.cost_cny <= asked.budget_cny * (1 + 1e-9), "over budget");
    }

    /// Sums at every instant at which something begins.
    void checkLimits()
    {
        std::set<double> instants;
        for (const auto& job : m_plan.jobs) {
            if (job) {
                instants.insert({job->start_s, job->compute_s});
            }
        }
        for (const StandingReservation& one : m_problem.reservations()) {
            instants.insert(one.from_s);
        }
        for (const double now : instants) {
            checkInstant(now);
        }
    }

    void checkInstant(double now)
    {
        std::map<std::uint32_t, double> cards;
        std::map<std::uint32_t, double> arcs;
        for (const auto& job : m_plan.jobs) {
            if (!job) {
                continue;
            }
            for (const PlacedPart& part : job->parts) {
                cards[part.offer] += job->start_s <= now && now < job->end_s ? part.cards : 0;
            }
            for (const PlacedLeg& leg : job->legs) {
                for (const RoutePart& part : leg.parts) {
                    for (const std::uint32_t arc : part.arcs) {
                        arcs[arc] += leg.from_s <= now && now < leg.to_s ? part.rate_bps : 0;
                    }
                }
            }
        }
        const OfferTable& table = m_problem.table();
        std::vector<const StandingReservation*> standing;
        for (const StandingReservation& one : m_problem.reservations()) {
            if (one.from_s <= now && now < one.to_s) {
                standing.push_back(&one);
            }
        }
        for (auto& [offer, taken] : cards) {
            if (taken == 0) {
                continue;
            }
            const ComputeOffer& at = table.offers()[offer];
            for (const StandingReservation* one : standing) {
                const bool counts =
                    one->pool == table.pool(at).id && one->chipClass == table.chip(at).chipClass;
                taken += counts ? one->cards : 0;
            }
            m_who = table.pool(at).id;
            require(!std::isnan(at.freeCards) && taken <= at.freeCards * (1 + 1e-9),
                    "more cards than are free");
        }
        for (auto& [arc, taken] : arcs) {
            if (taken == 0) {
                continue;
            }
            for (const StandingReservation* one : standing) {
                taken += one->arc == m_problem.graph().arcName(arc) ? one->gbps * 1e9 : 0;
            }
            m_who = m_problem.graph().arcName(arc);
            require(taken <= m_problem.room_bps()[arc] * (1 + 1e-6), "more than the link has room for");
        }
    }

    const PlacementProblem& m_problem;
    const PlacementPlan& m_plan;
    std::string m_who;
    std::vector<std::string> m_out;
};

} // namespace

std::vector<std::string> checkPlan(const PlacementProblem& problem, const PlacementPlan& plan)
{
    return Checker(problem, plan).run();
}

EngineWord askEngine(const PlacementProblem& problem, const PlacementPlan& plan,
                     const std::vector<double>& load_bps)
{
    std::map<double, double> reserved; // b/s that begin, by instant
    std::vector<const PlacedLeg*> legs;
    for (const auto& job : plan.jobs) {
        for (std::size_t i = 0; job && i < job->legs.size(); ++i) {
            legs.push_back(&job->legs[i]);
            reserved[legs.back()->from_s] += legs.back()->rate_bps;
            reserved[legs.back()->to_s] -= legs.back()->rate_bps;
        }
    }
    EngineWord out;
    double sum = 0;
    double most = 0;
    for (const auto& [instant, change] : reserved) {
        sum += change;
        if (sum > most) {
            most = sum;
            out.instant_s = instant;
        }
    }
    std::vector<flow::FlowRequest> flows;
    for (const PlacedLeg* leg : legs) {
        for (std::size_t i = 0;
             i < leg->parts.size() && leg->from_s <= out.instant_s && out.instant_s < leg->to_s; ++i) {
            flow::FlowRequest flow;
            flow.src = leg->src;
            flow.dst = leg->dst;
            flow.terms.cap_bps = leg->parts[i].rate_bps;
            flow.isRouted = false;
            flow.path = leg->parts[i].arcs;
            flows.push_back(std::move(flow));
        }
    }
    out.legs = flows.size();
    flow::SteadyState state(problem.graph(), flows);
    for (std::uint32_t arc = 0; arc < load_bps.size(); ++arc) {
        if (load_bps[arc] > 0) {
            state.setCapacity(
                arc, std::max(0.0, static_cast<double>(problem.graph().capacity()[arc]) - load_bps[arc]));
        }
    }
    state.update();
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        out.leastShare = std::min(out.leastShare, state.rate(i) / flows[i].terms.cap_bps);
    }
    return out;
}

} // namespace twin::compute
