#pragma once

#include "twin/flow/ecmp_base.h"
#include "twin/flow/kept_failures.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/situation.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace twin::scenario {

/// What a situation asks of its network, for N-1 tables: flows and background demands, each at what it asks;
/// one without a limit, at what it gets.
[[nodiscard]] std::vector<network::NodeDemand> demandsOf(const Ground& ground, const Situation& situation);

/// The network of a situation, routed hop by hop, and every single cut of its backbone.
struct N1Routing
{
    /// @param situation must outlive it
    N1Routing(const Ground& ground, const Situation& situation, unsigned threads);
    N1Routing(const N1Routing&) = delete;
    N1Routing& operator=(const N1Routing&) = delete;

    std::vector<network::NodeDemand> demands;
    std::vector<flow::Failure> failures;
    flow::SweepGraph layout;
    flow::EcmpBase base;
};

/// The ground's own routing with what each cut does to it, kept: tables of forks that differ from it by one
/// cut are put together from these, the same bits as routing them anew. Immutable; any thread. Some 25 MB for
/// the nation, made at the first table that can use it, once a ground.
class N1Base
{
  public:
    /// @param ground with its situation; must outlive it
    /// @param cancelled set by anybody: it is of no use then
    N1Base(const Ground& ground, unsigned threads, const std::atomic<bool>* cancelled = nullptr);

    [[nodiscard]] const N1Routing& routing() const { return m_routing; }

    [[nodiscard]] const flow::KeptFailures& kept() const { return m_kept; }

    /// How a situation differs from the ground's: in nothing (failures().size()), in one more cut (its
    /// number), or otherwise (none).
    [[nodiscard]] std::optional<std::size_t> differenceOf(const Ground& ground,
                                                          const Situation& situation) const;

  private:
    N1Routing m_routing;
    flow::KeptFailures m_kept;
};

/// True if the situation may differ from the ground's by at most a cut: worth looking at closely.
[[nodiscard]] bool mayUseBase(const Ground& ground, const Situation& situation);

} // namespace twin::scenario
