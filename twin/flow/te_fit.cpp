#include "twin/flow/te_fit.h"

#include <algorithm>

namespace twin::flow {

bool TeFit::isAway(const TePaths& paths, const TeRoute& route) const
{
    return paths.arcsOf(route).front() >= m_network->arcCount();
}

double TeFit::run(std::span<const TeCommodity> commodities, const TePaths& paths,
                  std::span<const double> load)
{
    cut(paths, load);
    double away = 0;
    for (std::size_t k = 0; k < commodities.size(); ++k) {
        double carried = 0;
        std::size_t at = m_firstOfRoutes[k];
        paths.forEach(k, [&](const TeRoute&) { carried += m_flow[at++]; });
        away += fill(k, commodities[k].amount - carried, paths);
    }
    return away;
}

void TeFit::cut(const TePaths& paths, std::span<const double> load)
{
    m_load.assign(m_network->arcCount(), 0);
    m_flow.clear();
    m_firstOfRoutes.clear();
    for (std::size_t k = 0; k < paths.commodityCount(); ++k) {
        m_firstOfRoutes.push_back(m_flow.size());
        paths.forEach(k, [&](const TeRoute& route) {
            double highest = 1;
            if (isAway(paths, route)) {
                m_flow.push_back(0);
                return;
            }
            for (const std::uint32_t arc : paths.arcsOf(route)) {
                highest = std::max(highest, load[arc] / m_network->capacity[arc]);
            }
            m_flow.push_back(route.flow / highest);
            for (const std::uint32_t arc : paths.arcsOf(route)) {
                m_load[arc] += m_flow.back();
            }
        });
    }
}

/// @return what is wanted still
double TeFit::fill(std::size_t commodity, double wanted, const TePaths& paths)
{
    std::size_t at = m_firstOfRoutes[commodity];
    paths.forEach(commodity, [&](const TeRoute& route) {
        double& flow = m_flow[at++];
        if (!(wanted > 0) || isAway(paths, route)) {
            return;
        }
        double room = wanted;
        for (const std::uint32_t arc : paths.arcsOf(route)) {
            room = std::min(room, m_network->capacity[arc] - m_load[arc]);
        }
        if (room > 0) {
            flow += room;
            wanted -= room;
            for (const std::uint32_t arc : paths.arcsOf(route)) {
                m_load[arc] += room;
            }
        }
    });
    return std::max(wanted, 0.0);
}

void TeFit::apply(TePaths& paths) const
{
    for (std::size_t k = 0; k < m_firstOfRoutes.size(); ++k) {
        std::size_t at = m_firstOfRoutes[k];
        paths.forEach(k, [&](TeRoute& route) { route.flow = m_flow[at++]; });
    }
}

} // namespace twin::flow
