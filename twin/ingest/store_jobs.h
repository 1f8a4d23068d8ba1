#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

#include <chrono>
#include <condition_variable>
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

    /// Waits until the store thread has done it. Errors: the job's; Cancelled after `close`; Io when it was
    /// not begun within the patience (none: for ever).
    [[nodiscard]] Result<> run(const Job& job, Patience patience = {});

    // The store thread's side.
    [[nodiscard]] bool isEmpty() const;
    void doOne(history::HistoryWriter& writer);
    /// Nothing is done any more; who waits is told so.
    void close();

  private:
    struct Waiting
    {
        const Job* job = nullptr;
        std::optional<Result<>> done;
    };

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Waiting*> m_queue;
    bool m_closed = false;
};

} // namespace twin::ingest
