#include "twin/ingest/apply_queue.h"

#include <utility>

namespace twin::ingest {

namespace {

/// An event may grow the twin as much as many values do.
constexpr std::size_t kFrameWeight = 16;

std::size_t weightOf(const ApplyItem& item)
{
    return kFrameWeight + item.frame.samples;
}

} // namespace

/// Producer: the items are its own while it works; the consumer finds the queue empty meanwhile.
void ApplyQueue::mergeQueued()
{
    std::vector<ApplyItem> items;
    {
        const std::scoped_lock lock(m_mutex);
        items.swap(m_items);
        m_weight = 0;
    }
    m_onMerged(mergeSeries(items));
    const std::scoped_lock lock(m_mutex);
    for (const ApplyItem& item : items) {
        m_weight += weightOf(item);
    }
    m_items = std::move(items); // one producer: nothing came in between
}

bool ApplyQueue::push(ApplyItem&& item)
{
    m_scopes.place(item);
    bool over = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed) {
            return false;
        }
        m_weight += weightOf(item);
        m_items.push_back(std::move(item));
        over = m_weight > m_maxWeight;
    }
    m_filled.notify_one();
    if (!over) {
        return true;
    }
    mergeQueued();
    m_filled.notify_one();
    std::unique_lock lock(m_mutex);
    m_drained.wait(lock, [&] { return m_closed || m_weight <= m_maxWeight / 2; });
    return !m_closed;
}

std::vector<ApplyItem> ApplyQueue::takeAll(std::chrono::nanoseconds timeout)
{
    std::vector<ApplyItem> out;
    {
        std::unique_lock lock(m_mutex);
        m_taken = 0;
        m_filled.wait_for(lock, timeout, [&] { return m_closed || m_woken || !m_items.empty(); });
        out.swap(m_items);
        m_taken = out.size();
        m_weight = 0;
        m_woken = false;
    }
    m_drained.notify_all();
    return out;
}

void ApplyQueue::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_woken = true;
    }
    m_filled.notify_all();
}

void ApplyQueue::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
    }
    m_filled.notify_all();
    m_drained.notify_all();
}

bool ApplyQueue::isDrained() const
{
    const std::scoped_lock lock(m_mutex);
    return m_closed && m_items.empty();
}

std::size_t ApplyQueue::frames() const
{
    const std::scoped_lock lock(m_mutex);
    return m_items.size() + m_taken;
}

} // namespace twin::ingest
