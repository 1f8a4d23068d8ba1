// From a command in the planner to the frame that shows it. The console as it runs (demo's nation), without a
// display: every conduit of the backbone in turn is cut in a scenario of the moment on the screen; measured
// until the map has painted the difference, and until the N-1 table has painted its rows; then it is undone.
// The first measurement is the fork of the moment and its first failure in one gesture. Prints one JSON
// object.
//   QT_QPA_PLATFORM=offscreen bench_planner [edits] [live|still] [gestures]
#include "app/console/composition.h"
#include "views/map/map_widget.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QHeaderView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using nlohmann::ordered_json;
using namespace twin::scenario;
using models::MapDifferencePtr;

constexpr int kPatience_ms = 120'000;

double processor_ms(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// By the clock, by the whole process's processor time and by that of the GUI thread.
struct Time
{
    double wall = 0;
    double process = 0;
    double gui = 0;
};

class Stopwatch
{
  public:
    Stopwatch() { m_wall.start(); }

    [[nodiscard]] Time read() const
    {
        return {static_cast<double>(m_wall.nsecsElapsed()) * 1e-6,
                processor_ms(CLOCK_PROCESS_CPUTIME_ID) - m_process,
                processor_ms(CLOCK_THREAD_CPUTIME_ID) - m_gui};
    }

  private:
    QElapsedTimer m_wall;
    double m_process = processor_ms(CLOCK_PROCESS_CPUTIME_ID);
    double m_gui = processor_ms(CLOCK_THREAD_CPUTIME_ID);
};

ordered_json summary(std::vector<Time> times)
{
    const auto of = [&](double Time::*what, const char* name, ordered_json& out) {
        std::ranges::sort(times, {}, what);
        const auto rounded = [](double value) {
            return std::round(value * 10) / 10;
        };
        out[std::string(name) + "_median_ms"] = rounded(times[times.size() / 2].*what);
        out[std::string(name) + "_worst_ms"] = rounded(times.back().*what);
    };
    ordered_json out;
    out["of"] = times.size();
    of(&Time::wall, "clock", out);
    of(&Time::process, "processor", out);
    of(&Time::gui, "gui_thread", out);
    return out;
}

/// Counts what a widget has painted: seen after its own event, when the pixels are there.
class Paints final : public QObject
{
  public:
    explicit Paints(QWidget& widget)
        : m_widget(widget)
    {
        widget.installEventFilter(this);
    }

    [[nodiscard]] int count() const { return m_count; }

    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (object == &m_widget && event->type() == QEvent::Paint) {
            ++m_count;
        }
        return false;
    }

  private:
    QWidget& m_widget;
    int m_count = 0;
};

class Bench
{
  public:
    Bench(app::console::Console& console, int edits, int gestures)
        : m_console(console)
        // What a person does goes through actions; a bench asks the models behind them.
        , m_models(const_cast<models::ConsoleModels&>(console.models()))
        , m_edits(edits)
        , m_gestures(gestures)
    {}

    void run()
    {
        const bool isThere = wait([this] { return m_models.feed.snapshot() != nullptr && isOnScreen(); });
        m_console.window().actionRegistry().action(QStringLiteral("workspace.planner"))->trigger();
        m_console.window().actionRegistry().action(QStringLiteral("go.n1"))->trigger();
        m_n1 = m_console.window().findChild<QAbstractItemView*>(QStringLiteral("n1Table"));
        if (!isThere || m_n1 == nullptr || !findConduits()) {
            return fail("the console shows no nation");
        }
        m_paints = std::make_unique<Paints>(*m_n1->viewport());
        rest(2'000);
        for (int i = 0; i < m_gestures && !m_hasFailed; ++i) {
            gesture(i);
        }
        if (!m_hasFailed) {
            closeAll(); // the last gesture's cut is one of those below
            m_models.planner.fork(DemandKind::ThisInstant);
            settle();
        }
        for (int i = 0; i < m_edits && !m_hasFailed; ++i) {
            edit(i);
        }
        if (!m_hasFailed) { // half of it would be numbers of something else
            print();
        }
    }

    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

  private:
    [[nodiscard]] bool isOnScreen() { return m_console.window().map().stats().framesPainted > 2; }

    void fail(const char* why)
    {
        if (!std::exchange(m_hasFailed, true)) {
            std::fprintf(stderr, "%s\n", why);
        }
    }

    bool wait(const std::function<bool()>& isSo)
    {
        QElapsedTimer since;
        since.start();
        while (!isSo() && since.elapsed() < kPatience_ms) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return isSo();
    }

    void rest(int ms)
    {
        bool isOver = false;
        QTimer::singleShot(ms, [&isOver] { isOver = true; });
        wait([&isOver] { return isOver; });
    }

    bool findConduits()
    {
        const twin::registry::Registry& registry = *m_models.feed.snapshot()->registry;
        for (const twin::registry::Conduit& conduit : registry.conduits) {
            if (conduit.kind != twin::registry::ConduitKind::AccessDuct) {
                m_conduits.push_back(conduit.id);
            }
        }
        return !m_conduits.empty();
    }

    [[nodiscard]] Command cut(int number) const
    {
        const auto& id = m_conduits[static_cast<std::size_t>(number) % m_conduits.size()];
        return {Fail{{TargetKind::Conduit, id}, true}, {}, {}, {}};
    }

    [[nodiscard]] bool isSettled() const
    {
        const models::PlannerModel& planner = m_models.planner;
        const models::PlanScenario* shown = planner.current();
        return shown != nullptr && shown->isReady() && !planner.isEditing() && !planner.runner().isRunning();
    }

    void settle()
    {
        if (!wait([this] { return isSettled(); })) {
            fail("the scenario does not settle");
        }
        rest(250); // what the screen does afterwards is over
    }

    [[nodiscard]] const models::PlanResult* resultAt(std::size_t depth) const
    {
        const models::PlanScenario* shown = m_models.planner.current();
        const bool isIt = shown != nullptr && shown->isReady() && shown->tip()->depth() == depth &&
                          shown->result.fork == shown->tip();
        return isIt ? &shown->result : nullptr;
    }

    /// The map has painted the difference of what is being looked at.
    [[nodiscard]] bool isDifferencePainted(std::size_t depth)
    {
        const models::PlanResult* result = resultAt(depth);
        const MapDifferencePtr& difference = m_models.planDifference.difference();
        const views::MapFrameStats& stats = m_console.window().map().stats();
        return result != nullptr && result->outcome != nullptr && difference != nullptr &&
               difference->outcome == result->outcome && stats.painted == difference;
    }

    /// The N-1 table has been filled with the result's rows and has painted since.
    [[nodiscard]] bool isN1Painted(std::size_t depth)
    {
        const models::PlanResult* result = resultAt(depth);
        if (result == nullptr || result->n1 == nullptr || !result->n1->isWhole()) {
            m_paintsBefore = -1;
            return false;
        }
        m_paintsBefore = m_paintsBefore < 0 ? m_paints->count() : m_paintsBefore;
        return m_n1->isVisible() && m_n1->model()->rowCount() > 0 && m_paints->count() > m_paintsBefore;
    }

    void edit(int number)
    {
        const std::size_t depth = m_models.planner.current()->tip()->depth() + 1;
        m_paintsBefore = -1;
        const Stopwatch watch;
        m_models.planner.apply(cut(number));
        Time frame;
        Time table;
        const bool isDone = wait([&] {
            if (frame.wall == 0 && isDifferencePainted(depth)) {
                frame = watch.read();
            }
            if (table.wall == 0 && isN1Painted(depth)) {
                table = watch.read();
            }
            return frame.wall > 0 && table.wall > 0;
        });
        if (!isDone) {
            return fail("an edit was not shown");
        }
        m_frames.push_back(frame);
        m_tables.push_back(table);
        m_toOutcome.push_back({m_models.planner.current()->result.outcome_ms, 0, 0});
        m_toN1.push_back({m_models.planner.current()->result.n1_ms, 0, 0});
        settle();
        if (!m_hasFailed) {
            m_models.planner.undo();
            settle();
        }
    }

    void closeAll()
    {
        while (m_models.planner.current() != nullptr) {
            m_models.planner.close(m_models.planner.current()->id);
        }
    }

    /// Without a scenario: the moment is forked and the command done.
    void gesture(int number)
    {
        closeAll();
        rest(500);
        const Stopwatch watch;
        m_models.quickPlan.edit([&](const models::PlanScenario&, const Edits&) {
            return models::QuickAnswer{cut(number), {}};
        });
        if (!wait([this] { return isDifferencePainted(1); })) {
            return fail("a fork was not shown");
        }
        m_forks.push_back(watch.read());
        settle();
    }

    void print() const
    {
        ordered_json out{{"bench", "planner"},
                         {"live", m_models.feed.snapshot()->totals.applied > 0},
                         {"edit_to_frame", summary(m_frames)},
                         {"edit_to_n1_rows", summary(m_tables)}};
        const auto model = [&](const char* name, std::vector<Time> times) {
            const ordered_json all = summary(std::move(times));
            out[name] = {{"clock_median_ms", all["clock_median_ms"]},
                         {"clock_worst_ms", all["clock_worst_ms"]}};
        };
        model("edit_to_outcome", m_toOutcome);
        model("edit_to_n1", m_toN1);
        if (!m_forks.empty()) {
            out["fork_and_failure_to_frame"] = summary(m_forks);
        }
        double load[1]{};
        out["load"] = getloadavg(load, 1) == 1 ? load[0] : -1;
        std::cout << out.dump() << '\n';
    }

    app::console::Console& m_console;
    models::ConsoleModels& m_models;
    int m_edits;
    int m_gestures;
    QAbstractItemView* m_n1 = nullptr;
    std::unique_ptr<Paints> m_paints;
    int m_paintsBefore = -1;
    std::vector<std::string> m_conduits;
    std::vector<Time> m_frames;
    std::vector<Time> m_tables;
    std::vector<Time> m_toOutcome;
    std::vector<Time> m_toN1;
    std::vector<Time> m_forks;
    bool m_hasFailed = false;
};

} // namespace

int main(int argc, char** argv)
{
    QTemporaryDir home; // a user's layout does not matter
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    const int edits = argc > 1 ? std::atoi(argv[1]) : 40;
    const bool isLive = argc <= 2 || std::string_view(argv[2]) != "still";
    const int gestures = argc > 3 ? std::atoi(argv[3]) : 20;
    app::console::ConsoleOptions options;
    options.demo = isLive;
    options.file = isLive ? QString() : app::console::demoRegistryPath();
    options.size = {1600, 900};
    auto engine = app::console::Engine::create(options);
    if (!engine || edits < 1) {
        std::fprintf(stderr, "the console does not start\n");
        return 1;
    }
    app::console::Console console(options, std::move(*engine));
    Bench bench(console, edits, gestures);
    QTimer::singleShot(0, &console.window(), [&] {
        bench.run();
        QApplication::exit(0);
    });
    const int code = console.run();
    return bench.hasFailed() ? 1 : code;
}
