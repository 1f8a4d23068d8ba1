#include "twin/alarm/residual_attention.h"

#include "twin/alarm/attention_parts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace twin::alarm {

namespace {

using state::LinkArc;
using state::LinkResidual;
using state::LinkResiduals;
using state::ResidualCause;

AttentionItem itemOf(const LinkResiduals& residuals, LinkArc arc)
{
    const LinkResidual& one = residuals.at(arc);
    AttentionItem out;
    out.severity = Severity::Warning;
    out.code = AttentionCode::Residual;
    out.entity = {EntityKind::Link, arc.link};
    out.id = residuals.registry->links[arc.link].id;
    out.direction = arc.forward ? LinkDirection::Forward : LinkDirection::Reverse;
    out.value = one.residual_bps;
    out.threshold = one.deviation_bps;
    out.since = one.since;
    return out;
}

AttentionItem itemOf(const LinkResiduals& residuals, const ResidualCause& cause)
{
    AttentionItem out = itemOf(residuals, cause.worst);
    out.cause = std::make_shared<const ResidualCause>(cause);
    std::vector<std::uint32_t> links;
    for (const LinkArc& arc : cause.arcs) {
        links.push_back(arc.link);
    }
    std::ranges::sort(links);
    const auto repeated = std::ranges::unique(links);
    links.erase(repeated.begin(), repeated.end());
    out.count = static_cast<std::uint32_t>(links.size());
    for (std::size_t i = 0; i < std::min(links.size(), kMaxRelated); ++i) {
        out.related.push_back({EntityKind::Link, links[i]});
    }
    return out;
}

/// Directions whose residual persists and that no cause touches, the most significant first.
std::vector<LinkArc> unexplained(const LinkResiduals& residuals, const std::vector<bool>& isExplained)
{
    std::vector<LinkArc> out;
    for (std::uint32_t link = 0; link < residuals.forward.size(); ++link) {
        if (isExplained[link]) {
            continue;
        }
        const LinkArc worst = residuals.worst(link);
        for (const LinkArc& arc : {worst, LinkArc{link, !worst.forward}}) {
            if (residuals.at(arc).isKnown() && residuals.isPersistent(arc)) {
                out.push_back(arc);
                break; // one item a link: the worse direction that has lasted
            }
        }
    }
    std::ranges::stable_sort(out, std::ranges::greater(),
                             [&](const LinkArc& arc) { return std::abs(residuals.at(arc).significance()); });
    out.resize(std::min(out.size(), kMaxResidualItems));
    return out;
}

} // namespace

std::vector<AttentionItem> residualAttention(const LinkResiduals& residuals)
{
    std::vector<AttentionItem> out;
    std::vector<bool> isExplained(residuals.forward.size());
    std::vector<LinkArc> named;
    for (const ResidualCause& cause : residuals.causes) {
        const bool isShown = cause.isPersistent && !cause.arcs.empty() &&
                             residuals.at(cause.worst).isKnown() &&
                             std::ranges::find(named, cause.worst) == named.end();
        if (!isShown) {
            continue; // its links speak for themselves
        }
        for (const LinkArc& arc : cause.arcs) {
            isExplained[arc.link] = true;
        }
        named.push_back(cause.worst);
        out.push_back(itemOf(residuals, cause));
    }
    for (const LinkArc& arc : unexplained(residuals, isExplained)) {
        out.push_back(itemOf(residuals, arc));
    }
    std::ranges::stable_sort(out, isWorse);
    return out;
}

void mergeAttention(std::vector<AttentionItem>& items, std::vector<AttentionItem> more)
{
    const auto middle = static_cast<std::ptrdiff_t>(items.size());
    items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    std::inplace_merge(items.begin(), items.begin() + middle, items.end(), isWorse);
}

} // namespace twin::alarm
