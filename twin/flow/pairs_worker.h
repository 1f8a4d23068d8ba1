#pragma once

#include "twin/flow/failure_traces.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Second failures a thread takes at once with a first one.
inline constexpr std::size_t kPairTile = 64;

/// One thread's part in putting pairs together.
class PairsWorker
{
  public:
    PairsWorker(const EcmpBase& base, EcmpUpdate& update)
        : m_base(base)
        , m_arcCount(base.graph().arcCount())
        , m_update(update)
        , m_loads(kPairTile * m_arcCount)
        , m_redone(base.destinations().size(), 0)
    {}

    /// Pairs of failure `a` of one block with failures [first, last) of another, at most kPairTile.
    void run(const FailureTraces& as, std::size_t a, const FailureTraces& bs, std::size_t first,
             std::size_t last);

    [[nodiscard]] std::span<Amount> loads(std::size_t slot)
    {
        return {m_loads.data() + slot * m_arcCount, m_arcCount};
    }

    [[nodiscard]] const Loss& loss(std::size_t slot) const { return m_loss[slot]; }

    /// True if the pair of the slot was computed anew for the destination.
    [[nodiscard]] bool isRedone(std::size_t destination, std::size_t slot) const
    {
        return ((m_redone[destination] >> slot) & 1U) != 0;
    }

  private:
    void begin(const FailureTraces& as, std::size_t a, const FailureTraces& bs);
    void findMeetings(const DestinationTraces& at, std::size_t a, const DestinationTraces& bt);
    void commitFirst(const FailureTraces& as, std::size_t destination, std::uint32_t trace);
    void redo(const FailureTraces& bs, std::size_t destination, std::size_t b, bool isFirstIn);
    void takeBack(const DestinationTraces& bt, std::size_t b);
    [[nodiscard]] Loss onTop(const FailureTraces& bs, std::size_t destination, std::size_t b);
    [[nodiscard]] Loss together(std::size_t b);

    [[nodiscard]] std::span<const std::uint32_t> arcsOf(std::size_t failure) const
    {
        return m_base.failures()[failure].arcs;
    }

    const EcmpBase& m_base;
    std::size_t m_arcCount;
    EcmpUpdate& m_update;
    std::size_t m_a = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    std::vector<Amount> m_loads; ///< kPairTile scenarios'
    Loss m_loss[kPairTile];
    std::vector<std::uint64_t> m_redone; ///< by destination, a bit a slot
    std::vector<std::size_t> m_meetings; ///< second failures to be computed anew for one destination
    std::vector<std::uint32_t> m_both;
    PlanStore m_store;
    PlanList m_lists[kPairTile];
};

} // namespace twin::flow
