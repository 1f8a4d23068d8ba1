// What one tick of the console's models costs on the GUI thread: every pool and link changes, the table in
// front (links), the navigator, Attention, inspector and status strip follow, the map's scene is made, and a
// past moment is gone to and come back from. Thread's own processor time, in ms; wall time would say what
// else the machine did. Prints one JSON object. Usage: bench_models [ticks] [pools or registry file]
#include "models/console_models.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"
#include "twin/state/recent_history.h"
#include "twin/state/twin_state.h"
#include "twin/support/rng.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using twin::EntityKind;

double processorTime_ms()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// Milliseconds of repeated work of this thread.
struct Timing
{
    std::vector<double> ms;

    template <typename Work> void measure(Work&& work)
    {
        const double begin = processorTime_ms();
        work();
        ms.push_back(processorTime_ms() - begin);
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

/// A snapshot file, or the nation with so many pools.
twin::Result<twin::registry::Loaded> load(const char* what)
{
    const std::string text = what;
    if (text.find('.') != std::string::npos) {
        return twin::registry::loadRegistryFile(text);
    }
    twin::generate::NationalOptions options;
    if (!text.empty()) {
        options.pools = static_cast<std::uint32_t>(std::atoi(what));
        options.scale = true;
    }
    const auto national = twin::generate::generateNational(options);
    if (!national) {
        return tl::unexpected(national.error());
    }
    return twin::registry::buildRegistry(national->file);
}

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

/// Waits until other threads brought it about; what this thread's last turn took, in which it took the
/// result.
template <typename Is> void measureTaking(Timing& timing, Is is)
{
    while (!is()) {
        QThread::msleep(2);
        const double begin = processorTime_ms();
        QCoreApplication::processEvents();
        if (is()) {
            timing.ms.push_back(processorTime_ms() - begin);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int ticks = argc > 1 ? std::atoi(argv[1]) : 300;
    const auto loaded = load(argc > 2 ? argv[2] : "");
    if (!loaded) {
        std::fprintf(stderr, "cannot make the nation: %s\n", loaded.error().text().c_str());
        return 1;
    }
    const auto history = std::make_shared<twin::state::RecentHistory>();
    twin::state::TwinState state;
    state.setRegistry(loaded->registry, loaded->workload);
    const auto sources = std::make_shared<const std::vector<twin::state::SourceStatus>>();
    models::ConsoleModels console(history);
    console.linkProxy.sort(models::LinkTable::ForwardColumn, Qt::DescendingOrder);
    for (models::SnapshotTable* table : std::initializer_list<models::SnapshotTable*>{
             &console.pools, &console.flows, &console.jobs, &console.sources}) {
        table->setActive(false); // as behind the tab in front
    }
    Timing tick;
    Timing turn;
    Timing attention;
    Timing attentionItself; // what another thread does
    Timing past;
    Timing pastItself;
    Timing taken;
    Timing scene;
    Timing sort;
    Timing search;
    twin::TimeNs now = twin::generate::kNationalEpoch;
    for (int i = 0; i < ticks; ++i) {
        now += 100 * twin::kMillisecond;
        state.apply(batch(*loaded->registry, now, static_cast<std::uint64_t>(i) + 1));
        history->record(state.publish(now, sources, {}));
        tick.measure([&] { console.feed.poll(); });
        turn.measure([&] { QCoreApplication::processEvents(); });
        if (i % 5 == 0) {
            attentionItself.measure([&] { (void)models::AttentionDigest(console.feed.snapshot()); });
            measureTaking(attention, [&] { return console.attentionFeed.isCurrent(); });
        }
        scene.measure([&] {
            (void)console.mapScene.build(console.feed.snapshot(), *console.attentionFeed.digest(),
                                         console.filter, console.selection, true);
        });
        if (i % 10 == 9) {
            pastItself.measure([&] {
                (void)history->at({twin::state::TimeMode::Fixed, now - 400 * twin::kMillisecond});
            });
            past.measure([&] {
                console.feed.setCursor({twin::state::TimeMode::Fixed, now - 300 * twin::kMillisecond});
            });
            measureTaking(taken, [&] { return !console.feed.isSeeking(); });
            console.feed.goLive();
        }
        if (i % 10 == 0) {
            sort.measure(
                [&] { console.linkProxy.sort(models::LinkTable::ForwardColumn, Qt::DescendingOrder); });
            search.measure(
                [&] { console.search.setQuery(i % 20 == 0 ? QStringLiteral("001") : QStringLiteral("E0")); });
        }
    }
    std::printf("{\"pools\": %zu, \"links\": %zu, \"flows\": %d, \"ticks\": %d, \"attention_rows\": %d, ",
                loaded->registry->pools.size(), loaded->registry->links.size(), console.flows.rowCount(),
                ticks, console.attention.rowCount());
    tick.print("tick", ", ");
    turn.print("turn_after", ", ");
    attentionItself.print("attention_itself", ", ");
    attention.print("attention_followed", ", ");
    pastItself.print("past_moment_itself", ", ");
    past.print("past_moment_asked", ", ");
    taken.print("past_moment_taken", ", ");
    scene.print("map_scene", ", ");
    sort.print("link_sort", ", ");
    search.print("search", "}\n");
    return 0;
}
