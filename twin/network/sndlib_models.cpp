#include "twin/network/sndlib_models.h"

#include "twin/network/link_names.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::network {

namespace {

using Links = SndlibOptions::Links;
using Coordinates = SndlibOptions::Coordinates;
using EndPair = std::pair<std::string_view, std::string_view>;

/// True if the items stand in the list as often from a to b as from b to a, whatever a and b.
template <typename Item> bool allHaveOpposites(const std::vector<Item>& items)
{
    std::vector<EndPair> there;
    std::vector<EndPair> back;
    for (const Item& item : items) {
        there.emplace_back(item.source, item.target);
        back.emplace_back(item.target, item.source);
    }
    std::ranges::sort(there);
    std::ranges::sort(back);
    return there == back;
}

/// True if no item from a to b has one from b to a.
template <typename Item> bool noneHasOpposite(const std::vector<Item>& items)
{
    std::vector<EndPair> there;
    for (const Item& item : items) {
        there.emplace_back(item.source, item.target);
    }
    std::ranges::sort(there);
    return std::ranges::none_of(there, [&](const EndPair& p) {
        return std::ranges::binary_search(there, EndPair(p.second, p.first));
    });
}

bool couldBeDegrees(const std::vector<SndlibNode>& nodes)
{
    return std::ranges::all_of(nodes, [](const SndlibNode& node) {
        return !node.place || (std::abs(node.place->x) <= 180 && std::abs(node.place->y) <= 90);
    });
}

/// Power of ten that makes every routing cost a whole number, so that metrics keep their ratios; 0 when they
/// are no metrics because a link has none, or when their range is too wide for one.
double metricScale(const std::vector<SndlibLink>& links)
{
    double most = 0;
    for (const SndlibLink& link : links) {
        if (link.routingCost <= 0) {
            return 0;
        }
        most = std::max(most, link.routingCost);
    }
    const auto isWhole = [](double x) {
        return std::abs(x - std::round(x)) <= 1e-9 * x;
    };
    for (const double scale : {1.0, 10.0, 100.0, 1000.0, 1e4, 1e5, 1e6}) {
        if (most * scale > 4294967295.0) {
            return 0;
        }
        if (std::ranges::all_of(links, [&](const SndlibLink& l) { return isWhole(l.routingCost * scale); })) {
            return scale;
        }
    }
    return 0;
}

void decideLinks(const SndlibData& data, Links asked, SndlibModels& out)
{
    out.directed = asked == Links::Directed ||
                   (asked == Links::Auto && !data.links.empty() && allHaveOpposites(data.links));
    if (asked != Links::Auto) {
        out.said.emplace_back(out.directed ? "links taken as arcs, as asked"
                                           : "links taken both ways, as asked");
    } else if (out.directed) {
        out.said.emplace_back("every link is listed in both directions: taken as arcs");
    } else if (!data.links.empty()) {
        out.said.emplace_back("links are not listed in both directions: each carries its capacity both ways");
    }
}

void decideDemands(const SndlibData& data, SndlibOptions::Demands asked, SndlibModels& out)
{
    out.demandsBothWays = asked == SndlibOptions::Demands::Undirected;
    if (out.demandsBothWays) {
        out.said.emplace_back("demands go both ways, each at its value, as asked");
    } else if (data.demands.size() > 1 && noneHasOpposite(data.demands)) {
        out.said.emplace_back(
            "no two nodes have demands in both directions: each goes from its source to its target");
    }
}

void decideCoordinates(const SndlibData& data, Coordinates asked, SndlibModels& out)
{
    out.degrees = asked == Coordinates::Auto ? data.degrees.value_or(couldBeDegrees(data.nodes))
                                             : asked == Coordinates::Degrees;
    if (!out.degrees && std::ranges::any_of(data.nodes, [](const auto& n) { return n.place.has_value(); })) {
        out.said.emplace_back(
            "coordinates are those of a drawing, not degrees: no distance is taken from them");
    }
}

void decideMetric(const SndlibData& data, SndlibModels& out)
{
    out.metricScale = data.links.empty() ? 0 : metricScale(data.links);
    if (out.metricScale > 0) {
        out.said.push_back("routing costs taken as metrics, times " +
                           std::to_string(std::llround(out.metricScale)));
    }
}

} // namespace

void SndlibLink::addModule(double capacity)
{
    ++modules;
    if (capacity > 0) {
        smallestModule = smallestModule > 0 ? std::min(smallestModule, capacity) : capacity;
        largestModule = std::max(largestModule, capacity);
    }
}

RateUnit sndlibUnit(const SndlibData& data, const SndlibOptions& options, std::vector<std::string>& said)
{
    if (options.unit) {
        said.push_back("rates taken in " + std::string(rateUnitText(*options.unit)) + ", as asked");
        return *options.unit;
    }
    if (const auto known = rateUnitFrom(data.unit)) {
        return *known;
    }
    said.push_back(data.unit.empty()
                       ? "the file names no unit: rates taken in Mb/s"
                       : "the unit " + cleanName(data.unit) + " is not known: rates taken in Mb/s");
    return RateUnit::Mbps;
}

SndlibModels decideSndlibModels(const SndlibData& data, const SndlibOptions& options)
{
    SndlibModels out;
    out.unit = sndlibUnit(data, options, out.said);
    decideLinks(data, options.links, out);
    decideDemands(data, options.demands, out);
    decideCoordinates(data, options.coordinates, out);
    decideMetric(data, out);
    return out;
}

} // namespace twin::network
