#pragma once

#include "twin/history/progress_table.h"
#include "twin/history/sqlite.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin::history {

/// What an opaque record is for, as far as the journal must know: only batches may be left out of a replay.
enum class RecordKind : std::uint8_t { Define = 1, Retire = 2, Batch = 3, Event = 4 };

/// One record to keep. `body` must outlive the append.
struct JournalEntry
{
    std::string_view source;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    TimeNs receiveTime = 0;
    RecordKind kind = RecordKind::Batch;
    std::uint64_t samples = 0;
    std::string_view body;
};

inline constexpr std::uint64_t kRecordOverhead = 64; ///< row header, keys and index share, bytes

/// Bytes of an entry as the journal's bound counts them.
[[nodiscard]] inline std::uint64_t costOf(const JournalEntry& entry)
{
    return entry.body.size() + kRecordOverhead;
}

struct JournalOptions
{
    std::uint64_t maxBytes =
        2ULL << 30U; ///< frames kept; the write-ahead log beside it is at most about 64 MiB
    bool dropOldest = false;
};

/// What happened to an append that did not fail.
struct AppendOutcome
{
    std::size_t stored = 0;    ///< of the entries, from the front; fewer than given: the journal is full
    std::uint64_t dropped = 0; ///< oldest records forgotten to make room
    std::uint64_t bytes = 0;   ///< of frames kept now
};

/// The write-ahead journal of telemetry in one SQLite file (WAL, synchronous=FULL). Append commits a group of
/// records and the progress they make in one transaction: after a crash at any instant both are there or
/// neither. Records are opaque here. One writer process (a lock file beside it), any number of readers. One
/// thread.
class Journal
{
  public:
    /// Opens or creates. Errors: Unsupported (newer schema), BadInput (not a store, damaged), Io (permission,
    /// another writer has it). A refused file is not changed.
    [[nodiscard]] static Result<Journal> open(const std::string& path, const JournalOptions& options);
    /// For `store stat` and readers beside a running writer. Errors: as above, NotFound.
    [[nodiscard]] static Result<Journal> openReadOnly(const std::string& path);

    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    /// Commits `entries` and the progress computed by `progressAfter(stored)`: called once, inside the
    /// transaction, when it is known how many entries fit. On error nothing is stored. Errors: Io (disk full,
    /// read-only, locked), BadInput (damaged page).
    [[nodiscard]] Result<AppendOutcome>
    append(std::span<const JournalEntry> entries,
           const std::function<ProgressUpdate(std::size_t stored)>& progressAfter);

    /// All progress, by source name, then epoch.
    [[nodiscard]] Result<std::vector<ProgressRecord>> loadProgress() const;
    /// What is remembered of epochs that have no progress any more.
    [[nodiscard]] Result<std::vector<ForgottenEpochs>> loadForgotten() const;

    /// Every non-batch record in order, and of the batches those received in the last `window` before the
    /// newest, the newest of them up to `maxBytes` of bodies. Stops early when `visit` returns false.
    [[nodiscard]] Result<> replayTail(TimeNs window, std::uint64_t maxBytes,
                                      const std::function<bool(const JournalEntry&)>& visit) const;

    /// All records in order (tests, checks).
    [[nodiscard]] Result<> forEach(const std::function<bool(const JournalEntry&)>& visit) const;

    /// Forgets records up to `upTo`, oldest first, at most `maxBytes` of them. True: there are more.
    [[nodiscard]] Result<bool> trim(std::uint64_t upTo, std::uint64_t maxBytes);

    /// Records kept now, and their bytes as JournalOptions counts them.
    [[nodiscard]] Result<std::uint64_t> recordCount() const;
    [[nodiscard]] Result<std::uint64_t> usedBytes() const;
    /// Pages in use in bytes: of everything in the store.
    [[nodiscard]] Result<std::uint64_t> fileBytes() const;

    /// Place of the newest record ever stored; 0 = none.
    [[nodiscard]] std::uint64_t lastOrder() const;

    /// One transaction on the other tables of the same store. What `work` gives is given back; with an error
    /// nothing was changed.
    [[nodiscard]] Result<> transact(const std::function<Result<>(Database&)>& work);
    /// Number of a source's name in the store, inside a transaction.
    [[nodiscard]] Result<std::int64_t> sourceNumber(std::string_view name);
    [[nodiscard]] Database& database() const;

  private:
    struct Impl;
    explicit Journal(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::history
