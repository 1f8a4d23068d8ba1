#pragma once

#include "twin/flow/ecmp_state.h"
#include "twin/flow/failure_list.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// ECMP routing of all demands with nothing failed, and which failures touch which destination: what every
/// scenario starts from. Immutable once built; shared by all threads.
class EcmpBase
{
  public:
    /// `graph`, `failures` and `outOfService` must outlive it.
    /// @param outOfService arcs out of service from the beginning: a byte an arc, or empty
    /// Cost: O(destinations · core arcs · log core nodes). Memory: 52 bytes · destinations · core nodes.
    EcmpBase(const SweepGraph& graph, std::span<const network::NodeDemand> demands,
             const std::vector<Failure>& failures, unsigned threads,
             std::span<const std::uint8_t> outOfService = {});

    [[nodiscard]] const SweepGraph& graph() const { return *m_graph; }

    [[nodiscard]] const std::vector<Failure>& failures() const { return *m_failures; }

    [[nodiscard]] const FailuresOfArc& failuresOfArc() const { return m_failuresOfArc; }

    [[nodiscard]] const AmountScale& scale() const { return m_scale; }

    [[nodiscard]] std::span<const std::uint8_t> outOfService() const { return m_outOfService; }

    [[nodiscard]] const std::vector<Destination>& destinations() const { return m_destinations; }

    [[nodiscard]] std::span<const Amount> loads() const { return m_loads; } ///< by arc

    [[nodiscard]] const Loss& loss() const { return m_loss; }

    /// True if the failure takes away an arc with traffic to this destination.
    [[nodiscard]] bool isMet(std::size_t destination, std::size_t failure) const
    {
        const std::uint64_t word = m_met[destination * m_words + failure / kWordBits];
        return ((word >> (failure % kWordBits)) & 1U) != 0;
    }

    /// Words a set of failures takes.
    [[nodiscard]] std::size_t failureWords() const { return m_words; }

  private:
    void route(std::span<const network::NodeDemand> demands, unsigned threads);
    void findFailuresMet(std::size_t destination);
    void meet(std::size_t destination, std::uint32_t arc);

    const SweepGraph* m_graph;
    const std::vector<Failure>* m_failures;
    std::span<const std::uint8_t> m_outOfService;
    FailuresOfArc m_failuresOfArc;
    AmountScale m_scale;
    std::size_t m_words;
    std::vector<Destination> m_destinations;
    std::vector<Amount> m_loads;
    Loss m_loss;
    std::vector<std::uint64_t> m_met; ///< m_words a destination
};

} // namespace twin::flow
