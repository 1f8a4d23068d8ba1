#include "twin/history/pg_upkeep.h"

#include "twin/history/pg_lease.h"
#include "twin/history/pg_schema.h"
#include "twin/history/stored_bodies.h"

#include <functional>
#include <limits>
#include <string_view>
#include <utility>

namespace twin::history {

namespace {

constexpr std::chrono::milliseconds kForEver{0};
constexpr std::chrono::milliseconds kReadPatience{60'000}; ///< for one row

/// A row by its place: partitions have the same places each.
struct Place
{
    std::int64_t table = 0;
    std::string row;
    std::string name; ///< as shown
};

/// What a row of a table with bodies is called.
std::string nameColumn(std::string_view table)
{
    return table == "checkpoints" ? "fold::text"
           : table == "documents" ? "encode(sha256, 'escape')"
                                  : "id::text";
}

/// `blocks` stand in two tables.
std::vector<std::string> tablesOf(const StoredBodies& bodies)
{
    const std::string table = bodies.table;
    return table == "blocks" ? std::vector<std::string>{table, "late_blocks"}
                             : std::vector<std::string>{table};
}

Result<std::vector<Place>> placesOf(PgConnection& connection, const StoredBodies& bodies,
                                    const std::string& table)
{
    const auto rows = connection.query("SELECT tableoid::bigint, ctid::text, " + nameColumn(bodies.table) +
                                       " FROM " + table + " ORDER BY 1, ctid");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<Place> out;
    for (int i = 0; i < rows->count(); ++i) {
        out.push_back({rows->integer(i, 0), std::string(rows->bytes(i, 1)),
                       std::string(bodies.table) + " " + std::string(rows->bytes(i, 2))});
    }
    return out;
}

constexpr const char* kAtPlace = " WHERE tableoid = $1::oid AND ctid = $2::tid";

PgValues valuesOf(const Place& place)
{
    return PgValues().add(place.table).addText(place.row);
}

/// Rows of a table whose bytes are not what they should be. One that went meanwhile is none.
Result<> findDamaged(PgConnection& connection, const StoredBodies& bodies, const std::string& table,
                     const std::function<void(const Place& place, const std::string& why)>& visit)
{
    const auto places = placesOf(connection, bodies, table);
    if (!places) {
        return failure(places.error());
    }
    const std::string sql = std::string("SELECT ") + bodies.body + " FROM " + table + kAtPlace;
    for (const Place& place : *places) {
        const auto rows = connection.query(sql, valuesOf(place));
        if (!rows && connection.isLost()) {
            return failure(rows.error());
        }
        const auto good = !rows               ? Result<>(failure(rows.error()))
                          : rows->count() > 0 ? bodies.judge(rows->bytes(0, 0))
                                              : Result<>();
        if (!good) {
            visit(place, good.error().reason);
        }
    }
    return {};
}

Result<PgConnection> openWithLease(const std::string& location, PgConnection::Patience patience)
{
    auto connection = openPgStore(location, patience);
    if (!connection) {
        return connection;
    }
    auto done = takePgLease(*connection);
    done = done ? notePgLease(*connection) : std::move(done);
    return done ? std::move(connection) : Result<PgConnection>(failure(std::move(done.error())));
}

/// Bytes of frames as they are.
Result<> countFrames(PgConnection& connection)
{
    return connection.execute(
        "UPDATE sums SET value = (SELECT coalesce(sum(octet_length(body) + 64), 0) FROM frames) "
        "WHERE name = 'frame_bytes'");
}

} // namespace

Result<std::vector<StoreProblem>> checkPgStore(const std::string& location, std::size_t limit)
{
    auto connection = openPgStore(location, kReadPatience);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    std::vector<StoreProblem> out;
    for (const StoredBodies& bodies : storedBodies()) {
        for (const std::string& table : tablesOf(bodies)) {
            auto done =
                findDamaged(*connection, bodies, table, [&](const Place& place, const std::string& why) {
                    if (out.size() < limit) {
                        out.push_back({place.name, why});
                    }
                });
            if (!done && connection->isLost()) {
                return failure(std::move(done.error()));
            }
            if (!done && out.size() < limit) {
                out.push_back({table, done.error().reason});
            }
        }
    }
    return out;
}

Result<std::vector<StoreProblem>> repairPgStore(const std::string& location)
{
    auto connection = openWithLease(location, kReadPatience);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    std::vector<StoreProblem> out;
    for (const StoredBodies& bodies : storedBodies()) {
        for (const std::string& table : tablesOf(bodies)) {
            std::vector<Place> damaged;
            auto done =
                findDamaged(*connection, bodies, table, [&](const Place& place, const std::string& why) {
                    damaged.push_back(place);
                    out.push_back({place.name, why});
                });
            if (!done) {
                return failure(std::move(done.error()));
            }
            for (const Place& place : damaged) {
                if (const auto gone = connection->query("DELETE FROM " + table + kAtPlace, valuesOf(place));
                    !gone) {
                    return failure(gone.error());
                }
            }
        }
    }
    if (auto counted = countFrames(*connection); !counted) {
        return failure(std::move(counted.error()));
    }
    return out;
}

Result<> shrinkPgStore(const std::string& location)
{
    auto connection = openWithLease(location, kForEver);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    const auto tables = connection->query("SELECT format('%I', relname) FROM pg_class WHERE relnamespace = "
                                          "'suanwang'::regnamespace AND relkind = 'r' ORDER BY relname");
    if (!tables) {
        return failure(tables.error());
    }
    for (int i = 0; i < tables->count(); ++i) {
        if (auto done = connection->execute("VACUUM (FULL, ANALYZE) " + std::string(tables->bytes(i, 0)));
            !done) {
            return done;
        }
    }
    return {};
}

} // namespace twin::history
