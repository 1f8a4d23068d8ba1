#include "models/planner/field_text.h"
#include "models/planner/form_values.h"
#include "twin/scenario/document.h"
#include "twin/scenario/selection.h"
#include "twin/support/json_fields.h"
#include "twin/support/moment_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <optional>

/// From what is typed into a form to a command, by way of the text a file would have: the file's own reader
/// has the last word, so that no form takes what a file refuses.
namespace models {

using namespace twin::scenario;

namespace {

using Kind = FormField::Kind;

QString quoted(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text})
                                .toJson(QJsonDocument::Compact); // ["…"], with all that must be escaped
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

bool isTooLong(const QString& text)
{
    return text.toUtf8().size() > static_cast<qsizetype>(twin::kMaxJsonText);
}

QStringList linesOf(const QString& text)
{
    QStringList out;
    for (const QString& line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty()) {
            out.append(line.trimmed());
        }
    }
    return out;
}

} // namespace

/// Reads the fields of one form into the JSON of one command.
struct FormReading
{
    Q_DECLARE_TR_FUNCTIONS(models::FormReader)

  public:
    const CommandForm& form;
    const FormValues& values;
    FormAnswer answer = {};
    QStringList members = {};

    bool refuse(const QString& field, const QString& reason, bool isIncomplete = false)
    {
        answer = {std::nullopt, field, reason, isIncomplete};
        return false;
    }

    [[nodiscard]] QString value(const char* name) const
    {
        return values.value(QString::fromLatin1(name)).trimmed();
    }

    bool add(const FormField& field, const QString& json)
    {
        members.append(quoted(field.name) + u':' + json);
        return true;
    }

    [[nodiscard]] static QString range(const FormField& field)
    {
        if (field.kind == Kind::Rate) {
            return tr("A rate from %1 to %2, such as 400 Gb/s")
                .arg(field_text::rateText(field_text::digits(field.least)),
                     field_text::rateText(field_text::digits(field.most)));
        }
        const QString least = field_text::shifted(field_text::digits(field.least), -field.shift);
        const QString most = field_text::shifted(field_text::digits(field.most), -field.shift);
        const QString unit = field.unit.isEmpty() ? QString() : QStringLiteral(" ") + field.unit;
        return field.isWhole && field.shift == 0 ? tr("A whole number from %1 to %2").arg(least, most + unit)
                                                 : tr("A number from %1 to %2").arg(least, most + unit);
    }

    bool readNumber(const FormField& field, const QString& typed)
    {
        auto number =
            field.kind == Kind::Rate ? field_text::rateFromText(typed) : field_text::plainNumber(typed);
        if (number && field.kind == Kind::Number) {
            number = field_text::shifted(*number, field.shift);
        }
        const double size = number ? number->toDouble() : 0;
        if (!number || size < field.least || size > field.most ||
            (field.isWhole && !field_text::isWhole(*number))) {
            return refuse(field.name, range(field));
        }
        return add(field, *number);
    }

    bool readMoment(const FormField& field, const QString& typed)
    {
        const auto moment = field_text::momentFromText(typed);
        if (!moment) {
            return refuse(field.name,
                          tr("A moment such as 2026-11-27 21:03, or +1:30 from the beginning on"));
        }
        return add(field, moment->isAbsolute ? quoted(QString::fromStdString(twin::momentText(moment->ns)))
                                             : field_text::shifted(QString::number(moment->ns), -9));
    }

    bool readText(const FormField& field, const QString& typed)
    {
        if (isTooLong(typed)) {
            return refuse(field.name, tr("At most 256 bytes"));
        }
        const bool isProvince = field.source == FieldSource::Province ||
                                (field.source == FieldSource::Target && value("what") == u"province");
        if (isProvince && provinceFromText(typed.toStdString()) == 0) {
            return refuse(field.name, tr("A province's adcode, such as 640000"));
        }
        return add(field, field.source == FieldSource::Province ? typed : quoted(typed));
    }

    bool readTexts(const FormField& field, const QStringList& lines)
    {
        QStringList items;
        for (const QString& line : lines) {
            if (isTooLong(line)) {
                return refuse(field.name, tr("At most 256 bytes"));
            }
            items.append(quoted(line));
        }
        return add(field, u'[' + items.join(u',') + u']');
    }

    bool readPlacements(const FormField& field, const QStringList& lines)
    {
        QStringList items;
        QSet<QString> seen;
        for (const QString& line : lines) {
            const QString pool = line.section(u' ', 0, -2).trimmed();
            const auto cards = field_text::plainNumber(line.section(u' ', -1));
            if (pool.isEmpty() || !cards || !field_text::isWhole(*cards) || cards->toDouble() < 1 ||
                cards->toDouble() > static_cast<double>(kMostCards)) {
                return refuse(field.name, tr("'%1' is not a pool and a number of cards").arg(line.left(80)));
            }
            if (isTooLong(pool) || seen.contains(pool)) {
                return refuse(field.name, tr("'%1' stands here twice, or is too long").arg(pool.left(80)));
            }
            seen.insert(pool);
            items.append(QStringLiteral(R"({"pool":%1,"cards":%2})").arg(quoted(pool), *cards));
        }
        return add(field, u'[' + items.join(u',') + u']');
    }

    /// The kind by its word in this language, or the file's.
    [[nodiscard]] static std::optional<QString> kindAt(const QString& line, QString& id)
    {
        for (const std::string_view each : twin::scenario::fieldOf(0, "what")->words) {
            const QString word = QString::fromLatin1(each.data(), static_cast<qsizetype>(each.size()));
            for (const QString& name : {CommandForms::word(word), word}) {
                if (line.startsWith(name + u' ')) {
                    id = line.mid(name.size() + 1).trimmed();
                    return word;
                }
            }
        }
        return std::nullopt;
    }

    bool readTargets(const FormField& field, const QStringList& lines)
    {
        QStringList items;
        for (const QString& line : lines) {
            QString id;
            const auto kind = kindAt(line, id);
            if (!kind || id.isEmpty() || isTooLong(id)) {
                return refuse(field.name,
                              tr("'%1' is not a kind of element and an identifier").arg(line.left(80)));
            }
            if (kind == u"province" && provinceFromText(id.toStdString()) == 0) {
                return refuse(field.name, tr("A province's adcode, such as 640000"));
            }
            items.append(QStringLiteral(R"({"what":%1,"id":%2})").arg(quoted(*kind), quoted(id)));
        }
        return add(field, u'[' + items.join(u',') + u']');
    }

    bool readLines(const FormField& field, const QStringList& lines)
    {
        if (lines.size() > static_cast<qsizetype>(kMaxListed)) {
            return refuse(field.name, tr("At most %n line(s)", nullptr, int(kMaxListed)));
        }
        return field.kind == Kind::Texts        ? readTexts(field, lines)
               : field.kind == Kind::Placements ? readPlacements(field, lines)
                                                : readTargets(field, lines);
    }

    bool read(const FormField& field)
    {
        const QString typed = values.value(field.name).trimmed();
        const bool isList =
            field.kind == Kind::Texts || field.kind == Kind::Placements || field.kind == Kind::Targets;
        if (typed.isEmpty()) {
            return !field.isRequired || refuse(field.name, tr("%1: needed").arg(field.label), true);
        }
        switch (field.kind) {
        case Kind::Number:
        case Kind::Rate:
            return readNumber(field, typed);
        case Kind::Moment:
            return readMoment(field, typed);
        case Kind::Choice:
            return field.words.contains(typed) ? add(field, quoted(typed))
                                               : refuse(field.name, tr("One of the list"));
        case Kind::Flag:
            return typed == u"true" || typed == u"false" ? add(field, typed)
                                                         : refuse(field.name, tr("Yes or no"));
        default:
            return isList ? readLines(field, linesOf(typed)) : readText(field, typed);
        }
    }

    /// What fields say together.
    bool readTogether()
    {
        const auto given = [&](const char* name) {
            return !value(name).isEmpty() ? 1 : 0;
        };
        if (form.field(QStringLiteral("subject")) != nullptr &&
            given("pool") + given("subject") + given("province") > 1) {
            return refuse(given("province") != 0 ? QStringLiteral("province") : QStringLiteral("subject"),
                          tr("Only one of pool, enterprise and province"));
        }
        if (form.name == u"add_link" && given("conduits") + given("delay_ms") == 0) {
            return refuse(QStringLiteral("delay_ms"), tr("Without conduits the delay must be given"), true);
        }
        if (form.name == u"submit_job" && given("placements") + given("cards") != 1) {
            return refuse(QStringLiteral("cards"),
                          tr("Either where its cards are, or how many for which a run finds a place"),
                          given("cards") == 0);
        }
        if (form.name == u"set_policy" && given("routing") + given("utilisation_limit") == 0) {
            return refuse(QStringLiteral("routing"),
                          tr("What paths are short in, or the limit: one is needed"), true);
        }
        const auto at = given("at") != 0 ? field_text::momentFromText(value("at")) : twin::scenario::Moment{};
        const auto until = field_text::momentFromText(value("until"));
        if (given("until") != 0 && at && until && at->isAbsolute == until->isAbsolute &&
            until->ns <= at->ns) {
            return refuse(QStringLiteral("until"), tr("It ends before it begins"));
        }
        return true;
    }

    FormAnswer finish()
    {
        std::string wrong;
        const QString json = u'{' + members.join(u',') + u'}';
        auto command = parseCommand(json.toStdString(), &wrong);
        if (!command) {
            refuse(QString::fromStdString(wrong), QString::fromStdString(command.error().reason));
        } else {
            answer.command = std::move(*command);
        }
        return answer;
    }
};

FormAnswer FormReader::read(const CommandForm& form, const FormValues& values)
{
    FormReading reading{form, values};
    reading.members.append(QStringLiteral(R"("do":)") + quoted(form.name));
    for (const FormField& field : form.fields) {
        if (isAsked(field, values) && !reading.read(field)) {
            return reading.answer;
        }
    }
    return reading.readTogether() ? reading.finish() : reading.answer;
}

} // namespace models
