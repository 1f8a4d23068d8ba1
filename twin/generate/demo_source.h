#pragma once

#include "twin/generate/feed_options.h"
#include "twin/ingest/frame_source.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/support/clock.h"

#include <memory>

namespace twin::generate {

/// The demo's telemetry: a feed simulator inside the process whose frames are serialised, journalled, decoded
/// and accounted like those of a socket. Its values are stamped in real time, so they are as fresh as any;
/// the simulated hour of the day starts at `options.startHour` and goes on from there (`demoFeedOptions`: the
/// busy hour). `options.startTime` is set to the clock's time at start. The simulator is made and run on a
/// thread of its own.
class DemoSource final : public ingest::FrameSource
{
  public:
    /// @param clock null = the system's
    DemoSource(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
               FeedOptions options, std::shared_ptr<const Clock> clock = nullptr);
    ~DemoSource() override; ///< stops

    [[nodiscard]] Result<> start(ingest::FrameSink& sink) override;
    void stop() override;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::generate
