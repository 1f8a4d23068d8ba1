#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace models {

/// Short jobs on a thread of its own, one at a time. Of those asked for meanwhile only the newest waits: the
/// others are never done. Results come in the order of asking, on the owner's thread. A result is handed over
/// although a newer job waits: dragging along the time line asks faster than a large network answers, and
/// would otherwise show nothing until it ends. `cancel` drops the results of all that was asked for. Lives on
/// the owner's thread; destruction cancels and waits for the job under way.
template <typename Result> class LatestJob final
{
  public:
    using Work = std::function<Result()>;
    using Done = std::function<void(Result)>;

    explicit LatestJob(Done done)
        : m_done(std::move(done))
    {
        m_pool.setMaxThreadCount(1);
    }

    ~LatestJob() { m_pool.waitForDone(); } // before the context goes: what is posted to it then dies with it

    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    /// `work` runs on the other thread: it owns or shares what it reads.
    void request(Work work)
    {
        if (m_isBusy) {
            m_waiting = std::move(work);
        } else {
            start(std::move(work));
        }
    }

    void cancel()
    {
        m_waiting.reset();
        m_cancelled = m_number;
    }

    /// Nothing under way or waiting.
    [[nodiscard]] bool isIdle() const { return !m_isBusy; }

  private:
    void start(Work work)
    {
        m_isBusy = true;
        const quint64 number = ++m_number;
        m_pool.start([this, number, work = std::move(work)] {
            const auto result = std::make_shared<Result>(work());
            QMetaObject::invokeMethod(
                &m_context, [this, number, result] { finish(number, std::move(*result)); },
                Qt::QueuedConnection);
        });
    }

    void finish(quint64 number, Result result)
    {
        m_isBusy = false;
        if (m_waiting) {
            start(*std::exchange(m_waiting, std::nullopt));
        }
        if (number > m_cancelled) {
            m_done(std::move(result));
        }
    }

    Done m_done;
    QObject m_context;
    QThreadPool m_pool;
    std::optional<Work> m_waiting;
    quint64 m_number = 0;    ///< of the job started last
    quint64 m_cancelled = 0; ///< up to this one
    bool m_isBusy = false;
};

} // namespace models
