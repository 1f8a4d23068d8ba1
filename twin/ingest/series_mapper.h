#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/batch_writer.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/combined_values.h"
#include "twin/ingest/mapping_store.h"
#include "twin/ingest/series_table.h"
#include "twin/ingest/unmapped_names.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace twin::ingest {

/// The meaning of one sender's series: points in, samples in a BatchWriter out, everything else counted. One
/// thread but for `unmapped` and `seriesCount`.
class SeriesMapper
{
  public:
    SeriesMapper(std::shared_ptr<const MappingStore> mapping, std::size_t maxSeries)
        : m_store(std::move(mapping))
        , m_series(maxSeries)
    {}

    void add(const ForeignSeries& series, TimeNs now);

    void refuse(std::string_view name, std::uint64_t points, std::string_view reason)
    {
        refuse(state::RefusedFor::Unsupported, name, points, reason);
    }

    /// Ends a request: combined values are computed, what was counted since is in `tally` and the answer.
    [[nodiscard]] Taken finish(Tally& tally);

    [[nodiscard]] BatchWriter& writer() { return m_writer; }

    [[nodiscard]] std::vector<UnmappedSeries> unmapped() const { return m_unmapped.list(); }

    [[nodiscard]] std::size_t seriesCount() const { return m_count.load(std::memory_order_relaxed); }

  private:
    void adoptMapping();
    void remap(SeriesState& state, std::vector<std::pair<MappedTarget, CombinedValues::Said>>& before);
    [[nodiscard]] SeriesState* resolve(const ForeignSeries& series, TimeNs now);
    [[nodiscard]] SeriesState* remember(std::string_view key, std::string name, MappingAnswer answer,
                                        TimeNs now);
    void makeRoom(TimeNs now);
    void bind(SeriesState& state, std::vector<MappedTarget> targets);
    void leaveAll(SeriesState& state);
    void refuse(state::RefusedFor kind, std::string_view name, std::uint64_t points, std::string_view reason);
    void takePoint(SeriesState& state, const ForeignPoint& point, TimeNs now);
    void take(SeriesState& state, SeriesTarget& target, const ForeignPoint& point, TimeNs time);
    void give(const SeriesTarget& target, const BatchWriter::Sample& sample);
    void refusePoint(const SeriesState& state, state::RefusedFor kind, std::uint64_t points,
                     std::string_view reason);
    [[nodiscard]] static std::uint32_t intervalOf(const SeriesState& state, const SeriesTarget& target);

    std::shared_ptr<const MappingStore> m_store;
    MappingPtr m_mapping; ///< by which series are bound; null = none yet
    SeriesTable m_series;
    std::atomic<std::size_t> m_count = 0;
    CombinedValues m_combined;
    UnmappedNames m_unmapped{suggestRule};
    BatchWriter m_writer;
    SeriesDescription m_description; ///< reused
    TimeNs m_lastEviction = 0;
    bool m_begun = false; ///< something came since `finish`
    std::uint64_t m_request = 0;
    // Of the request so far.
    Tally m_tally;
    Taken m_taken;
};

} // namespace twin::ingest
