#include "models/feed/throttle.h"

namespace models {

Throttle::Throttle(int interval_ms, std::function<void()> run)
    : m_interval_ms(interval_ms)
    , m_run(std::move(run))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Throttle::runNow);
}

void Throttle::request()
{
    if (m_timer.isActive()) {
        return;
    }
    const qint64 rested = m_sinceRun.isValid() ? m_sinceRun.elapsed() : m_interval_ms;
    if (rested >= m_interval_ms) {
        runNow();
    } else {
        m_timer.start(static_cast<int>(m_interval_ms - rested));
    }
}

void Throttle::runNow()
{
    m_timer.stop();
    m_sinceRun.start();
    m_run();
}

} // namespace models
