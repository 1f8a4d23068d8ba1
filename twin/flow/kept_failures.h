#pragma once

#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/failure_traces.h"

#include <atomic>
#include <cstddef>

namespace twin::flow {

/// What every single failure of a base does, kept: all failures on top of any one of them are then pairs, put
/// together instead of routed. Immutable once made; any thread.
class KeptFailures
{
  public:
    /// `base` must outlive it. Cost: that of the single failures. With `cancelled` set by anybody it returns
    /// as soon as the destinations begun are done, and must not be asked.
    KeptFailures(const EcmpBase& base, unsigned threads, const std::atomic<bool>* cancelled = nullptr);

    /// Loads with failure `first` alone, by arc.
    [[nodiscard]] std::vector<Amount> loadsOf(std::size_t first) const;
    [[nodiscard]] Loss lossOf(std::size_t first) const;

    /// As sweepSingles gives them for a base in which the arcs of `first` are out of service, unit for unit:
    /// once for every failure, `first` itself (which then changes nothing) among them.
    void sweepOnTopOf(std::size_t first, unsigned threads, const ScenarioSink& sink,
                      const std::atomic<bool>* cancelled = nullptr) const;

    [[nodiscard]] std::size_t bytes() const { return m_traces.bytes(); }

  private:
    const EcmpBase& m_base;
    FailureTraces m_traces;
};

} // namespace twin::flow
