#include "twin/network/sndlib_items.h"

#include "twin/network/readers.h"

namespace twin::network {

namespace {

using Kind = SndlibToken::Kind;

} // namespace

/// `id [( x y ) [( … ) [( … )]]]`: the later groups are reserved for hardware and options.
Result<> SndlibItems::readNode(const SndlibToken& id)
{
    if (m_out.nodes.size() >= m_options.maxNodes) {
        return m_problem.tooLarge(id.line, "more than " + std::to_string(m_options.maxNodes) + " nodes");
    }
    SndlibNode node{std::string(id.text), std::nullopt, id.line};
    for (int group = 0; m_lexer.peek().kind == Kind::Open; ++group) {
        const SndlibToken open = m_lexer.take();
        if (group == 0 && m_lexer.peek().kind == Kind::Word) {
            const SndlibToken x = m_lexer.take();
            const SndlibToken y = m_lexer.take();
            const auto east = numberFrom(x.text);
            const auto north = numberFrom(y.text);
            if (!east || !north) {
                return m_problem.bad(open.line,
                                     "the coordinates of node " + node.id + " are not two numbers");
            }
            node.place = PlanePoint{*east, *north};
            if (auto close = expect(Kind::Close, "')' after two coordinates"); !close) {
                return close;
            }
        } else if (auto skipped = skipGroup(open); !skipped) {
            return skipped;
        }
    }
    m_out.nodes.push_back(std::move(node));
    return {};
}

/// `id ( source target ) pre_installed cost routing_cost setup_cost ( {capacity cost}* )`
Result<> SndlibItems::readLink(const SndlibToken& id)
{
    if (m_out.links.size() >= m_options.maxLinks) {
        return m_problem.tooLarge(id.line, "more than " + std::to_string(m_options.maxLinks) + " links");
    }
    SndlibLink link;
    link.id = std::string(id.text);
    link.line = id.line;
    if (auto ends = readEnds(link.source, link.target); !ends) {
        return ends;
    }
    double values[4] = {};
    constexpr const char* kColumns[4] = {"the pre-installed capacity",
                                         "the cost of the pre-installed capacity", "the routing cost",
                                         "the setup cost"};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto value = amount(kColumns[i]);
        if (!value) {
            return failure(value.error());
        }
        values[i] = *value;
    }
    link.preInstalled = values[0];
    link.routingCost = values[2];
    if (m_lexer.peek().kind == Kind::Open) {
        if (auto modules = readModules(link); !modules) {
            return modules;
        }
    }
    m_out.links.push_back(std::move(link));
    return {};
}

Result<> SndlibItems::readModules(SndlibLink& link)
{
    m_lexer.take();
    while (m_lexer.peek().kind == Kind::Word) {
        const auto capacity = amount("the capacity of a module");
        const auto cost = capacity ? amount("the cost of a module") : capacity;
        if (!cost) {
            return failure(cost.error());
        }
        link.addModule(*capacity);
    }
    return expect(Kind::Close, "')' after the modules of a link");
}

/// `id ( source target ) routing_unit value [max_path_length]`
Result<> SndlibItems::readDemand(const SndlibToken& id)
{
    if (m_out.demands.size() >= m_options.maxDemands) {
        return m_problem.tooLarge(id.line, "more than " + std::to_string(m_options.maxDemands) + " demands");
    }
    SndlibDemand demand;
    demand.id = std::string(id.text);
    demand.line = id.line;
    if (auto ends = readEnds(demand.source, demand.target); !ends) {
        return ends;
    }
    const auto routingUnit = amount("the routing unit");
    const auto value = routingUnit ? amount("the value of the demand") : routingUnit;
    if (!value) {
        return failure(value.error());
    }
    demand.routingUnit = *routingUnit;
    demand.value = *value;
    if (m_lexer.peek().kind == Kind::Word && m_lexer.peek().line == id.line) {
        if (m_lexer.peek().text == "UNLIMITED") {
            m_lexer.take();
        } else if (const auto hops = amount("the longest path, a number or UNLIMITED,"); !hops) {
            return failure(hops.error());
        } else {
            demand.hopLimited = true;
        }
    }
    m_out.demands.push_back(std::move(demand));
    return {};
}

/// `demand ( {path ( link+ )}* )`
Result<> SndlibItems::readPaths(const SndlibToken& demand)
{
    if (auto open = expect(Kind::Open, "'(' after the demand of admissible paths"); !open) {
        return open;
    }
    while (m_lexer.peek().kind == Kind::Word) {
        const SndlibToken id = m_lexer.take();
        SndlibPath path{std::string(demand.text), std::string(id.text), {}, id.line};
        if (auto open = expect(Kind::Open, "'(' after the identifier of a path"); !open) {
            return open;
        }
        while (m_lexer.peek().kind == Kind::Word) {
            path.links.emplace_back(m_lexer.take().text);
            if (++m_pathLinks > kMaxPathLinks) {
                return m_problem.tooLarge(id.line, "admissible paths of over " +
                                                       std::to_string(kMaxPathLinks) + " links");
            }
        }
        if (auto close = expect(Kind::Close, "')' after the links of a path"); !close) {
            return close;
        }
        m_out.paths.push_back(std::move(path));
    }
    return expect(Kind::Close, "')' after the admissible paths of a demand");
}

Result<> SndlibItems::readEnds(std::string& source, std::string& target)
{
    if (auto open = expect(Kind::Open, "'(' before two nodes"); !open) {
        return open;
    }
    for (std::string* end : {&source, &target}) {
        const SndlibToken word = m_lexer.take();
        if (word.kind != Kind::Word) {
            return unexpected(word, "a node");
        }
        *end = std::string(word.text);
    }
    return expect(Kind::Close, "')' after two nodes");
}

Result<> SndlibItems::skipGroup(const SndlibToken& open)
{
    for (std::size_t depth = 1; depth > 0;) {
        const SndlibToken token = m_lexer.take();
        if (token.kind == Kind::End) {
            return m_problem.bad(open.line, "'(' without ')'");
        }
        depth += token.kind == Kind::Open ? 1U : 0U;
        depth -= token.kind == Kind::Close ? 1U : 0U;
    }
    return {};
}

Result<> SndlibItems::expect(Kind kind, const char* what)
{
    const SndlibToken token = m_lexer.take();
    if (token.kind != kind) {
        return unexpected(token, what);
    }
    return {};
}

Result<double> SndlibItems::amount(const char* what)
{
    const SndlibToken token = m_lexer.take();
    const auto value = token.kind == Kind::Word ? numberFrom(token.text) : std::nullopt;
    if (!value || *value < 0) {
        return unexpected(token, std::string(what) + ", a number not below 0,");
    }
    return *value;
}

tl::unexpected<Error> SndlibItems::unexpected(const SndlibToken& token, const std::string& wanted) const
{
    const std::string found =
        token.kind == Kind::End ? "the file ends" : "found '" + std::string(token.text.substr(0, 40)) + "'";
    return m_problem.bad(token.line, wanted + " was expected; " + found);
}

} // namespace twin::network
