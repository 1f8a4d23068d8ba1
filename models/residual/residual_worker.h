#pragma once

#include "twin/state/residual_watch.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace models {

/// Follows the residuals of the links in a thread of its own. One snapshot waits at most: the newest replaces
/// it. The object lives on the GUI thread; its destructor stops what is being computed and joins the worker.
class ResidualWorker final : public QObject
{
    Q_OBJECT

  public:
    explicit ResidualWorker(QObject* parent = nullptr);
    ~ResidualWorker() override;

    void request(twin::state::SnapshotPtr snapshot);
    /// The newest result, once; null if there is none newer, or nothing is expected of that snapshot.
    [[nodiscard]] twin::state::LinkResidualsPtr take();

  Q_SIGNALS:
    /// On the GUI thread: `take` may have something.
    void answered();

  private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    twin::state::SnapshotPtr m_pending;
    twin::state::LinkResidualsPtr m_done;
    bool m_stop = false;
    std::atomic<bool> m_cancelled = false;
    std::thread m_thread; ///< last: starts when everything above is there
};

} // namespace models
