#include "twin/history/fold_builder.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/sample_union.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace twin::history {

namespace {

constexpr TimeNs kLateWindow = 5 * kMinute;
constexpr std::int64_t kOnTime = std::numeric_limits<std::int64_t>::min();

/// One series' samples by the rank of their stamp.
struct Ranked
{
    std::uint32_t rank = 0;
    double value = 0;
    Quality quality = Quality::Good;
};

/// Ranks of stamps used by a block become its own numbers, in the same order.
class StampNumbers
{
  public:
    explicit StampNumbers(std::size_t stamps)
        : m_number(stamps, kUnused)
    {}

    void use(std::uint32_t rank)
    {
        if (m_number[rank] == kUnused) {
            m_number[rank] = 0;
            m_used.push_back(rank);
        }
    }

    /// The ranks in use, in order; `number` is good until the next `clear`.
    const std::vector<std::uint32_t>& settle()
    {
        std::ranges::sort(m_used);
        for (std::size_t i = 0; i < m_used.size(); ++i) {
            m_number[m_used[i]] = static_cast<std::uint32_t>(i);
        }
        return m_used;
    }

    [[nodiscard]] std::uint32_t number(std::uint32_t rank) const { return m_number[rank]; }

    void clear()
    {
        for (const std::uint32_t rank : m_used) {
            m_number[rank] = kUnused;
        }
        m_used.clear();
    }

  private:
    static constexpr std::uint32_t kUnused = 0xFFFFFFFF;
    std::vector<std::uint32_t> m_number;
    std::vector<std::uint32_t> m_used;
};

/// What goes into one row.
using Part = std::vector<std::pair<SeriesId, std::vector<Ranked>>>;

/// Samples in the order of their stamps, and the rows they become.
class RowMaker
{
  public:
    RowMaker(std::vector<SampleStamp> sorted, TimeNs lateBefore)
        : m_sorted(std::move(sorted))
        , m_lateBefore(lateBefore)
        , m_numbers(m_sorted.size())
    {}

    /// Sorts by time and leaves one sample of each.
    void makeUnique(std::vector<Ranked>& samples) const;
    void add(SeriesId series, const std::vector<Ranked>& samples);
    /// All series of `chunk` were added.
    void endChunk(std::uint64_t chunk);
    [[nodiscard]] std::vector<BlockRow> take();

  private:
    struct Pending
    {
        BlockRow row;
        BlockPack pack;
    };

    [[nodiscard]] StoredSample stored(const Ranked& sample) const
    {
        return {m_sorted[sample.rank], sample.value, sample.quality};
    }

    [[nodiscard]] SampleBlock blockOf(const Part& part);
    void finish(std::int64_t window, Pending& pending);

    std::vector<SampleStamp> m_sorted;
    TimeNs m_lateBefore;
    StampNumbers m_numbers;
    std::map<std::int64_t, Part> m_parts;      ///< of the present chunk, by the window of late ones
    std::map<std::int64_t, Pending> m_pending; ///< likewise
    std::vector<BlockRow> m_rows;
};

void RowMaker::makeUnique(std::vector<Ranked>& samples) const
{
    if (!std::ranges::is_sorted(samples, {}, &Ranked::rank)) {
        std::ranges::stable_sort(samples, {}, &Ranked::rank);
    }
    std::size_t kept = 0;
    for (const Ranked& sample : samples) {
        if (kept == 0 || m_sorted[samples[kept - 1].rank].time != m_sorted[sample.rank].time) {
            samples[kept++] = sample;
        } else if (supersedes(stored(sample), stored(samples[kept - 1]))) {
            samples[kept - 1] = sample;
        }
    }
    samples.resize(kept);
}

void RowMaker::add(SeriesId series, const std::vector<Ranked>& samples)
{
    for (const Ranked& sample : samples) {
        const TimeNs time = m_sorted[sample.rank].time;
        Part& part = m_parts[time >= m_lateBefore ? kOnTime : time / kLateWindow];
        if (part.empty() || part.back().first != series) {
            part.push_back({series, {}});
        }
        part.back().second.push_back(sample);
    }
}

SampleBlock RowMaker::blockOf(const Part& part)
{
    for (const auto& [series, samples] : part) {
        for (const Ranked& sample : samples) {
            m_numbers.use(sample.rank);
        }
    }
    SampleBlock block;
    for (const std::uint32_t rank : m_numbers.settle()) {
        block.stamps.push_back(m_sorted[rank]);
    }
    for (const auto& [series, samples] : part) {
        SeriesRun run{series, {}, {}, {}};
        const bool allGood = std::ranges::all_of(
            samples, [](const Ranked& sample) { return sample.quality == Quality::Good; });
        for (const Ranked& sample : samples) {
            run.stamps.push_back(m_numbers.number(sample.rank));
            run.values.push_back(sample.value);
            if (!allGood) {
                run.qualities.push_back(sample.quality);
            }
        }
        block.series.push_back(std::move(run));
    }
    m_numbers.clear();
    return block;
}

void RowMaker::endChunk(std::uint64_t chunk)
{
    for (const auto& [window, part] : m_parts) {
        const SampleBlock block = blockOf(part);
        Pending& pending = m_pending[window];
        BlockRow& row = pending.row;
        row.start = pending.pack.isEmpty() ? block.stamps.front().time
                                           : std::min(row.start, block.stamps.front().time);
        row.end =
            pending.pack.isEmpty() ? block.stamps.back().time : std::max(row.end, block.stamps.back().time);
        for (const auto& [series, samples] : part) {
            row.samples += samples.size();
        }
        pending.pack.add(chunk, encodeBlock(block));
        if (pending.pack.isFull()) {
            finish(window, pending);
        }
    }
    m_parts.clear();
}

void RowMaker::finish(std::int64_t window, Pending& pending)
{
    pending.row.firstChunk = pending.pack.firstChunk();
    pending.row.lastChunk = pending.pack.lastChunk();
    pending.row.late = window != kOnTime;
    pending.row.body = pending.pack.take();
    m_rows.push_back(std::exchange(pending.row, {}));
}

std::vector<BlockRow> RowMaker::take()
{
    for (auto& [window, pending] : m_pending) {
        if (!pending.pack.isEmpty()) {
            finish(window, pending);
        }
    }
    return std::move(m_rows);
}

} // namespace

std::uint32_t FoldBuilder::stamp(const SampleStamp& stamp)
{
    if (m_stamps.empty() || m_stamps.back() != stamp) {
        m_stamps.push_back(stamp);
    }
    return static_cast<std::uint32_t>(m_stamps.size() - 1);
}

void FoldBuilder::add(SeriesId series, std::uint32_t stamp, double value, Quality quality)
{
    const std::uint64_t chunk = chunkOf(series);
    if (m_last == nullptr || chunk != m_lastChunk) {
        auto& held = m_chunks[chunk];
        if (held == nullptr) {
            held = std::make_unique<Chunk>();
        }
        m_last = held.get();
        m_lastChunk = chunk;
    }
    Run& run = (*m_last)[series % kSeriesPerChunk];
    run.stamps.push_back(stamp);
    run.values.push_back(value);
    run.qualities.push_back(quality);
    ++m_samples;
}

std::vector<StoredSample> FoldBuilder::samplesOf(SeriesId series) const
{
    std::vector<StoredSample> out;
    const auto found = m_chunks.find(chunkOf(series));
    if (found != m_chunks.end()) {
        const Run& run = (*found->second)[series % kSeriesPerChunk];
        for (std::size_t i = 0; i < run.stamps.size(); ++i) {
            out.push_back({m_stamps[run.stamps[i]], run.values[i], run.qualities[i]});
        }
    }
    return out;
}

void FoldBuilder::clear()
{
    m_stamps.clear();
    m_chunks.clear();
    m_last = nullptr;
    m_samples = 0;
}

std::vector<BlockRow> FoldBuilder::take(TimeNs lateBefore)
{
    std::vector<std::uint32_t> order(m_stamps.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return m_stamps[i]; });
    std::vector<std::uint32_t> rank(order.size());
    std::vector<SampleStamp> sorted(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        sorted[i] = m_stamps[order[i]];
    }
    RowMaker maker(std::move(sorted), lateBefore);
    std::vector<Ranked> samples;
    for (auto& [chunk, slots] : m_chunks) {
        for (std::size_t slot = 0; slot < kSeriesPerChunk; ++slot) {
            const Run run = std::exchange((*slots)[slot], {}); // memory goes as blocks come
            samples.clear();
            for (std::size_t i = 0; i < run.stamps.size(); ++i) {
                samples.push_back({rank[run.stamps[i]], run.values[i], run.qualities[i]});
            }
            maker.makeUnique(samples);
            maker.add(chunk * kSeriesPerChunk + slot, samples);
        }
        maker.endChunk(chunk);
    }
    clear();
    return maker.take();
}

} // namespace twin::history
