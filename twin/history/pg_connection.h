#pragma once

#include "twin/history/pg_values.h"
#include "twin/support/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

/// The little of PostgreSQL's client library that stores on a server need, with errors as Results.
namespace twin::history {

struct PgNotification
{
    std::string channel;
    std::string payload;
};

/// One connection. One thread at a time. Errors are Io with the server's reason and the location without its
/// password; Cancelled when a stop was asked for. After an error `isLost` says whether the connection is
/// over.
class PgConnection
{
  public:
    /// How long an answer may take before the connection is given up; none: for ever.
    using Patience = std::chrono::milliseconds;

    /// Waits 5 s for the server unless the location says otherwise (connect_timeout). Passwords that the
    /// location does not name come from PGPASSFILE or a service file, as libpq finds them.
    /// Errors: Io (no server, refused, wrong password), BadInput (the location cannot be read).
    [[nodiscard]] static Result<PgConnection> open(const std::string& location, Patience patience);

    PgConnection(PgConnection&&) noexcept;
    PgConnection& operator=(PgConnection&&) noexcept;
    ~PgConnection();

    void setPatience(Patience patience);

    /// Runs one or more statements without results, as one transaction unless they say otherwise.
    [[nodiscard]] Result<> execute(const std::string& sql);

    /// One statement with parameters; it is prepared once and kept by its text, so `sql` must not be made up
    /// anew for each question.
    [[nodiscard]] Result<PgRows> query(const std::string& sql, const PgValues& values = {},
                                       const std::stop_token& stop = {});
    /// First column of the first row. Errors: NotFound without a row.
    [[nodiscard]] Result<std::int64_t> integer(const std::string& sql, const PgValues& values = {});
    /// The same row by row, for answers that are too large to have at once. `visit` gets rows of one and
    /// gives false to end early: within a transaction that makes it void.
    [[nodiscard]] Result<> forEach(const std::string& sql, const PgValues& values,
                                   const std::function<Result<bool>(const PgRows& row)>& visit,
                                   const std::stop_token& stop = {});

    /// `COPY table(columns) FROM STDIN (FORMAT binary)`; `fill` appends rows, which are sent as they come.
    [[nodiscard]] Result<>
    copy(const std::string& sql,
         const std::function<Result<>(PgCopyRows& rows, const std::function<Result<>()>& send)>& fill);

    /// What came on channels that were LISTENed to, waiting at most `patience` for the first.
    [[nodiscard]] Result<std::vector<PgNotification>> notifications(Patience patience);

    [[nodiscard]] bool isLost() const;
    /// SQLSTATE of the last error, as "23505"; empty when it was not the server's.
    [[nodiscard]] const std::string& lastState() const;
    /// The location without its password.
    [[nodiscard]] const std::string& name() const;

  private:
    struct Impl;
    explicit PgConnection(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Everything that `work` does on the connection, or nothing of it.
[[nodiscard]] Result<> transact(PgConnection& connection, const std::function<Result<>()>& work);

} // namespace twin::history
