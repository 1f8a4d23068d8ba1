#pragma once

#include "twin/history/history_store.h"
#include "twin/ingest/fold_pipeline.h"
#include "twin/support/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::ingest {

/// Gives series their numbers in a store: those they have, or new ones, a chunk of a metric at a time.
class SeriesNumbers
{
  public:
    /// Errors: Io, BadInput.
    [[nodiscard]] Result<> load(history::HistoryReader& reader);

    /// Number of a series by its dense numbers in the pipeline. Fast for one asked for before.
    [[nodiscard]] Result<history::SeriesId> number(const FoldPipeline& pipeline,
                                                   history::HistoryReader& reader, const MetricInfo& metric,
                                                   std::uint32_t dense);

    /// Series that got a number since the last call.
    [[nodiscard]] std::vector<history::SeriesRow> takeNew() { return std::exchange(m_new, {}); }

  private:
    struct Known
    {
        history::SeriesId id = 0;
        std::uint32_t meaning = 0; ///< of the dense number, when it was asked for; 0 = never
    };

    [[nodiscard]] Result<history::SeriesId> find(history::HistoryReader& reader, const MetricInfo& metric,
                                                 const std::string& entity);
    [[nodiscard]] history::SeriesId give(const MetricInfo& metric, const std::string& entity);

    /// By kind, metric and dense number.
    std::array<std::vector<std::vector<Known>>, kEntityKindCount> m_byDense;
    std::unordered_map<std::string, history::SeriesId> m_known; ///< by metric and entity
    std::unordered_map<std::string, history::SeriesId> m_next;  ///< by metric: the number after its last
    std::uint64_t m_nextChunk = 0;
    std::vector<history::SeriesRow> m_new;
};

} // namespace twin::ingest
