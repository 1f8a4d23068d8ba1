#include "models/discover/query_completion.h"

#include "models/format/format.h"
#include "twin/compute/query_fields.h"
#include "twin/compute/query_text.h"
#include "twin/support/geography.h"

#include <QSet>

#include <algorithm>

namespace models {

using namespace twin::compute;

namespace {

constexpr qsizetype kMostValues = 200; ///< of a field that has its list; more are searched, not chosen

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || QStringLiteral("_.-/@#~").contains(c) || c.unicode() > 0x7F;
}

/// A word that the query has to quote.
QString quoted(const QString& word)
{
    const bool isPlain = !word.isEmpty() && std::ranges::all_of(word, isWordPart) && !word[0].isDigit();
    return isPlain ? word : u'"' + word + u'"';
}

/// What stands before the word at the cursor.
struct Before
{
    QString field;           ///< whose value is being written; empty: none
    bool isOperator = false; ///< a field stands before: an operator is missing
    QString argumentOf;      ///< field whose brackets are open
    bool isVia = false;      ///< in `latency(X via …`
    bool isOrder = false;    ///< `order` stands before
    bool isOrderBy = false;  ///< `order by` stands before
    bool isAfterValue = false;
    bool isInText = false; ///< a quote is open
};

bool isField(const QString& word)
{
    const std::string name = format::utf8(word);
    return twin::precisionFromName(name).has_value() ||
           std::ranges::any_of(queryFields(), [&](const FieldInfo& info) { return info.name == name; });
}

const FieldInfo* infoOf(const QString& word)
{
    const auto fields = queryFields();
    const auto found = std::ranges::find(fields, std::string_view(format::utf8(word)), &FieldInfo::name);
    return found == fields.end() ? nullptr : &*found;
}

/// Walks over the words once, keeping what the next one would be.
Before lookBefore(const QString& text)
{
    Before out;
    const auto tokens = queryTokens(format::utf8(text));
    if (!tokens) {
        out.isInText = true;
        return out;
    }
    using Kind = QueryToken::Kind;
    QString field; // the last one seen
    bool isList = false;
    for (const QueryToken& token : *tokens) {
        const QString word = format::text(token.text);
        const bool isWord = token.kind == Kind::Word;
        if (token.kind == Kind::End) {
            break;
        }
        if (!out.argumentOf.isEmpty()) {
            out.isVia = out.isVia || (isWord && word == u"via");
            if (token.kind == Kind::Close) {
                out.argumentOf.clear();
                out.isVia = false;
                out.isOperator = true;
            }
        } else if (isWord && word == u"in" && out.isOperator) {
            out.isOperator = false;
            out.field = field;
        } else if (token.kind == Kind::Open && !out.field.isEmpty()) {
            isList = true;
        } else if (token.kind == Kind::Open && out.isOperator) {
            out.argumentOf = field;
            out.isOperator = false;
        } else if (token.kind == Kind::Operator && out.isOperator) {
            out.isOperator = false;
            out.field = field;
        } else if (!out.field.isEmpty()) { // a value
            if (!isList || token.kind == Kind::Close) {
                out.field.clear();
                out.isAfterValue = true;
                isList = false;
            }
        } else if (isWord && (word == u"and" || word == u"or" || word == u"not")) {
            out.isAfterValue = false;
        } else if (isWord && word == u"order") {
            out.isOrder = true;
        } else if (isWord && word == u"by" && out.isOrder) {
            out.isOrder = false;
            out.isOrderBy = true;
        } else if (isWord && isField(word)) {
            field = word;
            out.isOperator = !out.isOrderBy;
            out.isAfterValue = out.isOrderBy;
            out.isOrderBy = false;
        }
    }
    return out;
}

QStringList fieldWords()
{
    QStringList out;
    for (const FieldInfo& info : queryFields()) {
        const bool needsBracket =
            info.argument == FieldArgument::Precision || info.argument == FieldArgument::Place;
        out.append(format::text(info.name) + (needsBracket ? QStringLiteral("(") : QString()));
    }
    for (const std::string_view precision : twin::kPrecisionNames) {
        out.append(format::text(precision));
    }
    return out;
}

QStringList provinceWords()
{
    QStringList out;
    for (const twin::Province& province : twin::provinces()) {
        out.append(format::text(province.shortName.zh));
    }
    return out;
}

QStringList argumentWords(const Before& before, const QueryWords* words)
{
    const FieldInfo* info = infoOf(before.argumentOf);
    switch (info == nullptr ? FieldArgument::None : info->argument) {
    case FieldArgument::Precision: {
        QStringList out;
        for (const std::string_view precision : twin::kPrecisionNames) {
            out.append(format::text(precision) + u')');
        }
        return out;
    }
    case FieldArgument::PriceKind:
        return {QStringLiteral("on_demand)"), QStringLiteral("reserved)"), QStringLiteral("spot)"),
                QStringLiteral("night)")};
    case FieldArgument::Place:
        return before.isVia ? provinceWords() : words != nullptr ? words->places : QStringList();
    case FieldArgument::None:
        break;
    }
    return {};
}

QStringList candidates(const Before& before, const QueryWords* words)
{
    if (before.isInText) {
        return {};
    }
    if (!before.argumentOf.isEmpty()) {
        return argumentWords(before, words);
    }
    if (!before.field.isEmpty()) {
        return words != nullptr ? words->values.value(before.field) : QStringList();
    }
    if (before.isOperator) {
        return {QStringLiteral("in (")};
    }
    if (before.isOrder) {
        return {QStringLiteral("by")};
    }
    if (before.isAfterValue) {
        return {QStringLiteral("and"),   QStringLiteral("or"),  QStringLiteral("order by"),
                QStringLiteral("limit"), QStringLiteral("asc"), QStringLiteral("desc")};
    }
    QStringList out = fieldWords();
    if (before.isOrderBy) {
        out.prepend(QStringLiteral("score"));
    } else {
        out << QStringLiteral("not") << QStringLiteral("order by") << QStringLiteral("limit");
    }
    return out;
}

} // namespace

QueryWordsPtr queryWords(const OfferTable& table, twin::registry::RegistryPtr registry)
{
    auto out = std::make_shared<QueryWords>();
    for (const FieldInfo& info : queryFields()) {
        const bool isSearched = info.id == FieldId::Id || info.id == FieldId::Name;
        if (!info.isText || isSearched) {
            continue;
        }
        QSet<QString> values;
        if (info.id == FieldId::Handles) {
            values = {QStringLiteral("general"), QStringLiteral("important"), QStringLiteral("core")};
        } else if (info.id == FieldId::Province) {
            for (const ComputeOffer& offer : table.offers()) {
                if (const twin::Province* province = twin::provinceOf(table.pool(offer).adcode)) {
                    values.insert(format::text(province->shortName.zh));
                }
            }
        } else {
            for (const ComputeOffer& offer : table.offers()) {
                values.insert(quoted(format::text(fieldText(table, offer, info.id))));
            }
        }
        values.remove(QStringLiteral("\"\""));
        QStringList sorted(values.begin(), values.end());
        if (sorted.size() <= kMostValues) {
            sorted.sort();
            out->values.insert(format::text(info.name), sorted);
        }
    }
    for (const auto& site : registry->sites) {
        out->places.append(quoted(format::text(site.id)));
    }
    for (const auto& pool : registry->pools) {
        out->places.append(quoted(format::text(pool.id)));
    }
    out->registry = std::move(registry);
    return out;
}

QueryCompletion completeQuery(const QString& text, qsizetype cursor, const QueryWords* words)
{
    QueryCompletion out;
    if (text.size() > static_cast<qsizetype>(kMostQueryBytes)) {
        return out;
    }
    out.to = std::clamp<qsizetype>(cursor, 0, text.size());
    out.from = out.to;
    while (out.from > 0 && isWordPart(text[out.from - 1])) {
        --out.from;
    }
    const QString written = text.mid(out.from, out.to - out.from);
    if (!written.isEmpty() && written[0].isDigit()) {
        return out; // a number
    }
    const QStringList fitting = candidates(lookBefore(text.left(out.from)), words);
    for (const QString& word : fitting) {
        const QString plain = word.startsWith(u'"') ? word.mid(1) : word;
        if (plain.startsWith(written, Qt::CaseInsensitive) && word != written &&
            out.words.size() < kMostCompletions) {
            out.words.append(word);
        }
    }
    return out;
}

QString queryFieldHelp(const QString& field)
{
    const FieldInfo* info = infoOf(QString(field).remove(u'('));
    return info == nullptr ? QString() : format::text(info->help);
}

} // namespace models
