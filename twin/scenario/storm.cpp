#include "twin/scenario/storm.h"

#include "twin/flow/flow_key.h"
#include "twin/flow/reliability.h"
#include "twin/scenario/checkpoints.h"
#include "twin/scenario/document.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

namespace twin::scenario {

namespace {

constexpr double kYear_s = 365.25 * 86'400;
constexpr double kHour_s = 3'600;
constexpr double kOpticsLeft = 0.5;

class Storm
{
  public:
    Storm(const Ground& ground, TimeNs horizon, std::uint64_t seed)
        : m_registry(*ground.world()->registry)
        , m_graph(*ground.world()->graph)
        , m_horizon_s(static_cast<double>(horizon) / 1e9)
        , m_seed(seed)
    {}

    void addConduits(double scale)
    {
        const auto reliability = flow::reliabilityOf(m_graph, &m_registry, false);
        std::size_t next = 0; // of the backbone's, in their order
        for (std::uint32_t c = 0; c < m_graph.conduitCount(); ++c) {
            const registry::ConduitIndex conduit{c};
            if (!m_graph.isAccess(conduit)) {
                const flow::ConduitReliability& of = reliability.conduits[next++];
                add({TargetKind::Conduit, m_graph.conduitName(conduit)}, of.up_s / scale, of.repair_s);
            }
        }
    }

    /// A link's optics lie along all its conduits.
    void addOptics(const StormRates& rates)
    {
        for (const registry::Link& link : m_registry.links) {
            double route_km = 0;
            for (const registry::ConduitIndex conduit : link.conduits) {
                route_km += static_cast<double>(m_registry[conduit].route_m) / 1'000;
            }
            const double perYear = rates.opticsPer1000kmYear * route_km / 1'000 * rates.scale;
            if (link.kind == registry::LinkKind::Backbone && registry::isInService(link.asset.state)) {
                add({TargetKind::Link, link.id}, kYear_s / perYear, rates.optics_h * kHour_s, true);
            }
        }
    }

    template <typename List> void addAll(TargetKind kind, const List& list, double perYear, double hours)
    {
        for (const auto& entity : list) {
            add({kind, entity.id}, kYear_s / perYear, hours * kHour_s);
        }
    }

    /// A Poisson process a job, at its cards' rate.
    /// @param from when the storm's time begins
    void addCards(const std::vector<JobPtr>& jobs, TimeNs moment, TimeNs from, const StormRates& rates)
    {
        for (const JobPtr& job : jobs) {
            std::uint64_t cards = 0;
            for (const registry::PlacedCards& placed : job->placements) {
                cards += placed.cards;
            }
            if (cards > 0 && takesCards(job->state) && losesWork(*job)) {
                const double until_s = job->expectedEnd > moment
                                           ? static_cast<double>(job->expectedEnd - from) / 1e9
                                           : m_horizon_s;
                addCardsOf(*job, cards,
                           {rates.cardHours * kHour_s / (static_cast<double>(cards) * rates.scale),
                            rates.card_h * kHour_s, std::min(until_s, m_horizon_s)});
            }
        }
    }

    void addSources(const state::Snapshot* snapshot, const StormRates& rates)
    {
        for (std::size_t i = 0; snapshot != nullptr && i < snapshot->sources->size(); ++i) {
            add({TargetKind::Source, (*snapshot->sources)[i].name},
                kYear_s / (rates.sourceYear * rates.scale), rates.source_h * kHour_s);
        }
    }

    [[nodiscard]] bool isTooMuch() const { return m_out.size() > kMaxCommands; }

    std::vector<Command> finish()
    {
        std::ranges::stable_sort(m_out, [](const Timed& a, const Timed& b) {
            return a.at != b.at ? a.at < b.at : a.target < b.target;
        });
        std::vector<Command> out;
        for (Timed& one : m_out) {
            out.push_back(std::move(one.command));
        }
        return out;
    }

  private:
    struct Timed
    {
        TimeNs at = 0;
        Target target;
        Command command;
    };

    /// Ups and downs of one thing; `up_s` is infinite for what never fails.
    void add(const Target& target, double up_s, double repair_s, bool isDegraded = false)
    {
        if (!std::isfinite(up_s) || up_s <= 0) {
            return;
        }
        Rng random = streamOf(target);
        double time_s = random.exponential(up_s);
        while (time_s < m_horizon_s && !isTooMuch()) {
            const double down_s = std::max(0.001, random.exponential(std::max(0.001, repair_s)));
            put(target, isDegraded ? Action(Degrade{target, kOpticsLeft}) : Action(Fail{target, true}),
                time_s, down_s);
            time_s += down_s + 0.002 + random.exponential(up_s);
        }
    }

    struct CardTimes
    {
        double up_s = 0; ///< until one of all fails
        double repair_s = 0;
        double until_s = 0;
    };

    /// While all its cards are out none can fail: the next failure comes after a repair.
    void addCardsOf(const registry::Job& job, std::uint64_t cards, const CardTimes& times)
    {
        if (!std::isfinite(times.up_s) || times.up_s <= 0) {
            return;
        }
        const Target target{TargetKind::Card, job.id};
        Rng random = streamOf(target);
        std::multiset<TimeNs> repairs; // of what is out
        double time_s = random.exponential(times.up_s);
        while (time_s < times.until_s && !isTooMuch()) {
            repairs.erase(repairs.begin(), repairs.upper_bound(inMilliseconds(time_s)));
            if (repairs.size() >= cards) {
                time_s = static_cast<double>(*repairs.begin()) / 1e9 + random.exponential(times.up_s);
                continue;
            }
            repairs.insert(put(target, Fail{target, true}, time_s,
                               std::max(0.001, random.exponential(std::max(0.001, times.repair_s)))));
            time_s += random.exponential(times.up_s);
        }
    }

    [[nodiscard]] Rng streamOf(const Target& target) const
    {
        return {m_seed, "scenario.storm." + std::string(targetKindName(target.kind)),
                flow::flowKey(target.id)};
    }

    /// @return when it is over
    TimeNs put(const Target& target, Action action, double time_s, double down_s)
    {
        const TimeNs at = inMilliseconds(time_s);
        Command command;
        command.action = std::move(action);
        command.at = Moment{false, at};
        const TimeNs until = std::max(at + kMillisecond, inMilliseconds(time_s + down_s));
        command.until = Moment{false, until};
        m_out.push_back({at, target, std::move(command)});
        return until;
    }

    static TimeNs inMilliseconds(double seconds) { return std::llround(seconds * 1e3) * kMillisecond; }

    const registry::Registry& m_registry;
    const network::Graph& m_graph;
    double m_horizon_s;
    std::uint64_t m_seed;
    std::vector<Timed> m_out;
};

bool areRates(const StormRates& rates)
{
    const auto isOne = [](double value) {
        return value >= 0 && value <= 1e12;
    };
    return std::ranges::all_of(std::array{rates.opticsPer1000kmYear, rates.optics_h, rates.siteYear,
                                          rates.site_h, rates.poolYear, rates.pool_h, rates.identifierYear,
                                          rates.identifier_h, rates.cardHours, rates.card_h, rates.sourceYear,
                                          rates.source_h},
                               isOne);
}

} // namespace

Result<std::vector<Command>> randomFailures(const Ground& ground, TimeNs horizon, std::uint64_t seed,
                                            const StormRates& rates, TimeNs runIn)
{
    if (horizon <= 0 || horizon > kMaxHorizon || !(rates.scale >= 0 && rates.scale <= 1e6)) {
        return failure(ErrorCode::BadInput,
                       "random failures need a horizon of up to 100 years and a scale from 0 to "
                       "1000000");
    }
    if (!areRates(rates)) {
        return failure(ErrorCode::BadInput, "random failures need rates and repair times from 0 to 1e12");
    }
    Storm storm(ground, horizon, seed);
    const registry::Registry& registry = *ground.world()->registry;
    if (rates.conduits && rates.scale > 0) {
        storm.addConduits(rates.scale);
    }
    storm.addOptics(rates);
    storm.addAll(TargetKind::Site, registry.sites, rates.siteYear * rates.scale, rates.site_h);
    storm.addAll(TargetKind::Pool, registry.pools, rates.poolYear * rates.scale, rates.pool_h);
    storm.addAll(TargetKind::IdentifierService, registry.serviceNodes, rates.identifierYear * rates.scale,
                 rates.identifier_h);
    if (rates.cardHours > 0 && rates.scale > 0) {
        storm.addCards(ground.jobs(), ground.moment(), ground.moment() - runIn, rates);
    }
    if (rates.sourceYear > 0 && rates.scale > 0) {
        storm.addSources(ground.snapshot().get(), rates);
    }
    if (storm.isTooMuch()) {
        return failure(ErrorCode::TooLarge,
                       "more than " + std::to_string(kMaxCommands) +
                           " failures within that time: ask for less of it, or fewer kinds");
    }
    return storm.finish();
}

} // namespace twin::scenario
