#include "twin/ingest/store_jobs.h"

#include <utility>

namespace twin::ingest {

namespace {

tl::unexpected<Error> otherWriter()
{
    return failure(ErrorCode::Cancelled, "the store was opened anew");
}

} // namespace

StoreJobs::Generation StoreJobs::generation() const
{
    const std::scoped_lock lock(m_mutex);
    return m_generation;
}

Result<> StoreJobs::run(const Job& job, Patience patience)
{
    Waiting waiting{&job, {}, {}};
    return wait(waiting, patience);
}

Result<> StoreJobs::runUnder(Generation generation, const Job& job)
{
    Waiting waiting{&job, generation, {}};
    return wait(waiting, {});
}

Result<> StoreJobs::wait(Waiting& waiting, Patience patience)
{
    std::unique_lock lock(m_mutex);
    if (m_closed) {
        return failure(ErrorCode::Cancelled, "the store is closed");
    }
    if (waiting.under.value_or(m_generation) != m_generation) {
        return otherWriter();
    }
    m_queue.push_back(&waiting);
    const auto isDone = [&] {
        return waiting.done.has_value();
    };
    if (patience && !m_changed.wait_for(lock, *patience, isDone) && std::erase(m_queue, &waiting) != 0) {
        return failure(ErrorCode::Io, "the store takes nothing now");
    }
    m_changed.wait(lock, isDone); // one that was begun is done in a moment
    return std::move(*waiting.done);
}

bool StoreJobs::isEmpty() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.empty();
}

void StoreJobs::doOne(history::HistoryWriter& writer)
{
    Waiting* next = nullptr;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_queue.empty()) {
            return;
        }
        next = m_queue.front();
        m_queue.pop_front();
    }
    auto done = (*next->job)(writer); // its owner waits: it stays
    {
        const std::scoped_lock lock(m_mutex);
        next->done = std::move(done);
    }
    m_changed.notify_all();
}

void StoreJobs::changeWriter()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_generation;
        std::erase_if(m_queue, [](Waiting* waiting) {
            if (waiting->under) {
                waiting->done = otherWriter();
            }
            return waiting->done.has_value();
        });
    }
    m_changed.notify_all();
}

void StoreJobs::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        for (Waiting* waiting : m_queue) {
            waiting->done = failure(ErrorCode::Cancelled, "the store is closed");
        }
        m_queue.clear();
    }
    m_changed.notify_all();
}

} // namespace twin::ingest
