#pragma once

#include "twin/flow/background_model.h"
#include "twin/flow/explain.h"
#include "twin/flow/residual.h"
#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"
#include "twin/state/snapshot.h"

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace twin::state {

struct ExpectationOptions
{
    flow::UncertaintyModel uncertainty;
    double meteredFlowError = 0.03;   ///< relative deviation of a flow whose rate is measured
    double requestedFlowError = 0.10; ///< of one that is taken at its requested rate
    std::optional<double> hour;       ///< instead of the snapshot's; its levels are fitted all the same
    bool fitLevels = true;
    network::PathCost cost = network::PathCost::Delay; ///< what paths are short in
    std::vector<std::uint8_t> failed; ///< by arc: out of service beside what links say; empty = none
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// Flow rates are payload; links carry headers too: 1,460 of 1,538 bytes of a full Ethernet frame are TCP
/// payload.
inline constexpr double kPayloadShare = 1460.0 / 1538.0;

/// What the twin expects every arc to carry, kept from moment to moment: background demands of the workload
/// at the hour, and the flows of the directory at their measured rates (their requested ones while nothing is
/// heard), on the paths they report while those are whole; links that say they are down carry nothing.
/// Routing is repeated only when what exists or what is down changes. One thread at a time.
class Expectation
{
  public:
    explicit Expectation(ExpectationOptions options = {});

    /// The residuals of a snapshot with a workload, by arc of graph(). `measured_bps` overrides telemetry (by
    /// arc; NaN = not measured). Errors: BadInput without a workload; those of routing.
    [[nodiscard]] Result<flow::ArcResiduals> compare(const SnapshotPtr& snapshot,
                                                     std::span<const double> measured_bps = {});

    /// What explains residuals that compare() gave last. Errors: those of explain and routing.
    [[nodiscard]] Result<flow::Diagnosis> explain(const flow::ArcResiduals& residuals,
                                                  const flow::ExplainOptions& options);

    /// Of the last snapshot compared; none before.
    [[nodiscard]] const network::Graph& graph() const { return *m_graph; }

    /// The same, to keep beyond this object.
    [[nodiscard]] const std::shared_ptr<const network::Graph>& sharedGraph() const { return m_graph; }

    [[nodiscard]] const flow::Background& background() const { return m_model->background(); }

    [[nodiscard]] const std::vector<double>& nominalLevels() const { return m_nominal; }

    [[nodiscard]] double hour() const { return m_hour; }

    [[nodiscard]] std::size_t flowCount() const { return m_flowShape.size(); }

    /// The flow of the directory a flow number of explain() stands for.
    [[nodiscard]] const std::string& flowId(std::size_t flow) const { return m_flowShape[flow]->id; }

    /// Source time of an arc's reading in the last snapshot; 0 = none usable.
    [[nodiscard]] TimeNs readingTime(std::uint32_t arc) const { return m_readingTime[arc]; }

  private:
    /// What was asked of the arcs some seconds ago.
    struct Memory
    {
        TimeNs time = 0;
        std::vector<double> asked_bps;
    };

    [[nodiscard]] Result<> take(const Snapshot& snapshot);
    void takeRegistry(const Snapshot& snapshot);
    [[nodiscard]] std::vector<std::uint8_t> failedArcs(const Snapshot& snapshot) const;
    void takeFlows(const Snapshot& snapshot, bool isRerouted);
    void takeRates(const Snapshot& snapshot);
    void takeReadings(const Snapshot& snapshot, std::span<const double> measured_bps);
    void takeChanges(std::span<const double> asked_bps, TimeNs now);
    void remember(std::span<const double> asked_bps, TimeNs now);

    ExpectationOptions m_options;
    registry::RegistryPtr m_registry;
    std::shared_ptr<const registry::Workload> m_workload;
    std::shared_ptr<const Directory> m_directory;
    std::shared_ptr<const flow::BackgroundModel> m_model;
    std::shared_ptr<const network::Graph> m_graph;
    std::vector<std::uint8_t> m_failed;
    std::shared_ptr<const flow::RoutedBackground> m_routed;
    std::optional<flow::RoutingMatrix> m_candidates; ///< of explain(), until routing changes
    double m_hour = 0;
    std::vector<double> m_nominal;
    std::vector<std::shared_ptr<const registry::Flow>> m_flowShape; ///< by flow number
    std::vector<std::uint32_t> m_flowSlot;
    std::vector<flow::ModelFlow> m_flows;
    std::vector<std::vector<std::uint32_t>> m_paths;
    flow::FlowLoads m_flowLoads;
    std::vector<double> m_measured, m_age_s, m_change; ///< by arc
    std::vector<TimeNs> m_readingTime;
    std::deque<Memory> m_memory; ///< oldest first
};

/// Local hour (UTC+8) of a time, [0, 24).
[[nodiscard]] double localHour(TimeNs time);

} // namespace twin::state
