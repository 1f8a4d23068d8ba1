#pragma once

#include "twin/ingest/past_reader.h"
#include "twin/state/snapshot_provider.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace twin::ingest {

/// Alarms that came, went or changed in frames of events, in their order.
[[nodiscard]] std::vector<state::TimeMark> marksOf(const std::vector<history::EventRow>& events);

/// The present and the last minutes from memory, everything before them from the store, as one past. Moments
/// that memory still has come from there, so that going a little back costs no reading. When the store cannot
/// be read, there is what memory has, and `error` says why. Thread safe; a moment and a curve do not wait for
/// each other.
class PastProvider final : public state::SnapshotProvider
{
  public:
    /// `location` as PastReader::open takes it.
    PastProvider(std::shared_ptr<const state::SnapshotProvider> recent, std::string location);

    /// Of the store: exact values, the registry of that moment, no sources (their books are not history). The
    /// last moment asked for is kept. Cost: docs/benchmarks.md.
    [[nodiscard]] state::SnapshotPtr at(const state::TimeCursor& cursor) const override;
    /// Never reads: a thread of its own asks the store every five seconds. Waits for its first answer only,
    /// and not long.
    [[nodiscard]] state::TimeRange range() const override;
    [[nodiscard]] bool isAtHand(state::TimeRange stretch) const override;
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
    void look(Desk& desk) const;
    void keepLooking(const std::stop_token& stop);

    std::shared_ptr<const state::SnapshotProvider> m_recent;
    std::string m_location;
    mutable Desk m_moments;
    mutable Desk m_curves;
    Desk m_ranges;              ///< of the looking thread
    mutable std::mutex m_mutex; ///< over what follows; held for copies only
    mutable state::TimeRange m_stored;
    mutable bool m_hasLooked = false;
    mutable bool m_hasWaited = false; ///< for the first look, once
    mutable std::condition_variable_any m_looked;
    mutable state::SnapshotPtr m_cached;
    mutable std::string m_error;
    std::jthread m_looking; ///< last: it ends before what it uses
};

} // namespace twin::ingest
