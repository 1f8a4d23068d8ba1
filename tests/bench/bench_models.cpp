// What one tick of the console's models costs on the GUI thread at national size: every pool and link
// changes, all tables, the navigator, Attention, inspector and status strip follow, and the map's scene is
// made. Prints one JSON object. Usage: bench_models [ticks] [pools]
#include "models/console_models.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"
#include "twin/state/recent_history.h"
#include "twin/state/twin_state.h"
#include "twin/support/rng.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using twin::EntityKind;

/// Milliseconds of repeated work.
struct Timing
{
    std::vector<double> ms;

    template <typename Work> void measure(Work&& work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        ms.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }

    [[nodiscard]] double quantile(double q)
    {
        std::ranges::sort(ms);
        return ms.empty() ? 0 : ms[static_cast<std::size_t>(q * static_cast<double>(ms.size() - 1))];
    }

    void print(const char* name, const char* end)
    {
        std::printf("\"%s_p50_ms\": %.3f, \"%s_p99_ms\": %.3f%s", name, quantile(0.5), name, quantile(0.99),
                    end);
    }
};

twin::state::SampleColumn column(EntityKind kind, std::uint8_t metric, std::size_t entities, double low,
                                 double high, twin::Rng& rng)
{
    twin::state::SampleColumn out;
    out.kind = kind;
    out.metric = metric;
    for (std::uint32_t i = 0; i < entities; ++i) {
        out.entities.push_back(i);
        out.values.push_back(rng.uniform(low, high));
    }
    return out;
}

twin::state::SampleBatch batch(const twin::registry::Registry& registry, twin::TimeNs now,
                               std::uint64_t sequence)
{
    twin::Rng rng(1, "bench.models", sequence);
    twin::state::SampleBatch out;
    out.epoch = 1;
    out.sequence = sequence;
    out.sourceTime = now;
    out.receiveTime = now;
    out.columns.push_back(column(EntityKind::Pool, 0, registry.pools.size(), 0, 1, rng));
    out.columns.push_back(column(EntityKind::Link, 0, registry.links.size(), 0, 4e11, rng));
    out.columns.push_back(column(EntityKind::Link, 1, registry.links.size(), 0, 4e11, rng));
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int ticks = argc > 1 ? std::atoi(argv[1]) : 300;
    twin::generate::NationalOptions options;
    if (argc > 2) {
        options.pools = static_cast<std::uint32_t>(std::atoi(argv[2]));
        options.scale = true;
    }
    const auto national = twin::generate::generateNational(options);
    const auto loaded =
        national ? twin::registry::buildRegistry(national->file) : twin::Result<twin::registry::Loaded>{};
    if (!national || !loaded) {
        std::fprintf(stderr, "cannot make the nation\n");
        return 1;
    }
    const auto history = std::make_shared<twin::state::RecentHistory>();
    twin::state::TwinState state;
    state.setRegistry(loaded->registry, loaded->workload);
    const auto sources = std::make_shared<const std::vector<twin::state::SourceStatus>>();
    models::ConsoleModels console(history);
    console.linkProxy.sort(models::LinkTable::ForwardColumn, Qt::DescendingOrder);
    Timing tick;
    Timing scene;
    Timing sort;
    Timing search;
    twin::TimeNs now = twin::generate::kNationalEpoch;
    for (int i = 0; i < ticks; ++i) {
        now += 100 * twin::kMillisecond;
        state.apply(batch(*loaded->registry, now, static_cast<std::uint64_t>(i) + 1));
        history->record(state.publish(now, sources, {}));
        tick.measure([&] {
            console.feed.poll();
            QCoreApplication::processEvents();
        });
        scene.measure([&] {
            (void)console.mapScene.build(console.feed.snapshot(), console.filter, console.selection, true);
        });
        if (i % 10 == 0) {
            sort.measure(
                [&] { console.linkProxy.sort(models::LinkTable::ForwardColumn, Qt::DescendingOrder); });
            search.measure(
                [&] { console.search.setQuery(i % 20 == 0 ? QStringLiteral("001") : QStringLiteral("E0")); });
        }
    }
    std::printf("{\"pools\": %zu, \"links\": %zu, \"flows\": %d, \"ticks\": %d, ",
                loaded->registry->pools.size(), loaded->registry->links.size(), console.flows.rowCount(),
                ticks);
    tick.print("tick", ", ");
    scene.print("map_scene", ", ");
    sort.print("link_sort", ", ");
    search.print("search", "}\n");
    return 0;
}
