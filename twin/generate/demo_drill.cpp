#include "twin/generate/demo_drill.h"

#include "twin/support/rng.h"

#include <algorithm>
#include <string>
#include <utility>

namespace twin::generate {

namespace {

using enum FaultAction;

/// Backbone conduits worth cutting, the most telling first: those that overload a link, then those that
/// nearly do.
std::vector<std::string> cutCandidates(const registry::Registry& registry, const registry::Workload* workload)
{
    std::vector<std::pair<double, std::string>> ranked;
    if (workload != nullptr) {
        for (const registry::NotableCut& cut : workload->notableCuts) {
            if (registry.conduit(cut.conduitId)) {
                ranked.emplace_back(-cut.peakUtilisation, cut.conduitId);
            }
        }
    }
    if (ranked.empty()) {
        for (const registry::Conduit& conduit : registry.conduits) {
            if (conduit.kind != registry::ConduitKind::AccessDuct && !conduit.links.empty()) {
                ranked.emplace_back(-static_cast<double>(conduit.links.size()), conduit.id);
            }
        }
        std::ranges::sort(ranked);
        ranked.resize(std::min<std::size_t>(ranked.size(), 6)); // the ducts most links share
    }
    std::ranges::sort(ranked);
    std::vector<std::string> ids;
    for (auto& [rank, id] : ranked) {
        ids.push_back(std::move(id));
    }
    return ids;
}

/// Different pools for the cycle's troubles, among the larger half so that they can be seen.
std::vector<std::string> poolCandidates(const registry::Registry& registry, Rng& random, std::size_t wanted)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> bySize; // cards, number
    for (std::uint32_t i = 0; i < registry.pools.size(); ++i) {
        bySize.emplace_back(registry.pools[i].cards, i);
    }
    std::ranges::sort(bySize, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    bySize.resize((bySize.size() + 1) / 2);
    std::vector<std::string> ids;
    while (ids.size() < wanted && !bySize.empty()) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(bySize.size()));
        ids.push_back(registry.pools[bySize[static_cast<std::size_t>(at)].second].id);
        bySize.erase(bySize.begin() + at);
    }
    return ids;
}

/// A trouble from one second of the cycle to another.
void addTrouble(std::vector<DrillStep>& steps, FaultAction begin, FaultAction end, const std::string& object,
                double from, double to)
{
    steps.push_back({from, begin, object});
    steps.push_back({to, end, object});
}

} // namespace

std::vector<DrillStep> demoDrillCycle(const registry::Registry& registry, const registry::Workload* workload,
                                      std::uint64_t seed, std::uint32_t cycle, double fromSeconds)
{
    Rng random(seed, "demo.drill", cycle);
    std::vector<DrillStep> steps;

    const std::vector<std::string> cuts = cutCandidates(registry, workload);
    if (!cuts.empty()) {
        const auto cut = [&](std::size_t nth) {
            return cuts[(3 * std::size_t{cycle} + nth) % cuts.size()];
        };
        addTrouble(steps, CutConduit, RepairConduit, cut(0), kFirstCutSeconds, kFirstRepairSeconds);
        addTrouble(steps, CutConduit, RepairConduit, cut(1), 360, 560 + random.uniform(0, 40));
        addTrouble(steps, CutConduit, RepairConduit, cut(2), 720, 960 + random.uniform(0, 60));
    }

    const std::vector<std::string> pools = poolCandidates(registry, random, 4);
    if (pools.size() == 4) {
        addTrouble(steps, SilencePool, ResumePool, pools[0], 4, 300 + random.uniform(0, 60));
        addTrouble(steps, FailCooling, RestoreCooling, pools[1], 8, 330 + random.uniform(0, 60));
        addTrouble(steps, LosePower, RestorePower, pools[2], 150, 400 + random.uniform(0, 60));
        addTrouble(steps, FailCards, ReplaceCards, pools[3], 640, 900 + random.uniform(0, 60));
    }
    if (!registry.channels.empty()) {
        const std::string& channel = registry.channels[random.below(registry.channels.size())].id;
        addTrouble(steps, DegradeOptics, RestoreOptics, channel, 480, 700);
    }
    if (!registry.sites.empty()) {
        const std::string& site = registry.sites[random.below(registry.sites.size())].id;
        addTrouble(steps, SilenceSite, ResumeSite, site, 600, 780);
    }

    Rng sender(seed, "demo.unlisted", cycle);
    if (const auto senders = poolCandidates(registry, sender, 1); !senders.empty()) {
        addTrouble(steps, BeginUnlisted, EndUnlisted, senders[0], 45, 420 + sender.uniform(0, 60));
    }

    // Every cycle after the first begins somewhat later, so that the drill is no clockwork.
    const double shift = fromSeconds + (cycle == 0 ? 0.0 : random.uniform(20, 60));
    for (DrillStep& step : steps) {
        step.atSeconds += shift;
    }
    std::ranges::stable_sort(steps, {}, &DrillStep::atSeconds);
    return steps;
}

FeedOptions demoFeedOptions(registry::RegistryPtr registry,
                            std::shared_ptr<const registry::Workload> workload, std::uint64_t seed)
{
    FeedOptions options;
    options.sourceName = "demo";
    options.seed = seed;
    options.randomFaults = false;
    options.startHour = workload ? static_cast<double>(workload->busyHour) : 21.0;
    options.nextDrill = [registry = std::move(registry), workload = std::move(workload),
                         seed](std::uint32_t cycle, double fromSeconds) {
        return demoDrillCycle(*registry, workload.get(), seed, cycle, fromSeconds);
    };
    return options;
}

} // namespace twin::generate
