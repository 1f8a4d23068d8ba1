// Location of errors in the model: injected into the national network of the build and two of REPETITA's (or
// those given as NETWORK or NETWORK,DEMANDS), by seed; how many are found at the first place and among the
// first three, and how long one takes. One JSON object. Arguments: `--errors N` (100 each), `--all`
// (UsCarrier as well).
#include "tests/support/places.h"
#include "tests/twin/flow/model_errors.h"
#include "twin/network/demand_file.h"
#include "twin/network/network.h"
#include "twin/support/parallel.h"

#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace {

using namespace twin;
using Json = nlohmann::ordered_json;
using flow::Cause;

constexpr std::uint64_t kSeed = 1;

const char* nameOf(Cause cause)
{
    switch (cause) {
    case Cause::MissingFlow:
        return "missing_flow";
    case Cause::AbsentFlow:
        return "absent_flow";
    case Cause::LinkCost:
        break;
    }
    return "link_cost";
}

Json run(const flow_test::Believed& believed, int errors)
{
    flow_test::ModelErrors injections(believed, kSeed, {}, threadCount(0));
    std::vector<Cause> kinds{Cause::MissingFlow, Cause::LinkCost};
    if (!believed.flows.empty()) {
        kinds.push_back(Cause::AbsentFlow);
    }
    Json out{{"errors", errors}, {"seed", kSeed}};
    std::size_t first = 0;
    std::size_t three = 0;
    std::map<std::string, std::array<std::size_t, 3>> byKind;
    std::size_t redrawn = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < errors; ++i) {
        const auto trial =
            injections.run(kinds[static_cast<std::size_t>(i) % kinds.size()], static_cast<std::uint64_t>(i));
        auto& kind = byKind[nameOf(trial.cause)];
        ++kind[0];
        kind[1] += trial.place == 1 ? 1U : 0U;
        kind[2] += trial.place >= 1 && trial.place <= 3 ? 1U : 0U;
        redrawn += trial.redrawn;
        if (trial.place != 1) {
            out["missed"].push_back(
                {{"injected", trial.text}, {"place", trial.place}, {"first", trial.answer}});
        }
    }
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    for (const auto& [name, counts] : byKind) {
        first += counts[1];
        three += counts[2];
        out[name] = {{"errors", counts[0]}, {"first", counts[1]}, {"top3", counts[2]}};
    }
    out["located_first"] = static_cast<double>(first) / errors;
    out["located_top3"] = static_cast<double>(three) / errors;
    out["undetectable_redrawn"] = redrawn;
    out["seconds_per_error"] = spent.count() / errors;
    std::size_t alarms = 0;
    constexpr int kClean = 20;
    double rms = 0;
    for (int i = 0; i < kClean; ++i) {
        alarms += injections.runClean(static_cast<std::uint64_t>(i)).causes.empty() ? 0U : 1U;
        rms += injections.rms() / kClean;
    }
    out["clean_runs"] = kClean;
    out["clean_runs_with_a_cause"] = alarms;
    out["clean_rms_significance"] = rms;
    return out;
}

Json runFile(const std::string& word, int errors)
{
    const std::size_t comma = word.find(',');
    const auto network = network::openNetwork(word.substr(0, comma));
    if (!network) {
        return {{"network", word}, {"left_out", network.error().text()}};
    }
    Json out{{"network", word}};
    if (network->registry != nullptr && network->workload != nullptr) {
        out.update(run(flow_test::believedOf(network->graph, *network->registry, *network->workload,
                                             network->workload->busyHour),
                       errors));
        return out;
    }
    if (comma == std::string::npos) {
        return {{"network", word}, {"left_out", "no demands"}};
    }
    const auto demands = network::readDemands(word.substr(comma + 1), *network);
    if (!demands) {
        return {{"network", word}, {"left_out", demands.error().text()}};
    }
    out.update(run({network->graph,
                    flow::backgroundOf(*demands),
                    {1.0},
                    {},
                    network::arcCosts(network->graph, network::PathCost::Metric),
                    flow::trafficEnds(network->graph)},
                   errors));
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    int errors = 100;
    bool all = false;
    std::vector<std::string> files;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--errors" && i + 1 < argc) {
            errors = std::max(1, std::atoi(argv[++i]));
        } else if (word == "--all") {
            all = true;
        } else {
            files.push_back(word);
        }
    }
    if (files.empty()) {
        const char* given = std::getenv("SUANWANG_SHARED");
        const std::string shared =
            (given != nullptr ? std::string(given) : test::sourcePath("/../shared")) + "/data/repetita/";
        files.push_back(test::programPath("/../share/suanwang/demo.swr"));
        std::vector<std::string> names{"Abilene", "Chinanet"};
        if (all) {
            names.emplace_back("UsCarrier");
        }
        for (const std::string& name : names) {
            files.push_back(shared + name + ".graph," + shared + name + ".0000.demands");
        }
    }
    Json out{{"cases", Json::array()}};
    for (const std::string& file : files) {
        const auto begin = std::chrono::steady_clock::now();
        out["cases"].push_back(runFile(file, errors));
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
        std::fprintf(stderr, "%s: %.1f s\n", file.c_str(), spent.count());
    }
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
