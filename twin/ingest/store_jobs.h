#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace twin::ingest {

/// Work that other threads have for the one writer of the store: done by the store thread between its
/// commits, one piece at a time, so that ingest never waits for more than one. Thread safe.
class StoreJobs
{
  public:
    using Job = std::function<Result<>(history::HistoryWriter&)>;

    using Patience = std::optional<std::chrono::milliseconds>;

    /// Counts the store's writers: what is known of the store need not hold under the next one, since another
    /// program may have written between the two.
    using Generation = std::uint64_t;

    [[nodiscard]] Generation generation() const;

    /// Waits until the store thread has done it. Errors: the job's; Cancelled after `close`; Io when it was
    /// not begun within the patience (none: for ever).
    [[nodiscard]] Result<> run(const Job& job, Patience patience = {});
    /// The same, for ever, for a job that goes by what was read under this writer. Errors: Cancelled also
    /// when there is another one before it is begun.
    [[nodiscard]] Result<> runUnder(Generation generation, const Job& job);

    // The store thread's side.
    [[nodiscard]] bool isEmpty() const;
    void doOne(history::HistoryWriter& writer);
    /// The next job is done on another writer: those that wait for the one before are told so.
    void changeWriter();
    /// Nothing is done any more; who waits is told so.
    void close();

  private:
    struct Waiting
    {
        const Job* job = nullptr;
        std::optional<Generation> under; ///< none: any
        std::optional<Result<>> done;
    };

    [[nodiscard]] Result<> wait(Waiting& waiting, Patience patience);

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Waiting*> m_queue;
    Generation m_generation = 0;
    bool m_closed = false;
};

} // namespace twin::ingest
