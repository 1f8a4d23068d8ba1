#include "twin/history/pg_lease.h"

#include "twin/support/clock.h"
#include "twin/support/units.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

namespace twin::history {

namespace {

// An advisory lock of the session ("SWNG", 1): the server frees it with the connection, so that no clock and
// no heartbeat decides. The table only says who it is.
constexpr const char* kTryLock = "SELECT pg_try_advisory_lock(1398230599, 1)::int";
constexpr int kTries = 10;
constexpr std::chrono::milliseconds kBetween{100};

std::string hostName()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string("?");
}

/// "2026-11-27 10:15:00 UTC"
std::string momentText(TimeNs time)
{
    const std::time_t seconds = time / kSecond;
    std::tm parts{};
    std::array<char, 32> text{};
    if (::gmtime_r(&seconds, &parts) == nullptr) {
        return "?";
    }
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
    return text.data();
}

/// Who holds the lease, as far as it is known.
std::string holder(PgConnection& connection)
{
    const auto known = connection.integer("SELECT count(to_regclass('suanwang.lease'))");
    if (!known || *known == 0) {
        return "another program";
    }
    const auto row = connection.query("SELECT program, process, host, since_ns FROM suanwang.lease");
    if (!row || row->count() == 0) {
        return "another program";
    }
    return std::string(row->bytes(0, 0)) + ", process " + std::to_string(row->integer(0, 1)) + " on " +
           std::string(row->bytes(0, 2)) + ", since " + momentText(row->integer(0, 3));
}

} // namespace

Result<> takePgLease(PgConnection& connection)
{
    for (int i = 0; i < kTries; ++i) {
        const auto taken = connection.integer(kTryLock);
        if (!taken || *taken != 0) {
            return taken ? Result<>() : Result<>(failure(taken.error()));
        }
        std::this_thread::sleep_for(kBetween);
    }
    return failureAt(ErrorCode::Io, connection.name(), 0,
                     "another writer holds the lease for telemetry: " + holder(connection));
}

Result<> notePgLease(PgConnection& connection)
{
    const auto done = connection.query(
        "INSERT INTO lease VALUES(1, $1, $2, $3, $4) ON CONFLICT(only_one) DO UPDATE SET host = "
        "excluded.host, "
        "program = excluded.program, process = excluded.process, since_ns = excluded.since_ns",
        PgValues()
            .add(std::string_view(hostName()))
            .add(std::string_view(program_invocation_short_name))
            .add(static_cast<std::int64_t>(::getpid()))
            .add(SystemClock().now()));
    return done ? Result<>() : Result<>(failure(done.error()));
}

} // namespace twin::history
