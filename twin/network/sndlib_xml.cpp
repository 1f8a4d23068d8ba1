// SNDlib's XML format (namespace http://sndlib.zib.de/network).
#include "twin/network/file_problem.h"
#include "twin/network/readers.h"
#include "twin/network/sndlib_data.h"
#include "twin/network/xml_lines.h"

#include <pugixml.hpp>

namespace twin::network {

namespace {

/// Without the prefix of a namespace.
std::string_view localName(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node childOf(const pugi::xml_node& node, std::string_view name)
{
    return node.find_child([&](const pugi::xml_node& child) { return localName(child) == name; });
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string_view trimmedText(const pugi::xml_node& node)
{
    return trimmed(node.text().get());
}

class SndlibXmlReader
{
  public:
    SndlibXmlReader(std::string_view text, const std::string& file, const ReadOptions& options)
        : m_text(text)
        , m_problem{file}
        , m_options(options)
        , m_lines(text)
    {}

    Result<SndlibData> read();

  private:
    using ReadItem = Result<> (SndlibXmlReader::*)(const pugi::xml_node&);

    Result<> readNetwork(const pugi::xml_node& network);
    Result<> readCoordinatesType(const pugi::xml_node& nodes);
    /// Every child of `list` called `name`, at most `max`.
    Result<> readItems(const pugi::xml_node& list, std::string_view name, std::size_t max, ReadItem item);
    Result<> readNode(const pugi::xml_node& node);
    Result<> readLink(const pugi::xml_node& link);
    Result<> readDemand(const pugi::xml_node& demand);
    Result<> readPath(const pugi::xml_node& path, const std::string& demand);
    Result<> readHead(const pugi::xml_node& item, std::string& id, std::int64_t& line);
    Result<> readEnds(const pugi::xml_node& item, std::string& source, std::string& target);
    /// The number in the child called `name`; `absent` when there is none.
    Result<double> amount(const pugi::xml_node& item, const char* name, std::optional<double> absent);

    [[nodiscard]] std::int64_t lineOf(const pugi::xml_node& node) { return m_lines.at(node.offset_debug()); }

    std::string_view m_text;
    FileProblem m_problem;
    ReadOptions m_options;
    LineCounter m_lines;
    SndlibData m_out;
    std::size_t m_pathLinks = 0;
};

Result<SndlibData> SndlibXmlReader::read()
{
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(m_text.data(), m_text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
        return m_problem.bad(m_lines.at(parsed.offset), std::string("not XML: ") + parsed.description());
    }
    const pugi::xml_node root = document.document_element();
    if (localName(root) != "network") {
        return m_problem.bad(root ? lineOf(root) : 1, "an SNDlib <network> was expected; found <" +
                                                          std::string(localName(root).substr(0, 40)) + ">");
    }
    if (auto network = readNetwork(root); !network) {
        return failure(network.error());
    }
    return std::move(m_out);
}

Result<> SndlibXmlReader::readNetwork(const pugi::xml_node& network)
{
    m_out.unit = trimmedText(childOf(childOf(network, "meta"), "unit"));
    const pugi::xml_node structure = childOf(network, "networkStructure");
    const pugi::xml_node nodes = childOf(structure, "nodes");
    if (!nodes) {
        return m_problem.bad(lineOf(structure ? structure : network), "no <nodes> in <networkStructure>");
    }
    if (auto type = readCoordinatesType(nodes); !type) {
        return type;
    }
    if (auto read = readItems(nodes, "node", m_options.maxNodes, &SndlibXmlReader::readNode); !read) {
        return read;
    }
    if (auto read =
            readItems(childOf(structure, "links"), "link", m_options.maxLinks, &SndlibXmlReader::readLink);
        !read) {
        return read;
    }
    return readItems(childOf(network, "demands"), "demand", m_options.maxDemands,
                     &SndlibXmlReader::readDemand);
}

Result<> SndlibXmlReader::readCoordinatesType(const pugi::xml_node& nodes)
{
    const std::string_view type = nodes.attribute("coordinatesType").as_string();
    if (type == "geographical" || type == "pixel") {
        m_out.degrees = type == "geographical";
    } else if (!type.empty()) {
        return m_problem.bad(lineOf(nodes), "coordinatesType is geographical or pixel, not " +
                                                std::string(type.substr(0, 40)));
    }
    return {};
}

Result<> SndlibXmlReader::readItems(const pugi::xml_node& list, std::string_view name, std::size_t max,
                                    ReadItem item)
{
    std::size_t count = 0;
    for (const pugi::xml_node& child : list.children()) {
        if (localName(child) != name) {
            continue;
        }
        if (++count > max) {
            return m_problem.tooLarge(lineOf(child),
                                      "more than " + std::to_string(max) + " of <" + std::string(name) + ">");
        }
        if (auto read = (this->*item)(child); !read) {
            return read;
        }
    }
    return {};
}

Result<> SndlibXmlReader::readNode(const pugi::xml_node& node)
{
    SndlibNode out;
    if (auto head = readHead(node, out.id, out.line); !head) {
        return head;
    }
    if (const pugi::xml_node place = childOf(node, "coordinates")) {
        const auto x = numberFrom(trimmedText(childOf(place, "x")));
        const auto y = numberFrom(trimmedText(childOf(place, "y")));
        if (!x || !y) {
            return m_problem.bad(lineOf(place), "the coordinates of node " + out.id + " are not two numbers");
        }
        out.place = PlanePoint{*x, *y};
    }
    m_out.nodes.push_back(std::move(out));
    return {};
}

Result<> SndlibXmlReader::readLink(const pugi::xml_node& link)
{
    SndlibLink out;
    if (auto head = readHead(link, out.id, out.line); !head) {
        return head;
    }
    if (auto ends = readEnds(link, out.source, out.target); !ends) {
        return ends;
    }
    const pugi::xml_node installed = childOf(link, "preInstalledModule");
    for (const auto& [from, name, to] :
         {std::tuple{installed, "capacity", &out.preInstalled}, {link, "routingCost", &out.routingCost}}) {
        const auto value = amount(from, name, 0);
        if (!value) {
            return failure(value.error());
        }
        *to = *value;
    }
    if (auto setup = amount(link, "setupCost", 0); !setup) {
        return failure(setup.error());
    }
    for (const pugi::xml_node& module : childOf(link, "additionalModules").children()) {
        if (localName(module) == "addModule") {
            const auto capacity = amount(module, "capacity", std::nullopt);
            const auto cost = capacity ? amount(module, "cost", 0) : capacity;
            if (!cost) {
                return failure(cost.error());
            }
            out.addModule(*capacity);
        }
    }
    m_out.links.push_back(std::move(out));
    return {};
}

Result<> SndlibXmlReader::readDemand(const pugi::xml_node& demand)
{
    SndlibDemand out;
    if (auto head = readHead(demand, out.id, out.line); !head) {
        return head;
    }
    if (auto ends = readEnds(demand, out.source, out.target); !ends) {
        return ends;
    }
    const auto routingUnit = amount(demand, "routingUnit", 1);
    const auto value = routingUnit ? amount(demand, "demandValue", std::nullopt) : routingUnit;
    const auto hops = value ? amount(demand, "maxPathLength", 0) : value;
    if (!hops) {
        return failure(hops.error());
    }
    out.routingUnit = *routingUnit;
    out.value = *value;
    out.hopLimited = *hops > 0;
    for (const pugi::xml_node& path : childOf(demand, "admissiblePaths").children()) {
        if (localName(path) == "admissiblePath") {
            if (auto read = readPath(path, out.id); !read) {
                return read;
            }
        }
    }
    m_out.demands.push_back(std::move(out));
    return {};
}

Result<> SndlibXmlReader::readPath(const pugi::xml_node& path, const std::string& demand)
{
    SndlibPath out;
    out.demand = demand;
    if (auto head = readHead(path, out.id, out.line); !head) {
        return head;
    }
    for (const pugi::xml_node& link : path.children()) {
        if (localName(link) == "linkId") {
            out.links.emplace_back(trimmedText(link));
            if (++m_pathLinks > kMaxPathLinks) {
                return m_problem.tooLarge(out.line, "admissible paths of over " +
                                                        std::to_string(kMaxPathLinks) + " links");
            }
        }
    }
    m_out.paths.push_back(std::move(out));
    return {};
}

Result<> SndlibXmlReader::readHead(const pugi::xml_node& item, std::string& id, std::int64_t& line)
{
    line = lineOf(item);
    id = trimmed(item.attribute("id").as_string());
    if (id.empty()) {
        return m_problem.bad(line, "a " + std::string(localName(item)) + " without id");
    }
    return {};
}

Result<> SndlibXmlReader::readEnds(const pugi::xml_node& item, std::string& source, std::string& target)
{
    source = trimmedText(childOf(item, "source"));
    target = trimmedText(childOf(item, "target"));
    if (source.empty() || target.empty()) {
        return m_problem.bad(lineOf(item), "a " + std::string(localName(item)) + " without " +
                                               (source.empty() ? "source" : "target"));
    }
    return {};
}

Result<double> SndlibXmlReader::amount(const pugi::xml_node& item, const char* name,
                                       std::optional<double> absent)
{
    const pugi::xml_node child = childOf(item, name);
    if (!child) {
        if (absent) {
            return *absent;
        }
        return m_problem.bad(lineOf(item), "a " + std::string(localName(item)) + " without " + name);
    }
    const std::string_view text = trimmedText(child);
    if (absent == 0.0 && text == "UNLIMITED") {
        return 0;
    }
    const auto value = numberFrom(text);
    if (!value || *value < 0) {
        return m_problem.bad(lineOf(child), std::string(name) + " is a number not below 0, not '" +
                                                std::string(text.substr(0, 40)) + "'");
    }
    return *value;
}

} // namespace

Result<SndlibData> readSndlibXml(std::string_view text, const std::string& file, const ReadOptions& options)
{
    return SndlibXmlReader(text, file, options).read();
}

} // namespace twin::network
