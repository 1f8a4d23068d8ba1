#pragma once

#include "twin/ingest/past_reader.h"
#include "twin/state/snapshot_provider.h"

#include <memory>
#include <mutex>
#include <string>

namespace twin::ingest {

/// The present and the last minutes from memory, everything before them from the store, as one past. Moments
/// that memory still has come from there, so that going a little back costs no reading. When the store cannot
/// be read, there is what memory has, and `error` says why. Thread safe; a moment and a curve do not wait for
/// each other.
class PastProvider final : public state::SnapshotProvider
{
  public:
    /// `location` as PastReader::open takes it; opened when it is first needed.
    PastProvider(std::shared_ptr<const state::SnapshotProvider> recent, std::string location);

    /// Of the store: exact values, the registry of that moment, no sources (their books are not history). The
    /// last moment asked for is kept. Cost: docs/benchmarks.md.
    [[nodiscard]] state::SnapshotPtr at(const state::TimeCursor& cursor) const override;
    /// The store is asked again when five seconds have passed.
    [[nodiscard]] state::TimeRange range() const override;
    [[nodiscard]] std::vector<state::SeriesPoint>
    series(const state::SeriesSubject& of, state::TimeRange range, std::size_t maxPoints) const override;
    /// Alarms as their events say; of more than 20,000 events in the store's part only the first ones are
    /// looked at.
    [[nodiscard]] std::vector<state::TimeMark> marks(state::TimeRange range,
                                                     std::size_t maxMarks) const override;

    /// Why the store could not be read the last time; empty when it could.
    [[nodiscard]] std::string error() const;

  private:
    /// A read connection for one kind of question.
    struct Desk
    {
        std::mutex mutex;
        std::unique_ptr<PastReader> reader; ///< null: not opened, or it failed
    };

    /// `ask` with the desk's reader; its failure is remembered and gives `otherwise`.
    template <typename Answer, typename Ask>
    [[nodiscard]] Answer fromStore(Desk& desk, Answer otherwise, const Ask& ask) const;
    [[nodiscard]] state::SnapshotPtr momentOf(TimeNs time) const;

    std::shared_ptr<const state::SnapshotProvider> m_recent;
    std::string m_location;
    mutable Desk m_moments;
    mutable Desk m_curves;
    mutable std::mutex m_mutex; ///< over what follows; held for copies only
    mutable state::TimeRange m_stored;
    mutable TimeNs m_storedLook = 0; ///< steady time of the last look
    mutable state::SnapshotPtr m_cached;
    mutable std::string m_error;
};

} // namespace twin::ingest
