#include "views/map/map_renderer.h"

#include "views/map/map_painter.h"

#include <QMetaObject>

#include <chrono>
#include <utility>

namespace views {

MapRenderer::MapRenderer(QObject* parent)
    : QObject(parent)
    , m_worker([this] { work(); })
{}

MapRenderer::~MapRenderer()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_worker.join();
}

void MapRenderer::request(MapRequest request)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_pending = std::move(request);
    }
    m_wake.notify_one();
}

std::unique_ptr<MapPicture> MapRenderer::take()
{
    const std::scoped_lock lock(m_mutex);
    m_announced = false;
    return std::exchange(m_done, nullptr);
}

void MapRenderer::recycle(std::unique_ptr<MapPicture> picture)
{
    if (picture) {
        picture->scene.reset();
        picture->inset = QImage();
    }
    const std::scoped_lock lock(m_mutex);
    m_spare = std::move(picture);
}

bool MapRenderer::waitFor(std::uint64_t number, int timeout_ms)
{
    std::unique_lock lock(m_mutex);
    return m_finished.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                               [&] { return m_doneNumber >= number; });
}

void MapRenderer::work()
{
    MapPainter painter;
    std::unique_ptr<MapPicture> picture;
    for (;;) {
        MapRequest request;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stop || m_pending.has_value(); });
            if (m_stop) {
                return;
            }
            request = std::move(*m_pending);
            m_pending.reset();
            if (!picture) {
                picture = std::exchange(m_spare, nullptr);
            }
        }
        if (!picture) {
            picture = std::make_unique<MapPicture>();
        }
        painter.draw(request, *picture);
        bool announce = false;
        {
            const std::scoped_lock lock(m_mutex);
            m_doneNumber = picture->number;
            std::swap(m_done, picture); // one that was not taken in time is drawn over
            announce = !std::exchange(m_announced, true);
        }
        m_finished.notify_all();
        if (announce) {
            // Queued to this object's thread; dropped by Qt if the object is gone by then.
            QMetaObject::invokeMethod(this, &MapRenderer::pictureReady, Qt::QueuedConnection);
        }
    }
}

} // namespace views
