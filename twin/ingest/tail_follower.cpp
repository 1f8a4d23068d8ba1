#include "twin/ingest/tail_follower.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

Result<> collectSamples(const state::SampleBatch& batch, const FoldPipeline& pipeline,
                        history::HistoryReader& reader, SeriesNumbers& numbers, history::FoldBuilder& builder)
{
    for (const state::SampleColumn& column : batch.columns) {
        const MetricInfo& metric = metricsOf(column.kind)[column.metric];
        const auto stampAt = [&](TimeNs time) {
            return builder.stamp({time, batch.epoch, batch.sequence, batch.receiveTime, column.interval_ms});
        };
        std::uint32_t stamp = stampAt(batch.sourceTime);
        for (std::size_t i = 0; i < column.values.size(); ++i) {
            const auto series = numbers.number(pipeline, reader, metric, column.entities[i]);
            if (!series) {
                return failure(series.error());
            }
            if (!column.uniformTime) {
                stamp = stampAt(column.times[i]);
            }
            const auto quality = column.allGood ? state::Quality::Good : column.qualities[i];
            builder.add(*series, stamp, column.values[i],
                        batch.estimatedTime ? std::max(quality, state::Quality::Estimated) : quality);
        }
    }
    return {};
}

void TailFollower::collect(const state::SampleBatch& batch)
{
    Tail& tail = *m_tail;
    auto done = collectSamples(batch, tail.pipeline, m_reader, tail.numbers, tail.builder);
    if (!done) {
        tail.failed = std::move(done.error());
    }
    for (history::SeriesRow& row : tail.numbers.takeNew()) {
        tail.newSeries.emplace(row.id, std::move(row.key));
    }
}

/// Anew from the newest checkpoint.
Result<> TailFollower::begin(history::JournalOrder position)
{
    m_tail = std::make_unique<Tail>(
        [this](const state::SampleBatch& batch) { collect(batch); },
        [this](history::JournalOrder order, const history::JournalEntry& entry, TimeNs time) {
            m_tail->events.push_back({order, time, entry.receiveTime, std::string(entry.source), entry.epoch,
                                      entry.sequence, std::string(entry.body)});
        });
    Tail& tail = *m_tail;
    tail.position = tail.read = position;
    if (auto loaded = tail.numbers.load(m_reader); !loaded || position == 0) {
        return loaded;
    }
    const auto checkpoint = m_reader.checkpoint(position);
    if (!checkpoint) {
        return failure(checkpoint.error());
    }
    const auto registry = m_loadRegistry(checkpoint->registry);
    if (!registry) {
        return failure(registry.error());
    }
    tail.registry = checkpoint->registry;
    return tail.pipeline.restore(*checkpoint, registry->registry, registry->workload);
}

Result<> TailFollower::follow()
{
    Tail& tail = *m_tail;
    const auto versions = m_reader.registries();
    if (!versions) {
        return failure(versions.error());
    }
    auto next = std::ranges::find_if(
        *versions, [&](const history::RegistryVersion& version) { return version.id > tail.registry; });
    auto done =
        m_reader.frames(tail.read, [&](history::JournalOrder order, const history::JournalEntry& entry) {
            for (; next != versions->end() && order > next->afterOrder; ++next) {
                const auto registry = m_loadRegistry(next->id);
                if (!registry) {
                    tail.failed = registry.error();
                    return false;
                }
                tail.pipeline.settle();
                tail.pipeline.setRegistry(registry->registry, registry->workload);
                tail.registry = next->id;
            }
            tail.pipeline.take(order, entry);
            tail.read = order;
            return !tail.failed.has_value();
        });
    if (!done || !tail.failed) {
        return done;
    }
    return failure(*tail.failed);
}

Result<> TailFollower::sync()
{
    const auto position = m_reader.foldPosition();
    if (!position) {
        return failure(position.error());
    }
    if (m_tail == nullptr || m_tail->position != *position || m_tail->failed) {
        if (auto begun = begin(*position); !begun) {
            m_tail.reset();
            return begun;
        }
    }
    auto done = follow();
    if (!done) {
        m_tail.reset();
    }
    return done;
}

} // namespace twin::ingest
