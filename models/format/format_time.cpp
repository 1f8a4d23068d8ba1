#include "models/format/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <ctime>

namespace models::format {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::Format)
};

constexpr twin::TimeNs kBeijingOffset = 8 * twin::kHour; ///< UTC+8, no summer time

/// Broken-down UTC+8; false when the time cannot be shown.
bool atBeijing(twin::TimeNs time, std::tm& out)
{
    if (time == 0) {
        return false;
    }
    const auto seconds = static_cast<std::time_t>((time + kBeijingOffset) / twin::kSecond);
    return gmtime_r(&seconds, &out) != nullptr;
}

QString two(int value)
{
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}

} // namespace

QString duration(twin::TimeNs duration)
{
    const qint64 seconds = std::max<qint64>(0, duration / twin::kSecond);
    if (seconds < 60) {
        //: a duration in seconds
        return Words::tr("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        //: a duration in minutes
        return Words::tr("%1 min").arg(seconds / 60);
    }
    if (seconds < 86400) {
        //: a duration in hours and minutes
        return Words::tr("%1 h %2 min").arg(seconds / 3600).arg(two(static_cast<int>(seconds / 60 % 60)));
    }
    //: a duration in days and hours
    return Words::tr("%1 d %2 h").arg(seconds / 86400).arg(seconds / 3600 % 24);
}

QString age(twin::TimeNs then, twin::TimeNs now)
{
    return then == 0 ? unknown() : duration(now - then);
}

QString clock(twin::TimeNs time)
{
    std::tm at{};
    if (!atBeijing(time, at)) {
        return unknown();
    }
    return two(at.tm_hour) + u':' + two(at.tm_min) + u':' + two(at.tm_sec);
}

QString dateTime(twin::TimeNs time)
{
    return time == 0 ? unknown() : date(time) + u' ' + clock(time);
}

QString date(twin::TimeNs time)
{
    std::tm at{};
    if (!atBeijing(time, at)) {
        return unknown();
    }
    return QString::number(at.tm_year + 1900) + u'-' + two(at.tm_mon + 1) + u'-' + two(at.tm_mday);
}

QString precision(twin::Precision precision)
{
    return text(twin::precisionName(precision)).toUpper();
}

} // namespace models::format
