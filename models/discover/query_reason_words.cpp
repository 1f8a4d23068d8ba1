#include "models/discover/query_reason_words.h"

#include "models/format/format.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace models {

using namespace twin::compute;
using enum QueryReasonKind;

namespace {

/// What stands for %1 of the text: a name as it is, or the figure.
enum class Takes : std::uint8_t { Names, Figure };

struct Words
{
    QueryReasonKind kind;
    const char* text;
    Takes takes = Takes::Names;
};

constexpr std::array kWords{
    Words{TooLong, QT_TRANSLATE_NOOP("models::QueryReasonWords", "a query has at most %1 bytes"),
          Takes::Figure},
    Words{QuoteOpen, QT_TRANSLATE_NOOP("models::QueryReasonWords", "this quote is not closed")},
    Words{NumberOutOfRange, QT_TRANSLATE_NOOP("models::QueryReasonWords", "this number is out of range")},
    Words{DigitFirst,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "a name that begins with a digit stands in quotes")},
    Words{EqualsAfterBang, QT_TRANSLATE_NOOP("models::QueryReasonWords", "! is followed by =")},
    Words{ControlCharacter,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "this control character means nothing")},
    Words{MeansNothing, QT_TRANSLATE_NOOP("models::QueryReasonWords", "“%1” means nothing here")},
    Words{JoinExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords",
                                          "and, or, order by, limit or the end is expected here")},
    Words{FieldExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "a field is expected here")},
    Words{SignExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "“%1” is expected here")},
    Words{CommaOrCloseExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "“,” or “)” is expected here")},
    Words{OperatorExpected,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "=, !=, <, <=, >, >=, ~ or in is expected here")},
    Words{ArgumentExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "an argument is expected here")},
    Words{NumberExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "a number is expected here")},
    Words{TextExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "a text is expected here")},
    Words{ProvinceExpected,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "a province is expected here, by code or name")},
    Words{ByExpected, QT_TRANSLATE_NOOP("models::QueryReasonWords", "by is expected here, as in order by")},
    Words{LimitExpected,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "a whole number from 1 to %1 is expected here"),
          Takes::Figure},
    Words{UnknownField, QT_TRANSLATE_NOOP("models::QueryReasonWords", "there is no field “%1”")},
    Words{UnknownPrecision, QT_TRANSLATE_NOOP("models::QueryReasonWords", "there is no precision “%1”")},
    Words{UnknownPrice,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "prices are on_demand, reserved, spot and night")},
    Words{UnknownProvince, QT_TRANSLATE_NOOP("models::QueryReasonWords", "there is no province “%1”")},
    Words{UnknownDataClass,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "data is general, important or core")},
    Words{UnknownPlace, QT_TRANSLATE_NOOP("models::QueryReasonWords", "no place is called “%1”")},
    Words{AmbiguousPlace, QT_TRANSLATE_NOOP("models::QueryReasonWords", "several places are called “%1”")},
    Words{ArgumentMissing,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "%1 is followed by its argument in brackets")},
    Words{NoArgument, QT_TRANSLATE_NOOP("models::QueryReasonWords", "%1 has no argument")},
    Words{TextsCompare,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "texts are compared with =, !=, ~ and in")},
    Words{NumberHolds, QT_TRANSLATE_NOOP("models::QueryReasonWords",
                                         "~ looks for a part of a text, and this is a number")},
    Words{ShareTooGreat, QT_TRANSLATE_NOOP("models::QueryReasonWords",
                                           "%1 is more than the whole: a share is 0 to 1, or %1%")},
    Words{PercentTooGreat, QT_TRANSLATE_NOOP("models::QueryReasonWords",
                                             "%1% is more than the whole: a share is at most 100%")},
    Words{UnitMissing, QT_TRANSLATE_NOOP("models::QueryReasonWords", "%1 needs a unit: %2")},
    Words{UnknownUnit, QT_TRANSLATE_NOOP("models::QueryReasonWords", "%1 has no unit %2: %3")},
    Words{NoUnits, QT_TRANSLATE_NOOP("models::QueryReasonWords", "%1 has no unit %2: it is a plain number")},
    Words{TooDeep,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "brackets and not are nested more than %1 deep"),
          Takes::Figure},
    Words{TooManyComparisons,
          QT_TRANSLATE_NOOP("models::QueryReasonWords", "a query has at most %1 comparisons"), Takes::Figure},
    Words{TooManyPlaces, QT_TRANSLATE_NOOP("models::QueryReasonWords", "a query has at most %1 places"),
          Takes::Figure},
    Words{TooManyItems, QT_TRANSLATE_NOOP("models::QueryReasonWords", "a list has at most %1 items"),
          Takes::Figure},
};

const Words* wordsOf(QueryReasonKind kind)
{
    const auto* found = std::ranges::find(kWords, kind, &Words::kind);
    return found != kWords.end() ? found : nullptr;
}

/// All at once: a name may itself have a `%2`.
QString filled(const QString& text, const QStringList& with)
{
    switch (with.size()) {
    case 0:
        return text;
    case 1:
        return text.arg(with[0]);
    case 2:
        return text.arg(with[0], with[1]);
    default:
        return text.arg(with[0], with[1], with[2]);
    }
}

/// What stands at a column, up to a blank; nothing at the end.
QString wordAt(const QString& text, qsizetype column)
{
    constexpr qsizetype kMostShown = 24;
    const QList<uint> characters = text.toUcs4();
    QString out;
    for (qsizetype i = column - 1; i >= 0 && i < characters.size(); ++i) {
        const char32_t next = characters[i];
        if (QChar::isSpace(next)) {
            break;
        }
        if (i - column + 1 == kMostShown) {
            return out + QChar(0x2026);
        }
        out += QString::fromUcs4(&next, 1);
    }
    return out;
}

} // namespace

QString QueryReasonWords::of(const QueryReason& reason)
{
    const Words* words = wordsOf(reason.kind);
    if (words == nullptr) {
        return format::text(text(reason));
    }
    QStringList with;
    if (words->takes == Takes::Figure) {
        with.append(QString::number(reason.figure)); // as it is typed: no grouping
    } else {
        for (const std::string& name : reason.names) {
            with.append(format::text(name));
        }
    }
    const QString out = filled(tr(words->text), with);
    if (reason.nearest.empty()) {
        return out;
    }
    QStringList near;
    for (const std::string& name : reason.nearest) {
        near.append(format::text(name));
    }
    const QString list = near.join(tr(", ", "between things listed"));
    return reason.kind == AmbiguousPlace ? tr("%1: %2", "what is so; what bears the name").arg(out, list)
                                         : tr("%1; nearest: %2").arg(out, list);
}

bool QueryReasonWords::has(QueryReasonKind kind)
{
    return wordsOf(kind) != nullptr;
}

QueryFaultText QueryFaultText::of(const QueryFault& fault, const QString& text)
{
    QueryFaultText out;
    out.column = static_cast<qsizetype>(fault.column);
    out.reason = QueryReasonWords::of(fault.because);
    if (out.column == 0) {
        out.sentence = tr("The query cannot be answered: %1.").arg(out.reason);
        return out;
    }
    const QString word = wordAt(text, out.column);
    out.sentence = word.isEmpty()
                       ? tr("At the end of the query, column %1: %2.").arg(out.column).arg(out.reason)
                       : tr("At column %1 of the query, at “%2”: %3.")
                             .arg(QString::number(out.column), word, out.reason);
    return out;
}

} // namespace models
