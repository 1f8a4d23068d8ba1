#pragma once

#include "twin/flow/deduce.h"
#include "twin/flow/explain.h"
#include "twin/flow/explain_parts.h"
#include "twin/network/given_path.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <vector>

/// A model of a network's traffic, a reality that differs from it in one entry, and what explain() makes of
/// it.
namespace flow_test {

/// What the twin believes. The graph outlives it.
struct Believed
{
    const twin::network::Graph& graph;
    twin::flow::Background background;
    std::vector<double> levels;
    std::vector<twin::flow::ModelFlow> flows;
    std::vector<std::int64_t> arcCost;
    std::vector<twin::network::NodeIndex> ends; ///< between which a flow may be missing
};

/// How reality strays from the model beside the injected error.
struct Noise
{
    double meter = 0.01;  ///< relative, of each reading
    double demand = 0.05; ///< relative, of each background demand
    double flow = 0.02;   ///< relative, of each flow
    double level = 0.1;   ///< relative, of all demands of a group together; 0 = known, not fitted
};

/// Located: at which place of the ranking the injected error stands; 0 = not listed.
struct Trial
{
    twin::flow::Cause cause = twin::flow::Cause::MissingFlow;
    std::size_t place = 0;
    std::size_t redrawn = 0; ///< errors before it that moved no link by 5 deviations
    std::string text;        ///< what was injected
    std::string answer;      ///< what stands first
};

class ModelErrors
{
  public:
    ModelErrors(const Believed& believed, std::uint64_t seed, Noise noise = {}, unsigned threads = 1)
        : m_model(believed)
        , m_seed(seed)
        , m_noise(noise)
        , m_threads(threads)
        , m_paths(twin::flow::placeFlows(believed.graph, believed.flows, believed.arcCost, {}))
        , m_routed(*twin::flow::routeBackground(believed.graph, believed.background, {believed.arcCost}))
        , m_candidates(*twin::flow::RoutingMatrix::build(
              believed.graph,
              std::make_shared<const twin::flow::PairSet>(twin::flow::PairSet::allOf(believed.ends)),
              {believed.arcCost, {}, threads}))
    {}

    /// One error of the cause, detectable on some link.
    [[nodiscard]] Trial run(twin::flow::Cause cause, std::uint64_t number)
    {
        Trial out;
        for (;; ++out.redrawn) {
            twin::Rng random(m_seed, "inject." + std::to_string(number), out.redrawn);
            const auto injected = draw(cause, random);
            const auto shift = shiftFor(injected);
            const auto residuals = compare(shift, random);
            if (!isDetectable(shift, residuals)) {
                continue;
            }
            out.cause = cause;
            out.text = nameOf(injected);
            const auto diagnosis = diagnose(residuals);
            for (std::size_t i = 0; i < diagnosis.ranked.size() && out.place == 0; ++i) {
                out.place = isSame(injected, diagnosis.ranked[i]) ? i + 1 : 0;
            }
            out.answer = diagnosis.ranked.empty() ? "nothing" : nameOf(diagnosis.ranked[0]);
            return out;
        }
    }

    /// The answer to errors given by hand.
    [[nodiscard]] twin::flow::Diagnosis answerTo(const twin::flow::Explanation& injected,
                                                 const twin::flow::Explanation* second = nullptr)
    {
        twin::Rng random(m_seed, "by hand");
        auto shift = shiftFor(injected);
        if (second != nullptr) {
            const auto more = shiftFor(*second);
            std::ranges::transform(shift, more, shift.begin(), std::plus<>());
        }
        return diagnose(compare(shift, random), 3);
    }

    /// The answer for a reality without any error.
    [[nodiscard]] twin::flow::Diagnosis runClean(std::uint64_t number)
    {
        twin::Rng random(m_seed, "clean", number);
        const std::vector<double> none(m_model.graph.arcCount(), 0);
        const auto residuals = compare(none, random);
        m_rms = residuals.rmsSignificance;
        return diagnose(residuals);
    }

    [[nodiscard]] double rms() const { return m_rms; }

    [[nodiscard]] std::string nameOf(const twin::flow::Explanation& one) const
    {
        const auto& graph = m_model.graph;
        switch (one.cause) {
        case twin::flow::Cause::MissingFlow:
            return "missing " + graph.nodeName(one.src.value()) + " -> " + graph.nodeName(one.dst.value()) +
                   " " + std::to_string(one.bps / 1e9) + " Gb/s";
        case twin::flow::Cause::AbsentFlow:
            return "absent flow " + std::to_string(one.flow) + " " + std::to_string(one.bps / 1e9) + " Gb/s";
        case twin::flow::Cause::LinkCost:
            break;
        }
        return "cost of " + graph.linkName(one.link) + " x " + std::to_string(one.costFactor);
    }

  private:
    using Explanation = twin::flow::Explanation;
    using Cause = twin::flow::Cause;

    [[nodiscard]] Explanation draw(Cause cause, twin::Rng& random) const
    {
        Explanation out;
        out.cause = cause;
        if (cause == Cause::AbsentFlow) {
            out.flow = random.below(m_model.flows.size());
            out.bps = m_model.flows[out.flow].bps;
        } else if (cause == Cause::LinkCost) {
            do {
                out.link = twin::registry::LinkIndex{random.below(m_model.graph.linkCount())};
            } while (m_model.graph.isAccess(out.link) || !m_model.graph.arc(out.link, false).isValid());
            const double factor = random.uniform(1.3, 4);
            out.costFactor = random.below(2) == 0 ? factor : 1 / factor;
        } else {
            drawMissing(out, random);
        }
        return out;
    }

    /// Between any two ends, 5 to 50 % of the narrowest arc on its shortest path.
    void drawMissing(Explanation& out, twin::Rng& random) const
    {
        std::vector<std::uint32_t> path;
        while (path.empty()) {
            out.src = m_model.ends[random.below(m_model.ends.size())];
            out.dst = m_model.ends[random.below(m_model.ends.size())];
            twin::network::ShortestPaths paths(m_model.graph, m_model.arcCost);
            paths.run(out.dst);
            path = paths.path(out.src);
        }
        double narrowest = 1e18;
        for (const std::uint32_t arc : path) {
            narrowest = std::min(narrowest, static_cast<double>(m_model.graph.capacity()[arc]));
        }
        out.bps = narrowest * random.uniform(0.05, 0.5);
    }

    [[nodiscard]] std::vector<double> shiftFor(const Explanation& injected) const
    {
        const auto loads = m_routed.loadsAt(m_model.levels);
        twin::flow::ArcResiduals atModel;
        atModel.levels = m_model.levels;
        const twin::flow::ExplainInput input{m_model.graph, m_model.background, loads, m_model.flows, m_paths,
                                             atModel,       m_model.arcCost,    {},    m_candidates};
        return twin::flow::shiftOf(input, *twin::flow::CostTrials::build(input, {}), injected);
    }

    /// Reality = model with its small errors + shift, read by meters.
    [[nodiscard]] twin::flow::ArcResiduals compare(std::span<const double> shift, twin::Rng& random) const
    {
        auto real = m_model.background;
        std::vector<double> levels = m_model.levels;
        for (std::size_t group = 0; group < levels.size(); ++group) {
            levels[group] *= std::max(0.1, 1 + m_noise.level * random.normal());
            for (double& bps : real.groups[group].pair_bps) {
                bps *= std::max(0.0, 1 + m_noise.demand * random.normal());
            }
        }
        auto flows = m_model.flows;
        for (auto& flow : flows) {
            flow.bps *= std::max(0.0, 1 + m_noise.flow * random.normal());
        }
        auto measured = *twin::flow::backgroundLoads(m_model.graph, real, levels, {m_model.arcCost});
        const auto flowReal = twin::flow::flowLoads(m_model.graph, flows, m_paths);
        for (std::size_t arc = 0; arc < measured.size(); ++arc) {
            const double asked = std::max(0.0, measured[arc] + flowReal.arc_bps[arc] + shift[arc]);
            const double carried = std::min(asked, static_cast<double>(m_model.graph.capacity()[arc]));
            measured[arc] = m_model.graph.arcName(static_cast<std::uint32_t>(arc)).empty()
                                ? std::numeric_limits<double>::quiet_NaN()
                                : std::max(0.0, carried * (1 + m_noise.meter * random.normal()));
        }
        const auto believed = twin::flow::flowLoads(m_model.graph, m_model.flows, m_paths);
        return twin::flow::residuals(
            m_model.graph, {m_routed, m_model.levels, believed, measured, {}, {}, {}, m_noise.level > 0}, {});
    }

    [[nodiscard]] static bool isDetectable(std::span<const double> shift,
                                           const twin::flow::ArcResiduals& residuals)
    {
        for (std::size_t arc = 0; arc < shift.size(); ++arc) {
            if (!std::isnan(residuals.residual_bps[arc]) &&
                std::abs(shift[arc]) > 5 * residuals.deviation_bps[arc]) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] twin::flow::Diagnosis diagnose(const twin::flow::ArcResiduals& residuals,
                                                 std::size_t causes = 1) const
    {
        const auto loads = m_routed.loadsAt(residuals.levels);
        twin::flow::ExplainOptions options;
        options.maxCauses = causes;
        options.threads = m_threads;
        return *twin::flow::explain({m_model.graph,
                                     m_model.background,
                                     loads,
                                     m_model.flows,
                                     m_paths,
                                     residuals,
                                     m_model.arcCost,
                                     {},
                                     m_candidates},
                                    options);
    }

    [[nodiscard]] static bool isSame(const Explanation& injected, const Explanation& found)
    {
        if (injected.cause != found.cause) {
            return false;
        }
        switch (injected.cause) {
        case Cause::MissingFlow:
            return injected.src == found.src && injected.dst == found.dst;
        case Cause::AbsentFlow:
            return injected.flow == found.flow;
        case Cause::LinkCost:
            break;
        }
        // Which way it is wrong, too.
        return injected.link == found.link && (injected.costFactor > 1) == (found.costFactor > 1);
    }

    const Believed& m_model;
    std::uint64_t m_seed;
    Noise m_noise;
    unsigned m_threads;
    double m_rms = 0;
    std::vector<std::vector<std::uint32_t>> m_paths;
    twin::flow::RoutedBackground m_routed;
    twin::flow::RoutingMatrix m_candidates;
};

/// The believed traffic of a registry: its workload at an hour, flows at their requested rates.
inline Believed believedOf(const twin::network::Graph& graph, const twin::registry::Registry& registry,
                           const twin::registry::Workload& workload, double hour)
{
    Believed out{graph,
                 twin::flow::backgroundOf(registry, workload, graph),
                 twin::flow::levelsAt(workload, hour),
                 {},
                 twin::network::arcCosts(graph, twin::network::PathCost::Delay),
                 twin::flow::trafficEnds(graph)};
    for (const auto& flow : workload.flows) {
        twin::flow::ModelFlow one;
        one.src = twin::network::demandNode(registry, graph, flow->src, {});
        one.dst = twin::network::demandNode(registry, graph, flow->dst, {});
        one.bps = flow->rateRequested_bps;
        one.deviation_bps = 0.03 * one.bps;
        one.path = twin::network::givenPath(graph, flow->arcs, one.src, one.dst);
        out.flows.push_back(std::move(one));
    }
    return out;
}

} // namespace flow_test
