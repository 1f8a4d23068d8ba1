#include "twin/network/file_problem.h"
#include "twin/network/network_builder.h"
#include "twin/network/readers.h"
#include "twin/network/xml_lines.h"
#include "twin/network/zoo_attributes.h"

#include <pugixml.hpp>

#include <algorithm>
#include <map>

namespace twin::network {

namespace {

/// `<data key="d7">…</data>` of an element by the attribute's name, as the file's `<key>`s define it.
class KeyTable
{
  public:
    explicit KeyTable(const pugi::xml_node& root)
    {
        for (const pugi::xml_node& key : root.children("key")) {
            const char* name = key.attribute("attr.name").as_string();
            m_nameOf[key.attribute("id").as_string()] = name;
            if (const pugi::xml_node standard = key.child("default")) {
                std::string kind = key.attribute("for").as_string();
                if (kind == "all") {
                    kind.clear();
                }
                m_default[kind + "/" + name] = standard.text().as_string();
            }
        }
    }

    [[nodiscard]] std::optional<std::string> value(const pugi::xml_node& element, std::string_view name) const
    {
        for (const pugi::xml_node& data : element.children("data")) {
            const auto known = m_nameOf.find(data.attribute("key").as_string());
            if (known != m_nameOf.end() && known->second == name) {
                return std::string(data.text().as_string());
            }
        }
        for (const std::string& kind : {std::string(element.name()), std::string()}) {
            if (const auto found = m_default.find(kind + "/" + std::string(name)); found != m_default.end()) {
                return found->second;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] AttributeText of(const pugi::xml_node& element) const
    {
        return [this, element](std::string_view name) {
            return value(element, name);
        };
    }

  private:
    std::map<std::string, std::string, std::less<>> m_nameOf;
    std::map<std::string, std::string, std::less<>>
        m_default; ///< by kind of element (empty = all), `/`, name
};

class GraphMlReader
{
  public:
    GraphMlReader(std::string_view text, const std::string& file, const ReadOptions& options)
        : m_text(text)
        , m_problem{file}
        , m_builder(NetworkFormat::GraphMl, file, options)
        , m_lines(text)
    {}

    Result<NetworkFile> read();

  private:
    Result<> addNode(const pugi::xml_node& node, const KeyTable& keys);
    Result<> addEdge(const pugi::xml_node& edge, const KeyTable& keys);

    [[nodiscard]] std::int64_t lineOf(const pugi::xml_node& node) { return m_lines.at(node.offset_debug()); }

    std::string_view m_text;
    FileProblem m_problem;
    NetworkBuilder m_builder;
    LineCounter m_lines;
};

Result<NetworkFile> GraphMlReader::read()
{
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(m_text.data(), m_text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
        return m_problem.bad(m_lines.at(parsed.offset), std::string("not XML: ") + parsed.description());
    }
    const pugi::xml_node root = document.child("graphml");
    const pugi::xml_node graph = root.child("graph");
    if (!graph) {
        return m_problem.bad(root ? lineOf(root) : 0, root ? "no graph in it" : "no <graphml> element");
    }
    if (const auto second = graph.next_sibling("graph")) {
        return m_problem.bad(lineOf(second), "a second graph");
    }
    const KeyTable keys(root);
    m_builder.setName(keys.value(graph, "label").value_or(graph.attribute("id").as_string()));
    if (std::string_view(graph.attribute("edgedefault").as_string()) == "directed") {
        m_builder.setDirected();
    }
    for (const pugi::xml_node& node : graph.children("node")) {
        if (auto added = addNode(node, keys); !added) {
            return failure(added.error());
        }
    }
    for (const pugi::xml_node& edge : graph.children("edge")) {
        if (auto added = addEdge(edge, keys); !added) {
            return failure(added.error());
        }
    }
    if (const auto hyperedge = graph.child("hyperedge")) {
        return m_problem.bad(lineOf(hyperedge), "hyperedges are not links between two nodes");
    }
    return m_builder.finish();
}

Result<> GraphMlReader::addNode(const pugi::xml_node& node, const KeyTable& keys)
{
    const std::int64_t line = lineOf(node);
    const pugi::xml_attribute id = node.attribute("id");
    if (!id) {
        return m_problem.bad(line, "a node without id");
    }
    if (node.child("graph")) {
        return m_problem.bad(line, "a graph inside a node");
    }
    const ZooPlace place = zooPlace(keys.of(node));
    return m_builder.addNode(id.as_string(), keys.value(node, "label").value_or(""), place.lat, place.lon,
                             line);
}

Result<> GraphMlReader::addEdge(const pugi::xml_node& edge, const KeyTable& keys)
{
    const std::int64_t line = lineOf(edge);
    const pugi::xml_attribute source = edge.attribute("source");
    const pugi::xml_attribute target = edge.attribute("target");
    if (!source || !target) {
        return m_problem.bad(line, std::string("an edge without ") + (source ? "target" : "source"));
    }
    const auto capacity = zooSpeed(keys.of(edge));
    if (!capacity) {
        return m_problem.bad(line, capacity.error().reason);
    }
    RawEdge out{source.as_string(), target.as_string(), {}, capacity->bps, std::nullopt, std::nullopt, line};
    out.hasUnknownSpeed = capacity->hasUnknownUnit;
    if (const pugi::xml_attribute directed = edge.attribute("directed")) {
        out.directed = directed.as_bool();
    }
    return m_builder.addEdge(out);
}

} // namespace

Result<NetworkFile> readGraphMl(std::string_view text, const std::string& file, const ReadOptions& options)
{
    return GraphMlReader(text, file, options).read();
}

} // namespace twin::network
