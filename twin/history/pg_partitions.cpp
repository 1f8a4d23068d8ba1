#include "twin/history/pg_partitions.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <limits>
#include <utility>

namespace twin::history {

namespace {

/// Where a day begins; the ends of what TimeNs can say for those that reach beyond.
std::string beginOf(std::int64_t day)
{
    constexpr std::int64_t kMostDays = std::numeric_limits<TimeNs>::max() / kDay;
    return day > kMostDays    ? std::to_string(std::numeric_limits<TimeNs>::max())
           : day < -kMostDays ? "MINVALUE"
                              : std::to_string(day * kDay);
}

} // namespace

std::string PgPartitions::nameOf(std::int64_t day) const
{
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "_%04d%02u%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return m_table + text.data();
}

Result<> PgPartitions::load(PgConnection& connection)
{
    const auto names =
        connection.query("SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                         "WHERE i.inhparent = to_regclass($1)",
                         PgValues().addText("suanwang." + m_table));
    if (!names) {
        return failure(names.error());
    }
    m_days.clear();
    for (int i = 0; i < names->count(); ++i) {
        const std::string name(names->bytes(i, 0));
        int year = 0;
        unsigned month = 0;
        unsigned day = 0;
        if (std::sscanf(name.c_str() + std::min(m_table.size(), name.size()), "_%4d%2u%2u", &year, &month,
                        &day) == 3) {
            const std::chrono::sys_days date{std::chrono::year{year} / std::chrono::month{month} /
                                             std::chrono::day{day}};
            m_days.insert(date.time_since_epoch().count());
        }
    }
    return {};
}

/// Made apart and then attached: that waits for no reader and makes none wait.
Result<> PgPartitions::make(PgConnection& connection, std::int64_t day)
{
    const std::string name = nameOf(day);
    auto done = transact(connection, [&]() -> Result<> {
        return connection.execute("CREATE TABLE " + name + "(LIKE " + m_table +
                                  " INCLUDING ALL); ALTER TABLE " + m_table + " ATTACH PARTITION " + name +
                                  " FOR VALUES FROM (" + beginOf(day) + ") TO (" + beginOf(day + 1) + ")");
    });
    if (done) {
        m_days.insert(day);
    }
    return done;
}

Result<> PgPartitions::ensure(PgConnection& connection, TimeNs time)
{
    const std::int64_t today = dayOf(time);
    for (const std::int64_t day : {today, today + 1}) {
        if (!m_days.contains(day)) {
            if (auto done = make(connection, day); !done) {
                return done;
            }
        }
    }
    return {};
}

Result<bool> PgPartitions::drop(PgConnection& connection, std::int64_t day)
{
    if (auto marked = connection.execute("SAVEPOINT before_drop; SET LOCAL lock_timeout = '20ms'"); !marked) {
        return failure(std::move(marked.error()));
    }
    constexpr const char* kLockTimeout = "55P03";
    auto done = connection.execute("DROP TABLE " + nameOf(day));
    if (!done && connection.lastState() != kLockTimeout) {
        return failure(std::move(done.error()));
    }
    const bool gone = done.has_value();
    auto settled = connection.execute(gone ? "SET LOCAL lock_timeout = DEFAULT; RELEASE before_drop"
                                           : "ROLLBACK TO before_drop; RELEASE before_drop");
    return settled ? Result<bool>(gone) : Result<bool>(failure(std::move(settled.error())));
}

} // namespace twin::history
