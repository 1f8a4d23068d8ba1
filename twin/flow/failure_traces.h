#pragma once

#include "twin/flow/ecmp_base.h"
#include "twin/flow/ecmp_update.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace twin::flow {

/// What every failure of a block does on its own to the routing towards one destination.
class DestinationTraces
{
  public:
    /// No trace: the failure does not touch the destination.
    static constexpr std::uint32_t kUntouched = kNone;

    DestinationTraces() = default;
    DestinationTraces(const EcmpBase& base, std::size_t destination, std::size_t firstFailure,
                      std::size_t failures);

    /// Computes the next failure of the block; the state is loaded in `update`.
    void add(const EcmpBase& base, std::size_t failure, EcmpUpdate& update, PlanStore& store, PlanList& list,
             std::span<Amount> scratch);

    /// The trace of a failure of the block, or kUntouched.
    [[nodiscard]] std::uint32_t traceOf(std::size_t failure) const
    {
        return m_index[failure - m_firstFailure];
    }

    [[nodiscard]] std::span<const std::uint32_t> arcs(std::uint32_t trace) const
    {
        return {m_arcs.data() + m_first[trace], m_arcs.data() + m_first[trace + 1]};
    }

    /// By how much the load of each of arcs() changes, in units.
    [[nodiscard]] std::span<const Amount> changes(std::uint32_t trace) const
    {
        return {m_changes.data() + m_first[trace], m_changes.data() + m_first[trace + 1]};
    }

    [[nodiscard]] const Loss& loss(std::uint32_t trace) const { return m_loss[trace]; }

    /// The plan of a trace in the store it was computed with; kNone = it serves once only.
    [[nodiscard]] std::uint32_t plan(std::uint32_t trace) const { return m_plans[trace]; }

    /// True if the failure of `trace` brings traffic, or a choice, to arcs of another failure.
    [[nodiscard]] bool reaches(std::uint32_t trace, std::size_t failure) const
    {
        const std::uint64_t word = bits(trace)[4 * m_nodeWords + failure / kWordBits];
        return ((word >> (failure % kWordBits)) & 1U) != 0;
    }

    /// True if two failures cannot be put together by adding up what each does: a node with traffic in one of
    /// them has other arcs in the other, or turns to a node that is farther off there, or splits (and rounds)
    /// an inflow that both change. `other` may be of another block.
    [[nodiscard]] bool meet(std::uint32_t trace, const DestinationTraces& other,
                            std::uint32_t otherTrace) const
    {
        const std::uint64_t* a = bits(trace); // touched, decided, moved, heads
        const std::uint64_t* b = other.bits(otherTrace);
        const std::size_t n = m_nodeWords;
        std::uint64_t any = 0;
        for (std::size_t w = 0; w < n; ++w) {
            any |= (a[w] & b[n + w]) | (b[w] & a[n + w]) | (a[w] & b[w] & m_splits[w]) |
                   (a[3 * n + w] & b[2 * n + w]) | (b[3 * n + w] & a[2 * n + w]);
        }
        return any != 0;
    }

    /// Bytes it holds.
    [[nodiscard]] std::size_t bytes() const;

  private:
    [[nodiscard]] const std::uint64_t* bits(std::uint32_t trace) const
    {
        return m_bits.data() + trace * m_stride;
    }

    void findSplits(const EcmpBase& base, const EcmpState& state);

    std::size_t m_firstFailure = 0;
    std::size_t m_nodeWords = 0;
    std::size_t m_stride = 0; ///< words a trace: touched, decided, moved, heads, and the failures reached
    std::vector<std::uint32_t> m_index; ///< by failure of the block
    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint64_t> m_splits; ///< nodes with several arcs in use
    std::vector<std::size_t> m_first{0};
    std::vector<std::uint32_t> m_arcs;
    std::vector<Amount> m_changes;
    std::vector<Loss> m_loss;
    std::vector<std::uint32_t> m_plans;
};

/// The traces of a block of failures, for all destinations.
struct FailureTraces
{
    std::size_t first = 0; ///< failures [first, last)
    std::size_t last = 0;
    std::vector<DestinationTraces> destinations;
    std::vector<PlanStore> stores;  ///< by worker
    std::vector<unsigned> workerOf; ///< by destination
    std::vector<Amount> changes;    ///< of all loads: failure of the block, then arc
    std::vector<Loss> loss;         ///< by failure of the block

    [[nodiscard]] std::span<const Amount> changesOf(std::size_t failure, std::size_t arcs) const
    {
        return {changes.data() + (failure - first) * arcs, arcs};
    }

    [[nodiscard]] std::size_t bytes() const;
};

/// Cost: that of the single failures. `updates`: one a thread, able to trace. With `cancelled` set by anybody
/// it returns as soon as the destinations begun are done, with what is of no use.
[[nodiscard]] FailureTraces traceFailures(const EcmpBase& base, std::size_t first, std::size_t last,
                                          std::span<const std::unique_ptr<EcmpUpdate>> updates,
                                          const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::flow
