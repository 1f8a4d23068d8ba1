#include "models/planner/failure_search.h"

#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

IncidentAnswer answerOf(const twin::state::SnapshotProvider& past, twin::state::TimeRange stretch,
                        const ForkPtr& fork, const std::string& note, const IncidentOptions& options)
{
    IncidentAnswer out;
    auto incident = findIncident(past, stretch, options);
    if (!incident) {
        out.error = QString::fromStdString(incident.error().text());
        return out;
    }
    out.incident = std::move(*incident);
    auto replayed = replay(out.incident, fork, note, options.cancelled);
    if (!replayed) {
        out.error = QString::fromStdString(replayed.error().text());
    } else {
        out.replay = std::move(*replayed);
    }
    return out;
}

} // namespace

FailureSearch::FailureSearch(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FailureSearch::~FailureSearch()
{
    cancel();
    m_pool.waitForDone();
}

void FailureSearch::search(std::shared_ptr<const twin::state::SnapshotProvider> past,
                           twin::state::TimeRange stretch, ForkPtr fork, const QString& note)
{
    cancel();
    const auto run = std::make_shared<std::atomic<bool>>(false);
    m_running = run;
    m_done = 0;
    m_all = 0;
    m_pool.start(
        [this, run, past = std::move(past), stretch, fork = std::move(fork), note = note.toStdString()] {
            IncidentOptions options;
            options.cancelled = run.get();
            options.progress = [this, run](std::size_t done, std::size_t all) {
                QMetaObject::invokeMethod(
                    this,
                    [this, run, done, all] {
                        if (run == m_running) {
                            m_done = done;
                            m_all = all;
                            Q_EMIT progressChanged();
                        }
                    },
                    Qt::QueuedConnection);
            };
            const auto answer =
                std::make_shared<const IncidentAnswer>(answerOf(*past, stretch, fork, note, options));
            QMetaObject::invokeMethod(
                this, [this, run, answer] { finish(run, *answer); }, Qt::QueuedConnection);
        });
    Q_EMIT progressChanged();
}

void FailureSearch::cancel()
{
    if (m_running != nullptr) {
        *m_running = true;
        m_running = nullptr;
        Q_EMIT progressChanged();
    }
}

void FailureSearch::finish(const Flag& run, const IncidentAnswer& answer)
{
    if (run == m_running) {
        m_running = nullptr;
        Q_EMIT progressChanged();
        Q_EMIT found(answer);
    }
}

} // namespace models
