#pragma once

#include "twin/network/demand_file.h"
#include "twin/network/file_problem.h"
#include "twin/network/network_file.h"
#include "twin/network/place_lookup.h"

#include <string>
#include <string_view>

/// What the readers of demand files share, and the readers themselves; parseDemands chooses.
namespace twin::network {

/// Checks and keeps demands, whatever the format.
class DemandCollector
{
  public:
    DemandCollector(const std::string& file, const DemandOptions& options)
        : m_problem{file}
        , m_max(options.maxDemands)
    {}

    /// @param bothWays the same from dst to src too, listed once
    /// Errors: a rate out of range, too many demands.
    Result<> add(NodeIndex src, NodeIndex dst, double bps, std::string demandClass, std::int64_t line,
                 bool bothWays = false);

    void warn(std::string sentence) { m_out.warnings.push_back(std::move(sentence)); }

    [[nodiscard]] const FileProblem& problem() const { return m_problem; }

    [[nodiscard]] DemandSet finish();

  private:
    FileProblem m_problem;
    std::size_t m_max;
    DemandSet m_out;
    std::size_t m_loops = 0;
    bool m_anyClass = false;
};

/// Errors: BadInput when no place, or more than one, is called so.
[[nodiscard]] Result<NodeIndex> nodeByName(const std::string& name, PlaceLookup& places,
                                           const FileProblem& problem, std::int64_t line);

[[nodiscard]] Result<DemandSet> parseRepetitaDemands(std::string_view text, const std::string& file,
                                                     const Network& network, const DemandOptions& options);
[[nodiscard]] Result<DemandSet> parseCsvDemands(std::string_view text, const std::string& file,
                                                const Network& network, const DemandOptions& options);
/// `format`: which form of SNDlib.
[[nodiscard]] Result<DemandSet> parseSndlibDemands(std::string_view text, NetworkFormat format,
                                                   const std::string& file, const Network& network,
                                                   const DemandOptions& options);

} // namespace twin::network
