// Scenarios on the national twin: a fork with one failure and its new steady state, an edit and the N-1 table
// it leads to, and the memory of ten open scenarios. One JSON object; times in milliseconds, by the clock and
// of the processor.
//
//   bench_scenario [NATION.swr]      (without it, the demo's nation the build has made)
#include "tests/support/places.h"
#include "twin/registry/build.h"
#include "twin/scenario/fork.h"
#include "twin/scenario/n1_base.h"
#include "twin/scenario/outcome.h"
#include "twin/support/parallel.h"

#include <malloc.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace twin::scenario;
using Json = nlohmann::ordered_json;

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Wall and processor time of one kind of thing.
class Timings
{
  public:
    template <typename Work> void measure(Work&& work)
    {
        const double before = processorSeconds();
        const auto begin = std::chrono::steady_clock::now();
        work();
        m_processor_ms.push_back((processorSeconds() - before) * 1e3);
        m_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }

    [[nodiscard]] Json json()
    {
        std::ranges::sort(m_ms);
        std::ranges::sort(m_processor_ms);
        return {{"median_ms", m_ms[m_ms.size() / 2]},
                {"worst_ms", m_ms.back()},
                {"median_processor_ms", m_processor_ms[m_processor_ms.size() / 2]},
                {"worst_processor_ms", m_processor_ms.back()},
                {"runs", m_ms.size()}};
    }

  private:
    std::vector<double> m_ms;
    std::vector<double> m_processor_ms;
};

template <typename Answer> typename Answer::value_type need(Answer result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

std::vector<std::string> backbone(const Ground& ground)
{
    std::vector<std::string> out;
    for (const auto& conduit : ground.world()->registry->conduits) {
        if (conduit.kind != twin::registry::ConduitKind::AccessDuct) {
            out.push_back(conduit.id);
        }
    }
    return out;
}

AddLink besideLink(const Ground& ground, std::size_t i)
{
    const twin::registry::Registry& registry = *ground.world()->registry;
    std::vector<const twin::registry::Link*> links;
    for (const auto& link : registry.links) {
        if (link.kind == twin::registry::LinkKind::Backbone) {
            links.push_back(&link);
        }
    }
    const twin::registry::Link& link = *links[i * 7 % links.size()];
    AddLink out;
    out.id = "L.BENCH/" + std::to_string(i);
    out.a = registry.endpointId(link.a);
    out.b = registry.endpointId(link.b);
    out.carrier = registry[link.carrier].id;
    out.capacity_bps = 3'200'000'000'000;
    out.delay = link.delay / 2 + 1;
    return out;
}

Command command(Action action)
{
    return {std::move(action), {}, {}, {}};
}

/// Fork, failure, steady state, and what it is beside the state before: all a screen needs.
Json failures(const GroundPtr& ground)
{
    const ForkPtr root = Fork::root(ground);
    Timings fork;
    Timings state;
    Timings outcome;
    Timings all;
    for (const std::string& conduit : backbone(*ground)) {
        all.measure([&] {
            ForkPtr next;
            SituationPtr now;
            fork.measure([&] { next = need(root->with(command(Fail{{TargetKind::Conduit, conduit}}))); });
            state.measure([&] { now = need(next->situation()); });
            outcome.measure([&] { static_cast<void>(compare(*ground, ground->before(), now)); });
        });
    }
    return {{"fork", fork.json()},
            {"steady_state", state.json()},
            {"outcome", outcome.json()},
            {"all", all.json()}};
}

Json edits(const GroundPtr& ground, unsigned threads)
{
    const ForkPtr root = Fork::root(ground);
    Timings cut;
    Timings table;
    Timings anew;
    Timings second;
    Timings added;
    const std::vector<std::string> conduits = backbone(*ground);
    for (std::size_t i = 0; i < conduits.size(); i += 4) {
        const ForkPtr next = need(root->with(command(Fail{{TargetKind::Conduit, conduits[i]}})));
        cut.measure([&] { static_cast<void>(need(next->n1({threads, nullptr, {}}))); });
        const SituationPtr now = need(next->situation());
        table.measure([&] { static_cast<void>(n1Table(*ground, *now, {threads, nullptr, {}})); });
        anew.measure([&] { static_cast<void>(n1Table(*ground, *now, {threads, nullptr, {}, true})); });
        const ForkPtr more =
            need(next->with(command(Fail{{TargetKind::Conduit, conduits[(i + 1) % conduits.size()]}})));
        second.measure([&] { static_cast<void>(need(more->n1({threads, nullptr, {}}))); });
    }
    for (std::size_t i = 0; i < 10; ++i) {
        added.measure([&] {
            const ForkPtr next = need(root->with(command(besideLink(*ground, i))));
            static_cast<void>(need(next->n1({threads, nullptr, {}})));
        });
    }
    return {{"threads", threads},
            {"cut_to_table", cut.json()},
            {"table_alone", table.json()},
            {"table_routed_anew", anew.json()},
            {"second_cut_to_table", second.json()},
            {"added_link_to_table", added.json()}};
}

double allocatedMiB()
{
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / (1024.0 * 1024.0);
}

/// Ten scenarios open with all that was computed of them: half with failures, half with a link of their own.
/// Traffic of a moment of its own.
GroundOptions momentOf(std::size_t i)
{
    GroundOptions out;
    out.demand = DemandKind::Forecast;
    out.demandTerms.perQuarter = 0.001 * static_cast<double>(i + 1);
    out.demandTerms.at = std::numeric_limits<twin::TimeNs>::max() / 4;
    return out;
}

/// A base of another moment beside one that is there, and the same with nothing known before.
Json bases(const twin::registry::Loaded& loaded, const std::string& path)
{
    Timings again;
    Timings alone;
    for (std::size_t i = 0; i < 9; ++i) {
        again.measure([&] { (void)need(Ground::of(loaded.registry, loaded.workload, momentOf(i))); });
        const auto other = need(twin::registry::loadRegistryFile(path));
        alone.measure([&] { (void)need(Ground::of(other.registry, other.workload, momentOf(i))); });
    }
    return {{"beside_another", again.json()}, {"alone", alone.json()}};
}

/// Ten scenarios, each of a moment of its own.
Json memoryOfBases(const twin::registry::Loaded& loaded, const std::vector<std::string>& conduits)
{
    const double before = allocatedMiB();
    std::vector<ForkPtr> open;
    for (std::size_t i = 0; i < 10; ++i) {
        const ForkPtr root = Fork::root(need(Ground::of(loaded.registry, loaded.workload, momentOf(i))));
        open.push_back(need(root->with(command(Fail{{TargetKind::Conduit, conduits[i * 5]}}))));
        static_cast<void>(need(open.back()->situation()));
        static_cast<void>(need(open.back()->n1()));
    }
    const double whole = allocatedMiB() - before;
    for (std::size_t i = 1; i < open.size(); ++i) {
        open[i]->ground()->forgetN1(); // as the console does with all but the one that is shown
    }
    return {{"scenarios", open.size()}, {"mib", allocatedMiB() - before}, {"with_all_kept_cuts_mib", whole}};
}

Json memory(const GroundPtr& ground)
{
    const double before = allocatedMiB();
    const std::vector<std::string> conduits = backbone(*ground);
    std::vector<ForkPtr> open;
    for (std::size_t i = 0; i < 10; ++i) {
        ForkPtr fork = Fork::root(ground);
        fork = need(fork->with(command(Fail{{TargetKind::Conduit, conduits[i * 5]}})));
        if (i % 2 == 1) {
            fork = need(fork->with(command(besideLink(*ground, i))));
        }
        static_cast<void>(need(fork->situation()));
        static_cast<void>(need(fork->n1()));
        open.push_back(fork);
    }
    return {{"scenarios", open.size()},
            {"with_a_network_of_their_own", open.size() / 2},
            {"mib", allocatedMiB() - before}};
}

} // namespace

int main(int argc, char** argv)
{
    const std::string path = argc > 1 ? argv[1] : test::programPath("/../share/suanwang/demo.swr");
    const auto loaded = need(twin::registry::loadRegistryFile(path));
    Timings making;
    GroundPtr ground;
    making.measure([&] { ground = need(Ground::of(loaded.registry, loaded.workload)); });
    Json out{{"network", path}, {"flows", ground->flows().size()}, {"jobs", ground->jobs().size()}};
    out["ground"] = making.json();
    out["bases"] = bases(loaded, path);
    out["failure"] = failures(ground);
    Timings keeping;
    keeping.measure([&] { static_cast<void>(ground->n1Base(1)); });
    out["n1_kept_cuts"] = keeping.json();
    out["n1_kept_cuts"]["mib"] = static_cast<double>(ground->n1Base(1)->kept().bytes()) / (1024.0 * 1024.0);
    out["n1_one_thread"] = edits(ground, 1);
    out["n1_all_processors"] = edits(ground, twin::threadCount(0));
    out["memory"] = memory(ground);
    out["memory_of_ten_bases"] = memoryOfBases(loaded, backbone(*ground));
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
