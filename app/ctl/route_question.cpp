#include "app/ctl/route_question.h"

#include "app/ctl/compute_input.h"
#include "app/ctl/routing_input.h"
#include "twin/network/place_names.h"
#include "twin/state/state_file.h"
#include "twin/support/name_list.h"
#include "twin/support/path_ending.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace app::ctl {

namespace {

using twin::failure;
using twin::Result;
using twin::TimeNs;
using Kind = OptionSpec::Kind;

constexpr double kMaxPaths = 10'000;
constexpr std::size_t kMaxCircles = 100;
constexpr double kMaxWithin_ms = 1e6;

tl::unexpected<twin::Error> badUse(std::string reason)
{
    return failure(twin::ErrorCode::BadInput, std::move(reason));
}

Result<std::vector<TimeNs>> circlesOf(const Args& args)
{
    std::vector<TimeNs> out;
    const auto texts = twin::splitNames(args.text("--within-ms"), kMaxCircles);
    if (!texts) {
        return failure(texts.error());
    }
    for (const std::string& text : *texts) {
        double ms = -1;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
        if (error != std::errc{} || end != text.data() + text.size() || !(ms >= 0 && ms <= kMaxWithin_ms)) {
            return badUse("--within-ms takes milliseconds from 0 to 1000000, not '" + text + "'");
        }
        out.push_back(std::llround(ms * static_cast<double>(twin::kMillisecond)));
    }
    if (args.has("--within-ms") && out.empty()) {
        return badUse("--within-ms names no circle");
    }
    return out;
}

/// The ends, in a result of its own so that a wrong name is told before anything is computed.
Result<> readEnds(const Args& args, const RoutedNetwork& in, RouteQuestion& question)
{
    const auto from = twin::network::findPlace(in.network, args.text("--from"));
    if (!from) {
        return failure(from.error());
    }
    question.from = *from;
    if (!args.has("--to")) {
        return question.within.empty() ? Result<>(badUse("give --to, --within-ms or both")) : Result<>();
    }
    const auto to = twin::network::findPlace(in.network, args.text("--to"));
    if (!to) {
        return failure(to.error());
    }
    question.to = *to;
    return *from == *to ? Result<>(badUse("--from and --to are the same place")) : Result<>();
}

} // namespace

Result<RoutedNetwork> openRouted(const Args& args)
{
    auto network = openNetworkOf(args);
    if (!network) {
        return failure(network.error());
    }
    RoutedNetwork out{std::move(*network), nullptr};
    if (twin::hasEnding(args.text("--network"), ".sws")) {
        auto snapshot = twin::state::openState(args.text("--network"));
        if (!snapshot) {
            return failure(snapshot.error());
        }
        out.snapshot = std::move(*snapshot);
    }
    return out;
}

Result<RouteQuestion> routeQuestion(const Args& args, const RoutedNetwork& in)
{
    RouteQuestion out;
    auto circles = circlesOf(args);
    if (!circles) {
        return failure(circles.error());
    }
    out.within = std::move(*circles);
    out.count = static_cast<std::uint32_t>(args.integer("--k"));
    out.maxLabels = static_cast<std::uint64_t>(args.integer("--search-limit"));
    out.cost = pathCostOf(args, in.network);
    out.disjoint = args.text("--disjoint");
    if (auto read = readEnds(args, in, out); !read) {
        return failure(read.error());
    }
    return out;
}

std::vector<OptionSpec> routeOptions()
{
    std::vector<OptionSpec> out = networkOptions();
    const twin::network::DisjointQuery defaults;
    for (const OptionSpec& option : std::vector<OptionSpec>{
             {"--from", "pool, site, or SITE@CARRIER, by identifier or name", Kind::Text, true, ""},
             {"--to", "the other end; without it, --within-ms", Kind::Text, false, ""},
             costOption(),
             {"--k", "paths at most", Kind::Integer, false, "1", {1, kMaxPaths}},
             {"--disjoint",
              "a pair that shares none of these",
              Kind::Text,
              false,
              "",
              {},
              {"link", "node", "srlg"}},
             {"--search-limit",
              "labels after which the search for a pair is cut short",
              Kind::Integer,
              false,
              std::to_string(defaults.maxLabels),
              {1, kLargestWhole}},
             {"--within-ms", "circles of one-way latency around --from, joined by ';'", Kind::Text, false,
              ""},
         }) {
        out.push_back(option);
    }
    for (const OptionSpec& option : computeOptions()) {
        out.push_back(option);
    }
    return out;
}

} // namespace app::ctl
