#pragma once

#include "twin/flow/routing_matrix.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// One arc of a pair's paths, and the share of its traffic that takes it.
struct ArcShare
{
    std::uint32_t arc = 0;
    double share = 0;
};

/// Columns of a routing matrix, one destination at a time. A reusable workspace: one per thread; the matrix
/// must outlive it.
class RoutingColumns
{
  public:
    explicit RoutingColumns(const RoutingMatrix& matrix);

    /// Makes ready for pairs towards the nth destination. Cost: O(its tree).
    void open(std::size_t nth);

    /// The column of a pair towards the destination opened: its arcs, from the source on; empty without a
    /// path. Valid until the next call. Cost: O(arcs on its paths · log of them).
    [[nodiscard]] std::span<const ArcShare> column(std::size_t pair);

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    void send(std::uint32_t node, double amount);

    const RoutingMatrix& m_matrix;
    std::size_t m_nth = 0;
    std::vector<std::uint32_t> m_step;   ///< by node: its first step in the tree opened
    std::vector<std::uint32_t> m_opened; ///< nodes with a step
    std::vector<double> m_atNode;
    std::vector<std::uint32_t> m_waiting; ///< heap of steps whose tail has traffic, earliest on top
    std::vector<ArcShare> m_column;
};

} // namespace twin::flow
