#include "models/residual/residual_worker.h"

#include <QMetaObject>

#include <utility>

namespace models {

using twin::state::LinkResidualsPtr;
using twin::state::SnapshotPtr;

ResidualWorker::ResidualWorker(QObject* parent)
    : QObject(parent)
    , m_thread([this] { work(); })
{}

ResidualWorker::~ResidualWorker()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
        m_cancelled = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void ResidualWorker::request(SnapshotPtr snapshot)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_pending = std::move(snapshot);
    }
    m_wake.notify_one();
}

LinkResidualsPtr ResidualWorker::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, nullptr);
}

void ResidualWorker::work()
{
    twin::state::ExpectationOptions options;
    options.cancelled = &m_cancelled;
    twin::state::ResidualWatch watch(std::move(options));
    for (;;) {
        SnapshotPtr snapshot;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stop || m_pending != nullptr; });
            if (m_stop) {
                return;
            }
            snapshot = std::exchange(m_pending, nullptr);
        }
        LinkResidualsPtr found = watch.update(snapshot);
        {
            const std::scoped_lock lock(m_mutex);
            m_done = std::move(found);
        }
        // Queued to this object's thread; dropped by Qt if the object is gone by then.
        QMetaObject::invokeMethod(this, &ResidualWorker::answered, Qt::QueuedConnection);
    }
}

} // namespace models
