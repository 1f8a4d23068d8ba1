#include "twin/compute/query_reason.h"

#include "twin/support/text_encoding.h"

#include <array>
#include <string_view>

namespace twin::compute {

namespace {

using enum QueryReasonKind;

constexpr std::size_t kShownBytes = 80;

struct Words
{
    QueryReasonKind kind;
    std::string_view text; ///< %1 and so on its names, %F its figure
};

constexpr std::array<Words, kQueryReasonKinds> kWords{{
    {Other, "%1"},
    {TooLong, "a query has at most %F bytes"},
    {QuoteOpen, "this quote is not closed"},
    {NumberOutOfRange, "this number is out of range"},
    {DigitFirst, "a name that begins with a digit stands in quotes"},
    {EqualsAfterBang, "'!' is followed by '='"},
    {ControlCharacter, "this control character means nothing"},
    {MeansNothing, "'%1' means nothing here"},
    {JoinExpected, "'and', 'or', 'order by', 'limit' or the end is expected here"},
    {FieldExpected, "a field is expected here"},
    {SignExpected, "'%1' is expected here"},
    {CommaOrCloseExpected, "',' or ')' is expected here"},
    {OperatorExpected, "=, !=, <, <=, >, >=, ~ or 'in' is expected here"},
    {ArgumentExpected, "an argument is expected here"},
    {NumberExpected, "a number is expected here"},
    {TextExpected, "a text is expected here"},
    {ProvinceExpected, "a province is expected here, by code or name"},
    {ByExpected, "'by' is expected here"},
    {LimitExpected, "a whole number from 1 to %F is expected here"},
    {UnknownField, "there is no field '%1'"},
    {UnknownPrecision, "there is no precision '%1'"},
    {UnknownPrice, "prices are on_demand, reserved, spot and night"},
    {UnknownProvince, "there is no province '%1'"},
    {UnknownDataClass, "data is general, important or core"},
    {UnknownPlace, "no place is called '%1'"},
    {AmbiguousPlace, "several places are called '%1'"},
    {ArgumentMissing, "%1 is followed by its argument in brackets"},
    {NoArgument, "%1 has no argument"},
    {TextsCompare, "texts are compared with =, !=, ~ and in"},
    {NumberHolds, "'~' looks for a part of a text, and this is a number"},
    {ShareTooGreat, "%1 is more than the whole: a share is 0 to 1, or %1%"},
    {PercentTooGreat, "%1% is more than the whole: a share is at most 100%"},
    {UnitMissing, "%1 needs a unit: %2"},
    {UnknownUnit, "%1 has no unit %2: %3"},
    {NoUnits, "%1 has no unit %2: it is a plain number"},
    {TooDeep, "brackets and 'not' are nested more than %F deep"},
    {TooManyComparisons, "a query has at most %F comparisons"},
    {TooManyPlaces, "a query has at most %F places"},
    {TooManyItems, "a list has at most %F items"},
}};

/// In one pass: a name may itself have a `%2`.
std::string filled(std::string_view words, const QueryReason& reason)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const char next = words[i] == '%' && i + 1 < words.size() ? words[i + 1] : '\0';
        if (next == 'F') {
            out += std::to_string(reason.figure);
            ++i;
        } else if (next >= '1' && next <= '9') {
            const auto place = static_cast<std::size_t>(next - '1');
            out += place < reason.names.size() ? reason.names[place] : std::string();
            ++i;
        } else {
            out += words[i];
        }
    }
    return out;
}

/// Blanks at the ends of a short name stay: they may be what is wrong with it.
QueryReason shown(QueryReason reason)
{
    for (std::string& name : reason.names) {
        if (name.size() > kShownBytes) {
            name = lineOfText(name, kShownBytes) + "...";
        }
    }
    return reason;
}

} // namespace

std::string text(const QueryReason& reason)
{
    std::string out = filled(kWords[static_cast<std::size_t>(reason.kind)].text, reason);
    // Those that bear a name are listed whole, of those that are near it some.
    const std::string_view before = reason.kind == AmbiguousPlace ? ": " : "; nearest: ";
    for (std::size_t i = 0; i < reason.nearest.size(); ++i) {
        out.append(i == 0 ? before : ", ").append(reason.nearest[i]);
    }
    return out;
}

QueryFault::QueryFault(std::int64_t at, QueryReason why)
    : because(shown(std::move(why)))
{
    code = because.kind == TooLong ? ErrorCode::TooLarge : ErrorCode::BadInput;
    reason = compute::text(because);
    if (at > 0) {
        file = "query";
        line = 1;
        column = at;
    }
}

} // namespace twin::compute
