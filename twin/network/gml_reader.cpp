#include "twin/network/file_problem.h"
#include "twin/network/gml_lexer.h"
#include "twin/network/network_builder.h"
#include "twin/network/readers.h"
#include "twin/network/zoo_attributes.h"

#include <functional>

namespace twin::network {

namespace {

constexpr int kMaxDepth = 32;

using Kind = GmlToken::Kind;

/// A list's scalar entries that matter; lists inside it (graphics…) are skipped.
struct Attribute
{
    std::string_view key;
    GmlToken value;
};

/// Recursive descent over `graph [ node [ … ] edge [ … ] ]`. Everything unknown is skipped, whatever it
/// holds.
class GmlParser
{
  public:
    GmlParser(std::string_view text, const std::string& file, const ReadOptions& options)
        : m_lexer(text, file)
        , m_problem{file}
        , m_builder(NetworkFormat::Gml, file, options)
    {}

    Result<NetworkFile> parse();

  private:
    Result<> parseGraph();
    Result<> parseNodes();
    /// Entries up to the closing bracket of a list that is already open.
    Result<std::vector<Attribute>> parseList(std::int64_t line);
    /// The same for a `graphics` list: only where it is drawn, as `graphics.x` and `graphics.y`.
    Result<> parseGraphics(std::int64_t line, std::vector<Attribute>& out);
    Result<> skipList(std::int64_t line);
    Result<> addNode(const std::vector<Attribute>& list, std::int64_t line);
    Result<> addEdge(const std::vector<Attribute>& list, std::int64_t line);

    GmlLexer m_lexer;
    FileProblem m_problem;
    NetworkBuilder m_builder;
    /// Edges may stand before nodes: they are added when the graph ends.
    std::vector<std::pair<std::vector<Attribute>, std::int64_t>> m_edges;
};

const GmlToken* find(const std::vector<Attribute>& list, std::string_view key)
{
    for (const Attribute& entry : list) {
        if (entry.key == key) {
            return &entry.value;
        }
    }
    return nullptr;
}

/// Of an attribute of a list's own.
AttributeText attributesOf(const std::vector<Attribute>& list)
{
    return [&list](std::string_view key) {
        const GmlToken* token = find(list, key);
        return token != nullptr ? std::optional(std::string(token->text)) : std::nullopt;
    };
}

std::string text(const std::vector<Attribute>& list, std::string_view key)
{
    const GmlToken* token = find(list, key);
    return token != nullptr ? gmlText(token->text) : std::string();
}

Result<NetworkFile> GmlParser::parse()
{
    bool found = false;
    for (;;) {
        const auto key = m_lexer.next();
        if (!key) {
            return failure(key.error());
        }
        if (key->kind == Kind::End) {
            break;
        }
        if (key->kind != Kind::Key) {
            return m_problem.bad(key->line, "a key was expected");
        }
        const auto value = m_lexer.next();
        if (!value) {
            return failure(value.error());
        }
        if (value->kind == Kind::Close || value->kind == Kind::End || value->kind == Kind::Key) {
            return m_problem.bad(value->line, "key " + std::string(key->text) + " has no value");
        }
        if (value->kind != Kind::Open) {
            continue; // Creator "…", Version 1
        }
        if (key->text == "graph" && found) {
            return m_problem.bad(key->line, "a second graph");
        }
        const bool isGraph = key->text == "graph";
        if (auto done = isGraph ? parseGraph() : skipList(key->line); !done) {
            return failure(done.error());
        }
        found = found || isGraph;
    }
    if (!found) {
        return m_problem.bad(0, "no graph in it");
    }
    return m_builder.finish();
}

Result<> GmlParser::parseGraph()
{
    if (auto nodes = parseNodes(); !nodes) {
        return nodes;
    }
    for (const auto& [list, line] : m_edges) {
        if (auto added = addEdge(list, line); !added) {
            return added;
        }
    }
    m_edges.clear();
    return {};
}

Result<> GmlParser::parseNodes()
{
    for (;;) {
        const auto key = m_lexer.next();
        if (!key) {
            return failure(key.error());
        }
        if (key->kind == Kind::Close) {
            return {};
        }
        if (key->kind != Kind::Key) {
            return m_problem.bad(key->line,
                                 key->kind == Kind::End ? "the graph is not closed" : "a key was expected");
        }
        const auto value = m_lexer.next();
        if (!value) {
            return failure(value.error());
        }
        if (value->kind == Kind::Close || value->kind == Kind::End || value->kind == Kind::Key) {
            return m_problem.bad(value->line, "key " + std::string(key->text) + " has no value");
        }
        if (value->kind != Kind::Open) {
            if (key->text == "label") {
                m_builder.setName(gmlText(value->text));
            } else if (key->text == "directed" && value->text == "1") {
                m_builder.setDirected();
            }
            continue;
        }
        auto list = parseList(key->line);
        if (!list) {
            return failure(list.error());
        }
        if (key->text == "edge") {
            m_edges.emplace_back(std::move(*list), key->line);
        } else if (key->text == "node") {
            if (auto added = addNode(*list, key->line); !added) {
                return added;
            }
        }
    }
}

Result<std::vector<Attribute>> GmlParser::parseList(std::int64_t line)
{
    std::vector<Attribute> out;
    for (;;) {
        const auto key = m_lexer.next();
        if (!key) {
            return failure(key.error());
        }
        if (key->kind == Kind::Close) {
            return out;
        }
        if (key->kind != Kind::Key) {
            return m_problem.bad(key->kind == Kind::End ? line : key->line,
                                 key->kind == Kind::End ? "a list that is not closed" : "a key was expected");
        }
        const auto value = m_lexer.next();
        if (!value) {
            return failure(value.error());
        }
        if (value->kind == Kind::Open) {
            const bool graphics = key->text == "graphics";
            if (auto read = graphics ? parseGraphics(key->line, out) : skipList(key->line); !read) {
                return failure(read.error());
            }
        } else if (value->kind == Kind::Number || value->kind == Kind::Text) {
            out.push_back({key->text, *value});
        } else {
            return m_problem.bad(value->line, "key " + std::string(key->text) + " has no value");
        }
    }
}

Result<> GmlParser::parseGraphics(std::int64_t line, std::vector<Attribute>& out)
{
    for (;;) {
        const auto key = m_lexer.next();
        if (!key || key->kind == Kind::Close) {
            return key ? Result<>() : failure(key.error());
        }
        const auto value = key->kind == Kind::Key ? m_lexer.next() : key;
        if (!value) {
            return failure(value.error());
        }
        if (value->kind == Kind::Open) {
            if (auto skipped = skipList(key->line); !skipped) {
                return skipped;
            }
        } else if (value->kind != Kind::Number && value->kind != Kind::Text) {
            return m_problem.bad(value->kind == Kind::End ? line : value->line, "a list that is not closed");
        } else if (key->text == "x" || key->text == "y") {
            out.push_back({key->text == "x" ? "graphics.x" : "graphics.y", *value});
        }
    }
}

Result<> GmlParser::skipList(std::int64_t line)
{
    int depth = 1;
    while (depth > 0) {
        const auto token = m_lexer.next();
        if (!token) {
            return failure(token.error());
        }
        if (token->kind == Kind::End) {
            return m_problem.bad(line, "a list that is not closed");
        }
        depth += token->kind == Kind::Open ? 1 : (token->kind == Kind::Close ? -1 : 0);
        if (depth > kMaxDepth) {
            return m_problem.tooLarge(token->line,
                                      "lists nested over " + std::to_string(kMaxDepth) + " deep");
        }
    }
    return {};
}

Result<> GmlParser::addNode(const std::vector<Attribute>& list, std::int64_t line)
{
    const GmlToken* id = find(list, "id");
    if (id == nullptr) {
        return m_problem.bad(line, "a node without id");
    }
    auto label = text(list, "label");
    if (label.empty()) {
        label = text(list, "name");
    }
    const AttributeText attributes = attributesOf(list);
    const ZooPlace place = zooPlace(attributes);
    if (auto added = m_builder.addNode(gmlText(id->text), label, place.lat, place.lon, line); !added) {
        return added;
    }
    const auto x = numberFrom(attributes("graphics.x").value_or(""));
    const auto y = numberFrom(attributes("graphics.y").value_or(""));
    if (x && y) {
        m_builder.drawLastNode({*x, *y});
    }
    return {};
}

Result<> GmlParser::addEdge(const std::vector<Attribute>& list, std::int64_t line)
{
    const GmlToken* source = find(list, "source");
    const GmlToken* target = find(list, "target");
    if (source == nullptr || target == nullptr) {
        return m_problem.bad(line,
                             std::string("an edge without ") + (source == nullptr ? "source" : "target"));
    }
    const auto capacity = zooSpeed(attributesOf(list));
    if (!capacity) {
        const GmlToken* speed = find(list, "LinkSpeedRaw");
        speed = speed != nullptr ? speed : find(list, "LinkSpeed");
        return m_problem.bad(speed->line, capacity.error().reason);
    }
    RawEdge edge;
    edge.source = gmlText(source->text);
    edge.target = gmlText(target->text);
    edge.capacity_bps = capacity->bps;
    edge.hasUnknownSpeed = capacity->hasUnknownUnit;
    edge.line = line;
    return m_builder.addEdge(edge);
}

} // namespace

Result<NetworkFile> readGml(std::string_view text, const std::string& file, const ReadOptions& options)
{
    return GmlParser(text, file, options).parse();
}

} // namespace twin::network
