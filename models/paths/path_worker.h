#pragma once

#include "models/paths/path_answer.h"
#include "twin/network/k_shortest_paths.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace models {

/// Answers path requests in a thread of its own, so that a large network or a hard search never holds up the
/// screen. One request waits at most: the newest replaces it and stops the one being answered. The object
/// lives on the GUI thread; its destructor stops and joins the worker.
class PathWorker final : public QObject
{
    Q_OBJECT

  public:
    explicit PathWorker(QObject* parent = nullptr);
    ~PathWorker() override;

    void request(PathRequest request);
    /// The newest answer, once; null if there is none newer.
    [[nodiscard]] PathAnswerPtr take();

  Q_SIGNALS:
    /// On the GUI thread: `take` may have something.
    void answered();

  private:
    /// The network of the last registry, kept for the next request. Worker thread.
    struct Network
    {
        twin::registry::RegistryPtr registry;
        std::shared_ptr<const twin::network::Graph> graph;
        std::unique_ptr<twin::network::KShortestPaths> paths;
    };

    void work();
    [[nodiscard]] PathAnswerPtr answer(const PathRequest& request, Network& network) const;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<PathRequest> m_pending;
    PathAnswerPtr m_done;
    bool m_stop = false;
    std::atomic<bool> m_cancelled = false;
    std::thread m_thread; ///< last: starts when everything above is there
};

} // namespace models
