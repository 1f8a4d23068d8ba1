#include "twin/history/pg_wire.h"

#include "twin/history/store_location.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>
#include <utility>

namespace twin::history {

namespace {

constexpr std::chrono::milliseconds kSlice{20};             ///< how often a stop is looked for while waiting
constexpr std::chrono::milliseconds kCancelPatience{2'000}; ///< for the answer to a cancelled query

} // namespace

std::string oneLine(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    std::string out;
    for (const char letter : text) {
        if (letter == '\n') {
            out += "; ";
        } else if (letter != '\t' && (letter != ' ' || !out.ends_with(' '))) {
            out += letter;
        }
    }
    return out;
}

void PgWire::Finish::operator()(pg_conn* connection) const
{
    PQfinish(connection);
}

tl::unexpected<Error> PgWire::failed(std::string reason)
{
    lost = lost || connection == nullptr || PQstatus(connection.get()) != CONNECTION_OK;
    return failureAt(ErrorCode::Io, name, 0, withoutSecrets(oneLine(std::move(reason)), location));
}

tl::unexpected<Error> PgWire::failed(const PGresult* result)
{
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    lastState = state != nullptr ? state : "";
    return failed(message != nullptr ? message : PQresultErrorMessage(result));
}

PgWire::Clock::time_point PgWire::deadline() const
{
    return patience.count() > 0 ? Clock::now() + patience : Clock::time_point::max();
}

/// Until there is something to read (or, if wanted, room to write), for one slice at most. Errors: Io after
/// the deadline: the connection is given up, because nobody knows what the server did.
Result<> PgWire::wait(Clock::time_point deadline, bool wantsWrite)
{
    if (Clock::now() >= deadline) {
        lost = true;
        return failed("the server gave no answer within " + std::to_string(patience.count()) + " ms");
    }
    pollfd waiting{PQsocket(connection.get()), static_cast<short>(wantsWrite ? POLLIN | POLLOUT : POLLIN), 0};
    if (::poll(&waiting, 1, static_cast<int>(kSlice.count())) < 0 && errno != EINTR) {
        lost = true;
        return failed("the connection cannot be waited for");
    }
    if ((waiting.revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(connection.get()) == 0) {
        return failed(PQerrorMessage(connection.get()));
    }
    return {};
}

Result<> PgWire::flush()
{
    const auto until = deadline();
    while (true) {
        const int left = PQflush(connection.get());
        if (left <= 0) {
            return left == 0 ? Result<>() : Result<>(failed(PQerrorMessage(connection.get())));
        }
        if (auto done = wait(until, true); !done) {
            return done;
        }
    }
}

/// Asks the server to cancel what it does. The library waits for the server to have heard it, for ever when
/// the server hangs, so a thread of its own does: it has all it needs, and nobody waits for its end.
void PgWire::cancel()
{
    PGcancel* handle = PQgetCancel(connection.get());
    if (handle == nullptr) {
        return;
    }
    std::promise<void> heard;
    cancelHeard = heard.get_future();
    std::thread([handle, heard = std::move(heard)]() mutable {
        std::array<char, 256> reason{};
        static_cast<void>(PQcancel(handle, reason.data(), static_cast<int>(reason.size())));
        PQfreeCancel(handle);
        heard.set_value();
    }).detach();
}

/// Before the next question: a cancel that is still on its way would meet it.
Result<> PgWire::settleCancel()
{
    if (lost) {
        return failed("the connection is lost");
    }
    if (cancelHeard.valid() && cancelHeard.wait_for(kCancelPatience) != std::future_status::ready) {
        lost = true;
        return failed("the server does not take a cancel");
    }
    cancelHeard = {};
    lastState.clear();
    return {};
}

/// The next answer, whatever it is; without one there are no more. A stop cancels the query at the server.
Result<PgRows> PgWire::next(const std::stop_token& stop)
{
    auto until = deadline();
    bool cancelling = false;
    while (PQisBusy(connection.get()) != 0) {
        if (!cancelling && stop.stop_requested()) {
            cancelling = true;
            cancel();
            until = std::min(until, Clock::now() + kCancelPatience);
        }
        if (auto done = wait(until, false); !done) {
            return failure(std::move(done.error()));
        }
    }
    return PgRows(PQgetResult(connection.get()));
}

/// Takes what is left of a query, so that the next can be asked.
void PgWire::drain()
{
    while (!lost) {
        const auto until = deadline();
        while (PQisBusy(connection.get()) != 0) {
            if (!wait(until, false)) {
                return;
            }
        }
        PGresult* result = PQgetResult(connection.get());
        if (result == nullptr) {
            return;
        }
        const ExecStatusType status = PQresultStatus(result);
        PQclear(result);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
            lost = true; // nobody asked for one
            return;
        }
    }
}

/// The last of all answers, or the first error.
Result<PgRows> PgWire::last(const std::stop_token& stop)
{
    PgRows out;
    while (true) {
        auto rows = next(stop);
        if (!rows) {
            return rows;
        }
        const PGresult* result = rows->get();
        if (result == nullptr) {
            return out;
        }
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
            auto error = failed(result);
            drain();
            if (stop.stop_requested() && lastState == "57014") {
                return failure(ErrorCode::Cancelled, "cancelled");
            }
            return error;
        }
        out = std::move(*rows);
        if (status == PGRES_COPY_IN) {
            return out;
        }
    }
}

Result<> PgWire::sendCopy(std::string bytes)
{
    if (lost) {
        return failed("the connection is lost");
    }
    const auto until = deadline();
    while (true) {
        const int sent = PQputCopyData(connection.get(), bytes.data(), static_cast<int>(bytes.size()));
        if (sent != 0) {
            return sent > 0 ? flush() : Result<>(failed(PQerrorMessage(connection.get())));
        }
        if (auto done = wait(until, true); !done) {
            return done;
        }
    }
}

} // namespace twin::history
