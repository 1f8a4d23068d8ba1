#pragma once

#include "models/feed/latest_job.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace models {

/// What a job under way says of itself and is told, across threads. Derive from it for more.
struct JobProgress
{
    std::atomic<bool> isCancelled = false;
};

/// A long job on a thread of its own, done when somebody asks for it, who may take it back. One that was
/// taken back ends without a result, even if it was done before it heard of that. Asking anew forgets the job
/// under way. Lives on the owner's thread; destruction forgets the job and waits for it, so it must look at
/// `isCancelled` now and then.
template <typename Result, typename Progress = JobProgress> class AskedJob final
{
  public:
    using ProgressPtr = std::shared_ptr<Progress>;
    /// On the other thread: it owns or shares what it reads.
    using Work = std::function<Result(const ProgressPtr&)>;
    /// On the owner's thread, when the job is not running any more. No result: it was taken back.
    using Done = std::function<void(std::optional<Result>)>;

    explicit AskedJob(Done done)
        : m_done(std::move(done))
        , m_job([this](Result result) { finish(std::move(result)); })
    {}

    ~AskedJob() { forget(); } // m_job waits for it

    AskedJob(const AskedJob&) = delete;
    AskedJob& operator=(const AskedJob&) = delete;

    void ask(Work work)
    {
        forget();
        m_progress = std::make_shared<Progress>();
        m_job.request([progress = m_progress, work = std::move(work)] { return work(progress); });
    }

    /// Takes it back: it runs until it has heard of that.
    void cancel()
    {
        if (isRunning()) {
            m_progress->isCancelled = true;
        }
    }

    /// Takes it back, and hears nothing more of it.
    void forget()
    {
        cancel();
        m_progress.reset();
        m_job.cancel();
    }

    [[nodiscard]] bool isRunning() const { return m_progress != nullptr; }

    /// Precondition: isRunning().
    [[nodiscard]] const Progress& progress() const { return *m_progress; }

    /// Calls `what` on the owner's thread before the result comes, unless the job is forgotten by then. Of
    /// the work's own thread; `of` is what the work was given.
    void tell(const ProgressPtr& of, std::function<void()> what)
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this, of, what = std::move(what)] {
                if (m_progress == of) {
                    what();
                }
            },
            Qt::QueuedConnection);
    }

  private:
    void finish(Result result)
    {
        const bool isTakenBack = m_progress->isCancelled;
        m_progress.reset();
        m_done(isTakenBack ? std::nullopt : std::optional<Result>(std::move(result)));
    }

    Done m_done;
    ProgressPtr m_progress; ///< of the job under way; else null
    QObject m_context;
    LatestJob<Result> m_job; ///< the last one: its thread uses the others until it has ended
};

} // namespace models
