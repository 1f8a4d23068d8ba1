// Min-max utilisation within certified gaps, on networks given as arguments, beside HiGHS where it is there.
//   bench_engineering [--peer MLU_LP.PY] [--runs N] GRAPH DEMANDS [GRAPH DEMANDS ...]
// One thread. Medians of N runs (5), ours and the peer's one after the other in the same run. `cpu_s` is
// processor time, which a busy machine disturbs less than `wall_s`. Ours includes the check of the answer; of
// HiGHS, both are those of solving alone, without reading and without building the program.
#include "twin/flow/ecmp_baseline.h"
#include "twin/flow/engineering.h"
#include "twin/network/demand_file.h"

#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace twin;
using Json = nlohmann::ordered_json;

namespace {

struct Options
{
    std::string peer;
    int runs = 5;
    std::vector<std::string> files;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Input
{
    network::Network network;
    network::DemandSet demands;
};

Json measure(const Input& input, const flow::EngineeringOptions& options, int runs)
{
    std::vector<double> wall;
    std::vector<double> processor;
    Json out;
    for (int run = 0; run < runs; ++run) {
        const double wallBegin = wallSeconds();
        const double processorBegin = processorSeconds();
        const auto answer = flow::engineer(input.network.graph, input.demands.demands, options);
        processor.push_back(processorSeconds() - processorBegin);
        wall.push_back(wallSeconds() - wallBegin);
        if (!answer) {
            return {{"error", answer.error().text()}};
        }
        out = {{"value", answer->value},
               {"bound", answer->bound},
               {"gap", answer->gap},
               {"rounds", answer->rounds}};
    }
    out["wall_s"] = median(wall);
    out["cpu_s"] = median(processor);
    return out;
}

/// Runs the script named first; after its answer, the processor time that linprog took.
const char* const kTimedScript = R"(
import runpy, sys, time
import scipy.optimize
solve, taken = scipy.optimize.linprog, []
def timed(*args, **kwargs):
    begin = time.process_time()
    result = solve(*args, **kwargs)
    taken.append(time.process_time() - begin)
    return result
scipy.optimize.linprog = timed
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
print(sum(taken)))";

/// One run of the peer: its answer with `solve_cpu_s`, or null.
Json runPeer(const Options& options, const std::string& graph, const std::string& demands)
{
    const std::string command = "/usr/bin/python3 -c '" + std::string(kTimedScript) + "' '" + options.peer +
                                "' '" + graph + "' '" + demands + "' 2>/dev/null";
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string text;
    for (int c = pipe != nullptr ? std::fgetc(pipe) : EOF; c != EOF; c = std::fgetc(pipe)) {
        text += static_cast<char>(c);
    }
    if (pipe == nullptr || pclose(pipe) != 0) {
        return nullptr;
    }
    const std::size_t end = text.find('\n');
    Json answer = Json::parse(text.substr(0, end), nullptr, false);
    if (answer.is_object() && end != std::string::npos) {
        answer["solve_cpu_s"] = std::atof(text.c_str() + end);
    }
    return answer;
}

Json measurePeer(const Options& options, const std::string& graph, const std::string& demands)
{
    std::vector<double> wall;
    std::vector<double> processor;
    Json out;
    for (int run = 0; run < options.runs; ++run) {
        const Json answer = runPeer(options, graph, demands);
        if (!answer.is_object()) {
            return {{"error", "no answer: is python3-scipy there?"}};
        }
        wall.push_back(answer.at("solve_s").get<double>());
        processor.push_back(answer.at("solve_cpu_s").get<double>());
        out["value"] = answer.at("mlu");
    }
    out["wall_s"] = median(wall);
    out["cpu_s"] = median(processor);
    return out;
}

/// How many times as long the peer took, by the clock and in processor time.
void compare(const Json& peer, Json& ours)
{
    if (peer.contains("wall_s") && ours.contains("wall_s")) {
        ours["times_faster_wall"] = peer["wall_s"].get<double>() / ours["wall_s"].get<double>();
        ours["times_faster_cpu"] = peer["cpu_s"].get<double>() / ours["cpu_s"].get<double>();
    }
}

Json benchPair(const Options& options, const std::string& graph, const std::string& demands)
{
    Json out{{"graph", std::filesystem::path(graph).filename().string()}};
    auto network = network::openNetwork(graph);
    auto asked = network ? network::readDemands(demands, *network) : failure(network.error());
    if (!asked) {
        out["error"] = asked.error().text();
        return out;
    }
    const Input input{std::move(*network), std::move(*asked)};
    out["nodes"] = input.network.graph.nodeCount();
    out["arcs"] = input.network.graph.arcCount();
    out["demands"] = input.demands.demands.size();
    flow::EngineeringOptions settings;
    out["ecmp"] = flow::ecmpBaseline(input.network.graph, input.demands.demands, settings).value_or(0);
    settings.gap = 0.01;
    out["gap_1_percent"] = measure(input, settings, options.runs);
    settings.gap = 0.001;
    out["gap_0.1_percent"] = measure(input, settings, options.runs);
    settings.exact = true;
    out["exact"] = measure(input, settings, options.runs);
    if (!options.peer.empty()) {
        out["highs"] = measurePeer(options, graph, demands);
        for (const char* key : {"gap_1_percent", "gap_0.1_percent", "exact"}) {
            compare(out["highs"], out[key]);
        }
    }
    return out;
}

Options parse(int argc, char** argv)
{
    Options out;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--peer" && i + 1 < argc) {
            out.peer = argv[++i];
        } else if (word == "--runs" && i + 1 < argc) {
            out.runs = std::max(1, std::atoi(argv[++i]));
        } else {
            out.files.push_back(word);
        }
    }
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parse(argc, argv);
    if (options.files.empty() || options.files.size() % 2 != 0) {
        std::fputs("usage: bench_engineering [--peer MLU_LP.PY] [--runs N] GRAPH DEMANDS ...\n", stderr);
        return 2;
    }
    Json out{{"bench", "engineering"}, {"threads", 1}, {"runs", options.runs}, {"networks", Json::array()}};
    for (std::size_t i = 0; i < options.files.size(); i += 2) {
        out["networks"].push_back(benchPair(options, options.files[i], options.files[i + 1]));
    }
    std::puts(out.dump().c_str());
    return 0;
}
