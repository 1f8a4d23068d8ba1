#include "twin/network/graph_assembler.h"
#include "twin/network/network_file.h"

#include <algorithm>

namespace twin::network {

namespace {

void addNodes(GraphAssembler& assembler, const NetworkFile& file)
{
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        const NodeIndex node{assembler.addNode(registry::SiteIndex{i}, {}, file.nodes[i].name)};
        if (!file.nodes[i].written.empty()) {
            assembler.nameNode(node.value(), file.nodes[i].written);
        }
        assembler.siteNodes().push_back(node);
        assembler.carrierNodes().push_back({node});
    }
    assembler.endCore();
}

void addArcs(GraphAssembler& assembler, const FileLink& link, registry::LinkIndex index)
{
    ArcPair pair;
    pair.from = link.a;
    pair.to = link.b;
    pair.capacity_bps = link.capacity_bps;
    pair.capacityReverse_bps = link.capacityReverse_bps;
    pair.delay = std::max<TimeNs>(1, link.delay);
    pair.delayReverse = std::max<TimeNs>(1, link.delayReverse);
    pair.metric = std::max(1U, link.weight);
    pair.metricReverse = std::max(1U, link.weightReverse);
    pair.link = index;
    pair.name = link.name;
    assembler.addPair(pair);
    assembler.nameArc(index, false, link.arcForward);
    assembler.nameArc(index, true, link.arcReverse);
    assembler.nameArc(index, false, link.writtenForward);
    assembler.nameArc(index, true, link.writtenReverse);
}

} // namespace

Graph Graph::build(const NetworkFile& file)
{
    GraphAssembler assembler;
    addNodes(assembler, file);
    for (std::size_t i = 0; i < file.links.size(); ++i) {
        const FileLink& link = file.links[i];
        assembler.addConduit("duct:" + link.name, false);
        assembler.addLink(link.name, false, {registry::ConduitIndex{i}},
                          link.swapped ? link.arcReverse : link.arcForward,
                          link.swapped ? link.arcForward : link.arcReverse);
        addArcs(assembler, link, registry::LinkIndex{i});
    }
    return assembler.finish();
}

} // namespace twin::network
