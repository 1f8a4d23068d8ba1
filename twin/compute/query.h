#pragma once

#include "twin/compute/query_fields.h"
#include "twin/compute/query_reason.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin::compute {

inline constexpr std::size_t kMostComparisons = 200;
inline constexpr std::size_t kMostListItems = 1'000;
inline constexpr std::size_t kMostPlaces = 16;
inline constexpr std::size_t kDeepestQuery = 50;
inline constexpr std::uint32_t kMostRows = 100'000;

enum class CompareOp : std::uint8_t { Equal, NotEqual, Less, AtMost, Greater, AtLeast, Holds };

/// `field op value`, or `field in (values)`.
struct Comparison
{
    FieldUse field;
    CompareOp op = CompareOp::Equal;
    double number = 0;              ///< in the field's own unit
    std::vector<double> numbers;    ///< of `in`
    std::vector<std::string> texts; ///< any of them; of `province` six-digit codes
    bool isText = false;
    std::int64_t column = 1;
};

/// A part of the condition; children come before their parent.
struct QueryNode
{
    enum class Kind : std::uint8_t { Compare, And, Or, Not };
    Kind kind = Kind::Compare;
    std::uint32_t first = 0;  ///< comparison, or child
    std::uint32_t second = 0; ///< child
};

/// A place whose latency is asked for; ways may be bound to provinces.
struct QueryPlace
{
    std::string name;
    std::vector<std::uint32_t> provinces; ///< adcodes; empty = any
    std::int64_t column = 1;
};

/// A query that was read. Values only; means nothing without an OfferTable.
struct Query
{
    std::vector<Comparison> comparisons;
    std::vector<QueryNode> nodes; ///< the last one is the whole condition; empty: everything
    std::vector<QueryPlace> places;
    FieldUse order; ///< if hasOrder, else by score
    bool hasOrder = false;
    bool isDescending = true; ///< scores unless it is said otherwise; fields only if it is said
    std::uint32_t limit = kMostRows;
};

/// Reads `[condition] [order by FIELD [asc|desc]] [limit N]`. Conditions: comparisons joined by and, or, not
/// and brackets (not binds before and, and before or); docs/compute.md has the fields. Latency:
/// `latency(PLACE)` or `latency(PLACE via PROVINCE, …)`.
/// Errors: BadInput, `query:1:COLUMN: reason`; TooLarge.
[[nodiscard]] QueryResult<Query> parseQuery(std::string_view text);

} // namespace twin::compute
