#pragma once

#include "twin/history/recording.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/clock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace twin::ingest {

struct RecordedSourceOptions
{
    /// The clock of the service that is played to: it is set to each frame's receive time, so that what is
    /// late, ahead or stale is so again. Never null.
    std::shared_ptr<ManualClock> clock;
    double speed = 0; ///< times as fast as it was received; 0 = as fast as it goes
    /// Loads a registry of the recording (bytes of a snapshot file) into the service. Called on the player's
    /// thread when everything before it was applied.
    std::function<Result<>(std::string_view snapshot)> registry;
    /// Whether everything taken so far has been applied: asked before a registry is swapped, and now and then
    /// before the clock moves on, so that it does not run away from what it is the time of. Null = it has.
    std::function<bool()> isSettled;
    /// The service was given what the recording begins with: its first registry is not loaded again.
    bool isBegun = false;
};

/// Plays a recording into the engine: the frames as they were, from the sources they came from, in their
/// order, at their own receive times. To the engine it is as any other source of frames. One thread between
/// start and stop.
class RecordedSource final : public FrameSource
{
  public:
    RecordedSource(history::Recording recording, RecordedSourceOptions options);
    ~RecordedSource() override;

    [[nodiscard]] Result<> start(FrameSink& sink) override;
    void stop() override;

    /// How it ended: nothing while it plays. Errors: those of Recording::visit, of the registry's loading,
    /// and of openSource; Cancelled after `stop`.
    [[nodiscard]] std::optional<Result<>> outcome() const;

    /// Frames that were played so far.
    [[nodiscard]] std::uint64_t played() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::ingest
