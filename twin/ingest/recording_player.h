#pragma once

#include "twin/history/recording.h"
#include "twin/ingest/recorded_source.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/clock.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace twin::ingest {

struct RecordingPlayerOptions
{
    double speed = 0;                 ///< times as fast as it was received; 0 = as fast as it goes
    std::optional<std::string> store; ///< a new store that gets what is played; none = nothing is kept
};

/// A recording with a twin of its own to play it to: the pipeline of live, at the times of the recording.
/// Thread safe but for start and stop, which are one thread's.
class RecordingPlayer
{
  public:
    /// Verifies the recording and gives the twin what it begins with. Errors: those of Recording::open; of
    /// startFrom (a beginning that is damaged); Invalid (the store is there already); those of
    /// TwinService::create.
    [[nodiscard]] static Result<std::unique_ptr<RecordingPlayer>> open(const std::string& path,
                                                                       const RecordingPlayerOptions& options);
    ~RecordingPlayer(); ///< stops
    RecordingPlayer(const RecordingPlayer&) = delete;
    RecordingPlayer& operator=(const RecordingPlayer&) = delete;

    /// Begins to play. Errors: those of TwinService::start.
    [[nodiscard]] Result<> start();
    /// Plays no further; what was played is applied and published. May be called twice.
    void stop();

    /// How playing ended: nothing while it goes on. Errors: those of RecordedSource::outcome.
    [[nodiscard]] std::optional<Result<>> outcome() const { return m_source->outcome(); }

    /// Frames that were played so far.
    [[nodiscard]] std::uint64_t played() const { return m_source->played(); }

    [[nodiscard]] const history::RecordingSummary& summary() const { return m_summary; }

    [[nodiscard]] TwinService& service() { return *m_service; }

    [[nodiscard]] std::shared_ptr<const state::SnapshotProvider> provider() const
    {
        return m_service->provider();
    }

  private:
    RecordingPlayer() = default;

    [[nodiscard]] Result<> makeService(const history::Recording& recording,
                                       const RecordingPlayerOptions& options);

    history::RecordingSummary m_summary;
    std::shared_ptr<ManualClock> m_clock;
    std::unique_ptr<TwinService> m_service;
    std::unique_ptr<RecordedSource> m_source;
};

/// Makes a new store that goes on from what a recording begins with. Errors: Invalid (it is there already),
/// those of HistoryStore::openWriter.
[[nodiscard]] Result<> seedStore(const std::string& location, const history::RecordingBeginning& beginning);

} // namespace twin::ingest
