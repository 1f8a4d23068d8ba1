#include "twin/network/file_problem.h"
#include "twin/network/sndlib_network.h"

#include <unordered_map>

namespace twin::network {

namespace {

template <typename Item>
std::unordered_map<std::string_view, const Item*> byId(const std::vector<Item>& items)
{
    std::unordered_map<std::string_view, const Item*> out;
    for (const Item& item : items) {
        out.emplace(item.id, &item);
    }
    return out;
}

/// The node at the other end; empty when the link does not leave `node`.
std::string_view otherEnd(const SndlibLink& link, std::string_view node, bool directed)
{
    if (link.source == node) {
        return link.target;
    }
    return !directed && link.target == node ? std::string_view(link.source) : std::string_view();
}

} // namespace

Result<> checkSndlibPaths(const SndlibData& data, bool directed, const std::string& file)
{
    const FileProblem problem{file};
    const auto links = byId(data.links);
    const auto demands = byId(data.demands);
    for (const SndlibPath& path : data.paths) {
        const auto demand = demands.find(path.demand);
        if (demand == demands.end()) {
            return problem.bad(path.line,
                               "admissible path of demand " + path.demand + ", which does not exist");
        }
        std::string_view at = demand->second->source;
        for (const std::string& id : path.links) {
            const auto link = links.find(id);
            if (link == links.end()) {
                return problem.bad(path.line, "admissible path over link " + id + ", which does not exist");
            }
            at = otherEnd(*link->second, at, directed);
            if (at.empty()) {
                return problem.bad(path.line, "admissible path " + path.id + " of demand " + path.demand +
                                                  " breaks off before link " + id);
            }
        }
        if (at != demand->second->target) {
            return problem.bad(path.line, "admissible path " + path.id + " of demand " + path.demand +
                                              " does not lead to its target");
        }
    }
    return {};
}

} // namespace twin::network
