#pragma once

#include "twin/history/journal.h"
#include "twin/history/pg_connection.h"
#include "twin/history/pg_partitions.h"
#include "twin/history/progress_table.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin::history {

/// The journal of telemetry in a PostgreSQL store, as Journal is in a file; it holds the lease. Commits wait
/// until they are on the server's disk. After an error with a lost connection the journal is over: nobody
/// knows whether the last transaction came true, and a new one reads what is there. One thread.
class PgJournal
{
  public:
    /// Makes the store if there is none. Errors: those of openPgSession and readPgSchemaVersion; Io (another
    /// writer holds the lease).
    [[nodiscard]] static Result<std::unique_ptr<PgJournal>> open(const std::string& location,
                                                                 const JournalOptions& options);

    [[nodiscard]] Result<AppendOutcome>
    append(std::span<const JournalEntry> entries,
           const std::function<ProgressUpdate(std::size_t stored)>& progressAfter);
    [[nodiscard]] Result<bool> trim(std::uint64_t upTo, std::uint64_t maxBytes);

    [[nodiscard]] std::uint64_t lastOrder() const { return m_nextOrder - 1; }

    [[nodiscard]] std::uint64_t frameBytes() const { return m_frameBytes; }

    /// One transaction on the other tables of the store.
    [[nodiscard]] Result<> transact(const std::function<Result<>(PgConnection&)>& work);
    /// Number of a source's name, inside a transaction.
    [[nodiscard]] Result<std::int64_t> sourceNumber(std::string_view name);

    [[nodiscard]] PgConnection& connection() { return m_connection; }

  private:
    PgJournal(PgConnection connection, const JournalOptions& options);

    Result<> load();
    Result<> loadSources();
    Result<> ensureDays(std::span<const JournalEntry> entries);
    Result<AppendOutcome> fill(std::span<const JournalEntry> entries,
                               const std::function<ProgressUpdate(std::size_t stored)>& progressAfter);
    Result<> copyFrames(std::span<const JournalEntry> entries);
    Result<std::uint64_t> makeRoom(std::uint64_t bytes);
    Result<std::uint64_t> dropOldest(const char* where, std::uint64_t upTo, std::uint64_t maxBytes,
                                     std::size_t limit, bool& more);
    Result<> store(const ProgressUpdate& update);
    Result<> storeForgotten(const std::vector<ForgottenEpochs>& forgotten);
    Result<> storeFrameBytes();
    Result<bool> dropPastDay(std::uint64_t upTo, std::int64_t& day);

    PgConnection m_connection;
    JournalOptions m_options;
    PgPartitions m_days{"frames"};
    std::map<std::string, std::int64_t, std::less<>> m_sourceIds;
    std::uint64_t m_nextOrder = 1;
    std::uint64_t m_frameBytes = 0;
};

/// By source name, then epoch. Errors: Io, BadInput.
[[nodiscard]] Result<std::vector<ProgressRecord>> loadProgress(PgConnection& connection);
/// By source name. Errors: Io.
[[nodiscard]] Result<std::vector<ForgottenEpochs>> loadForgotten(PgConnection& connection);

} // namespace twin::history
