#include "twin/network/network_builder.h"

#include "twin/network/assumed_values.h"
#include "twin/network/file_problem.h"
#include "twin/network/link_names.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <cmath>

namespace twin::network {

namespace {

constexpr double kMaxCapacity_bps = 1e18;
constexpr double kLeastCapacity_bps = 0.5; ///< rounds to 1 b/s; less would round to none
constexpr double kMaxDrawing = 1e9;        ///< in whatever unit a file draws
constexpr double kMaxDelay_ns = 60e9;      ///< a minute: beyond any network

std::uint64_t pairKey(std::uint32_t from, std::uint32_t to)
{
    return (static_cast<std::uint64_t>(from) << 32U) | to;
}

} // namespace

NetworkBuilder::NetworkBuilder(NetworkFormat format, std::string file, const ReadOptions& options)
    : m_file(std::move(file))
    , m_options(options)
{
    m_out.format = format;
    m_out.nsPerMetre = options.nsPerMetre;
}

void NetworkBuilder::setName(std::string_view name)
{
    m_out.name = cleanName(name);
}

Result<> NetworkBuilder::addNode(std::string_view id, std::string_view label, std::optional<double> lat,
                                 std::optional<double> lon, std::int64_t line)
{
    const FileProblem problem{m_file};
    if (m_out.nodes.size() >= m_options.maxNodes) {
        return problem.tooLarge(line, "more than " + std::to_string(m_options.maxNodes) + " nodes");
    }
    const auto number = static_cast<std::uint32_t>(m_out.nodes.size());
    if (!m_nodeById.emplace(std::string(id), number).second) {
        return problem.bad(line, "a second node with id " + std::string(id));
    }
    FileNode node;
    node.id = std::string(id);
    node.name = cleanName(label);
    if (node.name.empty()) {
        node.name = cleanName("node " + std::string(id));
    }
    if (!label.empty() && node.name != label) {
        node.written = std::string(label);
        sayChanged(label, node.name);
    }
    placeNode(node, lat, lon);
    m_out.nodes.push_back(std::move(node));
    ++m_out.listedNodes;
    return {};
}

/// Keeps count, and the first one to show.
void NetworkBuilder::sayChanged(std::string_view written, const std::string& name)
{
    if (m_changedNames++ == 0) {
        m_changedName = "'" + lineOfText(written, 40) + "' is called '" + lineOfText(name, 40) + "'";
    }
}

void NetworkBuilder::placeNode(FileNode& node, std::optional<double> lat, std::optional<double> lon)
{
    if (!lat || !lon) {
        return;
    }
    if (*lat == 0 && *lon == 0) {
        ++m_nullIslands;
        return;
    }
    if (std::abs(*lat) > 90 || std::abs(*lon) > 180) {
        warn("node " + node.name + " has coordinates outside the globe: left out");
        return;
    }
    node.position = Position::fromDegrees(*lat, *lon);
}

void NetworkBuilder::drawLastNode(PlanePoint place)
{
    FileNode& node = m_out.nodes.back();
    if (std::abs(place.x) > kMaxDrawing || std::abs(place.y) > kMaxDrawing) {
        warn("node " + node.name + " has coordinates outside of any drawing: left out");
        return;
    }
    node.drawn = place;
}

Result<std::uint32_t> NetworkBuilder::nodeOf(const std::string& id, std::int64_t line) const
{
    const auto found = m_nodeById.find(id);
    if (found == m_nodeById.end()) {
        return FileProblem{m_file}.bad(line, "a link ends at node " + id + ", which does not exist");
    }
    return found->second;
}

Result<> NetworkBuilder::checkEdge(const RawEdge& edge) const
{
    const FileProblem problem{m_file};
    const auto outside = [](const std::optional<double>& value, double max) {
        return value && !(*value >= 0 && *value <= max);
    };
    if (m_out.listedLinks >= m_options.maxLinks) {
        return problem.tooLarge(edge.line, "more than " + std::to_string(m_options.maxLinks) + " links");
    }
    const double capacity_bps = edge.capacity_bps.value_or(0);
    if (outside(edge.capacity_bps, kMaxCapacity_bps) ||
        (capacity_bps > 0 && capacity_bps < kLeastCapacity_bps)) {
        return problem.bad(edge.line, "capacity out of range (1 to 1e18 b/s; 0 = not known)");
    }
    if (outside(edge.delay_ns, kMaxDelay_ns)) {
        return problem.bad(edge.line, "delay out of range (0 to 60 s)");
    }
    if (outside(edge.weight, 4294967295.0)) {
        return problem.bad(edge.line, "weight out of range (0 to 4294967295)");
    }
    return {};
}

Result<> NetworkBuilder::addEdge(const RawEdge& edge)
{
    if (auto checked = checkEdge(edge); !checked) {
        return checked;
    }
    const auto a = nodeOf(edge.source, edge.line);
    if (!a) {
        return failure(a.error());
    }
    const auto b = nodeOf(edge.target, edge.line);
    if (!b) {
        return failure(b.error());
    }
    ++m_out.listedLinks;
    m_droppedSpeeds += edge.hasUnknownSpeed ? 1 : 0;
    if (*a == *b) {
        ++m_loops;
        return {};
    }
    const bool directed = edge.directed.value_or(m_out.directed);
    if (directed && joinOpposite(*a, *b, edge)) {
        return {};
    }
    FileLink link;
    link.a = *a;
    link.b = *b;
    fillForward(link, edge);
    if (!link.writtenForward.empty()) {
        sayChanged(edge.name, link.arcForward);
    }
    if (directed) {
        m_waiting[pairKey(*a, *b)].push_back(static_cast<std::uint32_t>(m_out.links.size()));
    } else { // the name is the link's, not an arc's
        fillReverse(link, edge);
        link.name = std::move(link.arcForward);
        link.arcForward.clear();
        link.arcReverse.clear();
        link.writtenForward += link.writtenForward.empty() ? "" : ">"; // of each direction, as ours are
        link.writtenReverse += link.writtenReverse.empty() ? "" : "<";
    }
    m_out.links.push_back(std::move(link));
    return {};
}

bool NetworkBuilder::joinOpposite(std::uint32_t a, std::uint32_t b, const RawEdge& edge)
{
    const auto waiting = m_waiting.find(pairKey(b, a));
    if (waiting == m_waiting.end() || waiting->second.empty()) {
        return false;
    }
    FileLink& link = m_out.links[waiting->second.front()];
    waiting->second.pop_front();
    fillReverse(link, edge);
    if (!link.writtenReverse.empty()) {
        sayChanged(edge.name, link.arcReverse);
    }
    return true;
}

void NetworkBuilder::fillForward(FileLink& link, const RawEdge& edge) const
{
    link.arcForward = cleanName(edge.name);
    link.writtenForward = link.arcForward == edge.name ? std::string() : edge.name;
    link.capacityAssumed = edge.capacity_bps.value_or(0) <= 0;
    link.capacity_bps = link.capacityAssumed ? m_options.defaultCapacity_bps
                                             : static_cast<std::uint64_t>(std::llround(*edge.capacity_bps));
    link.delayAssumed = !edge.delay_ns;
    link.delay = static_cast<TimeNs>(std::llround(edge.delay_ns.value_or(0)));
    link.weight = std::max(1U, static_cast<std::uint32_t>(std::llround(edge.weight.value_or(1))));
}

void NetworkBuilder::fillReverse(FileLink& link, const RawEdge& edge) const
{
    FileLink other;
    fillForward(other, edge);
    link.arcReverse = other.arcForward;
    link.writtenReverse = other.writtenForward;
    link.capacityReverse_bps = other.capacity_bps;
    link.capacityAssumed = link.capacityAssumed || other.capacityAssumed;
    link.delayReverse = other.delay;
    link.delayAssumed = link.delayAssumed || other.delayAssumed;
    link.weightReverse = other.weight;
}

NetworkFile NetworkBuilder::finish()
{
    if (m_changedNames > 0) {
        warn(std::to_string(m_changedNames) +
             " names that cannot stand as they are (over 110 bytes, a control character, a blank at an "
             "end): " +
             m_changedName + "; what the file wrote is understood too");
    }
    const std::size_t renamed = makeNodeNamesUnique(m_out.nodes);
    nameLinks(m_out);
    assumeDelays(m_out, m_options);
    sayWhatWasAssumed(m_out, m_options);
    sayWhatIsUnusual(m_out, renamed);
    const auto say = [&](std::size_t count, const char* sentence) {
        if (count > 0) {
            m_out.defaultsApplied.push_back(std::to_string(count) + sentence);
        }
    };
    say(m_loops, " links from a node to itself: left out");
    say(m_droppedSpeeds, " links with a LinkSpeed in no unit that is known: left out, taken as not known");
    say(m_nullIslands, " nodes at 0,0: taken as nodes without coordinates");
    m_nodeById.clear();
    m_waiting.clear();
    return std::move(m_out);
}

} // namespace twin::network
