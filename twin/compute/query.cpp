#include "twin/compute/query.h"

#include "twin/compute/data_rules.h"
#include "twin/compute/query_text.h"
#include "twin/support/name_list.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace twin::compute {

namespace {

using Kind = QueryToken::Kind;

constexpr std::array<std::pair<std::string_view, CompareOp>, 7> kOperators{{{"=", CompareOp::Equal},
                                                                            {"!=", CompareOp::NotEqual},
                                                                            {"<", CompareOp::Less},
                                                                            {"<=", CompareOp::AtMost},
                                                                            {">", CompareOp::Greater},
                                                                            {">=", CompareOp::AtLeast},
                                                                            {"~", CompareOp::Holds}}};
constexpr std::array<std::pair<std::string_view, registry::PriceKind>, 4> kPrices{
    {{"on_demand", registry::PriceKind::OnDemand},
     {"reserved", registry::PriceKind::Reserved},
     {"spot", registry::PriceKind::Spot},
     {"night", registry::PriceKind::Night}}};

using enum QueryReasonKind;

/// There is no such one, but what is near it.
QueryReason unknown(QueryReasonKind kind, std::string_view word, const std::vector<std::string>& names)
{
    return {kind, {std::string(word)}, 0, nearestNames(word, names)};
}

/// Recursive descent over the tokens.
class Parser
{
  public:
    explicit Parser(std::vector<QueryToken> tokens)
        : m_tokens(std::move(tokens))
    {}

    QueryResult<Query> run()
    {
        if (!isWord("order") && !isWord("limit") && at().kind != Kind::End) {
            if (const auto whole = either(0); !whole) {
                return queryFailure(whole.error());
            }
        }
        if (const auto tail = orderAndLimit(); !tail) {
            return queryFailure(tail.error());
        }
        if (at().kind != Kind::End) {
            return queryFailure(at().column, {JoinExpected});
        }
        return std::move(m_query);
    }

  private:
    [[nodiscard]] const QueryToken& at() const { return m_tokens[m_at]; }

    [[nodiscard]] bool isWord(std::string_view word) const
    {
        return at().kind == Kind::Word && at().text == word;
    }

    QueryToken take()
    {
        QueryToken out = at();
        m_at += at().kind == Kind::End ? 0 : 1;
        return out;
    }

    std::uint32_t add(QueryNode node)
    {
        m_query.nodes.push_back(node);
        return static_cast<std::uint32_t>(m_query.nodes.size() - 1);
    }

    QueryResult<std::uint32_t> either(std::size_t depth) { return chain(depth, "or", QueryNode::Kind::Or); }

    /// Parts joined by one word.
    QueryResult<std::uint32_t> chain(std::size_t depth, std::string_view word, QueryNode::Kind kind)
    {
        const auto part = [&] {
            return kind == QueryNode::Kind::Or ? chain(depth, "and", QueryNode::Kind::And) : factor(depth);
        };
        auto left = part();
        while (left && isWord(word)) {
            take();
            const auto right = part();
            if (!right) {
                return right;
            }
            left = add({kind, *left, *right});
        }
        return left;
    }

    QueryResult<std::uint32_t> factor(std::size_t depth)
    {
        if (depth > kDeepestQuery) {
            return queryFailure(at().column, {TooDeep, {}, kDeepestQuery});
        }
        if (isWord("not")) {
            take();
            const auto inner = factor(depth + 1);
            return inner ? QueryResult<std::uint32_t>(add({QueryNode::Kind::Not, *inner, 0})) : inner;
        }
        if (at().kind == Kind::Open) {
            take();
            const auto inner = either(depth + 1);
            if (inner) {
                if (const QueryToken close = take(); close.kind != Kind::Close) {
                    return queryFailure(close.column, {SignExpected, {")"}});
                }
            }
            return inner;
        }
        return comparison();
    }

    QueryResult<std::uint32_t> comparison()
    {
        if (m_query.comparisons.size() == kMostComparisons) {
            return queryFailure(at().column, {TooManyComparisons, {}, kMostComparisons});
        }
        Comparison out;
        out.column = at().column;
        const auto field = fieldUse();
        if (!field) {
            return queryFailure(field.error());
        }
        out.field = *field;
        out.isText = fieldInfo(field->id).isText;
        const auto read = isWord("in") ? list(out) : single(out);
        if (!read) {
            return queryFailure(read.error());
        }
        m_query.comparisons.push_back(std::move(out));
        return add({QueryNode::Kind::Compare, static_cast<std::uint32_t>(m_query.comparisons.size() - 1), 0});
    }

    QueryResult<FieldUse> fieldUse()
    {
        const QueryToken token = take();
        if (token.kind != Kind::Word) {
            return queryFailure(token.column, {FieldExpected});
        }
        FieldUse out;
        if (const auto precision = precisionFromName(token.text)) {
            out.id = FieldId::Declared;
            out.precision = *precision;
            return out;
        }
        const auto fields = queryFields();
        const auto found = std::ranges::find(fields, token.text, &FieldInfo::name);
        if (found == fields.end()) {
            std::vector<std::string> names;
            for (const FieldInfo& info : fields) {
                names.emplace_back(info.name);
            }
            return queryFailure(token.column, unknown(UnknownField, token.text, names));
        }
        out.id = found->id;
        if (const auto read = argument(*found, token, out); !read) {
            return queryFailure(read.error());
        }
        return out;
    }

    QueryResult<> argument(const FieldInfo& info, const QueryToken& token, FieldUse& out)
    {
        if (at().kind != Kind::Open) {
            const bool isNeeded =
                info.argument == FieldArgument::Precision || info.argument == FieldArgument::Place;
            return isNeeded ? QueryResult<>(queryFailure(token.column, {ArgumentMissing, {token.text}}))
                            : QueryResult<>();
        }
        if (info.argument == FieldArgument::None) {
            return queryFailure(at().column, {NoArgument, {token.text}});
        }
        take();
        const QueryToken word = take();
        if (word.kind != Kind::Word && word.kind != Kind::Text) {
            return queryFailure(word.column, {ArgumentExpected});
        }
        if (const auto read = meaning(info.argument, word, out); !read) {
            return read;
        }
        const QueryToken close = take();
        return close.kind == Kind::Close ? QueryResult<>()
                                         : QueryResult<>(queryFailure(close.column, {SignExpected, {")"}}));
    }

    QueryResult<> meaning(FieldArgument argument, const QueryToken& word, FieldUse& out)
    {
        if (argument == FieldArgument::Place) {
            return place(word, out);
        }
        if (argument == FieldArgument::Precision) {
            const auto precision = precisionFromName(word.text);
            out.precision = precision.value_or(Precision::Fp16);
            return precision ? QueryResult<>()
                             : QueryResult<>(queryFailure(
                                   word.column, unknown(UnknownPrecision, word.text,
                                                        {kPrecisionNames.begin(), kPrecisionNames.end()})));
        }
        const auto found =
            std::ranges::find(kPrices, word.text, &std::pair<std::string_view, registry::PriceKind>::first);
        if (found == kPrices.end()) {
            return queryFailure(word.column, {UnknownPrice});
        }
        out.price = found->second;
        return {};
    }

    QueryResult<> place(const QueryToken& word, FieldUse& out)
    {
        QueryPlace place{word.text, {}, word.column};
        if (isWord("via")) {
            do {
                take();
                const QueryToken province = take();
                const auto code = provinceCalled(province.text);
                if (!code) {
                    return queryFailure(province.column, {ProvinceExpected});
                }
                place.provinces.push_back(*code);
            } while (at().kind == Kind::Comma && place.provinces.size() < kMostListItems);
        }
        const auto same = std::ranges::find_if(m_query.places, [&](const QueryPlace& other) {
            return other.name == place.name && other.provinces == place.provinces;
        });
        out.place = static_cast<std::uint32_t>(same - m_query.places.begin());
        if (same != m_query.places.end()) {
            return {};
        }
        if (m_query.places.size() == kMostPlaces) {
            return queryFailure(word.column, {TooManyPlaces, {}, kMostPlaces});
        }
        m_query.places.push_back(std::move(place));
        return {};
    }

    QueryResult<> single(Comparison& out)
    {
        const QueryToken sign = take();
        const auto found =
            std::ranges::find(kOperators, sign.text, &std::pair<std::string_view, CompareOp>::first);
        if (sign.kind != Kind::Operator || found == kOperators.end()) {
            return queryFailure(sign.column, {OperatorExpected});
        }
        out.op = found->second;
        const bool fits = out.isText ? out.op == CompareOp::Equal || out.op == CompareOp::NotEqual ||
                                           out.op == CompareOp::Holds
                                     : out.op != CompareOp::Holds;
        if (!fits) {
            return queryFailure(sign.column, {out.isText ? TextsCompare : NumberHolds});
        }
        const auto read = value(out);
        if (read && !out.isText) {
            out.number = out.numbers.front();
            out.numbers.clear();
        }
        return read;
    }

    QueryResult<> list(Comparison& out)
    {
        take();
        if (const QueryToken open = take(); open.kind != Kind::Open) {
            return queryFailure(open.column, {SignExpected, {"("}});
        }
        for (std::size_t items = 0;; ++items) {
            if (items == kMostListItems) {
                return queryFailure(at().column, {TooManyItems, {}, kMostListItems});
            }
            if (const auto read = value(out); !read) {
                return read;
            }
            const QueryToken next = take();
            if (next.kind == Kind::Close) {
                return {};
            }
            if (next.kind != Kind::Comma) {
                return queryFailure(next.column, {CommaOrCloseExpected});
            }
        }
    }

    QueryResult<> value(Comparison& out)
    {
        const QueryToken token = take();
        if (out.isText) {
            return textValue(token, out);
        }
        if (token.kind != Kind::Number) {
            return queryFailure(token.column, {NumberExpected});
        }
        const auto number =
            readQuantity(fieldInfo(out.field.id).dimension, token.number, token.text, token.unit);
        if (!number) {
            return queryFailure(token.column, number.error());
        }
        out.numbers.push_back(*number);
        return {};
    }

    QueryResult<> textValue(const QueryToken& token, Comparison& out)
    {
        if (token.kind != Kind::Word && token.kind != Kind::Text && token.kind != Kind::Number) {
            return queryFailure(token.column, {TextExpected});
        }
        std::string text = token.text + token.unit;
        if (out.field.id == FieldId::Province && out.op != CompareOp::Holds) {
            const auto code = provinceCalled(text);
            if (!code) {
                return queryFailure(token.column, {UnknownProvince, {text}});
            }
            text = std::to_string(*code);
        }
        if (out.field.id == FieldId::Handles && !dataClassFromName(text)) {
            return queryFailure(token.column, {UnknownDataClass});
        }
        out.texts.push_back(std::move(text));
        return {};
    }

    QueryResult<> orderAndLimit()
    {
        if (isWord("order")) {
            take();
            if (const QueryToken by = take(); by.text != "by") {
                return queryFailure(by.column, {ByExpected});
            }
            if (isWord("score")) {
                take();
            } else {
                const auto field = fieldUse();
                if (!field) {
                    return queryFailure(field.error());
                }
                m_query.order = *field;
                m_query.hasOrder = true;
                m_query.isDescending = false;
            }
            if (isWord("asc") || isWord("desc")) {
                m_query.isDescending = take().text == "desc";
            }
        }
        if (isWord("limit")) {
            take();
            const QueryToken count = take();
            if (count.kind != Kind::Number || !count.unit.empty() || count.number < 1 ||
                count.number > kMostRows || count.number != std::floor(count.number)) {
                return queryFailure(count.column, {LimitExpected, {}, kMostRows});
            }
            m_query.limit = static_cast<std::uint32_t>(count.number);
        }
        return {};
    }

    std::vector<QueryToken> m_tokens;
    std::size_t m_at = 0;
    Query m_query;
};

} // namespace

QueryResult<Query> parseQuery(std::string_view text)
{
    auto tokens = queryTokens(text);
    if (!tokens) {
        return queryFailure(tokens.error());
    }
    return Parser(std::move(*tokens)).run();
}

} // namespace twin::compute
