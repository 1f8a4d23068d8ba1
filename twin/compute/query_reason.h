#pragma once

#include "twin/support/result.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Why a discovery query cannot be read or answered: as data. The command line prints text(), a screen has
/// words of its own by kind (models/discover/query_reason_words.h).
namespace twin::compute {

/// What a reason of the kind has: N1, N2… its names, F its figure.
enum class QueryReasonKind : std::uint8_t {
    Other, ///< none of these: N1 says it in English

    // Signs
    TooLong, ///< more than F bytes
    QuoteOpen,
    NumberOutOfRange,
    DigitFirst,       ///< a name that begins with a digit stands in quotes
    EqualsAfterBang,  ///< '!' is followed by '='
    ControlCharacter, ///< means nothing
    MeansNothing,     ///< N1

    // What is expected here
    JoinExpected, ///< 'and', 'or', 'order by', 'limit' or the end
    FieldExpected,
    SignExpected, ///< N1, in quotes: brackets
    CommaOrCloseExpected,
    OperatorExpected,
    ArgumentExpected,
    NumberExpected,
    TextExpected,
    ProvinceExpected,
    ByExpected,
    LimitExpected, ///< a whole number from 1 to F

    // What there is by name
    UnknownField,     ///< N1; the nearest
    UnknownPrecision, ///< N1; the nearest
    UnknownPrice,
    UnknownProvince, ///< N1
    UnknownDataClass,
    UnknownPlace,   ///< N1; the nearest
    AmbiguousPlace, ///< several are called N1: the nearest are what they are

    // What goes together
    ArgumentMissing, ///< of the field N1
    NoArgument,      ///< the field N1 has none
    TextsCompare,    ///< with =, !=, ~ and in
    NumberHolds,     ///< ~ looks for a part of a text, and this is a number
    ShareTooGreat,   ///< the number N1
    PercentTooGreat, ///< the number N1, with its %
    UnitMissing,     ///< of the number N1; N2 lists the units there are
    UnknownUnit,     ///< N2 of the number N1; N3 lists those there are
    NoUnits,         ///< N2 of the number N1, of a field that has no units

    // Bounds
    TooDeep,            ///< nested more than F deep
    TooManyComparisons, ///< more than F
    TooManyPlaces,      ///< more than F
    TooManyItems,       ///< more than F

    Count
};

inline constexpr std::size_t kQueryReasonKinds = static_cast<std::size_t>(QueryReasonKind::Count);

struct QueryReason
{
    QueryReason() = default;

    /// Of many kinds there is no more to say.
    QueryReason(QueryReasonKind what, // NOLINT(google-explicit-constructor)
                std::vector<std::string> named = {}, std::size_t bound = 0,
                std::vector<std::string> near = {})
        : kind(what)
        , names(std::move(named))
        , figure(bound)
        , nearest(std::move(near))
    {}

    QueryReasonKind kind = QueryReasonKind::Other;
    std::vector<std::string> names;
    std::size_t figure = 0;
    std::vector<std::string> nearest; ///< names there are, the nearest first

    friend bool operator==(const QueryReason&, const QueryReason&) = default;
};

/// In plain English: `there is no field 'chipp'; nearest: chip`.
[[nodiscard]] std::string text(const QueryReason& reason);

/// An error of a query at a place of it, for whoever prints it, and the reason as data.
struct QueryFault : Error
{
    QueryFault() = default;

    /// @param at column in characters, from 1; 0: of the whole query
    /// @param why its names are cut where they are too long to be shown
    QueryFault(std::int64_t at, QueryReason why);

    QueryReason because;
};

/// A value, or what is wrong with a query. Converts to Result, which keeps the text alone.
template <typename T = void> class [[nodiscard]] QueryResult : public tl::expected<T, QueryFault>
{
  public:
    using tl::expected<T, QueryFault>::expected;
};

/// `return queryFailure(token.column, {QueryReasonKind::QuoteOpen});`
[[nodiscard]] inline tl::unexpected<QueryFault> queryFailure(std::int64_t column, QueryReason why)
{
    return tl::unexpected<QueryFault>(QueryFault(column, std::move(why)));
}

/// The same fault.
[[nodiscard]] inline tl::unexpected<QueryFault> queryFailure(QueryFault fault)
{
    return tl::unexpected<QueryFault>(std::move(fault));
}

} // namespace twin::compute
