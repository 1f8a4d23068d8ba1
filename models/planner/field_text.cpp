#include "models/planner/field_text.h"

#include "twin/scenario/action_fields.h"
#include "twin/support/moment_text.h"

#include <QLocale>
#include <QRegularExpression>

#include <array>

namespace models::field_text {

using twin::TimeNs;
using twin::scenario::Moment;

namespace {

constexpr int kMaxDigits = 40;
constexpr TimeNs kMost = static_cast<TimeNs>(twin::scenario::kMostMoment_s) * twin::kSecond;

struct RateUnit
{
    char letter; ///< 0: none
    int power;
};

constexpr std::array kRateUnits{RateUnit{'T', 12}, RateUnit{'G', 9}, RateUnit{'M', 6}, RateUnit{'k', 3},
                                RateUnit{0, 0}};

std::optional<TimeNs> nanoseconds(const QString& seconds)
{
    const auto plain = plainNumber(seconds);
    const QString ns = plain ? shifted(*plain, 9) : QString();
    bool isRead = false;
    const qlonglong out = ns.toLongLong(&isRead);
    // Files have whole milliseconds.
    return isRead && out >= 0 && out % twin::kMillisecond == 0 ? std::optional<TimeNs>(out) : std::nullopt;
}

std::optional<TimeNs> clock(const QString& typed)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(\d{1,7}):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,3})?))?$)"));
    const QRegularExpressionMatch match = pattern.match(typed);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const auto seconds =
        match.captured(3).isEmpty() ? std::optional<TimeNs>(0) : nanoseconds(match.captured(3));
    const qlonglong hours = match.captured(1).toLongLong();
    return seconds && hours <= kMost / twin::kHour
               ? std::optional(hours * twin::kHour + match.captured(2).toLongLong() * twin::kMinute +
                               *seconds)
               : std::nullopt;
}

std::optional<TimeNs> span(const QString& typed)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^(\d{1,10}(?:\.\d{1,3})?)\s*([smhd]?)$)"));
    const QRegularExpressionMatch match = pattern.match(typed);
    const auto number = match.hasMatch() ? nanoseconds(match.captured(1)) : std::nullopt;
    if (!number) {
        return std::nullopt;
    }
    const QString unit = match.captured(2);
    const TimeNs factor = unit == u"m" ? 60 : unit == u"h" ? 3'600 : unit == u"d" ? 86'400 : 1;
    return *number <= kMost / factor ? std::optional(*number * factor) : std::nullopt;
}

} // namespace

std::optional<QString> plainNumber(const QString& typed)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^([+-]?)(\d*)(?:\.(\d*))?$)"));
    const QRegularExpressionMatch match = pattern.match(QString(typed).trimmed().replace(u'−', u'-'));
    QString whole = match.captured(2);
    QString part = match.captured(3);
    if (!match.hasMatch() || whole.size() + part.size() > kMaxDigits || (whole + part).isEmpty()) {
        return std::nullopt;
    }
    for (const QChar digit : whole + part) {
        if (digit > u'9') {
            return std::nullopt; // digits of another script
        }
    }
    while (whole.size() > 1 && whole.startsWith(u'0')) {
        whole.remove(0, 1);
    }
    while (part.endsWith(u'0')) {
        part.chop(1);
    }
    const QString out = (whole.isEmpty() ? QStringLiteral("0") : whole) +
                        (part.isEmpty() ? QString() : QStringLiteral(".") + part);
    return (match.captured(1) == u"-" && out != u"0" ? QStringLiteral("-") : QString()) + out;
}

QString shifted(const QString& number, int power)
{
    const bool isNegative = number.startsWith(u'-');
    QString whole = number.section(u'.', 0, 0).mid(isNegative ? 1 : 0);
    QString part = number.section(u'.', 1);
    for (; power > 0; --power) {
        whole += part.isEmpty() ? QChar(u'0') : part.front();
        part.remove(0, 1);
    }
    for (; power < 0; ++power) {
        part.prepend(whole.isEmpty() ? QChar(u'0') : whole.back());
        whole.chop(1);
    }
    while (whole.size() > 1 && whole.startsWith(u'0')) {
        whole.remove(0, 1);
    }
    while (part.endsWith(u'0')) {
        part.chop(1);
    }
    return (isNegative ? QStringLiteral("-") : QString()) + (whole.isEmpty() ? QStringLiteral("0") : whole) +
           (part.isEmpty() ? QString() : QStringLiteral(".") + part);
}

QString digits(double value)
{
    return QString::number(value, 'f', QLocale::FloatingPointShortest);
}

bool isWhole(const QString& number)
{
    return !number.contains(u'.');
}

std::optional<QString> rateFromText(const QString& typed)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^([\d.]+)\s*(?:([TGMk])|(?=b))?(b/s|bps|bit/s)?$)"));
    const QRegularExpressionMatch match = pattern.match(typed.trimmed());
    const auto number = match.hasMatch() ? plainNumber(match.captured(1)) : std::nullopt;
    if (!number) {
        return std::nullopt;
    }
    const QString letter = match.captured(2);
    const bool isBare = letter.isEmpty() && match.captured(3).isEmpty();
    for (const RateUnit& unit : kRateUnits) {
        const bool isMeant = letter.isEmpty() ? unit.letter == 0 : letter.at(0) == QLatin1Char(unit.letter);
        if (isMeant) {
            return shifted(*number, isBare ? 9 : unit.power);
        }
    }
    return std::nullopt;
}

QString rateText(const QString& bps)
{
    const qsizetype size = bps.section(u'.', 0, 0).size();
    for (const RateUnit& unit : kRateUnits) {
        if (size > unit.power) {
            const QString letter = unit.letter == 0 ? QString() : QString(QLatin1Char(unit.letter));
            return QStringLiteral("%1 %2b/s").arg(shifted(bps, -unit.power), letter);
        }
    }
    return bps + QStringLiteral(" b/s");
}

std::optional<Moment> momentFromText(const QString& typed)
{
    const QString text = typed.trimmed();
    if (!text.startsWith(u'+')) {
        const auto moment = twin::parseMoment(text.toStdString());
        return moment ? std::optional(Moment{true, *moment}) : std::nullopt;
    }
    const QString rest = text.mid(1).trimmed();
    const auto time = rest.contains(u':') ? clock(rest) : span(rest);
    return time && *time <= kMost ? std::optional(Moment{false, *time}) : std::nullopt;
}

QString momentText(const Moment& moment)
{
    if (moment.isAbsolute) {
        QString text = QString::fromStdString(twin::momentText(moment.ns));
        text.chop(6); // the one time zone
        return text.replace(u'T', u' ');
    }
    const TimeNs seconds = moment.ns / twin::kSecond;
    QString text = QStringLiteral("+%1:%2:%3")
                       .arg(seconds / 3'600, 2, 10, QLatin1Char('0'))
                       .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                       .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (const TimeNs left = moment.ns % twin::kSecond / twin::kMillisecond; left != 0) {
        text += QStringLiteral(".%1").arg(left, 3, 10, QLatin1Char('0'));
    }
    return text;
}

} // namespace models::field_text
