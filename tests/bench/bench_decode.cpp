// Decode and apply alone, on one thread: bytes of native frames in, TwinState changed, a snapshot 20 times a
// second. Prints samples/s as JSON. `bench_decode [POOLS [SECONDS]]`, 499 pools and 3 s unless told
// otherwise.
#include "tests/bench/bench_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/source_dictionary.h"
#include "twin/state/twin_state.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

/// Serialised passes, a second apart, so that every value is newer than the one before.
std::vector<std::string> passes(std::size_t pools, std::size_t count)
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count; ++i) {
        bench::wire::Frame frame =
            bench::fullPass(pools, test::kNoon + static_cast<twin::TimeNs>(i) * twin::kSecond, i);
        frame.mutable_batch()->set_sequence(i + 2);
        out.push_back(frame.SerializeAsString());
    }
    return out;
}

struct Run
{
    std::uint64_t samples = 0;
    std::uint64_t applied = 0;
    std::uint64_t refused = 0;
    double decodeSeconds = 0;
    double applySeconds = 0;
    double publishSeconds = 0;
};

double secondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

} // namespace

int main(int argc, char** argv)
{
    using namespace twin::ingest;
    const std::size_t pools = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 499;
    const double seconds = argc > 2 ? std::strtod(argv[2], nullptr) : 3;
    twin::state::TwinState state;
    const auto registry = test::world({.pools = pools});
    state.setRegistry(registry, nullptr);
    const ResolveId resolve = [&](twin::EntityKind kind, std::string_view id) {
        return state.resolve(kind, id);
    };
    std::vector<std::string> ids;
    for (const auto& pool : registry->pools) {
        ids.push_back(pool.id);
    }
    bench::wire::Frame define = bench::dictionary(ids);
    define.mutable_define()->set_sequence(1);
    FrameDecoder decoder;
    SourceDictionary dictionary;
    dictionary.define(std::get<DecodedFrame>(*decoder.decode(define.SerializeAsString(), "bench")), resolve);

    const std::vector<std::string> frames = passes(pools, 64);
    Run run;
    const auto begun = Clock::now();
    auto lastPublish = begun;
    std::uint64_t epoch = 0;
    while (secondsSince(begun) < seconds) {
        ++epoch; // the same passes again in a new epoch, a minute later
        for (const std::string& bytes : frames) {
            auto at = Clock::now();
            auto decoded = decoder.decode(bytes, "bench");
            auto& frame = std::get<DecodedFrame>(*decoded);
            frame.sourceTime += static_cast<twin::TimeNs>(epoch) * 64 * twin::kSecond;
            frame.receiveTime = frame.sourceTime;
            run.decodeSeconds += secondsSince(at);
            at = Clock::now();
            twin::state::SampleBatch batch;
            batch.epoch = epoch;
            batch.sequence = frame.sequence;
            Tally tally;
            run.samples += frame.samples;
            dictionary.resolve(frame, {1, 1}, resolve, batch, tally);
            run.applied += state.apply(batch).applied;
            run.refused += tally.refused;
            run.applySeconds += secondsSince(at);
            if (secondsSince(lastPublish) > 0.05) {
                at = Clock::now();
                static_cast<void>(state.publish(batch.receiveTime, nullptr, {}));
                run.publishSeconds += secondsSince(at);
                lastPublish = Clock::now();
            }
        }
    }
    const double took = secondsSince(begun);
    const nlohmann::ordered_json out{{"bench", "decode"},
                                     {"pools", pools},
                                     {"seconds", took},
                                     {"samples", run.samples},
                                     {"applied", run.applied},
                                     {"refused", run.refused},
                                     {"samples_per_second", static_cast<double>(run.samples) / took},
                                     {"decode_seconds", run.decodeSeconds},
                                     {"resolve_apply_seconds", run.applySeconds},
                                     {"publish_seconds", run.publishSeconds}};
    std::printf("%s\n", out.dump().c_str());
    return run.samples == run.applied ? EXIT_SUCCESS : EXIT_FAILURE;
}
