#include "models/feed/throttle.h"

namespace models {

Throttle::Throttle(int interval_ms, std::function<void()> run)
    : m_run(std::move(run))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval_ms);
    connect(&m_timer, &QTimer::timeout, this, &Throttle::runNow);
}

void Throttle::request()
{
    if (m_timer.isActive()) {
        return;
    }
    const qint64 rested = m_sinceRun.isValid() ? m_sinceRun.elapsed() : m_timer.interval();
    if (rested >= m_timer.interval()) {
        runNow();
    } else {
        m_timer.start(static_cast<int>(m_timer.interval() - rested));
    }
}

void Throttle::runNow()
{
    m_timer.stop();
    m_sinceRun.start();
    m_run();
}

} // namespace models
