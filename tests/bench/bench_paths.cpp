// What the console's paths cost at national size and above: how long an answer takes to come, and how long
// the GUI thread works for it (processor time of that thread: the search itself runs beside it). Random pairs
// of pools; then pairs asked faster than they can be answered. Prints one JSON object. Usage: bench_paths
// [pairs] [pools]
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
#include <ctime>
#include <vector>

namespace {

using models::EntityKey;

constexpr qint64 kPatience_ms = 60'000;

double threadTime_ms()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

struct Figures
{
    std::vector<double> ms;

    [[nodiscard]] double quantile(double q)
    {
        std::ranges::sort(ms);
        return ms.empty() ? 0 : ms[static_cast<std::size_t>(q * static_cast<double>(ms.size() - 1))];
    }
};

class Bench
{
  public:
    Bench(const twin::registry::Loaded& loaded)
        : m_registry(loaded.registry)
        , m_history(std::make_shared<twin::state::RecentHistory>())
        , m_console(m_history)
        , m_rng(1, "bench.paths")
    {
        twin::state::TwinState state;
        state.setRegistry(loaded.registry, loaded.workload);
        const auto sources = std::make_shared<const std::vector<twin::state::SourceStatus>>();
        m_history->record(state.publish(twin::generate::kNationalEpoch, sources, {}));
        turn([this] { m_console.feed.poll(); });
        turns.ms.clear();
        m_console.paths.setCircles(models::CircleChoice().set());
    }

    /// Selects two random pools and, if `wait`, turns the event loop until their paths are there.
    bool ask(bool wait)
    {
        QElapsedTimer timer;
        timer.start();
        turn([this] { m_console.selection.selectMany({pool(), pool()}); });
        while (wait && m_console.paths.isWaiting() && timer.elapsed() < kPatience_ms) {
            turn([] { QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); });
        }
        answers.ms.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        return !wait || !m_console.paths.isWaiting();
    }

    Figures answers; ///< from selecting to the rows, wall time
    Figures turns;   ///< of the event loop, processor time of this thread

  private:
    template <typename Work> void turn(Work&& work)
    {
        const double before = threadTime_ms();
        work();
        turns.ms.push_back(threadTime_ms() - before);
    }

    [[nodiscard]] EntityKey pool()
    {
        const std::uint64_t index = m_rng.below(m_registry->pools.size());
        return {EntityKey::Type::Pool, QString::fromStdString(m_registry->pools[index].id)};
    }

    twin::registry::RegistryPtr m_registry;
    std::shared_ptr<twin::state::RecentHistory> m_history;
    models::ConsoleModels m_console;
    twin::Rng m_rng;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 200;
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
    Bench bench(*loaded);
    bool ok = bench.ask(true);
    const double first_ms = bench.answers.quantile(1);
    bench.answers.ms.clear();
    for (int i = 0; i < pairs && ok; ++i) {
        ok = bench.ask(true);
    }
    Figures answered = bench.answers;
    bench.answers.ms.clear();
    for (int i = 0; i < pairs && ok; ++i) { // nobody waits for these: each ends the one before
        ok = bench.ask(i + 1 == pairs);
    }
    std::printf(
        "{\"pools\": %zu, \"links\": %zu, \"pairs\": %d, \"first_ms\": %.1f, \"answer_p50_ms\": %.2f, "
        "\"answer_p99_ms\": %.2f, \"answer_max_ms\": %.2f, \"after_a_burst_ms\": %.2f, "
        "\"gui_turn_p99_ms\": %.3f, \"gui_turn_max_ms\": %.3f}\n",
        loaded->registry->pools.size(), loaded->registry->links.size(), pairs, first_ms,
        answered.quantile(0.5), answered.quantile(0.99), answered.quantile(1), bench.answers.quantile(1),
        bench.turns.quantile(0.99), bench.turns.quantile(1));
    return ok ? 0 : 1;
}
