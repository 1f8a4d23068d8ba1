#include "models/time/time_text.h"

#include "models/format/format.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <utility>

namespace models::time_text {

using twin::TimeNs;
using twin::state::TimeRange;

namespace {

constexpr int kBeijing_s = 8 * 3600; ///< UTC+8, no summer time
constexpr qint64 kLongestBack_s = 100LL * 366 * 86400;

/// What was typed of a moment, before it is known which day it means.
struct Typed
{
    std::optional<QDate> date;
    std::optional<QTime> time;
};

QDateTime atBeijing(TimeNs time)
{
    return QDateTime::fromMSecsSinceEpoch(time / twin::kMillisecond, Qt::OffsetFromUTC, kBeijing_s);
}

TimeNs momentOf(const QDate& date, const QTime& time)
{
    return QDateTime(date, time, Qt::OffsetFromUTC, kBeijing_s).toMSecsSinceEpoch() * twin::kMillisecond;
}

std::optional<TimeNs> parseRelative(const QString& text, TimeNs now)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^now(?:\s*-\s*(\d{1,10})\s*([smhd]))?$)"),
                                            QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const qint64 amount = match.captured(1).toLongLong();
    const QString unit = match.captured(2).toLower();
    const qint64 unit_s = unit == u"d" ? 86400 : unit == u"h" ? 3600 : unit == u"m" ? 60 : 1;
    if (amount > kLongestBack_s / unit_s) {
        return std::nullopt;
    }
    return now - amount * unit_s * twin::kSecond;
}

std::optional<Typed> parseTyped(const QString& text, TimeNs now)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2}))?(?:[ T]*(\d{1,2}):(\d{2})(?::(\d{2}))?)?$)"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch() || text.isEmpty()) {
        return std::nullopt;
    }
    Typed typed;
    if (!match.captured(2).isEmpty()) {
        const bool hasYear = !match.captured(1).isEmpty();
        const int year = hasYear ? match.captured(1).toInt() : atBeijing(now).date().year();
        const QDate date(year, match.captured(2).toInt(), match.captured(3).toInt());
        if (!date.isValid() || year < 1971 || year > 2200) {
            return std::nullopt;
        }
        typed.date = date;
    }
    if (!match.captured(4).isEmpty()) {
        const QTime time(match.captured(4).toInt(), match.captured(5).toInt(), match.captured(6).toInt());
        if (!time.isValid()) {
            return std::nullopt;
        }
        typed.time = time;
    }
    return typed;
}

/// The two sides of a separator; nothing when there is none.
std::optional<std::pair<QString, QString>> sides(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral(R"(\s*(?:\.\.|–|—|~|至|到|\sto\s)\s*)"));
    const QRegularExpressionMatch match = separator.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return std::pair(text.left(match.capturedStart()).trimmed(), text.mid(match.capturedEnd()).trimmed());
}

/// The end of a range: a time of day is the first such after the beginning.
std::optional<TimeNs> parseEnd(const QString& text, TimeNs begin, TimeNs now)
{
    const auto typed = parseTyped(text, now);
    if (!typed || typed->date) {
        return parseMoment(text, now);
    }
    const QDate day = atBeijing(begin).date();
    const TimeNs sameDay = momentOf(day, *typed->time);
    return sameDay > begin ? sameDay : momentOf(day.addDays(1), *typed->time);
}

} // namespace

std::optional<TimeNs> parseMoment(const QString& text, TimeNs now)
{
    const QString trimmed = text.trimmed();
    if (const auto relative = parseRelative(trimmed, now)) {
        return relative;
    }
    const auto typed = parseTyped(trimmed, now);
    if (!typed) {
        return std::nullopt;
    }
    if (typed->date) {
        return momentOf(*typed->date, typed->time.value_or(QTime(0, 0)));
    }
    const QDate today = atBeijing(now).date();
    const TimeNs moment = momentOf(today, *typed->time);
    return moment <= now ? moment : momentOf(today.addDays(-1), *typed->time);
}

std::optional<TimeRange> parseRange(const QString& text, TimeNs now)
{
    const QString trimmed = text.trimmed();
    const auto parts = sides(trimmed);
    if (!parts) {
        const auto back = parseRelative(trimmed, now);
        return back && *back < now ? std::optional(TimeRange{*back, now}) : std::nullopt;
    }
    const auto begin = parseMoment(parts->first, now);
    const auto end = begin ? parseEnd(parts->second, *begin, now) : std::nullopt;
    if (!end || *end <= *begin) {
        return std::nullopt;
    }
    return TimeRange{*begin, *end};
}

QString rangeText(const TimeRange& range)
{
    return format::dateTime(range.begin) + QStringLiteral(" .. ") + format::dateTime(range.end);
}

} // namespace models::time_text
