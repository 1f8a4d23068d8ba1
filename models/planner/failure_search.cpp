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
    , m_job([this](const std::optional<std::shared_ptr<const IncidentAnswer>>& answer) { finish(**answer); })
{}

void FailureSearch::search(std::shared_ptr<const twin::state::SnapshotProvider> past,
                           twin::state::TimeRange stretch, ForkPtr fork, const QString& note)
{
    cancel();
    m_done = 0;
    m_all = 0;
    m_job.ask([this, past = std::move(past), stretch, fork = std::move(fork),
               note = note.toStdString()](const Job::ProgressPtr& progress) {
        IncidentOptions options;
        options.cancelled = &progress->isCancelled;
        options.progress = [this, &progress](std::size_t done, std::size_t all) {
            m_job.tell(progress, [this, done, all] {
                m_done = done;
                m_all = all;
                Q_EMIT progressChanged();
            });
        };
        return std::make_shared<const IncidentAnswer>(answerOf(*past, stretch, fork, note, options));
    });
    Q_EMIT progressChanged();
}

void FailureSearch::cancel()
{
    if (isSearching()) {
        m_job.forget(); // so every answer that comes is one that nobody has taken back
        Q_EMIT progressChanged();
    }
}

void FailureSearch::finish(const IncidentAnswer& answer)
{
    Q_EMIT progressChanged();
    Q_EMIT found(answer);
}

} // namespace models
