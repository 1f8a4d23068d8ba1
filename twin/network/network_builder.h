#pragma once

#include "twin/network/network_file.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::network {

/// An edge or arc as the file writes it.
struct RawEdge
{
    std::string source; ///< node identifiers of the file
    std::string target;
    std::string name; ///< the file's name of the arc or link; empty = none
    std::optional<double> capacity_bps;
    std::optional<double> delay_ns;
    std::optional<double> weight;
    std::int64_t line = 0;
    std::optional<bool> directed = std::nullopt; ///< an arc, or a link both ways; none = as the whole file
    bool hasUnknownSpeed = false;                ///< a speed in no unit that is known was left out
};

/// Turns what a reader found into a NetworkFile: unique names, arcs paired to links, defaults filled in and
/// said.
class NetworkBuilder
{
  public:
    NetworkBuilder(NetworkFormat format, std::string file, const ReadOptions& options);

    void setName(std::string_view name);

    /// Arcs instead of edges: opposite ones pair up, in file order, to a link.
    void setDirected() { m_out.directed = true; }

    /// Errors: a second node of this identifier; too many nodes. Coordinates outside the globe are left out
    /// and said; a null island (0, 0) counts as none.
    [[nodiscard]] Result<> addNode(std::string_view id, std::string_view label, std::optional<double> lat,
                                   std::optional<double> lon, std::int64_t line);
    /// Errors: an end that does not exist, too many links, a capacity or delay that is negative or out of
    /// range.
    [[nodiscard]] Result<> addEdge(const RawEdge& edge);

    /// The node added last has no degrees but stands here in the file's drawing. A place outside of any
    /// drawing is left out and said.
    void drawLastNode(PlanePoint place);

    void assume(std::string sentence) { m_out.defaultsApplied.push_back(std::move(sentence)); }

    void warn(std::string sentence) { m_out.warnings.push_back(std::move(sentence)); }

    /// The finished network. The builder is empty afterwards.
    [[nodiscard]] NetworkFile finish();

  private:
    [[nodiscard]] Result<std::uint32_t> nodeOf(const std::string& id, std::int64_t line) const;
    [[nodiscard]] Result<> checkEdge(const RawEdge& edge) const;
    void sayChanged(std::string_view written, const std::string& name);
    void placeNode(FileNode& node, std::optional<double> lat, std::optional<double> lon);
    [[nodiscard]] bool joinOpposite(std::uint32_t a, std::uint32_t b, const RawEdge& edge);
    void fillForward(FileLink& link, const RawEdge& edge) const;
    void fillReverse(FileLink& link, const RawEdge& edge) const;

    NetworkFile m_out;
    std::string m_file;
    ReadOptions m_options;
    std::unordered_map<std::string, std::uint32_t> m_nodeById;
    /// Arcs waiting for their opposite, by (from, to), in file order.
    std::unordered_map<std::uint64_t, std::deque<std::uint32_t>> m_waiting;
    std::size_t m_loops = 0;
    std::size_t m_nullIslands = 0;
    std::size_t m_droppedSpeeds = 0;
    std::size_t m_changedNames = 0;
    std::string m_changedName; ///< the first of them, before and after
};

} // namespace twin::network
