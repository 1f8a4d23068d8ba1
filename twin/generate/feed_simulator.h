#pragma once

#include "twin/generate/feed_options.h"
#include "twin/generate/feed_producer.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace twin::generate {

/// Realistic telemetry of a whole registry: pools, links, optics, probes, service nodes, sites, flows and
/// jobs that hang together (a cut moves load, heat slows jobs, jobs set utilisation), every metric at its own
/// period.
///
/// Deterministic: the frames are a function of registry, workload and options; how `produce` is called in
/// between changes nothing. Samples are stamped in real seconds from `startTime`; the simulated hour, faults
/// and progress advance `speed` times as fast. Lives on one thread.
class FeedSimulator final : public FeedProducer
{
  public:
    /// @param workload may be null: links then carry a load of their own, and there are no flows or jobs
    FeedSimulator(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
                  FeedOptions options);
    ~FeedSimulator() override;

    [[nodiscard]] wire::Hello hello() const override;
    void produce(TimeNs upTo, std::vector<wire::Frame>& out) override;
    [[nodiscard]] std::uint64_t samplesProduced() const override;

    /// Leaves out everything due before `time`, after a machine slept or a line was down: nobody needs the
    /// values of then. The simulated world moves on all the same. Must not come before the first `produce`.
    void skipTo(TimeNs time);

    /// Source time of the next tick: `produce` before it adds nothing.
    [[nodiscard]] TimeNs nextTick() const;
    /// The steady rate all series together come to, samples/s.
    [[nodiscard]] double samplesPerSecond() const;

  private:
    struct World;
    std::unique_ptr<World> m_world;
};

} // namespace twin::generate
