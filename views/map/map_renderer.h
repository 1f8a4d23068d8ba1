#pragma once

#include "views/map/map_picture.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace views {

/// Draws pictures of the map in a thread of its own. One request waits at most: the newest replaces it. The
/// object lives on the GUI thread; its destructor stops and joins the worker.
class MapRenderer final : public QObject
{
    Q_OBJECT

  public:
    explicit MapRenderer(QObject* parent = nullptr);
    ~MapRenderer() override;

    void request(MapRequest request);
    /// The newest finished picture, once; null if there is none newer. Give the one it replaces back with
    /// `recycle`.
    [[nodiscard]] std::unique_ptr<MapPicture> take();
    /// Its memory serves a later picture.
    void recycle(std::unique_ptr<MapPicture> picture);
    /// Waits until the request with this number, or a later one, is finished. False when `timeout_ms` passed
    /// first.
    [[nodiscard]] bool waitFor(std::uint64_t number, int timeout_ms);

  Q_SIGNALS:
    /// On the GUI thread: `take` has something.
    void pictureReady();

  private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_finished;
    std::optional<MapRequest> m_pending;
    std::unique_ptr<MapPicture> m_done;
    std::unique_ptr<MapPicture> m_spare;
    std::uint64_t m_doneNumber = 0;
    bool m_announced = false; ///< a `pictureReady` is on its way
    bool m_stop = false;
    std::thread m_worker; ///< last: starts when everything above is there
};

} // namespace views
