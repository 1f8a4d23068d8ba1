#pragma once

#include "twin/network/network_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace twin::network {

struct SndlibNode
{
    std::string id;
    std::optional<PlanePoint> place; ///< longitude and latitude, or of a drawing
    std::int64_t line = 0;
};

/// Capacities in the file's unit; costs have none and serve only to be checked, but for the routing cost.
struct SndlibLink
{
    std::string id;
    std::string source;
    std::string target;
    double preInstalled = 0;
    double routingCost = 0; ///< per unit of flow
    std::size_t modules = 0;
    double smallestModule = 0; ///< of those above 0
    double largestModule = 0;
    std::int64_t line = 0;

    void addModule(double capacity);
};

struct SndlibDemand
{
    std::string id;
    std::string source;
    std::string target;
    double routingUnit = 1; ///< capacity that one unit of the value takes
    double value = 0;
    bool hopLimited = false;
    std::int64_t line = 0;
};

struct SndlibPath
{
    std::string demand;
    std::string id;
    std::vector<std::string> links;
    std::int64_t line = 0;
};

/// What an SNDlib network file says, in its own units. Source: SNDlib 1.0, "Input and output formats"
/// (Orlowski, Wessäly, Pióro, Tomaszewski: SNDlib 1.0, Networks 55(3), 2010).
struct SndlibData
{
    std::string unit;            ///< of the META section; empty = not said
    std::optional<bool> degrees; ///< what the coordinates are; none = not said (native)
    std::vector<SndlibNode> nodes;
    std::vector<SndlibLink> links;
    std::vector<SndlibDemand> demands;
    std::vector<SndlibPath> paths; ///< admissible paths
    std::vector<std::string> warnings;
};

/// The two readers. `text` is UTF-8. Errors: BadInput and TooLarge with file and line.
[[nodiscard]] Result<SndlibData> readSndlibNative(std::string_view text, const std::string& file,
                                                  const ReadOptions& options);
[[nodiscard]] Result<SndlibData> readSndlibXml(std::string_view text, const std::string& file,
                                               const ReadOptions& options);

/// Whichever of them `format` says.
[[nodiscard]] Result<SndlibData> readSndlib(std::string_view text, NetworkFormat format,
                                            const std::string& file, const ReadOptions& options);

/// Links named in all admissible paths together; a bound on memory.
inline constexpr std::size_t kMaxPathLinks = 5'000'000;

} // namespace twin::network
