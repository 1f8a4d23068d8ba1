#pragma once

#include "twin/history/pg_values.h"
#include "twin/support/result.h"

#include <chrono>
#include <future>
#include <memory>
#include <stop_token>
#include <string>

struct pg_conn;

namespace twin::history {

/// A message of several lines in one.
[[nodiscard]] std::string oneLine(std::string text);

/// The socket side of a PgConnection: sends and waits without ever waiting for ever. Everything of it is for
/// pg_connection.cpp.
struct PgWire
{
    using Clock = std::chrono::steady_clock;

    struct Finish
    {
        void operator()(pg_conn* connection) const;
    };

    std::unique_ptr<pg_conn, Finish> connection;
    std::string location;
    std::string name; ///< the location as it may be shown
    std::chrono::milliseconds patience{0};
    std::string lastState;
    bool lost = false;
    std::future<void> cancelHeard; ///< of the last cancel

    [[nodiscard]] tl::unexpected<Error> failed(std::string reason);
    /// With the server's reason and SQLSTATE.
    [[nodiscard]] tl::unexpected<Error> failed(const pg_result* result);
    [[nodiscard]] Clock::time_point deadline() const;
    [[nodiscard]] Result<> wait(Clock::time_point deadline, bool wantsWrite);
    [[nodiscard]] Result<> flush();
    [[nodiscard]] Result<PgRows> next(const std::stop_token& stop);
    [[nodiscard]] Result<PgRows> last(const std::stop_token& stop);
    void cancel();
    [[nodiscard]] Result<> settleCancel();
    void drain();
    [[nodiscard]] Result<> sendCopy(std::string bytes);
};

} // namespace twin::history
