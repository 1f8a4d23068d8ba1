// What the twin thread pays per publish: 16,000 changed values (800 pools × 20 metrics, at national size
// every pool and, to make up the number, links) applied and published; attention, recent history. One JSON
// object.
#include "tests/twin/state/test_world.h"
#include "twin/alarm/attention.h"
#include "twin/state/recent_history.h"
#include "twin/state/twin_state.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

using namespace twin;
using namespace twin::state;

constexpr int kRounds = 200;
constexpr std::size_t kValues = 16'000;

class Timings
{
  public:
    template <typename Work> void measure(Work&& work)
    {
        const auto begin = std::chrono::steady_clock::now();
        work();
        m_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }

    /// `"name": {"median_ms": …, "p99_ms": …}`
    void print(const char* name, const char* end = ",")
    {
        std::sort(m_ms.begin(), m_ms.end());
        const auto at = [&](double share) {
            return m_ms[std::min(m_ms.size() - 1,
                                 static_cast<std::size_t>(share * static_cast<double>(m_ms.size())))];
        };
        std::printf("    \"%s\": {\"median_ms\": %.4f, \"p99_ms\": %.4f}%s\n", name, at(0.5), at(0.99), end);
    }

  private:
    std::vector<double> m_ms;
};

/// National proportions: two access links a pool and 300 of the backbone, waves, probes.
test::WorldSize sizeFor(std::size_t pools)
{
    return {pools, 2 * pools + 300, 5 * pools, 100, 60, 60, 108};
}

/// 20 metrics of `count` pools, consecutive or drawn at random (without repetition).
std::vector<SampleColumn> poolColumns(std::size_t pools, std::size_t count, bool isRandom, Rng& rng)
{
    std::vector<std::uint32_t> entities(pools);
    for (std::uint32_t i = 0; i < pools; ++i) {
        entities[i] = i;
    }
    if (isRandom) {
        test::shuffle(entities, rng);
    } else {
        std::rotate(entities.begin(), entities.begin() + static_cast<std::ptrdiff_t>(rng.below(pools)),
                    entities.end());
    }
    entities.resize(std::min(count, pools));
    std::sort(entities.begin(), entities.end());
    std::vector<SampleColumn> columns;
    for (std::size_t metric = 0; metric < metricsOf(EntityKind::Pool).size(); ++metric) {
        SampleColumn column = test::column(EntityKind::Pool, metric, 0, {});
        column.entities = entities;
        column.values.assign(entities.size(), rng.uniform());
        columns.push_back(std::move(column));
    }
    return columns;
}

/// Links make up what a network of few pools lacks to kValues.
void fillUp(std::vector<SampleColumn>& columns, std::size_t links, Rng& rng)
{
    std::size_t missing = kValues;
    for (const SampleColumn& column : columns) {
        missing -= std::min(missing, column.values.size());
    }
    for (std::size_t metric = 0; metric < metricsOf(EntityKind::Link).size() && missing > 0; ++metric) {
        const std::size_t n = std::min(missing, links);
        columns.push_back(test::column(EntityKind::Link, metric, 0, std::vector<double>(n, rng.uniform())));
        missing -= n;
    }
}

std::size_t valuesIn(const SampleBatch& batch)
{
    return batch.sampleCount();
}

SnapshotPtr prime(TwinState& twin, const registry::Registry& world)
{
    std::uint64_t sequence = 1;
    for (std::size_t k = 0; k < 6; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        for (std::size_t metric = 0; metric < metricsOf(kind).size(); ++metric) {
            const std::vector<double> values(world.count(kind), 0.5);
            twin.apply(test::batch(test::kNoon, ++sequence, {test::column(kind, metric, 0, values)}));
        }
    }
    return twin.publish(test::kNoon, nullptr, {});
}

void measurePublish(TwinState& twin, const registry::Registry& world, bool isRandom, const char* name)
{
    Rng rng(7, "bench.state", isRandom ? 1 : 0);
    Timings both;
    Timings applyOnly;
    static std::uint64_t sequence = 100;
    SnapshotPtr held;
    std::size_t values = 0;
    for (int round = 0; round < kRounds; ++round) {
        const TimeNs now = test::kNoon + static_cast<TimeNs>(++sequence) * kSecond;
        auto columns = poolColumns(world.pools.size(), 800, isRandom, rng);
        fillUp(columns, world.links.size(), rng);
        const auto batch = test::batch(now, sequence, std::move(columns));
        values = valuesIn(batch);
        both.measure([&] {
            applyOnly.measure([&] { twin.apply(batch); });
            held = twin.publish(now, nullptr, {}); // lets go of the one before, as the console does
        });
    }
    std::printf("    \"%s_values\": %zu,\n", name, values);
    applyOnly.print((std::string(name) + "_apply").c_str());
    both.print((std::string(name) + "_apply_publish").c_str());
}

void measureApplyRate(TwinState& twin, const registry::Registry& world)
{
    Rng rng(7, "bench.rate");
    const auto columns = poolColumns(world.pools.size(), world.pools.size(), false, rng);
    std::uint64_t samples = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint64_t round = 0; samples < 20'000'000; ++round) {
        const auto batch = test::batch(test::kNoon + kHour + static_cast<TimeNs>(round), round, columns);
        samples += twin.apply(batch).applied;
    }
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    std::printf("    \"apply_samples_per_second\": %.0f,\n", static_cast<double>(samples) / spent.count());
}

void measureReaders(TwinState& twin, const registry::Registry& world)
{
    Rng rng(7, "bench.readers");
    RecentHistory history;
    Timings fold;
    static std::uint64_t sequence = 10'000'000;
    SnapshotPtr snapshot;
    constexpr TimeNs kBegin = test::kNoon + 2 * kHour;
    // Ten minutes of it: each second a tenth of the pools and a fifth of the links report.
    for (int second = 0; second < 600; ++second) {
        const TimeNs now = kBegin + second * kSecond;
        const std::size_t tenth = std::max<std::size_t>(1, world.pools.size() / 10);
        const auto first =
            static_cast<std::uint32_t>(static_cast<std::size_t>(second % 10) * tenth % world.pools.size());
        for (std::size_t metric = 0; metric < metricsOf(EntityKind::Pool).size(); ++metric) {
            const std::vector<double> values(std::min(tenth, world.pools.size() - first), rng.uniform());
            twin.apply(test::batch(now, ++sequence, {test::column(EntityKind::Pool, metric, first, values)}));
        }
        const std::size_t fifth = world.links.size() / 5;
        const auto link = static_cast<std::uint32_t>(static_cast<std::size_t>(second % 5) * fifth);
        for (std::size_t metric = 0; metric < 4; ++metric) {
            const std::vector<double> values(fifth, rng.uniform());
            twin.apply(test::batch(now, ++sequence, {test::column(EntityKind::Link, metric, link, values)}));
        }
        snapshot = twin.publish(now, nullptr, {});
        fold.measure([&] { history.record(snapshot); });
    }
    fold.print("history_fold");
    Timings at;
    for (int round = 0; round < 50; ++round) {
        const TimeNs time = kBegin + static_cast<TimeNs>(rng.below(590)) * kSecond + round;
        at.measure([&] { static_cast<void>(history.at({TimeMode::Fixed, time})); });
    }
    at.print("history_at");
    Timings series;
    for (std::uint32_t round = 0; round < 50; ++round) {
        const SeriesSubject pool{EntityKind::Pool, snapshot->registry->pools[round].id, 0};
        series.measure([&] {
            static_cast<void>(history.series(pool, {kBegin, kBegin + 600 * kSecond}, 500));
        });
    }
    series.print("history_series");
    Timings attention;
    std::size_t items = 0;
    for (int round = 0; round < 50; ++round) {
        attention.measure([&] { items = alarm::attention(*snapshot).size(); });
    }
    std::printf(
        "    \"history_bytes\": %zu,\n    \"history_pool_step_factor\": %u,\n    \"attention_items\": %zu,\n",
        history.report().bytes, history.report().stepFactor[0], items);
    attention.print("attention", "");
}

void measure(std::size_t pools, const char* end)
{
    const auto world = test::world(sizeFor(pools));
    TwinState twin;
    twin.setRegistry(world, nullptr);
    const SnapshotPtr first = prime(twin, *world);
    std::printf("  \"pools_%zu\": {\n", pools);
    measurePublish(twin, *world, false, "contiguous");
    measurePublish(twin, *world, true, "random");
    measureApplyRate(twin, *world);
    measureReaders(twin, *world);
    std::printf("  }%s\n", end);
}

} // namespace

int main()
{
    std::printf("{\n  \"rounds\": %d,\n", kRounds);
    measure(499, ",");
    measure(50'000, "");
    std::printf("}\n");
    return 0;
}
