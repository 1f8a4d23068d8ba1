#include "twin/network/given_path.h"

#include <algorithm>
#include <optional>

namespace twin::network {

namespace {

/// The arc from one node straight to another that is not of a link: interconnection or leaf.
std::optional<std::uint32_t> joiningArc(const Graph& graph, std::uint32_t from, std::uint32_t to)
{
    for (std::uint32_t arc = graph.firstOut(from); arc < graph.firstOut(from + 1); ++arc) {
        if (graph.to()[arc] == to && !graph.link(arc).isValid()) {
            return arc;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<std::uint32_t> givenPath(const Graph& graph, std::span<const std::string> names, NodeIndex src,
                                     NodeIndex dst)
{
    std::vector<std::uint32_t> out;
    std::uint32_t at = src.value();
    const auto join = [&](std::uint32_t next) {
        const auto arc = at == next ? std::nullopt : joiningArc(graph, at, next);
        if (arc) {
            out.push_back(*arc);
        }
        return at == next || arc.has_value();
    };
    for (const std::string& name : names) {
        const ArcIndex arc = graph.arcByName(name);
        if (!arc.isValid() || !join(graph.from()[arc.value()])) {
            return {};
        }
        out.push_back(arc.value());
        at = graph.to()[arc.value()];
    }
    return names.empty() || !join(dst.value()) ? std::vector<std::uint32_t>{} : out;
}

bool isWhole(std::span<const std::uint32_t> path, std::span<const std::uint8_t> failed)
{
    return failed.empty() ||
           std::ranges::none_of(path, [failed](std::uint32_t arc) { return failed[arc] != 0; });
}

} // namespace twin::network
