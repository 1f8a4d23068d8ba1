#pragma once

#include "twin/history/fold_parts.h"
#include "twin/history/samples.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace twin::history {

/// Collects the samples of a run of frames and makes blocks of them: one a chunk, and more where samples are
/// late; then packs of blocks. Thirteen bytes a sample until then. One thread.
class FoldBuilder
{
  public:
    /// Number of a stamp for `add`. Give each once, or as often as it is easy.
    [[nodiscard]] std::uint32_t stamp(const SampleStamp& stamp);
    void add(SeriesId series, std::uint32_t stamp, double value, Quality quality);

    [[nodiscard]] std::size_t samples() const { return m_samples; }

    /// Encodes and forgets everything. Samples before `lateBefore` go to blocks of their own time.
    [[nodiscard]] std::vector<BlockRow> take(TimeNs lateBefore);

    /// Samples of one series so far, as they came (not unique, not sorted).
    [[nodiscard]] std::vector<StoredSample> samplesOf(SeriesId series) const;

    /// Calls `visit(series, sample)` for everything collected.
    template <typename Visit> void forEach(const Visit& visit) const
    {
        for (const auto& [chunk, slots] : m_chunks) {
            for (std::size_t slot = 0; slot < kSeriesPerChunk; ++slot) {
                const Run& run = (*slots)[slot];
                for (std::size_t i = 0; i < run.stamps.size(); ++i) {
                    visit(chunk * kSeriesPerChunk + slot,
                          StoredSample{m_stamps[run.stamps[i]], run.values[i], run.qualities[i]});
                }
            }
        }
    }

    void clear();

  private:
    struct Run
    {
        std::vector<std::uint32_t> stamps;
        std::vector<double> values;
        std::vector<Quality> qualities;
    };

    using Chunk = std::array<Run, kSeriesPerChunk>;

    std::vector<SampleStamp> m_stamps;
    std::map<std::uint64_t, std::unique_ptr<Chunk>> m_chunks;
    std::uint64_t m_lastChunk = 0; ///< columns come chunk by chunk
    Chunk* m_last = nullptr;
    std::size_t m_samples = 0;
};

} // namespace twin::history
