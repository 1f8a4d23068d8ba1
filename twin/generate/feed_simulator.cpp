#include "twin/generate/feed_simulator.h"

#include "twin/generate/feed_clock.h"
#include "twin/generate/feed_schedule.h"
#include "twin/generate/feed_world.h"
#include "twin/generate/frame_packer.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace twin::generate {

namespace {

std::array<std::uint32_t, kEntityKindCount> entityCounts(FeedWorld& world)
{
    std::array<std::uint32_t, kEntityKindCount> counts{};
    for (std::size_t kind = 0; kind < kEntityKindCount; ++kind) {
        counts[kind] = static_cast<std::uint32_t>(world.signals(static_cast<EntityKind>(kind)).size());
    }
    return counts;
}

std::uint32_t countIn(const Signals& signals, MetricScope scope)
{
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < signals.size(); ++i) {
        count += scope == MetricScope::All || signals.isIn(scope, i) ? 1 : 0;
    }
    return count;
}

} // namespace

struct FeedSimulator::World
{
    World(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
          FeedOptions feedOptions)
        : options(std::move(feedOptions))
        , clock(options)
        , world(std::move(registry), std::move(workload), options)
        , packer(entityCounts(world))
        , schedule(makeSchedule(
              [this](EntityKind kind, MetricScope scope) { return countIn(world.signals(kind), scope); },
              options.rate))
        , nextTick(options.startTime)
    {}

    void tick(TimeNs time, std::vector<wire::Frame>& out);
    void send(const FeedGroup& group, const FeedMoment& moment, FeedGroup::Stretch stretch);
    void sendUrgent(const FeedMoment& moment);

    FeedOptions options;
    FeedClock clock;
    FeedWorld world;
    FramePacker packer;
    FeedSchedule schedule;
    TimeNs nextTick;
    std::set<EntityRef> urgent;
    ColumnBlock block;
    std::vector<FeedGroup::Stretch> due;
};

/// One stretch of one group: sampled whole, sent without those that are silent or have no such metrics.
void FeedSimulator::World::send(const FeedGroup& group, const FeedMoment& moment, FeedGroup::Stretch stretch)
{
    Signals& signals = world.signals(group.kind());
    const bool all = group.scope() == MetricScope::All;
    const auto speaks = [&](std::uint32_t entity) {
        return (all || signals.isIn(group.scope(), entity)) && !signals.isSilent(entity);
    };
    const auto sample = [&] {
        block.resize(metricsOf(group.kind()).size(), stretch.count);
        signals.sample(moment, stretch.first, stretch.count, block);
    };
    if (all && !signals.anySilent()) {
        sample();
        packer.add(group.metrics(), stretch.first, stretch.count, block, 0);
        return;
    }
    bool sampled = false; // most stretches of a small scope have nothing to say
    std::uint32_t from = 0;
    for (std::uint32_t i = 0; i <= stretch.count; ++i) {
        if (i < stretch.count && speaks(stretch.first + i)) {
            continue;
        }
        if (i > from) {
            if (!std::exchange(sampled, true)) {
                sample();
            }
            packer.add(group.metrics(), stretch.first + from, i - from, block, from);
        }
        from = i + 1;
    }
}

/// Values that jumped are told at once, in runs of neighbours, not when their period is over.
void FeedSimulator::World::sendUrgent(const FeedMoment& moment)
{
    for (auto it = urgent.begin(); it != urgent.end();) {
        FeedGroup::Stretch run{it->index, 0};
        const EntityKind kind = it->kind;
        while (it != urgent.end() && it->kind == kind && it->index == run.first + run.count) {
            ++run.count;
            ++it;
        }
        for (const FeedGroup& group : schedule.groups) {
            if (group.kind() == kind) {
                send(group, moment, run);
            }
        }
    }
    urgent.clear();
}

void FeedSimulator::World::tick(TimeNs time, std::vector<wire::Frame>& out)
{
    const FeedMoment moment = clock.at(time);
    const bool first = time == options.startTime;
    packer.begin(time, out);
    if (first) {
        packer.define([this](EntityKind kind, std::uint32_t entity) -> const std::string& {
            return world.id(kind, entity);
        });
    }
    world.step(moment, packer, urgent);
    for (FeedGroup& group : schedule.groups) {
        if (first) {
            send(group, moment, {0, group.entities()});
            continue;
        }
        group.due(time - options.startTime, due);
        for (const FeedGroup::Stretch& stretch : due) {
            send(group, moment, stretch);
        }
    }
    if (first) {
        urgent.clear(); // everything was sent
    }
    sendUrgent(moment);
    packer.flush();
}

FeedSimulator::FeedSimulator(registry::RegistryPtr registry,
                             std::shared_ptr<const registry::Workload> workload, FeedOptions options)
    : m_world(std::make_unique<World>(std::move(registry), std::move(workload), std::move(options)))
{}

FeedSimulator::~FeedSimulator() = default;

wire::Hello FeedSimulator::hello() const
{
    wire::Hello hello;
    hello.set_source(m_world->options.sourceName);
    hello.set_heartbeat_ns(kSecond);
    hello.set_software("suanwang feed simulator");
    hello.set_protocol(1);
    return hello;
}

void FeedSimulator::produce(TimeNs upTo, std::vector<wire::Frame>& out)
{
    while (m_world->nextTick <= upTo) {
        m_world->tick(m_world->nextTick, out);
        m_world->nextTick += m_world->schedule.tick;
    }
}

void FeedSimulator::skipTo(TimeNs time)
{
    const TimeNs ahead = time - m_world->nextTick;
    if (ahead > 0) {
        m_world->nextTick += ahead / m_world->schedule.tick * m_world->schedule.tick;
    }
}

std::uint64_t FeedSimulator::samplesProduced() const
{
    return m_world->packer.samples();
}

TimeNs FeedSimulator::nextTick() const
{
    return m_world->nextTick;
}

double FeedSimulator::samplesPerSecond() const
{
    return m_world->schedule.samplesPerSecond;
}

} // namespace twin::generate
