#include "twin/compute/discovery.h"

#include "twin/compute/data_rules.h"
#include "twin/network/latency_reach.h"
#include "twin/network/place_lookup.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/name_list.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::compute {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostBearers = 5; ///< of one name, listed

/// What is known of a condition. And is the least, or the greatest.
enum class Truth : std::uint8_t { False, Unknown, True };

Truth truth(bool holds)
{
    return holds ? Truth::True : Truth::False;
}

Truth opposite(Truth value)
{
    return static_cast<Truth>(2 - static_cast<int>(value));
}

bool holds(CompareOp op, double value, double than)
{
    switch (op) {
    case CompareOp::Equal:
        return value == than;
    case CompareOp::NotEqual:
        return value != than;
    case CompareOp::Less:
        return value < than;
    case CompareOp::AtMost:
        return value <= than;
    case CompareOp::Greater:
        return value > than;
    case CompareOp::AtLeast:
        return value >= than;
    case CompareOp::Holds:
        break;
    }
    return false;
}

class Evaluation
{
  public:
    Evaluation(const Query& query, const OfferTable& table, PlaceLatencies latencies)
        : m_query(query)
        , m_table(table)
        , m_latencies(std::move(latencies))
        , m_truths(query.nodes.size())
    {}

    Truth of(const ComputeOffer& offer)
    {
        for (std::size_t n = 0; n < m_query.nodes.size(); ++n) { // children come first
            const QueryNode& node = m_query.nodes[n];
            switch (node.kind) {
            case QueryNode::Kind::Compare:
                m_truths[n] = compare(m_query.comparisons[node.first], offer);
                break;
            case QueryNode::Kind::And:
                m_truths[n] = std::min(m_truths[node.first], m_truths[node.second]);
                break;
            case QueryNode::Kind::Or:
                m_truths[n] = std::max(m_truths[node.first], m_truths[node.second]);
                break;
            case QueryNode::Kind::Not:
                m_truths[n] = opposite(m_truths[node.first]);
                break;
            }
        }
        return m_truths.empty() ? Truth::True : m_truths.back();
    }

    [[nodiscard]] double number(const FieldUse& field, const ComputeOffer& offer) const
    {
        return fieldNumber(m_table, offer, field, m_latencies);
    }

    [[nodiscard]] double latency(const ComputeOffer& offer) const
    {
        return m_latencies.ms.empty() ? kUnknown : m_latencies.ms.front()[offer.pool.value()];
    }

  private:
    [[nodiscard]] Truth compare(const Comparison& comparison, const ComputeOffer& offer) const
    {
        return comparison.isText ? compareText(comparison, offer) : compareNumber(comparison, offer);
    }

    [[nodiscard]] Truth compareNumber(const Comparison& comparison, const ComputeOffer& offer) const
    {
        const double value = number(comparison.field, offer);
        if (std::isnan(value)) {
            return Truth::Unknown;
        }
        if (!comparison.numbers.empty()) {
            return truth(std::ranges::find(comparison.numbers, value) != comparison.numbers.end());
        }
        return truth(holds(comparison.op, value, comparison.number));
    }

    [[nodiscard]] Truth compareText(const Comparison& comparison, const ComputeOffer& offer) const
    {
        const bool any = std::ranges::any_of(
            comparison.texts, [&](const std::string& text) { return meets(comparison, text, offer); });
        if (!any && comparison.field.id != FieldId::Province &&
            fieldText(m_table, offer, comparison.field.id).empty()) {
            return Truth::Unknown;
        }
        return truth(comparison.op == CompareOp::NotEqual ? !any : any);
    }

    [[nodiscard]] bool meets(const Comparison& comparison, const std::string& text,
                             const ComputeOffer& offer) const
    {
        const registry::Pool& pool = m_table.pool(offer);
        const bool isPart = comparison.op == CompareOp::Holds;
        switch (comparison.field.id) {
        case FieldId::Handles:
            return mayHold(pool, *dataClassFromName(text));
        case FieldId::Province:
            if (!isPart) {
                return std::to_string(pool.adcode / 10'000 * 10'000) == text;
            }
            break;
        case FieldId::Name:
            return isPart ? pool.name.zh.find(text) != std::string::npos ||
                                pool.name.en.find(text) != std::string::npos
                          : pool.name.zh == text || pool.name.en == text;
        default:
            break;
        }
        const std::string value = fieldText(m_table, offer, comparison.field.id);
        return isPart ? value.find(text) != std::string::npos : value == text;
    }

    const Query& m_query;
    const OfferTable& m_table;
    PlaceLatencies m_latencies;
    std::vector<Truth> m_truths;
};

/// None is called so, but some are near it; or several are.
QueryReason whyNoPlace(const std::string& name, const network::Graph& graph, network::PlaceLookup& places)
{
    const std::vector<network::NodeIndex> bearers = places.placesCalled(name);
    if (bearers.empty()) {
        const std::string line = lineOfText(name, kMaxReasonBytes); // without blanks around it
        return {QueryReasonKind::UnknownPlace, {name}, 0, nearestNames(line, places.allNames())};
    }
    QueryReason out{QueryReasonKind::AmbiguousPlace, {name}};
    for (const network::NodeIndex node : bearers) {
        if (out.nearest.size() == kMostBearers) {
            out.nearest.emplace_back("…");
            break;
        }
        out.nearest.push_back(graph.nodeName(node.value()));
    }
    return out;
}

/// One-way latencies from every place of the query, only through the provinces it names.
QueryResult<PlaceLatencies> latenciesOf(const Query& query, const OfferTable& table,
                                        const network::Graph& graph, std::span<const std::uint8_t> failed)
{
    PlaceLatencies out;
    network::PlaceLookup places(graph, &table.registry());
    for (const QueryPlace& place : query.places) {
        const auto node = places.find(place.name);
        if (!node) {
            return queryFailure(place.column, whyNoPlace(place.name, graph, places));
        }
        const std::vector<std::uint8_t> closed =
            place.provinces.empty() ? std::vector<std::uint8_t>(failed.begin(), failed.end())
                                    : closedOutside(graph, table.registry(), place.provinces, failed);
        const auto reach = network::latencyReach(graph, &table.registry(), *node, {}, closed);
        std::vector<double>& ms = out.ms.emplace_back();
        ms.reserve(reach.poolDelay.size());
        for (const TimeNs delay : reach.poolDelay) {
            ms.push_back(delay == network::kUnreachable ? kUnknown : static_cast<double>(delay) / 1e6);
        }
    }
    return out;
}

/// The precision that the query speaks of, for the score.
Precision precisionOf(const Query& query)
{
    for (const Comparison& comparison : query.comparisons) {
        if (comparison.field.id == FieldId::Free || comparison.field.id == FieldId::Declared) {
            return comparison.field.precision;
        }
    }
    return Precision::Fp16;
}

struct Ranked
{
    DiscoveryMatch match;
    double key = 0; ///< ascending, NaN last; fields of text in the order of their bytes
};

/// Equal ones as they stand in the table.
bool isBefore(const Ranked& a, const Ranked& b, bool isDescending)
{
    if (std::isnan(a.key) != std::isnan(b.key)) {
        return std::isnan(b.key);
    }
    if (a.key != b.key && !std::isnan(a.key)) {
        return a.key < b.key;
    }
    const std::string& ofA = a.match.orderedText;
    const std::string& ofB = b.match.orderedText;
    if (ofA != ofB) {
        return isDescending ? ofB < ofA : ofA < ofB;
    }
    return a.match.offer < b.match.offer;
}

} // namespace

QueryResult<DiscoveryAnswer> discover(const Query& query, const OfferTable& table,
                                      const network::Graph& graph, std::span<const std::uint8_t> failed)
{
    auto latencies = latenciesOf(query, table, graph, failed);
    if (!latencies) {
        return queryFailure(latencies.error());
    }
    Evaluation evaluation(query, table, std::move(*latencies));
    const Precision precision = precisionOf(query);
    DiscoveryAnswer out;
    out.considered = table.offers().size();
    std::vector<Ranked> ranked;
    for (std::uint32_t row = 0; row < table.offers().size(); ++row) {
        const ComputeOffer& offer = table.offers()[row];
        const Truth found = evaluation.of(offer);
        out.unknown += found == Truth::Unknown ? 1 : 0;
        if (found != Truth::True) {
            continue;
        }
        Ranked& one = ranked.emplace_back();
        one.match.offer = row;
        one.match.latency_ms = evaluation.latency(offer);
        one.match.score = catsScore(table, offer, precision, one.match.latency_ms);
        one.match.orderedBy = kUnknown;
        if (query.hasOrder && fieldInfo(query.order.id).isText) {
            one.match.orderedText = fieldText(table, offer, query.order.id);
            continue;
        }
        if (query.hasOrder) {
            one.match.orderedBy = evaluation.number(query.order, offer);
        }
        const double key = query.hasOrder ? one.match.orderedBy : one.match.score.whole;
        one.key = query.isDescending ? -key : key;
    }
    out.matched = ranked.size();
    const auto kept = std::min<std::size_t>(ranked.size(), query.limit);
    std::ranges::partial_sort(
        ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept),
        [&query](const Ranked& a, const Ranked& b) { return isBefore(a, b, query.isDescending); });
    for (std::size_t i = 0; i < kept; ++i) {
        out.matches.push_back(ranked[i].match);
    }
    return out;
}

} // namespace twin::compute
