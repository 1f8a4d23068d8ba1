#include "twin/state/expectation.h"

#include "twin/flow/deduce.h"
#include "twin/network/demands.h"
#include "twin/network/given_path.h"
#include "twin/network/shortest_paths.h"
#include "twin/state/live_network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace twin::state {

namespace {

constexpr double kUnmeasured = std::numeric_limits<double>::quiet_NaN();
/// Readings are compared with what was expected when they were taken, and a little earlier: agents average.
constexpr TimeNs kReadingSpan = 2 * kSecond;
/// How long what was expected is kept: no usable reading is older (2.5 periods of 5 s).
constexpr TimeNs kMemory = 16 * kSecond;
constexpr std::size_t kMostMemories = 32;

} // namespace

double localHour(TimeNs time)
{
    constexpr TimeNs kEightHours = 8 * kHour;
    const TimeNs ofDay = ((time + kEightHours) % kDay + kDay) % kDay;
    return static_cast<double>(ofDay) / static_cast<double>(kHour);
}

Expectation::Expectation(ExpectationOptions options)
    : m_options(std::move(options))
{}

void Expectation::takeRegistry(const Snapshot& snapshot)
{
    m_registry = snapshot.registry;
    m_workload = snapshot.workload;
    m_directory.reset();
    m_model = flow::BackgroundModel::of(m_registry, m_workload, m_options.cost);
    m_graph = m_model->graph();
    m_failed.clear();
    m_memory.clear();
}

std::vector<std::uint8_t> Expectation::failedArcs(const Snapshot& snapshot) const
{
    std::vector<std::uint8_t> out = downArcs(snapshot, *m_graph);
    for (std::size_t arc = 0; arc < std::min(out.size(), m_options.failed.size()); ++arc) {
        out[arc] |= m_options.failed[arc];
    }
    return out;
}

void Expectation::takeFlows(const Snapshot& snapshot, bool isRerouted)
{
    if (!isRerouted && m_directory == snapshot.directory) {
        return;
    }
    m_directory = snapshot.directory;
    m_flowShape.clear();
    m_flowSlot.clear();
    m_flows.clear();
    for (std::uint32_t slot = 0; slot < m_directory->flows.size(); ++slot) {
        const auto& shape = m_directory->flows[slot];
        if (shape == nullptr) {
            continue;
        }
        flow::ModelFlow one;
        one.src = network::demandNode(*m_registry, *m_graph, shape->src, {});
        one.dst = network::demandNode(*m_registry, *m_graph, shape->dst, {});
        if (one.src.isValid() && one.dst.isValid()) {
            one.path = network::givenPath(*m_graph, shape->arcs, one.src, one.dst);
        }
        m_flows.push_back(std::move(one));
        m_flowShape.push_back(shape);
        m_flowSlot.push_back(slot);
    }
    m_paths = flow::placeFlows(*m_graph, m_flows, m_model->arcCost(), m_failed);
}

void Expectation::takeRates(const Snapshot& snapshot)
{
    for (std::size_t i = 0; i < m_flows.size(); ++i) {
        const LiveValue rate = liveValue(snapshot, {EntityKind::Flow, m_flowSlot[i]},
                                         static_cast<std::size_t>(FlowMetric::Rate));
        const bool isMetered = rate.isUsable();
        m_flows[i].bps = isMetered ? rate.value / kPayloadShare : m_flowShape[i]->rateRequested_bps;
        m_flows[i].deviation_bps =
            m_flows[i].bps * (isMetered ? m_options.meteredFlowError : m_options.requestedFlowError);
    }
    m_flowLoads = flow::flowLoads(*m_graph, m_flows, m_paths);
}

void Expectation::takeReadings(const Snapshot& snapshot, std::span<const double> measured_bps)
{
    const std::size_t arcs = m_graph->arcCount();
    m_measured.assign(arcs, kUnmeasured);
    m_age_s.assign(arcs, 0);
    m_readingTime.assign(arcs, 0);
    for (std::uint32_t arc = 0; arc < arcs; ++arc) {
        if (!measured_bps.empty()) {
            m_measured[arc] = measured_bps[arc];
            m_readingTime[arc] = snapshot.time;
            continue;
        }
        const registry::LinkIndex link = m_graph->link(arc);
        if (!link.isValid()) {
            continue;
        }
        const auto metric = m_graph->isReverse(arc) ? LinkMetric::Reverse : LinkMetric::Forward;
        const LiveValue reading =
            liveValue(snapshot, {EntityKind::Link, link.value()}, static_cast<std::size_t>(metric));
        if (reading.isUsable()) {
            m_measured[arc] = reading.value;
            m_readingTime[arc] = reading.sourceTime;
            m_age_s[arc] = static_cast<double>(snapshot.time - reading.sourceTime) * 1e-9;
        }
    }
}

Result<> Expectation::take(const Snapshot& snapshot)
{
    const bool isOther = m_registry != snapshot.registry || m_workload != snapshot.workload;
    if (isOther) {
        takeRegistry(snapshot);
    }
    auto failed = failedArcs(snapshot);
    const bool isRerouted = isOther || failed != m_failed;
    if (isRerouted) {
        m_failed = std::move(failed);
        m_candidates.reset();
        auto routed = m_model->routed(m_failed, m_options.threads, m_options.cancelled);
        if (!routed) {
            m_registry.reset(); // half taken: begin anew next time
            return failure(routed.error());
        }
        m_routed = std::move(*routed);
    }
    takeFlows(snapshot, isRerouted);
    takeRates(snapshot);
    m_hour = m_options.hour.value_or(localHour(snapshot.time));
    m_nominal = flow::levelsAt(*m_workload, m_hour);
    return {};
}

/// While traffic moves (a failure, a flow that came or went), a reading may be of before: what the
/// expectation has changed since the reading was taken is added to its deviation.
void Expectation::takeChanges(std::span<const double> asked_bps, TimeNs now)
{
    m_change.assign(asked_bps.size(), 0);
    if (!m_memory.empty() && m_memory.back().time > now) {
        m_memory.clear(); // the cursor went back
    }
    for (const Memory& then : m_memory) {
        for (std::size_t arc = 0; arc < m_change.size(); ++arc) {
            if (then.time >= m_readingTime[arc] - kReadingSpan) {
                m_change[arc] = std::max(m_change[arc], std::abs(asked_bps[arc] - then.asked_bps[arc]));
            }
        }
    }
}

void Expectation::remember(std::span<const double> asked_bps, TimeNs now)
{
    if (m_memory.empty() || m_memory.back().time < now) {
        m_memory.push_back({now, {asked_bps.begin(), asked_bps.end()}});
    }
    while (m_memory.size() > kMostMemories || m_memory.front().time < now - kMemory) {
        m_memory.pop_front();
    }
}

Result<flow::ArcResiduals> Expectation::compare(const SnapshotPtr& snapshot,
                                                std::span<const double> measured_bps)
{
    if (snapshot->workload == nullptr) {
        return failure(ErrorCode::BadInput, "there is no workload, so nothing is expected");
    }
    if (auto taken = take(*snapshot); !taken) {
        return failure(taken.error());
    }
    takeReadings(*snapshot, measured_bps);
    flow::ResidualInput input{*m_routed, m_nominal, m_flowLoads, m_measured,
                              m_age_s,   {},        m_failed,    m_options.fitLevels};
    flow::ArcResiduals out = flow::residuals(*m_graph, input, m_options.uncertainty);
    takeChanges(out.asked_bps, snapshot->time);
    remember(out.asked_bps, snapshot->time);
    if (std::ranges::any_of(m_change, [](double bps) { return bps > 0; })) {
        input.change_bps = m_change;
        out = flow::residuals(*m_graph, input, m_options.uncertainty);
    }
    return out;
}

Result<flow::Diagnosis> Expectation::explain(const flow::ArcResiduals& residuals,
                                             const flow::ExplainOptions& options)
{
    if (!m_candidates) {
        const auto ends = flow::suspectEnds(*m_graph, residuals);
        auto matrix = flow::RoutingMatrix::build(
            *m_graph, std::make_shared<const flow::PairSet>(flow::PairSet::allOf(ends)),
            {m_model->arcCost(), m_failed, options.threads, options.cancelled});
        if (!matrix) {
            return failure(matrix.error());
        }
        m_candidates.emplace(std::move(*matrix));
    }
    const auto loads = m_routed->loadsAt(residuals.levels);
    auto out = flow::explain({*m_graph, m_model->background(), loads, m_flows, m_paths, residuals,
                              m_model->arcCost(), m_failed, *m_candidates},
                             options);
    if (flow::trafficEnds(*m_graph).size() > m_candidates->pairs().destinationCount()) {
        m_candidates.reset(); // chosen for these residuals only
    }
    return out;
}

} // namespace twin::state
