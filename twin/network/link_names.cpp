#include "twin/network/link_names.h"

#include "twin/network/name_giver.h"
#include "twin/support/text_encoding.h"

#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace twin::network {

namespace {

constexpr std::size_t kMaxNameBytes = 110;

/// Its first end is what its name says.
void turnRound(FileLink& link)
{
    link.swapped = true;
    std::swap(link.a, link.b);
    std::swap(link.arcForward, link.arcReverse);
    std::swap(link.writtenForward, link.writtenReverse);
    std::swap(link.capacity_bps, link.capacityReverse_bps);
    std::swap(link.delay, link.delayReverse);
    std::swap(link.weight, link.weightReverse);
}

} // namespace

std::string cleanName(std::string_view text)
{
    return lineOfText(text, kMaxNameBytes);
}

std::size_t makeNodeNamesUnique(std::vector<FileNode>& nodes)
{
    std::unordered_map<std::string, std::uint32_t> seen;
    std::unordered_set<std::string> taken;
    for (const FileNode& node : nodes) {
        taken.insert(node.name);
    }
    std::size_t renamed = 0;
    for (FileNode& node : nodes) {
        std::uint32_t& k = seen[node.name];
        if (++k == 1) {
            continue;
        }
        ++renamed;
        const std::string base = node.name;
        do {
            node.name = base + "#" + std::to_string(k);
        } while (!taken.insert(node.name).second && ++k > 0); // the file itself has a node `name#2`
    }
    return renamed;
}

void nameLinks(NetworkFile& network)
{
    NameGiver names;
    std::vector<FileLink*> unnamed;
    for (FileLink& link : network.links) {
        if (link.name.empty()) {
            unnamed.push_back(&link);
        } else {
            link.name = names.take(link.name);
        }
    }
    std::unordered_set<std::string> joined; // `a~b` of the links named so far
    for (FileLink* link : unnamed) {
        const std::string& a = network.nodes[link->a].name;
        const std::string& b = network.nodes[link->b].name;
        const bool turned = joined.contains(b + "~" + a);
        const std::string base = turned ? b + "~" + a : a + "~" + b;
        joined.insert(base);
        link->name = names.take(base);
        if (turned) {
            turnRound(*link);
        }
    }
}

} // namespace twin::network
