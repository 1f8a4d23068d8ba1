#pragma once

#include "twin/ingest/apply_item.h"
#include "twin/ingest/sequence_tracker.h"
#include "twin/support/metrics.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace twin::ingest {

/// Finds out which samples in the queue may be merged. The twin thread applies frames in sequence and judges
/// each sample by the dictionary at its place; the queue sees them in the order of their arrival. So only
/// batches take part of which it is certain already here what they mean: everything before them was handed
/// over, and nothing that changes the dictionary lies between them. On a line that loses and reorders less
/// merges, and the producer waits instead. A plain value of the producer's thread.
class MergeScopes
{
  public:
    /// Sets `item.scope` and the columns' `mergeAs`. To be called for every item, in the order of the queue.
    void place(ApplyItem& item);

  private:
    struct Stream ///< of one (source, epoch)
    {
        Progress handedOver;
        std::uint64_t last = 0;         ///< sequence placed last
        std::uint64_t lastChange = 0;   ///< greatest sequence that changed dictionary, flows or jobs
        std::uint64_t lastMetrics = 0;  ///< greatest sequence that changed the metrics
        bool metricsKnown = true;       ///< false: they changed out of order
        std::uint64_t run = 0;          ///< 0 = ended
        std::uint64_t parkedChange = 0; ///< flows or jobs changed beyond a gap; 0 = no
        std::vector<const MetricInfo*> metrics;
    };

    using Key = std::pair<std::uint32_t, std::uint64_t>;

    Stream& streamOf(const Key& key);
    void forgetOldest(const Key& key);
    void placeBatch(ApplyItem& item, Stream& stream, bool inOrder);
    void noteChange(const ApplyItem& item, Stream& stream, bool inOrder);
    void noteMetrics(const DecodedFrame& frame, Stream& stream);

    std::map<Key, Stream> m_streams;
    std::uint64_t m_runs = 0;
    std::uint64_t m_directory = 0;
    std::size_t m_parked = 0; ///< streams with a parkedChange
};

} // namespace twin::ingest
