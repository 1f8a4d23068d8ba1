#include "twin/network/assumed_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace twin::network {

namespace {

/// The shortest text that reads back to `value`.
std::string numberText(double value)
{
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), error == std::errc{} ? end : buffer.data()};
}

std::string capacityText(std::uint64_t bps)
{
    return bps % kGigabit == 0 ? std::to_string(bps / kGigabit) + " Gb/s" : std::to_string(bps) + " b/s";
}

std::string delayText(TimeNs delay)
{
    return numberText(static_cast<double>(delay) / static_cast<double>(kMillisecond)) + " ms";
}

bool isLocated(const NetworkFile& network, const FileLink& link)
{
    return network.nodes[link.a].position && network.nodes[link.b].position;
}

/// Arcs the file names like an earlier one.
std::size_t arcsOfOneName(const NetworkFile& network)
{
    std::unordered_set<std::string_view> seen;
    std::size_t out = 0;
    for (const FileLink& link : network.links) {
        for (const std::string* name : {&link.arcForward, &link.arcReverse}) {
            out += !name->empty() && !seen.insert(*name).second ? 1 : 0;
        }
    }
    return out;
}

} // namespace

void assumeDelays(NetworkFile& network, const ReadOptions& options)
{
    for (FileLink& link : network.links) {
        if (!link.delayAssumed) {
            continue;
        }
        TimeNs delay = options.defaultDelay;
        if (isLocated(network, link)) {
            const double metres =
                distanceMetres(*network.nodes[link.a].position, *network.nodes[link.b].position);
            delay = std::max<TimeNs>(1, std::llround(metres * options.routeFactor * options.nsPerMetre));
        }
        link.delay = delay;
        link.delayReverse = delay;
    }
}

void sayWhatWasAssumed(NetworkFile& network, const ReadOptions& options)
{
    const auto say = [&](auto which, const std::string& sentence) {
        const auto count = std::ranges::count_if(network.links, which);
        if (count > 0) {
            network.defaultsApplied.push_back(std::to_string(count) + sentence);
        }
    };
    say([](const FileLink& l) { return l.capacityAssumed; },
        " links without a capacity: " + capacityText(options.defaultCapacity_bps) + " assumed");
    say([&](const FileLink& l) { return l.delayAssumed && isLocated(network, l); },
        " links without a delay: great circle x " + numberText(options.routeFactor) + " at " +
            numberText(options.nsPerMetre) + " us/km assumed");
    say([&](const FileLink& l) { return l.delayAssumed && !isLocated(network, l); },
        " links without a delay and with an end without coordinates: " + delayText(options.defaultDelay) +
            " assumed");
    say([](const FileLink& l) { return l.capacity_bps == 0 || l.capacityReverse_bps == 0; },
        " arcs without an opposite: one-way links");
}

void sayWhatIsUnusual(NetworkFile& network, std::size_t renamedNodes)
{
    const auto say = [&](std::size_t count, const char* sentence) {
        if (count > 0) {
            network.warnings.push_back(std::to_string(count) + sentence);
        }
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::vector<std::uint8_t> linked(network.nodes.size(), 0);
    std::size_t asymmetric = 0;
    for (const FileLink& link : network.links) {
        pairs.push_back(std::minmax(link.a, link.b));
        linked[link.a] = linked[link.b] = 1;
        const bool bothWays = link.capacity_bps != 0 && link.capacityReverse_bps != 0;
        asymmetric += bothWays && link.capacity_bps != link.capacityReverse_bps ? 1 : 0;
    }
    std::ranges::sort(pairs);
    const auto distinct = std::ranges::unique(pairs).begin() - pairs.begin();
    say(arcsOfOneName(network), " arcs with the name of another: it stands for the first of them");
    say(renamedNodes, " nodes with the name of another: told apart by #2, #3 and so on");
    say(pairs.size() - static_cast<std::size_t>(distinct), " links parallel to another: all kept");
    say(asymmetric, " links with a capacity of its own each way");
    say(static_cast<std::size_t>(std::ranges::count(linked, 0)), " nodes without links");
}

} // namespace twin::network
