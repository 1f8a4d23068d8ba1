#include "twin/generate/national_chips.h"
#include "twin/generate/national_draft.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

/// How much each pool has, card by card, so that the nation's FP16 closes exactly: recipe steps 6 and 7.
namespace twin::generate {

namespace {

constexpr double kSigma = 1.35;               ///< of sizes within a place
constexpr double kLargestPool_tflops = 6.0e6; ///< 6,000 P
constexpr std::size_t kSplitChip = 5;         ///< GPU-148 and
constexpr std::size_t kOtherSplitChip = 6;    ///< GPU-165 have no common divisor: together they close any sum

/// Cards come in servers of eight; a nation of many small pools counts single cards.
std::uint32_t cardStep(const NationalOptions& options)
{
    return options.scale || options.pools < 2 * kNationalPools ? 8 : 1;
}

std::size_t drawChip(Rng& rng)
{
    std::vector<double> share;
    for (const ChipClass& chip : chipClasses()) {
        share.push_back(chip.share);
    }
    return drawIndex(rng, share);
}

/// TFLOPS FP16 wished for by each intelligent pool: lognormal within its place, none above the cap.
std::vector<double> drawSizes(const Draft& draft, double total_tflops)
{
    Rng rng(draft.options.seed, "pool.size");
    std::vector<double> size(draft.pools.size(), 0);
    std::vector<double> sum(draft.zones.size(), 0);
    for (std::size_t i = 0; i < draft.pools.size(); ++i) {
        if (draft.pools[i].type == pb::INTELLIGENT) {
            size[i] = rng.lognormal(1, kSigma);
            sum[draft.pools[i].zone] += size[i];
        }
    }
    for (std::size_t i = 0; i < size.size(); ++i) {
        const std::size_t zone = draft.pools[i].zone;
        if (size[i] > 0) {
            size[i] =
                std::min(kLargestPool_tflops, size[i] / sum[zone] * draft.zones[zone].share * total_tflops);
        }
    }
    return size;
}

std::uint32_t cardsFor(double tflops, std::size_t chip, std::uint32_t step)
{
    const double steps = tflops / (static_cast<double>(tflopsFp16(chip)) * step);
    return std::max(1U, static_cast<std::uint32_t>(std::lround(steps))) * step;
}

/// One class, or for a quarter of the larger pools two.
void equip(Rng& rng, PoolDraft& pool, double tflops, std::uint32_t step)
{
    const std::size_t first = drawChip(rng);
    const std::size_t second = drawChip(rng);
    const bool mixed = rng.uniform() < 0.25 && second != first && tflops > 100'000;
    pool.chips.push_back({first, cardsFor(mixed ? 0.7 * tflops : tflops, first, step)});
    if (mixed) {
        pool.chips.push_back({second, cardsFor(0.3 * tflops, second, step)});
    }
}

void equipWithoutFp16(Rng& rng, PoolDraft& pool)
{
    const auto servers = [&](double median, double sigma) {
        return 2 * static_cast<std::uint32_t>(std::clamp(rng.lognormal(median, sigma), 8.0, 20'000.0));
    };
    pool.chips.push_back({kCpuChip, servers(200, 0.9)});
    if (pool.type == pb::SUPER) {
        pool.chips.push_back({kHpcChip, 4 * servers(120, 0.8)});
    }
}

std::int64_t missing(const Draft& draft, std::int64_t total_tflops)
{
    for (const PoolDraft& pool : draft.pools) {
        for (const ChipCount& chips : pool.chips) {
            total_tflops -= static_cast<std::int64_t>(chips.count * tflopsFp16(chips.chip));
        }
    }
    return total_tflops;
}

/// Intelligent pools from the middle of the size order outwards: what is added or taken there shows least.
std::vector<std::size_t> middlePools(const Draft& draft)
{
    std::vector<std::pair<std::uint64_t, std::size_t>> bySize;
    for (std::size_t i = 0; i < draft.pools.size(); ++i) {
        if (draft.pools[i].type == pb::INTELLIGENT) {
            const ChipCount& chips = draft.pools[i].chips.front();
            bySize.emplace_back(chips.count * tflopsFp16(chips.chip), i);
        }
    }
    std::ranges::sort(bySize);
    std::vector<std::size_t> out;
    const std::size_t quarter = bySize.size() / 4;
    for (std::size_t i = quarter; i < bySize.size() - quarter; ++i) {
        out.push_back(bySize[i].second);
    }
    return out;
}

/// Whole servers, round and round, until less than one is missing.
std::int64_t closeByServers(Draft& draft, std::int64_t rest, std::uint32_t step)
{
    const auto middle = middlePools(draft);
    bool changed = true;
    while (changed) {
        changed = false;
        for (const std::size_t i : middle) {
            ChipCount& chips = draft.pools[i].chips.front();
            const auto server = static_cast<std::int64_t>(tflopsFp16(chips.chip) * step);
            if (rest >= server) {
                chips.count += step;
                rest -= server;
                changed = true;
            } else if (rest <= -server && chips.count > 2 * step) {
                chips.count -= step;
                rest += server;
                changed = true;
            }
        }
    }
    return rest;
}

/// Adds `cards` (or takes, when negative) of one class, spread over the pools that have it. False if they
/// have too few.
bool spreadCards(Draft& draft, std::size_t chip, std::int64_t cards)
{
    const std::int64_t sign = cards < 0 ? -1 : 1;
    bool changed = true;
    while (cards != 0 && changed) {
        changed = false;
        for (PoolDraft& pool : draft.pools) {
            if (cards == 0) {
                break;
            }
            ChipCount& chips = pool.chips.front();
            if (chips.chip == chip && (sign > 0 || chips.count > 1)) {
                chips.count = static_cast<std::uint32_t>(chips.count + sign);
                cards -= sign;
                changed = true;
            }
        }
    }
    return cards == 0;
}

/// Fewest single cards x, y of the two split classes with x·148 + y·165 = rest.
std::pair<std::int64_t, std::int64_t> solveRest(std::int64_t rest)
{
    const auto first = static_cast<std::int64_t>(tflopsFp16(kSplitChip));
    const auto second = static_cast<std::int64_t>(tflopsFp16(kOtherSplitChip));
    std::pair<std::int64_t, std::int64_t> best{0, 0};
    std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
    for (std::int64_t y = -first; y <= first; ++y) {
        const std::int64_t left = rest - second * y;
        const std::int64_t x = left / first;
        if (x * first == left && std::abs(x) + std::abs(y) < fewest) {
            fewest = std::abs(x) + std::abs(y);
            best = {x, y};
        }
    }
    return best;
}

/// Both split classes must exist somewhere to close the sum; in a small nation the draw may miss one.
void ensureSplitChips(Draft& draft, std::uint32_t step)
{
    const auto middle = middlePools(draft);
    std::size_t next = 0;
    for (const std::size_t chip : {kSplitChip, kOtherSplitChip}) {
        const auto has = [&](const PoolDraft& pool) {
            return pool.chips.front().chip == chip;
        };
        for (auto found = std::ranges::count_if(draft.pools, has); found < 4 && next < middle.size();
             ++found) {
            ChipCount& chips = draft.pools[middle[next++]].chips.front();
            const double tflops =
                static_cast<double>(chips.count) * static_cast<double>(tflopsFp16(chips.chip));
            chips = {chip, cardsFor(tflops, chip, step)};
        }
    }
}

} // namespace

Result<> planCompute(Draft& draft, std::uint64_t gflopsFp16)
{
    const std::uint32_t step = cardStep(draft.options);
    const auto total = static_cast<std::int64_t>(gflopsFp16 / 1000);
    const auto size = drawSizes(draft, static_cast<double>(total));
    Rng rng(draft.options.seed, "pool.chips");
    for (std::size_t i = 0; i < draft.pools.size(); ++i) {
        if (draft.pools[i].type == pb::INTELLIGENT) {
            equip(rng, draft.pools[i], size[i], step);
        } else {
            equipWithoutFp16(rng, draft.pools[i]);
        }
    }
    ensureSplitChips(draft, step);
    const std::int64_t rest = closeByServers(draft, missing(draft, total), step);
    const auto [x, y] = solveRest(rest);
    if (!spreadCards(draft, kSplitChip, x) || !spreadCards(draft, kOtherSplitChip, y) ||
        missing(draft, total) != 0) {
        return failure(ErrorCode::Internal, "the FP16 sum does not close");
    }
    return {};
}

} // namespace twin::generate
