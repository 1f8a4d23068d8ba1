#pragma once

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

    /// The value is ignored when its quality says that there is none.
    void add(const MetricInfo& metric, std::uint32_t entity, TimeNs time, double value,
             state::Quality quality = state::Quality::Good);

    [[nodiscard]] std::size_t samples() const { return m_samples; }

    /// Everything collected as frames with sequences after `sequence`, which is moved on. `now` is our clock:
    /// the time of a batch is its newest that the twin will not take for a clock ahead.
    void take(TimeNs now, std::uint64_t& sequence, std::vector<Frame>& out);

  private:
    struct Column
    {
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

    void define(std::uint64_t& sequence, std::vector<Frame>& out);
    [[nodiscard]] TimeNs batchTime(TimeNs now) const;

    std::unordered_map<std::string, std::uint32_t> m_numbers; ///< by kind and identifier
    std::vector<Entry> m_newEntities;
    std::vector<std::uint32_t> m_newMetrics;
    std::vector<bool> m_metricKnown;
    std::vector<Column> m_columns; ///< by position among all metrics
    std::vector<std::uint32_t> m_used;
    std::size_t m_samples = 0;
};

} // namespace twin::ingest
