#pragma once

#include "twin/ingest/past_provider.h"
#include "twin/ingest/past_reader.h"
#include "twin/state/recent_history.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/clock.h"
#include "twin/support/result.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace twin::ingest {

/// A store that another program writes, looked at as it grows: once a second the newest moment in it is what
/// is live, and everything before it is there to go back to. So a seat that may not write telemetry sees what
/// the one that does sees, a second or two later; sources' books are not in a store. When nothing new comes,
/// what is live is the newest moment at the present time, so that its values turn stale. A store that is away
/// is tried again, and what is live says why (Totals::historyError). Thread safe.
class StoreFollower
{
  public:
    /// A store that did not grow for so long is quiet: time passes without it.
    static constexpr std::chrono::seconds kQuietAfter{5};

    /// @param clock null: the machine's
    /// Errors: those of PastReader::open.
    [[nodiscard]] static Result<std::unique_ptr<StoreFollower>>
    open(const std::string& location, std::shared_ptr<const Clock> clock = nullptr);
    ~StoreFollower();
    StoreFollower(const StoreFollower&) = delete;
    StoreFollower& operator=(const StoreFollower&) = delete;

    /// The same object for the follower's whole life; it may outlive it.
    [[nodiscard]] std::shared_ptr<const state::SnapshotProvider> provider() const { return m_provider; }

  private:
    StoreFollower(std::string location, std::unique_ptr<PastReader> reader,
                  std::shared_ptr<const Clock> clock);

    void run(const std::stop_token& stop);
    [[nodiscard]] Result<> look(const std::stop_token& stop);
    void show(bool isPassing, const std::string& error);

    std::string m_location;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<PastReader> m_reader; ///< of the thread; null: to be opened again
    std::shared_ptr<state::RecentHistory> m_recent;
    std::shared_ptr<const PastProvider> m_provider;
    // Of the thread.
    state::SnapshotPtr m_moment; ///< the newest of the store; null: there is none yet
    state::SnapshotPtr m_shown;  ///< the one that is live
    TimeNs m_newest = 0;         ///< its end when it last grew
    std::chrono::steady_clock::time_point m_grew;
    std::uint64_t m_version = 0;
    std::mutex m_mutex; ///< for waiting
    std::condition_variable_any m_wake;
    std::jthread m_thread; ///< last: it uses the others
};

} // namespace twin::ingest
