#pragma once

#include "twin/flow/te_network.h"
#include "twin/flow/te_paths.h"

#include <span>
#include <vector>

namespace twin::flow {

/// Makes flows that overfill an arc here and there feasible: every path is cut by what its fullest arc is
/// over, then commodities that want more take what their paths have left, in their order.
class TeFit
{
  public:
    explicit TeFit(const TeNetwork& network)
        : m_network(&network)
    {}

    /// @param load by arc, of the flows; whatever stands on arcs beyond the network's is turned away
    /// @return what is turned away then, units
    double run(std::span<const TeCommodity> commodities, const TePaths& paths, std::span<const double> load);
    /// Sets the flows of the last run; paths must not have changed since.
    void apply(TePaths& paths) const;

  private:
    void cut(const TePaths& paths, std::span<const double> load);
    double fill(std::size_t commodity, double wanted, const TePaths& paths);
    [[nodiscard]] bool isAway(const TePaths& paths, const TeRoute& route) const;

    const TeNetwork* m_network;
    std::vector<double> m_load;               ///< by arc, of the fitted flows
    std::vector<double> m_flow;               ///< in the order of the routes
    std::vector<std::size_t> m_firstOfRoutes; ///< by commodity: into m_flow
};

} // namespace twin::flow
