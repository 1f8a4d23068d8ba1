#include "twin/network/sndlib_network.h"

#include "twin/network/demands.h"
#include "twin/network/file_problem.h"
#include "twin/network/link_names.h"
#include "twin/network/network_builder.h"
#include "twin/network/readers.h"
#include "twin/network/sndlib_models.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace twin::network {

namespace {

using Modules = SndlibOptions::Modules;

class SndlibAssembler
{
  public:
    SndlibAssembler(const SndlibData& data, NetworkFormat format, const std::string& file,
                    const ReadOptions& options)
        : m_data(data)
        , m_file(file)
        , m_problem{m_file}
        , m_options(options)
        , m_builder(format, file, options)
        , m_models(decideSndlibModels(data, options.sndlib))
    {}

    Result<NetworkFile> build();

  private:
    Result<> addNodes();
    Result<> addLinks();
    [[nodiscard]] double capacityOf(const SndlibLink& link);
    void sayCapacities();
    Result<> addDemands(NetworkFile& out);
    /// Leaves out loops, sends the others back too when asked, and says what was done.
    void finishDemands(NetworkFile& out) const;

    [[nodiscard]] const SndlibOptions& sndlib() const { return m_options.sndlib; }

    const SndlibData& m_data;
    const std::string& m_file;
    FileProblem m_problem;
    ReadOptions m_options;
    NetworkBuilder m_builder;
    SndlibModels m_models;
    std::size_t m_byModule = 0;
    std::size_t m_modulesUnused = 0;
};

Result<NetworkFile> SndlibAssembler::build()
{
    for (const std::string& sentence : m_data.warnings) {
        m_builder.warn(sentence);
    }
    for (const std::string& sentence : m_models.said) {
        m_builder.assume(sentence);
    }
    if (m_models.directed) {
        m_builder.setDirected();
    }
    if (auto nodes = addNodes(); !nodes) {
        return failure(nodes.error());
    }
    if (auto links = addLinks(); !links) {
        return failure(links.error());
    }
    sayCapacities();
    NetworkFile out = m_builder.finish();
    if (auto demands = addDemands(out); !demands) {
        return failure(demands.error());
    }
    if (auto paths = checkSndlibPaths(m_data, m_models.directed, m_file); !paths) {
        return failure(paths.error());
    }
    finishDemands(out);
    return out;
}

Result<> SndlibAssembler::addNodes()
{
    for (const SndlibNode& node : m_data.nodes) {
        std::optional<double> lat;
        std::optional<double> lon;
        if (node.place && m_models.degrees) {
            lon = node.place->x;
            lat = node.place->y;
        }
        if (auto added = m_builder.addNode(node.id, node.id, lat, lon, node.line); !added) {
            return added;
        }
        if (node.place && !m_models.degrees) {
            m_builder.drawLastNode(*node.place);
        }
    }
    return {};
}

double SndlibAssembler::capacityOf(const SndlibLink& link)
{
    if (link.preInstalled > 0) {
        m_modulesUnused += link.modules > 0 ? 1 : 0;
        return link.preInstalled;
    }
    if (sndlib().modules == Modules::None || link.largestModule <= 0) {
        return 0;
    }
    ++m_byModule;
    return sndlib().modules == Modules::Smallest ? link.smallestModule : link.largestModule;
}

Result<> SndlibAssembler::addLinks()
{
    std::unordered_set<std::string_view> ids;
    for (const SndlibLink& link : m_data.links) {
        if (!ids.insert(link.id).second) {
            return m_problem.bad(link.line, "a second link with id " + link.id);
        }
        RawEdge edge;
        edge.source = link.source;
        edge.target = link.target;
        edge.name = link.id;
        edge.capacity_bps = capacityOf(link) * bpsIn(m_models.unit);
        if (m_models.metricScale > 0) {
            edge.weight = link.routingCost * m_models.metricScale;
        }
        edge.line = link.line;
        if (auto added = m_builder.addEdge(edge); !added) {
            return added;
        }
    }
    return {};
}

void SndlibAssembler::sayCapacities()
{
    if (m_byModule > 0) {
        m_builder.assume(std::to_string(m_byModule) + " links without pre-installed capacity: their " +
                         (sndlib().modules == Modules::Smallest ? "smallest" : "largest") +
                         " module taken, once");
    }
    if (m_modulesUnused > 0) {
        m_builder.assume(std::to_string(m_modulesUnused) +
                         " links with pre-installed capacity: their modules not counted");
    }
}

Result<> SndlibAssembler::addDemands(NetworkFile& out)
{
    std::unordered_map<std::string_view, std::uint32_t> nodes;
    for (const SndlibNode& node : m_data.nodes) {
        nodes.emplace(node.id, static_cast<std::uint32_t>(nodes.size()));
    }
    std::unordered_set<std::string_view> ids;
    for (const SndlibDemand& demand : m_data.demands) {
        if (!ids.insert(demand.id).second) {
            return m_problem.bad(demand.line, "a second demand with id " + demand.id);
        }
        for (const std::string& end : {demand.source, demand.target}) {
            if (!nodes.contains(end)) {
                return m_problem.bad(demand.line, "a demand ends at node " + end + ", which does not exist");
            }
        }
        const double bps = demand.routingUnit * demand.value * bpsIn(m_models.unit);
        if (!(bps <= kMaxDemand_bps)) {
            return m_problem.bad(demand.line, "demand out of range (0 to 1e18 b/s)");
        }
        out.demands.push_back({cleanName(demand.id), nodes.at(demand.source), nodes.at(demand.target), bps});
    }
    out.listedDemands = m_data.demands.size();
    return {};
}

void SndlibAssembler::finishDemands(NetworkFile& out) const
{
    const auto loops = std::erase_if(out.demands, [](const FileDemand& d) { return d.src == d.dst; });
    if (loops > 0) {
        out.demandWarnings.push_back(std::to_string(loops) + " demands from a node to itself: left out");
    }
    if (m_models.demandsBothWays) {
        const std::size_t count = out.demands.size();
        for (std::size_t i = 0; i < count; ++i) {
            const FileDemand there = out.demands[i];
            out.demands.push_back({there.name + "#back", there.dst, there.src, there.bps});
        }
    }
    const auto limited = std::ranges::count_if(m_data.demands, &SndlibDemand::hopLimited);
    if (limited > 0) {
        out.demandWarnings.push_back(std::to_string(limited) + " demands with a longest path: not kept");
    }
    if (!m_data.paths.empty()) {
        out.demandWarnings.push_back(std::to_string(m_data.paths.size()) +
                                     " admissible paths: checked and not kept, routing is free");
    }
}

} // namespace

Result<NetworkFile> buildSndlibNetwork(const SndlibData& data, NetworkFormat format, const std::string& file,
                                       const ReadOptions& options)
{
    return SndlibAssembler(data, format, file, options).build();
}

Result<SndlibData> readSndlib(std::string_view text, NetworkFormat format, const std::string& file,
                              const ReadOptions& options)
{
    return format == NetworkFormat::SndlibXml ? readSndlibXml(text, file, options)
                                              : readSndlibNative(text, file, options);
}

Result<NetworkFile> readSndlibNetwork(std::string_view text, NetworkFormat format, const std::string& file,
                                      const ReadOptions& options)
{
    const auto data = readSndlib(text, format, file, options);
    if (!data) {
        return failure(data.error());
    }
    return buildSndlibNetwork(*data, format, file, options);
}

} // namespace twin::network
