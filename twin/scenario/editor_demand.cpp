#include "twin/scenario/editor_doing.h"

#include "twin/scenario/asked.h"
#include "twin/scenario/registry_edits.h"
#include "twin/scenario/selection.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

Judged<> Doing::operator()(const ScaleDemand& x)
{
    return scaleDemand(x.which, x.factor);
}

Judged<> Doing::operator()(const Growth& x)
{
    const TimeNs since = beginOf(m_command, m_ground.moment());
    return scaleDemand(x.which, std::pow(1 + x.perQuarter, quartersBetween(since, m_edits.now)));
}

Judged<> Doing::operator()(const AddDemand& x)
{
    for (const std::string& end : {x.src, x.dst}) {
        if (auto known = m_names.needPlace(end); !known) {
            return known;
        }
    }
    if (x.src == x.dst) {
        return cannot(Reason(ReasonKind::SameEnds, {x.src}));
    }
    if (m_names.knowsFlow(x.id)) {
        return cannot(Reason(ReasonKind::FlowExists, {x.id}));
    }
    m_edits.demands.push_back({x, beginOf(m_command, m_ground.moment())});
    return {};
}

Judged<> Doing::scaleDemand(const DemandSelection& which, double factor)
{
    if (!which.place.empty()) {
        if (auto known = m_names.needPlace(which.place); !known) {
            return known;
        }
    }
    const bool isAny = std::ranges::any_of(
        m_ground.flows(), [&](const FlowFact& flow) { return isMeant(which, traitsOf(flow)); });
    if (!isAny) {
        return cannot(ReasonKind::NoDemandMeant);
    }
    if (!std::isfinite(factor) || factor > 1e6) {
        return cannot(ReasonKind::GrowsTooMuch);
    }
    m_edits.scales.emplace_back(which, factor);
    return {};
}

} // namespace twin::scenario
