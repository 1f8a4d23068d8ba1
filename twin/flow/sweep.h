#pragma once

#include "twin/flow/failure_list.h"
#include "twin/flow/scenario_meter.h"
#include "twin/network/demands.h"
#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::flow {

/// Scenarios a sweep may have.
inline constexpr std::size_t kMostScenarios = 50'000'000;

enum class SweepRouting : std::uint8_t {
    Ecmp,   ///< hop by hop over all shortest paths, everything sent in full
    MaxMin, ///< the same ways, rates max-min fair with the demand as cap
    /// Over many paths so that the fullest arc is least used (engineering.h, within 1 %); what is on a path
    /// that fails goes by ECMP.
    Engineered,
};

struct SweepOptions
{
    FailureKind kind = FailureKind::Links;
    unsigned order = 1;         ///< 1 = every single failure, 2 = every pair as well
    bool includeAccess = false; ///< access links or ducts, too
    SweepRouting routing = SweepRouting::Ecmp;
    network::PathCost cost = network::PathCost::Delay;
    unsigned threads = 1;
    std::size_t culprits = 10;                         ///< remembered a link
    std::size_t memoryBytes = std::size_t{512} << 20U; ///< of what pairs keep of single failures, about
    std::span<const std::uint8_t> outOfService = {};   ///< arcs down already: a byte an arc; empty = none
    std::span<const std::uint64_t> capacity_bps = {};  ///< by arc, instead of the graph's; empty = those
    const std::atomic<bool>* cancelled = nullptr;
};

struct SweepResult
{
    std::vector<Failure> failures;
    unsigned order = 1;
    std::vector<ScenarioResult> scenarios; ///< by number (ScenarioNumbers); the first is the base
    std::vector<Headroom> headroom;        ///< by link, in the network's order, then interconnection points

    [[nodiscard]] ScenarioNumbers numbers() const { return {failures.size(), order}; }

    /// As the sweep CSV calls a scenario.
    [[nodiscard]] std::string name(std::size_t scenario) const
    {
        return scenarioName(failures, numbers(), scenario);
    }
};

/// What every failure does to the network's utilisation, demand and connections, all demands routed hop by
/// hop over shortest paths (ECMP).
///
/// The same bits on any number of threads, and those of routing every scenario from scratch. May be called
/// from any thread; nothing is kept.
/// Errors: BadInput (order), TooLarge (kMostScenarios), Cancelled, those of engineer() for Engineered.
/// Cost: what the failures touch; docs/engine.md has figures.
[[nodiscard]] Result<SweepResult> sweepFailures(const network::Graph& graph,
                                                std::span<const network::NodeDemand> demands,
                                                const SweepOptions& options = {});

/// The `count` worst scenarios, the base not among them: by utilisation, then what is lost, then disconnected
/// pairs, then number. Cost: O(scenarios · log count).
[[nodiscard]] std::vector<std::size_t> worstScenarios(const SweepResult& result, std::size_t count);

/// SHA-256 over all results, for comparing runs.
[[nodiscard]] std::string digestOf(const SweepResult& result);

} // namespace twin::flow
