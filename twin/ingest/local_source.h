#pragma once

#include "twin/ingest/frame_source.h"
#include "twin/support/clock.h"

#include <functional>
#include <memory>
#include <vector>

namespace suanwang::telemetry::v1 {
class Frame;
}

namespace twin::ingest {

struct LocalSourceOptions
{
    SourceHello hello;                    ///< `transport` says what it is, e.g. "demo"
    TimeNs interval = 100 * kMillisecond; ///< how often the producer is asked
    std::shared_ptr<const Clock> clock;   ///< null = SystemClock
};

/// A producer in the same process, equal to any other source: its frames are numbered, serialised, journalled
/// and applied like those of a socket. Asks `produce` on a thread of its own.
class LocalSource final : public FrameSource
{
  public:
    /// Appends every frame due up to `upTo`, with sequence 0.
    using Produce = std::function<void(TimeNs upTo, std::vector<suanwang::telemetry::v1::Frame>& out)>;

    LocalSource(LocalSourceOptions options, Produce produce);
    ~LocalSource() override;

    [[nodiscard]] Result<> start(FrameSink& sink) override;
    void stop() override;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::ingest
