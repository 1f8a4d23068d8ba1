#pragma once

#include "twin/ingest/past_reader.h"
#include "twin/state/recent_history.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/result.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace twin::ingest {

/// A store that another program writes, looked at as it grows: once a second the newest moment in it is what
/// is live, and everything before it is there to go back to. So a seat that may not write telemetry sees what
/// the one that does sees, a second or two later; sources' books are not in a store. A store that is away is
/// tried again. Thread safe.
class StoreFollower
{
  public:
    /// Errors: those of PastReader::open.
    [[nodiscard]] static Result<std::unique_ptr<StoreFollower>> open(const std::string& location);
    ~StoreFollower();
    StoreFollower(const StoreFollower&) = delete;
    StoreFollower& operator=(const StoreFollower&) = delete;

    /// The same object for the follower's whole life; it may outlive it.
    [[nodiscard]] const std::shared_ptr<const state::SnapshotProvider>& provider() const
    {
        return m_provider;
    }

    /// Why nothing new comes; empty while it does.
    [[nodiscard]] std::string error() const;

  private:
    StoreFollower(std::string location, std::unique_ptr<PastReader> reader);

    void run(const std::stop_token& stop);
    [[nodiscard]] Result<> look(const std::stop_token& stop);

    std::string m_location;
    std::unique_ptr<PastReader> m_reader; ///< of the thread; null: to be opened again
    std::shared_ptr<state::RecentHistory> m_recent;
    std::shared_ptr<const state::SnapshotProvider> m_provider;
    TimeNs m_newest = 0;
    std::uint64_t m_version = 0;
    mutable std::mutex m_mutex; ///< over the error
    std::condition_variable_any m_wake;
    std::string m_error;
    std::jthread m_thread; ///< last: it uses the others
};

} // namespace twin::ingest
