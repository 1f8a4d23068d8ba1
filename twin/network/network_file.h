#pragma once

#include "twin/network/sndlib_options.h"
#include "twin/support/position.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Networks as research files describe them, before they become a registry snapshot.
namespace twin::network {

/// Formats readNetwork understands. `Unknown` = none of them.
enum class NetworkFormat : std::uint8_t { Unknown, Gml, GraphMl, Repetita, Sndlib, SndlibXml };

[[nodiscard]] std::string_view networkFormatName(NetworkFormat format);

/// By the file's ending (`.gml`, `.graphml`, `.graph`, in any case), or else (`.txt`, `.xml`…) by how its
/// text begins: an SNDlib file by its first line or section, XML by its root element.
[[nodiscard]] NetworkFormat detectNetworkFormat(std::string_view path, std::string_view bytes);

/// Coordinates of a drawing, y downwards; no degrees.
struct PlanePoint
{
    double x = 0;
    double y = 0;
};

/// A place of the file. Names are unique: places of one name get `name`, `name#2`, `name#3`… in file order.
struct FileNode
{
    std::string name;
    std::string id;      ///< as the file writes it
    std::string written; ///< the file's name where ours had to differ from it (cleanName), else empty
    std::optional<Position> position;
    std::optional<PlanePoint> drawn; ///< where the file draws it, when it gives no degrees
    bool computedPosition = false;   ///< from computeLayout: the file gave none
};

/// A bidirectional link; nodes by index. Named as in the file; unnamed: `a~b`, the k-th parallel one `a~b#k`.
struct FileLink
{
    std::string name;
    std::string arcForward; ///< the file's own name of the arc a to b, where it names arcs
    std::string arcReverse;
    std::string writtenForward; ///< the file's name of the arc where ours had to differ from it, else empty
    std::string writtenReverse;
    bool swapped = false; ///< b to a is the direction the file wrote first
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint64_t capacity_bps = 0;        ///< a to b; 0 = this direction does not exist
    std::uint64_t capacityReverse_bps = 0; ///< b to a
    TimeNs delay = 0;                      ///< one way, a to b
    TimeNs delayReverse = 0;
    std::uint32_t weight = 1; ///< routing metric, a to b
    std::uint32_t weightReverse = 1;
    bool capacityAssumed = false; ///< defaults, because the file says nothing
    bool delayAssumed = false;
};

/// Traffic the file asks for; nodes by index.
struct FileDemand
{
    std::string name; ///< as the file writes it
    std::uint32_t src = 0;
    std::uint32_t dst = 0;
    double bps = 0;
};

/// A whole file. `defaultsApplied` says, a sentence each, what had to be assumed; `warnings` what looks wrong
/// in the file though it was taken over as it is.
struct NetworkFile
{
    std::string name;
    NetworkFormat format = NetworkFormat::Unknown;
    std::vector<FileNode> nodes;
    std::vector<FileLink> links;
    std::vector<FileDemand> demands;
    std::vector<std::string> demandWarnings; ///< what of the demands was left out or assumed, a sentence each
    std::uint64_t listedNodes = 0;           ///< as the file lists them
    std::uint64_t listedLinks = 0;           ///< as the file lists them: arcs in a directed file
    std::uint64_t listedDemands = 0;
    bool directed = false;
    double nsPerMetre = 4.9; ///< of the light in its ducts: between delay and length
    std::vector<std::string> defaultsApplied;
    std::vector<std::string> warnings;
};

/// What stands in for what a file leaves out, and how much is read at most.
struct ReadOptions
{
    std::uint64_t defaultCapacity_bps = 10 * kGigabit;
    double nsPerMetre = 4.9;            ///< light in glass
    double routeFactor = 1.3;           ///< duct over great circle
    TimeNs defaultDelay = kMillisecond; ///< where an end has no coordinates
    SndlibOptions sndlib;
    std::size_t maxBytes = 64U << 20U;
    std::size_t maxNodes = 200'000;
    std::size_t maxLinks = 1'000'000;
    std::size_t maxDemands = 10'000'000;
};

/// Reads a file's text. `file` names it in errors. Errors: BadInput and TooLarge with file and line,
/// Unsupported for an unknown format. Nothing half read: a problem anywhere refuses the file. Positions
/// missing in the file stay missing (computeLayout fills them in).
[[nodiscard]] Result<NetworkFile> parseNetwork(std::string_view bytes, NetworkFormat format,
                                               const std::string& file, const ReadOptions& options = {});

/// Parses what `path` holds; the path says the format as far as its ending does, and names a network its file
/// does not name.
[[nodiscard]] Result<NetworkFile> parseNetworkFile(std::string_view bytes, const std::string& path,
                                                   const ReadOptions& options = {});

/// Opens and parses `path`. Errors: those of readFile and parseNetwork.
[[nodiscard]] Result<NetworkFile> readNetwork(const std::string& path, const ReadOptions& options = {});

} // namespace twin::network
