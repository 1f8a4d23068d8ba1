#include "twin/network/network_builder.h"

#include "twin/network/file_problem.h"

#include <algorithm>
#include <cmath>

namespace twin::network {

namespace {

constexpr double kMaxCapacity_bps = 1e18;
constexpr double kMaxDelay_ns = 60e9;      ///< a minute: beyond any network
constexpr std::size_t kMaxNameBytes = 120; ///< two of them and a `~` fit an identifier

std::uint64_t pairKey(std::uint32_t from, std::uint32_t to)
{
    return (static_cast<std::uint64_t>(from) << 32U) | to;
}

/// A name that can stand in identifiers and lists: trimmed, without control characters and `;`.
std::string cleanName(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7F ? ' ' : (c == ';' ? ',' : c);
    }
    const auto first = out.find_first_not_of(' ');
    if (first == std::string::npos) {
        return {};
    }
    out = out.substr(first, out.find_last_not_of(' ') - first + 1);
    if (out.size() > kMaxNameBytes) {
        std::size_t end = kMaxNameBytes;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) {
            --end; // not in the middle of a UTF-8 sequence
        }
        out.resize(end);
    }
    return out;
}

std::string gbps(std::uint64_t bps)
{
    return bps % kGigabit == 0 ? std::to_string(bps / kGigabit) + " Gb/s" : std::to_string(bps) + " b/s";
}

} // namespace

NetworkBuilder::NetworkBuilder(NetworkFormat format, std::string file, const ReadOptions& options)
    : m_file(std::move(file))
    , m_options(options)
{
    m_out.format = format;
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
        node.name = "node " + cleanName(id);
    }
    placeNode(node, lat, lon);
    m_out.nodes.push_back(std::move(node));
    ++m_out.listedNodes;
    return {};
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
    if (outside(edge.capacity_bps, kMaxCapacity_bps)) {
        return problem.bad(edge.line, "capacity out of range (0 to 1e18 b/s)");
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
    if (*a == *b) {
        ++m_loops;
        return {};
    }
    if (m_out.directed && joinOpposite(*a, *b, edge)) {
        return {};
    }
    FileLink link;
    link.a = *a;
    link.b = *b;
    fillForward(link, edge);
    if (m_out.directed) {
        m_waiting[pairKey(*a, *b)].push_back(static_cast<std::uint32_t>(m_out.links.size()));
    } else {
        fillReverse(link, edge);
        link.arcForward.clear();
        link.arcReverse.clear();
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
    waiting->second.erase(waiting->second.begin());
    fillReverse(link, edge);
    return true;
}

void NetworkBuilder::fillForward(FileLink& link, const RawEdge& edge) const
{
    link.arcForward = cleanName(edge.name);
    link.capacityAssumed = !edge.capacity_bps || *edge.capacity_bps < 1;
    link.capacity_bps =
        link.capacityAssumed ? m_options.defaultCapacity_bps : static_cast<std::uint64_t>(*edge.capacity_bps);
    link.delayAssumed = !edge.delay_ns;
    link.delay = static_cast<TimeNs>(std::llround(edge.delay_ns.value_or(0)));
    link.weight = std::max(1U, static_cast<std::uint32_t>(edge.weight.value_or(1)));
}

void NetworkBuilder::fillReverse(FileLink& link, const RawEdge& edge) const
{
    FileLink other;
    fillForward(other, edge);
    link.arcReverse = other.arcForward;
    link.capacityReverse_bps = other.capacity_bps;
    link.capacityAssumed = link.capacityAssumed || other.capacityAssumed;
    link.delayReverse = other.delay;
    link.delayAssumed = link.delayAssumed || other.delayAssumed;
    link.weightReverse = other.weight;
}

void NetworkBuilder::makeNamesUnique()
{
    std::unordered_map<std::string, std::uint32_t> seen;
    std::unordered_map<std::string, std::uint32_t> taken;
    for (const FileNode& node : m_out.nodes) {
        ++taken[node.name];
    }
    for (FileNode& node : m_out.nodes) {
        const std::string base = node.name;
        std::uint32_t k = ++seen[base];
        if (k == 1) {
            continue;
        }
        node.name = base + "#" + std::to_string(k);
        while (taken.contains(node.name)) { // the file itself has a node `name#2`
            k = ++seen[base];
            node.name = base + "#" + std::to_string(k);
        }
        ++taken[node.name];
    }
}

void NetworkBuilder::nameLinks()
{
    std::unordered_map<std::string, std::uint32_t> seen;
    for (FileLink& link : m_out.links) {
        const std::string& a = m_out.nodes[link.a].name;
        const std::string& b = m_out.nodes[link.b].name;
        // Parallel links of either direction share one count, so `a~b` and `b~a` are never two links.
        const std::string base = seen.contains(b + "~" + a) ? b + "~" + a : a + "~" + b;
        const std::uint32_t k = ++seen[base];
        link.name = k == 1 ? base : base + "#" + std::to_string(k);
        if (base != a + "~" + b) { // keep the name true: its first end is the link's
            link.swapped = true;
            std::swap(link.a, link.b);
            std::swap(link.arcForward, link.arcReverse);
            std::swap(link.capacity_bps, link.capacityReverse_bps);
            std::swap(link.delay, link.delayReverse);
            std::swap(link.weight, link.weightReverse);
        }
    }
}

void NetworkBuilder::assumeDelays()
{
    for (FileLink& link : m_out.links) {
        if (!link.delayAssumed) {
            continue;
        }
        const auto& a = m_out.nodes[link.a].position;
        const auto& b = m_out.nodes[link.b].position;
        TimeNs delay = m_options.defaultDelay;
        if (a && b) {
            const double metres = distanceMetres(*a, *b) * m_options.routeFactor;
            delay = std::max<TimeNs>(1, std::llround(metres * m_options.nsPerMetre));
        }
        link.delay = delay;
        link.delayReverse = delay;
    }
}

void NetworkBuilder::sayWhatWasAssumed()
{
    const auto say = [&](auto count, const std::string& sentence) {
        if (count > 0) {
            m_out.defaultsApplied.push_back(std::to_string(count) + sentence);
        }
    };
    const auto& links = m_out.links;
    say(std::ranges::count_if(links, &FileLink::capacityAssumed),
        " links without a capacity: " + gbps(m_options.defaultCapacity_bps) + " assumed");
    const auto located = [&](const FileLink& link) {
        return m_out.nodes[link.a].position && m_out.nodes[link.b].position;
    };
    say(std::ranges::count_if(links, [&](const FileLink& l) { return l.delayAssumed && located(l); }),
        " links without a delay: great circle x 1.3 at 4.9 us/km assumed");
    say(std::ranges::count_if(links, [&](const FileLink& l) { return l.delayAssumed && !located(l); }),
        " links without a delay and with an end without coordinates: 1 ms assumed");
    say(std::ranges::count_if(links, [](const FileLink& l) { return l.capacityReverse_bps == 0; }),
        " arcs without an opposite: one-way links");
    say(m_loops, " links from a node to itself: left out");
    say(m_nullIslands, " nodes at 0,0: taken as nodes without coordinates");
}

NetworkFile NetworkBuilder::finish()
{
    makeNamesUnique();
    nameLinks();
    assumeDelays();
    sayWhatWasAssumed();
    m_nodeById.clear();
    m_waiting.clear();
    return std::move(m_out);
}

} // namespace twin::network
