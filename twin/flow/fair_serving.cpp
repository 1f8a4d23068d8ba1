#include "twin/flow/fair_serving.h"

#include <algorithm>
#include <tuple>

namespace twin::flow {

ServedFlows::ServedFlows(std::span<const network::NodeDemand> demands, const EcmpBase& base)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        if (demands[i].bps > 0 && demands[i].src != demands[i].dst) {
            order.push_back(i);
        }
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return std::pair{demands[i].dst.value(), demands[i].src.value()};
    });
    std::size_t next = 0;
    for (const Destination& destination : base.destinations()) {
        first.push_back(flows.size());
        for (; next < order.size() && demands[order[next]].dst.value() == destination.node; ++next) {
            const network::NodeDemand& demand = demands[order[next]];
            flows.push_back({demand.src.value(), demand.bps, base.scale().units(demand.bps)});
        }
    }
    first.push_back(flows.size());
}

FairServing::FairServing(const EcmpBase& base, const ServedFlows& flows,
                         std::span<const std::uint64_t> capacity_bps)
    : m_base(base)
    , m_flows(flows)
    , m_capacity_bps(capacity_bps)
    , m_update(base.graph(), base.outOfService())
    , m_isOver(base.graph().arcCount(), 0)
    , m_share(base.graph().coreCount(), 0)
    , m_reduction(base.graph().coreCount(), 0)
{}

void FairServing::serve(std::span<const std::size_t> failures, std::span<Amount> loads, Loss& loss,
                        const ScenarioRoutes* routes)
{
    m_routes = routes;
    findOverfilled(loads);
    if (m_over.empty()) {
        return;
    }
    collectArcs(failures);
    m_update.fail(m_arcs);
    m_entries.clear();
    for (std::size_t t = 0; t < m_base.destinations().size(); ++t) {
        const bool touched = isTouched(t, failures);
        const bool mayChange = touched && (routes == nullptr || routes->mayChange(t, m_isOver));
        if (!mayChange && !mayLoad(t)) {
            continue;
        }
        bring(t, touched);
        for (std::uint32_t link = 0; link < m_over.size(); ++link) {
            addShares(t, link);
        }
    }
    const SplitProblem shared = problem();
    const SplitRates rates = fillFairly(shared);
    takeOff(failures, rates, loads, loss);
    m_update.restore(m_arcs);
    for (std::uint32_t link = 0; link < m_over.size(); ++link) {
        if (rates.isFull[link] != 0) { // exactly full, whatever the splits rounded
            loads[m_over[link]] = m_base.scale().units(shared.capacity_bps[link]);
        }
    }
}

void FairServing::findOverfilled(std::span<const Amount> loads)
{
    for (const std::uint32_t arc : m_over) {
        m_isOver[arc] = 0;
    }
    m_over.clear();
    for (std::uint32_t arc = 0; arc < loads.size(); ++arc) {
        const std::uint64_t capacity = m_capacity_bps[arc];
        if (capacity != network::kUnlimited_bps &&
            m_base.scale().bps(loads[arc]) > static_cast<double>(capacity)) {
            m_over.push_back(arc);
            m_isOver[arc] = 1;
        }
    }
}

void FairServing::collectArcs(std::span<const std::size_t> failures)
{
    m_arcs.clear();
    for (const std::size_t failure : failures) {
        const auto& arcs = m_base.failures()[failure].arcs;
        m_arcs.insert(m_arcs.end(), arcs.begin(), arcs.end());
    }
    std::ranges::sort(m_arcs);
    const auto rest = std::ranges::unique(m_arcs);
    m_arcs.erase(rest.begin(), rest.end());
}

bool FairServing::isTouched(std::size_t destination, std::span<const std::size_t> failures) const
{
    return std::ranges::any_of(failures,
                               [&](std::size_t failure) { return m_base.isMet(destination, failure); });
}

/// Whether an untouched destination has traffic on an overfilled arc.
bool FairServing::mayLoad(std::size_t destination) const
{
    const Destination& to = m_base.destinations()[destination];
    return std::ranges::any_of(m_over, [&](std::uint32_t arc) {
        const InArc& place = m_base.graph().place(arc);
        if (place.tail >= m_base.graph().coreCount()) {
            return std::ranges::any_of(to.state.leaves,
                                       [&](const LeafSource& leaf) { return leaf.leaf == place.tail; });
        }
        const std::uint32_t head = m_base.graph().graph().to()[arc];
        return (head < m_base.graph().coreCount() || head == to.node) &&
               to.state.nodes[place.tail].inflow > 0 && to.state.uses(m_base.graph(), place);
    });
}

/// The destination's routing in the scenario.
void FairServing::bring(std::size_t destination, bool isTouched)
{
    m_update.load(m_base.destinations()[destination]);
    if (!isTouched || (m_routes != nullptr && m_routes->bring(destination, m_update))) {
        return;
    }
    m_update.load(m_base.destinations()[destination]);
    m_update.commit(m_arcs, m_store, m_update.planOnce(m_arcs, DetourDepth::Traffic, m_store));
}

unsigned FairServing::waysOf(std::uint32_t node) const
{
    unsigned ways = 0;
    m_update.cells().forEachUsed(node, m_update.cells().maskOf(node),
                                 [&](std::uint32_t, std::uint32_t) { ++ways; });
    return ways;
}

const LeafSource* FairServing::leafSource(std::uint32_t leaf) const
{
    const auto& leaves = m_update.cells().leaves;
    const auto found = std::ranges::lower_bound(leaves, leaf, {}, &LeafSource::leaf);
    return found == leaves.end() || found->leaf != leaf ? nullptr : &*found;
}

/// For every core node the part of its traffic that goes over `arc`; from the arc's tail outwards.
void FairServing::findShares(std::uint32_t arc)
{
    const EcmpCells& cells = m_update.cells();
    std::ranges::fill(m_share, 0.0);
    const InArc& place = m_base.graph().place(arc);
    if (place.tail >= cells.coreCount || !cells.uses(place.tail, place.bit)) {
        return;
    }
    m_share[place.tail] = 1.0 / waysOf(place.tail);
    for (std::uint32_t rank = cells.cells[place.tail].state.rank; rank-- > 0;) {
        const std::uint32_t node = cells.order[rank];
        double sum = 0;
        unsigned ways = 0;
        cells.forEachUsed(node, cells.maskOf(node), [&](std::uint32_t head, std::uint32_t) {
            sum += head < cells.coreCount ? m_share[head] : 0;
            ++ways;
        });
        m_share[node] = ways == 0 ? 0 : sum / ways;
    }
}

double FairServing::shareOf(std::uint32_t source, std::uint32_t arc) const
{
    const EcmpCells& cells = m_update.cells();
    if (source < cells.coreCount) {
        return m_share[source];
    }
    const LeafSource* leaf = leafSource(source);
    if (leaf == nullptr || leaf->ways == 0) {
        return 0;
    }
    const auto arcs = cells.graph->out(source);
    double sum = 0;
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        if (cells.leafUses[leaf->firstFlag + k] != 0) {
            sum += arcs[k].arc == arc ? 1 : m_share[arcs[k].head];
        }
    }
    return sum / leaf->ways;
}

void FairServing::addShares(std::size_t destination, std::uint32_t link)
{
    const std::uint32_t arc = m_over[link];
    const std::uint32_t head = m_base.graph().graph().to()[arc];
    if (head >= m_base.graph().coreCount() && head != m_base.destinations()[destination].node) {
        return; // into another leaf
    }
    findShares(arc);
    for (std::size_t flow = m_flows.first[destination]; flow < m_flows.first[destination + 1]; ++flow) {
        const double share = shareOf(m_flows.flows[flow].source, arc);
        if (share > 0) {
            m_entries.push_back({static_cast<std::uint32_t>(flow), link, share});
        }
    }
}

SplitProblem FairServing::problem()
{
    SplitProblem out;
    for (const std::uint32_t arc : m_over) {
        out.capacity_bps.push_back(static_cast<double>(m_capacity_bps[arc]));
    }
    std::ranges::sort(m_entries, {}, [](const Entry& entry) { return std::pair{entry.flow, entry.link}; });
    m_held.clear();
    for (const Entry& entry : m_entries) {
        if (m_held.empty() || m_held.back() != entry.flow) {
            m_held.push_back(entry.flow);
            out.cap_bps.push_back(m_flows.flows[entry.flow].bps);
            out.firstPart.push_back(out.firstPart.back());
        }
        out.parts.push_back({entry.link, entry.share});
        ++out.firstPart.back();
    }
    return out;
}

/// Takes off the loads what the flows do not get, destination by destination.
void FairServing::takeOff(std::span<const std::size_t> failures, const SplitRates& rates,
                          std::span<Amount> loads, Loss& loss)
{
    std::size_t held = 0;
    for (std::size_t t = 0; t < m_base.destinations().size() && held < m_held.size(); ++t) {
        bool isHere = false;
        for (; held < m_held.size() && m_held[held] < m_flows.first[t + 1]; ++held) {
            const ServedFlows::Flow& flow = m_flows.flows[m_held[held]];
            if (rates.rate_bps[held] >= flow.bps) {
                continue;
            }
            if (!isHere) {
                bring(t, isTouched(t, failures));
                isHere = true;
            }
            const Amount missing =
                flow.amount - std::min(flow.amount, m_base.scale().units(rates.rate_bps[held]));
            loss.amount += missing;
            takeOffFlow(m_held[held], missing, loads);
        }
        if (isHere) {
            passReductions(loads);
        }
    }
}

void FairServing::takeOffFlow(std::uint32_t flow, Amount amount, std::span<Amount> loads)
{
    const EcmpCells& cells = m_update.cells();
    const std::uint32_t source = m_flows.flows[flow].source;
    if (source < cells.coreCount) {
        m_reduction[source] += amount;
        return;
    }
    const LeafSource* leaf = leafSource(source);
    const auto arcs = cells.graph->out(source);
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        if (cells.leafUses[leaf->firstFlag + k] != 0) {
            loads[arcs[k].arc] -= partOf(amount, leaf->ways);
            m_reduction[arcs[k].head] += partOf(amount, leaf->ways);
        }
    }
}

void FairServing::passReductions(std::span<Amount> loads)
{
    const EcmpCells& cells = m_update.cells();
    for (std::uint32_t rank = 0; rank < cells.coreCount; ++rank) {
        const std::uint32_t node = cells.order[rank];
        if (m_reduction[node] == 0) {
            continue;
        }
        const unsigned ways = waysOf(node);
        const Amount part = ways == 0 ? 0 : partOf(m_reduction[node], ways);
        m_reduction[node] = 0;
        cells.forEachUsed(node, cells.maskOf(node), [&](std::uint32_t head, std::uint32_t arc) {
            loads[arc] -= part;
            if (head < cells.coreCount) {
                m_reduction[head] += part;
            }
        });
    }
}

} // namespace twin::flow
