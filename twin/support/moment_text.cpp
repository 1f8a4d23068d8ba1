#include "twin/support/moment_text.h"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>

namespace twin {

namespace {

constexpr TimeNs kBeijing = 8 * kHour;
constexpr int kLastYear = 2261;                         ///< nanoseconds in 64 bits end in 2262
constexpr TimeNs kLeastPlain = 100'000'000'000'000'000; ///< 1973: less is a year, or seconds to microseconds
constexpr TimeNs kLargestOffset = 14 * kHour;

/// Takes digits and signs from the front of a text.
class Scanner
{
  public:
    explicit Scanner(std::string_view text)
        : m_rest(text)
    {}

    /// A number of exactly `digits` digits from `min` to `max`.
    [[nodiscard]] int number(std::size_t digits, int min, int max)
    {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char digit = i < m_rest.size() ? m_rest[i] : '\0';
            m_failed = m_failed || digit < '0' || digit > '9';
            value = value * 10 + (digit - '0');
        }
        m_failed = m_failed || value < min || value > max;
        m_rest.remove_prefix(m_failed ? 0 : digits);
        return m_failed ? min : value;
    }

    [[nodiscard]] bool take(char sign)
    {
        const bool isThere = m_rest.starts_with(sign);
        m_rest.remove_prefix(isThere ? 1 : 0);
        return isThere;
    }

    void need(char sign) { m_failed = !take(sign) || m_failed; }

    /// Digits after the point, as nanoseconds.
    [[nodiscard]] TimeNs fraction()
    {
        TimeNs value = 0;
        TimeNs unit = kSecond;
        std::size_t digits = 0;
        for (; digits < m_rest.size() && m_rest[digits] >= '0' && m_rest[digits] <= '9'; ++digits) {
            unit /= 10;
            value += unit * (m_rest[digits] - '0');
        }
        m_failed = m_failed || digits == 0 || digits > 9;
        m_rest.remove_prefix(digits);
        return value;
    }

    [[nodiscard]] bool isDone() const { return !m_failed && m_rest.empty(); }

  private:
    std::string_view m_rest;
    bool m_failed = false;
};

TimeNs offsetOf(Scanner& in)
{
    if (in.take('Z')) {
        return 0;
    }
    const bool isWest = in.take('-');
    if (!isWest && !in.take('+')) {
        return kBeijing;
    }
    const TimeNs hours = in.number(2, 0, 14) * kHour;
    static_cast<void>(in.take(':'));
    const TimeNs offset = hours + in.number(2, 0, 59) * kMinute;
    return isWest ? -offset : offset;
}

Result<TimeNs> refuse(std::string_view text)
{
    return failure(
        ErrorCode::BadInput,
        "'" + std::string(text) +
            "' is no moment: 2026-11-27T03:12:00+08:00, 2026-11-27 03:12 (UTC+8), or ns since 1970");
}

} // namespace

std::string momentText(TimeNs moment)
{
    using namespace std::chrono;
    const sys_time<nanoseconds> local{nanoseconds(moment + kBeijing)};
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss time{local - day};
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    std::string out = text;
    if (time.subseconds().count() != 0) {
        std::snprintf(text, sizeof text, ".%09d", static_cast<int>(time.subseconds().count()));
        out += text;
        out.erase(out.find_last_not_of('0') + 1);
    }
    return out + "+08:00";
}

Result<TimeNs> parseMoment(std::string_view text)
{
    using namespace std::chrono;
    std::int64_t plain = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), plain);
    if (code == std::errc() && end == text.data() + text.size()) {
        return plain >= kLeastPlain ? Result<TimeNs>(plain) : refuse(text);
    }
    Scanner in(text);
    const int yearNumber = in.number(4, 1970, kLastYear);
    in.need('-');
    const int monthNumber = in.number(2, 1, 12);
    in.need('-');
    const int dayNumber = in.number(2, 1, 31);
    if (!in.take('T')) {
        in.need(' ');
    }
    TimeNs time = in.number(2, 0, 23) * kHour;
    in.need(':');
    time += in.number(2, 0, 59) * kMinute;
    if (in.take(':')) {
        time += in.number(2, 0, 59) * kSecond;
        time += in.take('.') ? in.fraction() : 0;
    }
    const TimeNs offset = offsetOf(in);
    const year_month_day date{year(yearNumber), month(static_cast<unsigned>(monthNumber)),
                              day(static_cast<unsigned>(dayNumber))};
    if (!in.isDone() || !date.ok() || offset > kLargestOffset || offset < -kLargestOffset) {
        return refuse(text);
    }
    return TimeNs{nanoseconds(sys_days(date).time_since_epoch()).count()} + time - offset;
}

} // namespace twin
