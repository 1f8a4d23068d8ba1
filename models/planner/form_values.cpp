#include "models/planner/form_values.h"

#include "models/planner/field_text.h"
#include "twin/scenario/document.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

namespace models {

using namespace twin::scenario;

namespace {

using Kind = FormField::Kind;

QString numberText(const QJsonValue& value)
{
    const double real = value.toDouble();
    constexpr double kExact = 9e18; // beyond it is no whole number of 64 bits
    const bool isWhole = real > -kExact && real < kExact && real == static_cast<double>(value.toInteger());
    return isWhole ? QString::number(value.toInteger()) : field_text::digits(real);
}

QString momentText(const QJsonValue& value)
{
    if (value.isString()) {
        return field_text::momentText(
            field_text::momentFromText(value.toString()).value_or(twin::scenario::Moment{true, 0}));
    }
    const QString ns = field_text::shifted(numberText(value), 9);
    return field_text::momentText({false, ns.section(u'.', 0, 0).toLongLong()});
}

QString lines(const QJsonArray& list, const std::function<QString(const QJsonValue&)>& line)
{
    QStringList out;
    for (const QJsonValue& item : list) {
        out.append(line(item));
    }
    return out.join(u'\n');
}

QString textOf(const FormField& field, const QJsonValue& value)
{
    switch (field.kind) {
    case Kind::Number:
        return field_text::shifted(numberText(value), -field.shift);
    case Kind::Rate:
        return field_text::rateText(numberText(value));
    case Kind::Moment:
        return momentText(value);
    case Kind::Flag:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case Kind::Texts:
        return lines(value.toArray(), [](const QJsonValue& item) { return item.toString(); });
    case Kind::Placements:
        return lines(value.toArray(), [](const QJsonValue& item) {
            return item[QStringLiteral("pool")].toString() + u' ' + numberText(item[QStringLiteral("cards")]);
        });
    case Kind::Targets:
        return lines(value.toArray(), [](const QJsonValue& item) {
            return CommandForms::word(item[QStringLiteral("what")].toString()) + u' ' +
                   item[QStringLiteral("id")].toString();
        });
    case Kind::Text:
    case Kind::Choice:
        break;
    }
    return value.isDouble() ? numberText(value) : value.toString();
}

bool isOf(FieldSource source, EntityKey::Type type)
{
    using Type = EntityKey::Type;
    switch (source) {
    case FieldSource::Conduit:
        return type == Type::Conduit;
    case FieldSource::Link:
        return type == Type::Link;
    case FieldSource::Pool:
        return type == Type::Pool;
    case FieldSource::Place:
        return type == Type::Pool || type == Type::Site;
    case FieldSource::Subject:
        return type == Type::Enterprise;
    case FieldSource::Province:
        return type == Type::Province;
    case FieldSource::Job:
        return type == Type::Job;
    case FieldSource::Target:
        return !targetWord(type).isEmpty();
    case FieldSource::None:
    case FieldSource::Carrier:
    case FieldSource::Tenant:
    case FieldSource::ChipClass:
        break;
    }
    return false;
}

} // namespace

FormValues formValues(const Command& command)
{
    const CommandForm form = CommandForms::of(command.action.index());
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(commandText(command))).object();
    FormValues out;
    for (const FormField& field : form.fields) {
        if (json.contains(field.name)) {
            out[field.name] = textOf(field, json[field.name]);
        }
    }
    return out;
}

QString targetWord(EntityKey::Type type)
{
    using Type = EntityKey::Type;
    switch (type) {
    case Type::Conduit:
        return QStringLiteral("conduit");
    case Type::Link:
        return QStringLiteral("link");
    case Type::Site:
        return QStringLiteral("site");
    case Type::Pool:
        return QStringLiteral("pool");
    case Type::ServiceNode:
        return QStringLiteral("service_node");
    case Type::Province:
        return QStringLiteral("province");
    case Type::Source:
        return QStringLiteral("source");
    default:
        return {};
    }
}

FormValues valuesFor(const CommandForm& form, const QList<EntityKey>& selected)
{
    FormValues out;
    QList<EntityKey> left = selected;
    const FormField* what = form.field(QStringLiteral("what"));
    for (const FormField& field : form.fields) {
        if (field.kind == Kind::Targets || field.kind == Kind::Texts) {
            QStringList all;
            for (const EntityKey& key : selected) {
                if (isOf(field.source, key.type)) {
                    all.append(field.kind == Kind::Texts
                                   ? key.id
                                   : CommandForms::word(targetWord(key.type)) + u' ' + key.id);
                }
            }
            out[field.name] = all.join(u'\n');
            continue;
        }
        for (const EntityKey& key : left) {
            const bool isTarget = field.source == FieldSource::Target && what != nullptr;
            if (field.kind != Kind::Text || !isOf(field.source, key.type) ||
                (isTarget && !what->words.contains(targetWord(key.type)))) {
                continue;
            }
            out[field.name] = key.id;
            if (isTarget) {
                out[QStringLiteral("what")] = targetWord(key.type);
            }
            left.removeOne(key);
            break;
        }
    }
    return out;
}

bool isAsked(const FormField& field, const FormValues& values)
{
    return field.onlyWith.isEmpty() || values.value(field.onlyWith) == field.onlyWithValue;
}

} // namespace models
