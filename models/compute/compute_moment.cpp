#include "models/compute/compute_moment.h"

#include "twin/state/live_network.h"

namespace models {

ComputeMomentPtr MomentMaker::make(const twin::state::SnapshotPtr& snapshot)
{
    std::shared_ptr<const twin::network::Network> network;
    {
        const std::scoped_lock lock(m_mutex); // two jobs that ask at once make it once
        if (!m_network || m_network->registry != snapshot->registry ||
            m_network->workload != snapshot->workload) {
            m_network = std::make_shared<const twin::network::Network>(
                twin::network::networkOf(snapshot->registry, snapshot->workload));
        }
        network = m_network;
    }
    auto down = twin::state::downArcs(*snapshot, network->graph);
    return std::make_shared<const ComputeMoment>(
        ComputeMoment{snapshot, std::move(network), twin::compute::OfferTable(*snapshot), std::move(down)});
}

} // namespace models
