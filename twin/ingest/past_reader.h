#pragma once

#include "twin/history/history_store.h"
#include "twin/registry/build.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace twin::ingest {

/// Every moment a store remembers: curves, states, events, registries. Sees folded history and the journal's
/// tail as one, so there is no hole between them, and nothing twice. A read connection of its own beside a
/// running writer, in the same process or another. One thread at a time; open several for several threads.
///
/// Every call may take a stop token: a call whose stop is asked for ends soon with the error Cancelled.
class PastReader
{
  public:
    /// `location` as --store takes it. Errors: NotFound, BadInput, Unsupported, Io.
    [[nodiscard]] static Result<std::unique_ptr<PastReader>> open(const std::string& location);
    ~PastReader();
    PastReader(const PastReader&) = delete;
    PastReader& operator=(const PastReader&) = delete;

    /// From the first moment one can go back to, to the newest sample; empty for a store without any.
    [[nodiscard]] Result<state::TimeRange> range();

    /// Min, max, mean and last of one series in `columns` equal parts of [begin, end): two points per pixel
    /// column for a chart. Comes from the tier that fits the width, so the cost follows the columns, not the
    /// range; buckets stand in the column they begin in. A series that is not known has empty columns.
    /// Errors: BadInput (empty range, no columns), Cancelled, Io.
    [[nodiscard]] Result<history::SeriesColumns> series(const history::SeriesKey& key, state::TimeRange range,
                                                        std::size_t columns,
                                                        const std::stop_token& stop = {});

    /// Every sample of one series with begin <= time < end, exact and unique by time, missing ones too.
    [[nodiscard]] Result<std::vector<history::StoredSample>>
    samples(const history::SeriesKey& key, state::TimeRange range, const std::stop_token& stop = {});

    /// The whole network as of `time`, in the registry of that moment: of each series the newest sample at or
    /// before it, exact; flows, jobs and alarms likewise. `live` is false, `sources` empty (the books are not
    /// history). Null before the first registry. The same rules as live: what live showed when everything up
    /// to then had arrived.
    [[nodiscard]] Result<state::SnapshotPtr> stateAt(TimeNs time, const std::stop_token& stop = {});

    /// Frames of events with begin <= time < end, by time: alarm, flow and job changes, notes. At most
    /// `limit`. To go to the next event: limit 1.
    [[nodiscard]] Result<std::vector<history::EventRow>> events(state::TimeRange range, std::size_t limit);

    /// Registry versions, oldest first, and the one in force at `time` (the first one before it was known).
    /// Errors of the latter: NotFound (there is none).
    [[nodiscard]] Result<std::vector<history::RegistryVersion>> registries();
    [[nodiscard]] Result<registry::Loaded> registryAt(TimeNs time);

  private:
    struct Impl;
    explicit PastReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::ingest
