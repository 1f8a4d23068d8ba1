// The history: bytes a sample after compaction, questions to a day of it, a restart with it, and sustained
// ingest while it is made. `bench_history bytes [SAMPLES_PER_S [MINUTES]]`, `bench_history day [HOURS
// [SAMPLES_PER_S]]` (-1: only links, 0: everything at its own pace), `bench_history ingest [SAMPLES_PER_S
// [SECONDS]]`; each prints one JSON object. Files are made in the temporary folder and taken away again. With
// `--postgres` as the last word the store is on a PostgreSQL server of its own beside it (`ingest` with
// fsync).
#include "tests/bench/history_day.h"
#include "tests/support/postgres_server.h"
#include "twin/ingest/past_reader.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/rng.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;
using bench::HistoryDay;

double secondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::uint64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

/// A folder that goes away with the program's scope.
class Folder
{
  public:
    Folder()
        : m_path(std::filesystem::temp_directory_path() /
                 ("suanwang-bench-" + std::to_string(Clock::now().time_since_epoch().count())))
    {
        std::filesystem::create_directories(m_path);
    }

    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string file(const char* name) const { return (m_path / name).string(); }

  private:
    std::filesystem::path m_path;
};

std::unique_ptr<test::PostgresServer> g_server; ///< with --postgres

/// Where the store is.
std::string storeIn(const Folder& folder)
{
    return g_server != nullptr ? g_server->newDatabase() : folder.file("store.db");
}

struct Times
{
    std::vector<double> wall_ms;
    std::vector<double> processor_ms;

    void measure(const std::function<void()>& work)
    {
        const double before = processorSeconds();
        const auto begun = Clock::now();
        work();
        wall_ms.push_back(secondsSince(begun) * 1e3);
        processor_ms.push_back((processorSeconds() - before) * 1e3);
    }

    Json json()
    {
        std::ranges::sort(wall_ms);
        std::ranges::sort(processor_ms);
        return {{"median_ms", wall_ms[wall_ms.size() / 2]},
                {"p99_ms", wall_ms[wall_ms.size() * 99 / 100]},
                {"worst_ms", wall_ms.back()},
                {"processor_median_ms", processor_ms[processor_ms.size() / 2]},
                {"processor_worst_ms", processor_ms.back()}};
    }
};

Json sizes(const twin::history::StoreSums& sums)
{
    std::uint64_t rollups = 0;
    for (const std::uint64_t bytes : sums.rollupBytes) {
        rollups += bytes;
    }
    const auto perSample = [&](std::uint64_t bytes) {
        return static_cast<double>(bytes) /
               static_cast<double>(std::max<std::uint64_t>(sums.blockSamples, 1));
    };
    return {{"samples", sums.blockSamples},
            {"series", sums.series},
            {"blocks", sums.blocks},
            {"file_bytes", sums.fileBytes},
            {"frame_bytes", sums.frameBytes},
            {"block_bytes_per_sample", perSample(sums.blockBytes)},
            {"checkpoint_bytes_per_sample", perSample(sums.checkpointBytes)},
            {"rollup_bytes_per_sample", perSample(rollups)},
            {"event_bytes_per_sample", perSample(sums.eventBytes)},
            {"file_bytes_per_sample", perSample(sums.fileBytes)}};
}

/// Frames leave as soon as they are folded: what is left is what stays.
twin::ingest::FoldOptions compacted()
{
    twin::ingest::FoldOptions options;
    options.keepFrames = 0;
    return options;
}

Json bytesPerSample(double rate, double minutes)
{
    const Folder folder;
    const std::string path = storeIn(folder);
    Json out;
    const double before = processorSeconds();
    {
        HistoryDay day(path, rate, compacted());
        day.run(static_cast<twin::TimeNs>(minutes * 60) * twin::kSecond, true);
        out["failed"] = day.failed();
        out["fed_samples"] = day.samples();
    }
    out["processor_s"] = processorSeconds() - before;
    static_cast<void>((*twin::history::historyStore(path))->shrink());
    auto reader = std::move(*(*twin::history::historyStore(path))->openReader());
    out.update(sizes(*reader->sums()));
    return out;
}

Json restart(const std::string& path)
{
    Times times;
    for (int round = 0; round < 3; ++round) {
        times.measure([&] {
            twin::ingest::TwinServiceOptions options;
            options.storePath = path;
            options.fold.on = false;
            auto service = std::move(*twin::ingest::TwinService::create(std::move(options)));
            static_cast<void>(service->start());
            while (service->provider()->at({}) == nullptr || service->provider()->at({})->alarms == nullptr) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            service->stop();
        });
    }
    return times.json();
}

Json day(double hours, double rate)
{
    const Folder folder;
    const std::string path = storeIn(folder);
    Json out;
    const auto span = static_cast<twin::TimeNs>(hours * 3600) * twin::kSecond;
    std::vector<std::string> links;
    {
        const auto begun = Clock::now();
        HistoryDay day(path, rate, {});
        day.run(span, false);
        out["failed"] = day.failed();
        out["made_in_s"] = secondsSince(begun);
        out.update(sizes(*day.reader().sums()));
        for (const auto& link : day.registry().registry->links) {
            links.push_back(link.id);
        }
    }
    auto past = std::move(*twin::ingest::PastReader::open(path));
    twin::Rng random(1, "bench.history");
    Times curve;
    std::size_t known = 0;
    for (int i = 0; i < 60; ++i) {
        const std::string& link = links[random.below(links.size())];
        curve.measure([&] {
            const auto columns = past->series({twin::EntityKind::Link, link, "link.forward_bps"},
                                              {HistoryDay::kStart, HistoryDay::kStart + span}, 800);
            known += columns ? static_cast<std::size_t>(std::ranges::count_if(
                                   columns->columns, [](const auto& column) { return column.count > 0; }))
                             : 0;
        });
    }
    out["curve_24h_800"] = curve.json();
    out["curve_columns_known"] = static_cast<double>(known) / 60;
    // A screen of a table at a past moment: the last minutes of forty rows, of links in both directions.
    Times trends;
    for (int i = 0; i < 20; ++i) {
        const auto offset = static_cast<twin::TimeNs>(random.uniform(0.05, 0.9) * static_cast<double>(span));
        const twin::state::TimeRange minutes{HistoryDay::kStart + offset - 325 * twin::kSecond,
                                             HistoryDay::kStart + offset};
        const std::size_t first = random.below(links.size() - 40);
        trends.measure([&] {
            for (std::size_t row = first; row < first + 40; ++row) {
                for (const char* metric : {"link.forward_bps", "link.reverse_bps"}) {
                    static_cast<void>(
                        past->series({twin::EntityKind::Link, links[row], metric}, minutes, 300));
                }
            }
        });
    }
    out["trends_of_40_rows"] = trends.json();
    Times moment;
    std::size_t values = 0;
    for (int i = 0; i < 60; ++i) {
        const auto offset = static_cast<twin::TimeNs>(random.uniform(0.05, 1.0) * static_cast<double>(span));
        moment.measure([&] {
            const auto state = past->stateAt(HistoryDay::kStart + offset);
            values += state && *state ? (*state)->section(twin::EntityKind::Link).size() : 0;
        });
    }
    out["state_at"] = moment.json();
    out["state_links"] = values / 60;
    past.reset();
    out["restart"] = restart(path);
    return out;
}

Json ingest(double rate, double seconds)
{
    const Folder folder;
    twin::ingest::TwinServiceOptions options;
    options.storePath = storeIn(folder);
    options.journalBytes = 16ULL << 30U;
    auto service = std::move(*twin::ingest::TwinService::create(std::move(options)));
    const auto nation = HistoryDay::nation();
    service->setRegistry(nation.registry, nation.workload);
    if (!service->start()) {
        return {{"failed", true}};
    }
    twin::generate::FeedOptions feedOptions;
    feedOptions.startTime = twin::SystemClock().now();
    feedOptions.rate = rate;
    twin::generate::FeedSimulator feed(nation.registry, nation.workload, feedOptions);
    twin::ingest::SourceHello hello;
    hello.source = "feed";
    hello.epoch = 1;
    hello.transport = "bench";
    auto session = std::move(*service->openSource(hello, {}));
    std::vector<twin::generate::wire::Frame> frames;
    std::uint64_t sequence = 0;
    std::vector<std::uint64_t> memory;
    const auto begun = Clock::now();
    const double before = processorSeconds();
    for (double at = 0; at < seconds; at += 0.1) {
        frames.clear();
        feed.produce(feedOptions.startTime + static_cast<twin::TimeNs>(at * 1e9), frames);
        for (auto& frame : frames) {
            ++sequence;
            if (frame.has_define()) {
                frame.mutable_define()->set_sequence(sequence);
            } else if (frame.has_retire()) {
                frame.mutable_retire()->set_sequence(sequence);
            } else if (frame.has_event()) {
                frame.mutable_event()->set_sequence(sequence);
            } else {
                frame.mutable_batch()->set_sequence(sequence);
            }
            std::string bytes = frame.SerializeAsString();
            while (session->submit(bytes) == twin::ingest::SourceSession::Submit::Full) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        }
        if (static_cast<int>(at * 10) % 100 == 0) {
            memory.push_back(residentBytes() >> 20U);
        }
        std::this_thread::sleep_until(
            begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(at + 0.1)));
    }
    const double took = secondsSince(begun);
    const double processor = processorSeconds() - before;
    session->close();
    service->stop();
    const auto status = service->status();
    const auto snapshot = service->provider()->at({});
    Json out{{"failed", false},
             {"samples", feed.samplesProduced()},
             {"seconds", took},
             {"samples_per_s", static_cast<double>(feed.samplesProduced()) / took},
             {"processor_s", processor},
             {"commits", status.commits},
             {"commit_p50_ms", static_cast<double>(status.commitP50) / 1e6},
             {"commit_p99_ms", static_cast<double>(status.commitP99) / 1e6},
             {"commit_worst_ms", static_cast<double>(status.commitWorst) / 1e6},
             {"job_worst_ms", static_cast<double>(status.jobWorst) / 1e6},
             {"folds", status.folds},
             {"folded_samples", status.foldedSamples},
             {"folded_bytes_per_sample",
              static_cast<double>(status.foldedBytes) /
                  static_cast<double>(std::max<std::uint64_t>(status.foldedSamples, 1))},
             {"journal_error", status.journalError},
             {"history_error", status.historyError},
             {"memory_mib", memory}};
    out["refused"] = snapshot->totals.refused;
    out["received"] = snapshot->totals.received;
    return out;
}

double argument(int count, char** words, int i, double otherwise)
{
    return count > i ? std::atof(words[i]) : otherwise;
}

} // namespace

int main(int count, char** words)
{
    const std::string what = count > 1 ? words[1] : "bytes";
    if (count > 1 && std::string_view(words[count - 1]) == "--postgres") {
        --count;
        // What is only read afterwards is not written to the disk at each of its many small commits.
        g_server = what == "ingest" ? std::make_unique<test::PostgresServer>(QStringList{})
                                    : std::make_unique<test::PostgresServer>();
        if (const QString none = test::PostgresServer::whyNot(); !none.isEmpty() || !g_server->start()) {
            std::fprintf(stderr, "%s\n", none.isEmpty() ? g_server->log().constData() : qPrintable(none));
            return 3;
        }
    }
    Json out;
    if (what == "bytes") {
        out = bytesPerSample(argument(count, words, 2, 16'000), argument(count, words, 3, 10));
    } else if (what == "day") {
        out = day(argument(count, words, 2, 24), argument(count, words, 3, -1));
    } else if (what == "ingest") {
        out = ingest(argument(count, words, 2, 200'000), argument(count, words, 3, 600));
    } else {
        std::fprintf(stderr, "usage: bench_history bytes|day|ingest …\n");
        return 2;
    }
    if (g_server != nullptr) {
        out["server_processor_s"] = g_server->processorSeconds();
        g_server.reset();
    }
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
