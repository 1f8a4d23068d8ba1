#include "twin/flow/scenario_meter.h"

#include "twin/flow/sweep_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace twin::flow {

namespace {

constexpr double kNoCapacity = 1e-300;

bool isWorse(const Culprit& a, const Culprit& b)
{
    return a.utilisation > b.utilisation || (a.utilisation == b.utilisation && a.scenario < b.scenario);
}

} // namespace

std::vector<MeteredLink> meteredLinks(const network::Graph& graph,
                                      std::span<const std::uint64_t> capacity_bps)
{
    std::vector<MeteredLink> out;
    for (std::size_t i = 0; i < graph.linkCount(); ++i) {
        out.push_back({graph.linkLabel(registry::LinkIndex{i}), {}, {}});
    }
    std::map<std::string, std::size_t> points; ///< interconnection points by name, in `out`
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (capacity_bps[arc] == network::kUnlimited_bps) {
            continue;
        }
        std::size_t row = 0;
        if (graph.link(arc).isValid()) {
            row = graph.link(arc).value();
        } else {
            const std::string name = graph.arcName(arc).substr(0, graph.arcName(arc).size() - 1);
            const auto [found, isNew] = points.emplace(name, out.size());
            row = found->second;
            if (isNew) {
                out.push_back({name, {}, {}});
            }
        }
        out[row].arcs.push_back(arc);
        // An arc without capacity is infinitely used by the least load.
        out[row].capacity_bps.push_back(std::max(kNoCapacity, static_cast<double>(capacity_bps[arc])));
    }
    std::erase_if(out, [](const MeteredLink& link) { return link.arcs.empty(); });
    return out;
}

ScenarioMeter::ScenarioMeter(const std::vector<MeteredLink>& links, const AmountScale& scale,
                             std::size_t keep, std::span<const Amount> base)
    : m_links(&links)
    , m_scale(scale)
    , m_keep(keep)
    , m_culprits(links.size())
{
    constexpr double kNever = std::numeric_limits<double>::infinity();
    for (const MeteredLink& link : links) {
        m_slots.push_back({link.arcs.front(), link.capacity_bps.front()});
        m_slots.push_back({link.arcs.back(), link.capacity_bps.back()});
        const double before = std::max(use(m_slots.end()[-2], base), use(m_slots.back(), base));
        m_base.push_back(before);
        m_floor.push_back(keep == 0 ? kNever : std::nextafter(before, kNever));
    }
}

ScenarioResult ScenarioMeter::measure(std::size_t scenario, std::span<const Amount> loads, const Loss& loss)
{
    ScenarioResult out;
    std::uint32_t worst = kNone;
    for (std::size_t link = 0; link < m_base.size(); ++link) {
        const double forth = use(m_slots[2 * link], loads);
        const double back = use(m_slots[2 * link + 1], loads);
        const double more = std::max(forth, back);
        if (more >= m_floor[link] && scenario > 0) {
            remember(link, {more, scenario});
        }
        if (more >= out.mlu && more > 0) {
            const std::uint32_t arc = m_slots[2 * link + (forth == more ? 0 : 1)].arc;
            worst = more > out.mlu ? arc : std::min(worst, arc);
            out.mlu = more;
        }
    }
    if (worst != kNone) {
        out.worstArc = network::ArcIndex{worst};
    }
    out.lost_bps = m_scale.bps(loss.amount);
    out.disconnectedPairs = static_cast<std::uint64_t>(loss.pairs);
    return out;
}

void ScenarioMeter::remember(std::size_t link, const Culprit& culprit)
{
    std::vector<Culprit>& list = m_culprits[link];
    if (list.size() == m_keep && !isWorse(culprit, list.back())) {
        return;
    }
    list.insert(std::ranges::upper_bound(list, culprit, isWorse), culprit);
    if (list.size() > m_keep) {
        list.pop_back();
    }
    if (list.size() == m_keep) {
        m_floor[link] = list.back().utilisation;
    }
}

void ScenarioMeter::merge(const ScenarioMeter& other)
{
    for (std::size_t link = 0; link < m_culprits.size(); ++link) {
        for (const Culprit& culprit : other.m_culprits[link]) {
            remember(link, culprit);
        }
    }
}

std::vector<Headroom> ScenarioMeter::headroom() const
{
    std::vector<Headroom> out;
    for (std::size_t link = 0; link < m_base.size(); ++link) {
        Headroom row{(*m_links)[link].name, m_base[link], m_base[link], 0, m_culprits[link]};
        if (!row.culprits.empty()) {
            row.worst = row.culprits.front().utilisation;
            row.scenario = row.culprits.front().scenario;
        }
        out.push_back(std::move(row));
    }
    return out;
}

} // namespace twin::flow
