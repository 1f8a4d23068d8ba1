#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace models {

/// Runs a function at most once per interval, however often it is asked: at once when it has rested long
/// enough, otherwise when the interval is over. GUI thread.
class Throttle final : public QObject
{
  public:
    Throttle(int interval_ms, std::function<void()> run);

    void request();
    /// Runs now, whatever the interval.
    void runNow();

  private:
    int m_interval_ms; ///< the timer's own changes with every start
    std::function<void()> m_run;
    QTimer m_timer;
    QElapsedTimer m_sinceRun;
};

} // namespace models
