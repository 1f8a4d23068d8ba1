#include "views/theme/theme_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace views {

namespace {

struct ColourName
{
    const char* name;
    QColor Tokens::*colour;
};

constexpr std::array<ColourName, 17> kColours{{
    {"bg0", &Tokens::bg0},
    {"bg1", &Tokens::bg1},
    {"bg2", &Tokens::bg2},
    {"land", &Tokens::land},
    {"line", &Tokens::line},
    {"text", &Tokens::text},
    {"dim", &Tokens::dim},
    {"accent", &Tokens::accent},
    {"critical", &Tokens::critical},
    {"major", &Tokens::major},
    {"minor", &Tokens::minor},
    {"warning", &Tokens::warning},
    {"indeterminate", &Tokens::indeterminate},
    {"normal", &Tokens::normal},
    {"differenceLow", &Tokens::differenceLow},
    {"differenceMid", &Tokens::differenceMid},
    {"differenceHigh", &Tokens::differenceHigh},
}};

twin::Result<QColor> colour(const QJsonValue& value, const char* name)
{
    const QColor result(value.toString());
    if (!result.isValid()) {
        return twin::failure(twin::ErrorCode::BadInput, std::string("theme: '") + name + "' is not a colour");
    }
    return result;
}

} // namespace

twin::Result<Tokens> parseTheme(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QJsonObject colours = root.value(u"colours").toObject();
    Tokens tokens;
    for (const ColourName& entry : kColours) {
        auto parsed = colour(colours.value(QLatin1String(entry.name)), entry.name);
        if (!parsed) {
            return twin::failure(parsed.error());
        }
        tokens.*entry.colour = *parsed;
    }
    const QJsonArray ramp = root.value(u"utilisation").toArray();
    for (const QJsonValue& stop : ramp) {
        auto parsed = colour(stop, "utilisation");
        if (!parsed) {
            return twin::failure(parsed.error());
        }
        tokens.utilisationStops.append(*parsed);
    }
    if (tokens.utilisationStops.size() < 2) {
        return twin::failure(twin::ErrorCode::BadInput, "theme: 'utilisation' needs two colours or more");
    }
    tokens.dark = root.value(u"dark").toBool(true);
    const QJsonArray outlined = root.value(u"outlinedSeverities").toArray();
    tokens.outlineMajor = outlined.contains(QJsonValue(QStringLiteral("major")));
    tokens.outlineMinor = outlined.contains(QJsonValue(QStringLiteral("minor")));
    return tokens;
}

} // namespace views
