#pragma once

#include "twin/ingest/folder.h"
#include "twin/ingest/store_jobs.h"
#include "twin/support/clock.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace twin::ingest {

struct FoldStatus
{
    std::string error; ///< empty while folding works
    FoldSums sums;
};

/// The compaction thread: follows the journal with a read connection and makes history of it. Whatever it
/// writes goes through StoreJobs. When something fails (disk full, locked, a damaged page) it says so, and
/// begins anew from the last seal every second; ingest goes on meanwhile. It begins anew as well when the
/// store's writer is another one.
class FoldStage
{
  public:
    FoldStage(FoldOptions options, std::string location, StoreJobs& jobs, const Clock& clock);
    ~FoldStage();

    void start();
    /// Stops at the next step. What is not folded stays in the journal.
    void finish();

    [[nodiscard]] FoldStatus status() const;

  private:
    void run();
    [[nodiscard]] Result<> session();
    [[nodiscard]] bool pause(std::chrono::milliseconds time);
    void note(const FoldSums& before, const FoldSums& now);

    FoldOptions m_options;
    std::string m_location;
    StoreJobs& m_jobs;
    const Clock& m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_closing = false;
    FoldStatus m_status;
    std::thread m_thread;
};

} // namespace twin::ingest
