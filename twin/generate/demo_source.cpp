#include "twin/generate/demo_source.h"

#include "twin/generate/feed_simulator.h"
#include "twin/ingest/local_source.h"

#include <optional>
#include <utility>
#include <vector>

namespace twin::generate {

namespace {

constexpr TimeNs kCatchUp =
    5 * kSecond; ///< after a longer sleep of the machine the feed goes on with the present

} // namespace

struct DemoSource::Impl
{
    registry::RegistryPtr registry;
    std::shared_ptr<const registry::Workload> workload;
    FeedOptions options;
    std::shared_ptr<const Clock> clock;
    std::optional<FeedSimulator> simulator; ///< of the delivering thread; made at its first call
    std::unique_ptr<ingest::LocalSource> source;

    void produce(TimeNs upTo, std::vector<wire::Frame>& out)
    {
        if (!simulator) {
            options.startTime = upTo;
            simulator.emplace(registry, workload, options);
        }
        if (upTo - simulator->nextTick() > kCatchUp) {
            simulator->skipTo(upTo);
        }
        simulator->produce(upTo, out);
    }
};

DemoSource::DemoSource(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
                       FeedOptions options, std::shared_ptr<const Clock> clock)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->registry = std::move(registry);
    m_impl->workload = std::move(workload);
    m_impl->options = std::move(options);
    m_impl->clock = clock ? std::move(clock) : std::make_shared<SystemClock>();
}

DemoSource::~DemoSource()
{
    stop();
}

Result<> DemoSource::start(ingest::FrameSink& sink)
{
    stop();
    m_impl->simulator.reset();
    const TimeNs now = m_impl->clock->now();
    ingest::LocalSourceOptions options;
    options.hello.source = m_impl->options.sourceName;
    options.hello.epoch = static_cast<std::uint64_t>(now); // each start numbers its frames anew
    options.hello.heartbeat = kSecond;
    options.hello.sourceTime = now;
    options.hello.transport = "demo";
    options.clock = m_impl->clock;
    m_impl->source = std::make_unique<ingest::LocalSource>(
        std::move(options),
        [impl = m_impl.get()](TimeNs upTo, std::vector<wire::Frame>& out) { impl->produce(upTo, out); });
    return m_impl->source->start(sink);
}

void DemoSource::stop()
{
    if (m_impl->source) {
        m_impl->source->stop();
    }
}

} // namespace twin::generate
