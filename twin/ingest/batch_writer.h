#pragma once

#include "twin/ingest/kept_times.h"
#include "twin/state/cell.h"
#include "twin/support/metrics.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::ingest {

/// Collects samples and writes them as native frames: a Define for what is new to the dictionary, then
/// Batches. One thread.
class BatchWriter
{
  public:
    /// Bytes of one frame, its sequence in them.
    struct Frame
    {
        std::uint64_t sequence = 0;
        std::string bytes;
    };

    /// The source's number of an entity, given on first sight; none when the numbers are used up.
    /// Precondition: `id` has 1 to 256 bytes of UTF-8.
    [[nodiscard]] std::optional<std::uint32_t> entity(EntityKind kind, const std::string& id);

    struct Sample
    {
        TimeNs time = 0;
        double value = 0; ///< ignored when its quality says that there is none
        state::Quality quality = state::Quality::Good;
        std::uint32_t interval_ms = 0; ///< as for Cell::interval_ms
    };

    /// What is here already; null = nothing is. Before anything else.
    void setKept(KeptTimesPtr kept) { m_kept = std::move(kept); }

    /// False: it was kept before, and is left out.
    [[nodiscard]] bool add(const MetricInfo& metric, std::uint32_t entity, const Sample& sample);

    [[nodiscard]] std::size_t samples() const { return m_samples; }

    /// Everything collected as frames with sequences after `sequence`, which is moved on. `now` is our clock:
    /// the time of a batch is its newest that the twin will not take for a clock ahead.
    void take(TimeNs now, std::uint64_t& sequence, std::vector<Frame>& out);

  private:
    struct Column ///< of one metric, at one interval
    {
        std::uint32_t interval_ms = 0;
        std::vector<std::uint32_t> entities;
        std::vector<double> values;
        std::vector<TimeNs> times;
        std::vector<state::Quality> qualities; ///< empty while all are good
    };

    struct Entry
    {
        EntityKind kind;
        std::string id;
        std::uint32_t number;
    };

    [[nodiscard]] Column& column(std::uint32_t metric, std::uint32_t interval_ms);
    /// `count` samples from `first` on, as a column of the wire.
    template <typename Wire>
    static void write(Wire& out, const Column& column, std::size_t first, std::size_t count, TimeNs base);
    void define(std::uint64_t& sequence, std::vector<Frame>& out);
    [[nodiscard]] TimeNs batchTime(TimeNs now) const;

    std::unordered_map<std::string, std::uint32_t> m_numbers; ///< by kind and identifier
    std::vector<Entry> m_newEntities;
    std::vector<std::uint32_t> m_newMetrics;
    std::vector<bool> m_metricKnown;
    std::vector<std::vector<Column>> m_columns; ///< by position among all metrics
    std::vector<std::uint32_t> m_used;          ///< metrics with columns
    KeptTimesPtr m_kept;
    std::vector<const KeptTimes::Entity*> m_keptOf; ///< by number; null = nothing is known of it
    std::size_t m_samples = 0;
};

} // namespace twin::ingest
