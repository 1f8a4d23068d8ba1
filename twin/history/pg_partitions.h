#pragma once

#include "twin/history/pg_connection.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <set>
#include <string>

namespace twin::history {

/// The days (UTC) that a table has partitions for. The writer makes them ahead, and one for any other day
/// that comes; a day that is wholly forgotten goes at once.
class PgPartitions
{
  public:
    explicit PgPartitions(std::string table)
        : m_table(std::move(table))
    {}

    /// Reads which there are.
    [[nodiscard]] Result<> load(PgConnection& connection);

    /// Outside a transaction: makes the day of `time` and the one after it, where they are not there.
    [[nodiscard]] Result<> ensure(PgConnection& connection, TimeNs time);

    /// Inside a transaction: takes a whole day away, unless somebody who reads the table keeps it for longer
    /// than a moment. True: it is gone.
    [[nodiscard]] Result<bool> drop(PgConnection& connection, std::int64_t day);

    /// After a commit with a drop in it; without, the next `load` says what there is.
    void forget(std::int64_t day) { m_days.erase(day); }

    [[nodiscard]] const std::set<std::int64_t>& days() const { return m_days; }

    /// The table of one day.
    [[nodiscard]] std::string nameOf(std::int64_t day) const;

  private:
    [[nodiscard]] Result<> make(PgConnection& connection, std::int64_t day);

    std::string m_table;
    std::set<std::int64_t> m_days; ///< since 1970-01-01
};

[[nodiscard]] constexpr std::int64_t dayOf(TimeNs time)
{
    return time / kDay - (time % kDay < 0 ? 1 : 0);
}

} // namespace twin::history
