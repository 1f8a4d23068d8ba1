#include "twin/ingest/apply_queue.h"

#include "twin/ingest/source_dictionary.h"

#include <algorithm>
#include <compare>
#include <tuple>
#include <utility>

namespace twin::ingest {

namespace {

/// An event may grow the twin as much as many values do.
constexpr std::size_t kFrameWeight = 16;

std::size_t weightOf(const ApplyItem& item)
{
    return kFrameWeight + item.frame.samples;
}

/// Which frame's sample of one series wins. `rank` tells samples of one frame apart (later ones win).
struct Best
{
    TimeNs time = 0;
    std::uint64_t sequence = 0;
    std::uint64_t rank = 0;

    friend auto operator<=>(const Best&, const Best&) = default;
};

/// The winners of all series in a queue. Walk 0 finds them, walk 1 drops the others; both meet samples in the
/// same order, so a rank names a sample.
class Winners
{
  public:
    void walk(std::vector<ApplyItem>& items, bool drop, MergeCount& merged)
    {
        m_segments.clear();
        for (ApplyItem& item : items) {
            const auto source = std::make_pair(item.source, item.epoch);
            if (item.frame.kind != history::RecordKind::Batch) {
                m_segments[source] += item.frame.kind != history::RecordKind::Event ? 1 : 0;
                continue;
            }
            std::uint64_t rank = 0;
            for (DecodedColumn& column : item.frame.columns) {
                auto& series = m_best[{item.source, item.epoch, m_segments[source], column.metric}];
                if (drop) {
                    const std::size_t lost = keepWinners(item.frame, column, series, rank);
                    merged[item.source] += item.frame.replay ? 0 : lost;
                    item.frame.samples -= lost;
                } else {
                    compete(item.frame, column, series, rank);
                }
            }
        }
    }

  private:
    using Series = std::vector<Best>;

    static Best place(const DecodedFrame& frame, const DecodedColumn& column, std::size_t i,
                      std::uint64_t rank)
    {
        const TimeNs offset = column.offsets.empty() ? 0 : column.offsets[i];
        TimeNs time = 0;
        if (__builtin_add_overflow(frame.sourceTime, offset, &time)) {
            time = frame.sourceTime;
        }
        // The same rule as SourceDictionary's, or merging would change what applying keeps.
        const bool ahead = time > 0 && time - kMaxAhead > frame.receiveTime;
        return {ahead ? frame.receiveTime : time, frame.sequence, rank};
    }

    static void compete(const DecodedFrame& frame, const DecodedColumn& column, Series& series,
                        std::uint64_t& rank)
    {
        for (std::size_t i = 0; i < column.values.size(); ++i) {
            const std::uint32_t entity = column.entity(i);
            if (entity >= series.size()) {
                series.resize(entity + 1U);
            }
            series[entity] = std::max(series[entity], place(frame, column, i, ++rank));
        }
    }

    static std::size_t keepWinners(const DecodedFrame& frame, DecodedColumn& column, const Series& series,
                                   std::uint64_t& rank)
    {
        DecodedColumn kept;
        kept.metric = column.metric;
        for (std::size_t i = 0; i < column.values.size(); ++i) {
            if (series[column.entity(i)] != place(frame, column, i, ++rank)) {
                continue;
            }
            kept.entities.push_back(column.entity(i));
            kept.values.push_back(column.values[i]);
            if (!column.offsets.empty()) {
                kept.offsets.push_back(column.offsets[i]);
            }
            if (!column.qualities.empty()) {
                kept.qualities.push_back(column.qualities[i]);
            }
        }
        const std::size_t lost = column.values.size() - kept.values.size();
        column = std::move(kept);
        return lost;
    }

    std::map<std::tuple<std::uint32_t, std::uint64_t, std::uint64_t, std::uint32_t>, Series> m_best;
    std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint64_t> m_segments;
};

} // namespace

MergeCount mergeSeries(std::vector<ApplyItem>& items)
{
    MergeCount merged;
    Winners winners;
    winners.walk(items, false, merged);
    winners.walk(items, true, merged);
    return merged;
}

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
        m_filled.wait_for(lock, timeout, [&] { return m_closed || m_woken || !m_items.empty(); });
        out.swap(m_items);
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
    return m_items.size();
}

} // namespace twin::ingest
