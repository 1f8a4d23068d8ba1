#include "twin/compute/inter_centre.h"

#include <algorithm>
#include <numeric>

namespace twin::compute {

Result<InterCentreAnswer> interCentre(const InterCentreInput& input)
{
    InputCheck checks;
    check(checks, input.size);
    checks.within("sites", input.sites, 1, kMostTrainingSites)
        .within("distance (km)", input.distance_km, 0, 40'000)
        .within("extra delay (s)", input.extraDelay_s, 0, 1)
        .within("overlap", input.overlap, 0, 1);
    if (const auto fine = checks.result(); !fine) {
        return failure(fine.error());
    }
    InterCentreAnswer out;
    const double sites = input.sites;
    WanLine line = input.line;
    if (line.rtt_s < 0) {
        line.rtt_s = 2 * (input.distance_km * kFibreDelay_s_per_km + input.extraDelay_s);
    }
    out.rtt_s = line.rtt_s;
    out.compute_s = computeSeconds(input.size);
    out.bytesPerSite = 2 * (sites - 1) / sites * input.size.parameters * kBytesPerNumber;
    const auto wan = wanRate(line, out.bytesPerSite);
    if (!wan) {
        return failure(wan.error());
    }
    out.wan = *wan;
    out.exchange_s = 8 * out.bytesPerSite / out.wan.goodput_bps;
    out.exposed_s = (1 - input.overlap) * out.exchange_s;
    out.latency_s = (sites - 1 + (input.sites > 1 ? out.wan.resendRounds : 0)) * out.rtt_s;
    out.step_s = out.compute_s + out.exposed_s + out.latency_s;
    out.efficiency = out.compute_s / out.step_s;
    return out;
}

namespace {

/// Goes on to the next subset in lexicographic order; false after the last.
bool nextSubset(std::vector<std::uint32_t>& chosen, std::uint32_t count)
{
    const std::size_t size = chosen.size();
    for (std::size_t i = size; i-- > 0;) {
        if (chosen[i] + (size - i) < count) {
            ++chosen[i];
            for (std::size_t j = i + 1; j < size; ++j) {
                chosen[j] = chosen[j - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

/// The slowest of all pairs of a set, and the longest round trip; rate 0: some pair has no way.
SitePair worstOf(std::span<const std::uint32_t> chosen, std::span<const SitePair> pairs, std::size_t count)
{
    SitePair worst{pairs[chosen[0] * count + chosen[1]].rate_bps, 0};
    for (const std::uint32_t a : chosen) {
        for (const std::uint32_t b : chosen) {
            if (a != b) {
                worst.rate_bps = std::min(worst.rate_bps, pairs[a * count + b].rate_bps);
                worst.rtt_s = std::max(worst.rtt_s, pairs[a * count + b].rtt_s);
            }
        }
    }
    return worst;
}

bool isBetter(const SiteChoice& a, const SiteChoice& b)
{
    if (a.effectiveTflops != b.effectiveTflops) {
        return a.effectiveTflops > b.effectiveTflops;
    }
    if (a.answer.efficiency != b.answer.efficiency) {
        return a.answer.efficiency > b.answer.efficiency;
    }
    return a.sites < b.sites;
}

} // namespace

Result<std::vector<SiteChoice>> chooseSites(const InterCentreInput& job, std::span<const TrainingSite> sites,
                                            std::span<const SitePair> pairs, std::size_t most)
{
    const auto fine = InputCheck()
                          .within("sites", job.sites, 2, kMostTrainingSites)
                          .require(pairs.size() == sites.size() * sites.size(), "pairs do not fit the sites")
                          .result();
    if (!fine) {
        return failure(fine.error());
    }
    std::vector<SiteChoice> out;
    if (sites.size() < job.sites) {
        return out;
    }
    std::vector<std::uint32_t> chosen(job.sites);
    std::iota(chosen.begin(), chosen.end(), 0U);
    std::size_t looked = 0;
    do {
        const SitePair worst = worstOf(chosen, pairs, sites.size());
        std::uint64_t cards = 0;
        for (const std::uint32_t site : chosen) {
            cards += sites[site].cards;
        }
        if (worst.rate_bps <= 0 || cards == 0) {
            continue;
        }
        InterCentreInput input = job;
        input.size.cards = static_cast<std::uint32_t>(std::min<std::uint64_t>(cards, job.size.cards));
        input.line.rate_bps = std::min(worst.rate_bps, job.line.rate_bps);
        input.line.rtt_s = worst.rtt_s;
        const auto answer = interCentre(input);
        if (!answer) {
            return failure(answer.error());
        }
        out.push_back({chosen, input.size.cards, *answer,
                       input.size.cards * job.size.cardTflops * job.size.mfu * answer->efficiency});
    } while (++looked < kMostSiteSets && nextSubset(chosen, static_cast<std::uint32_t>(sites.size())));
    std::ranges::sort(out, isBetter);
    if (out.size() > most) {
        out.resize(most);
    }
    return out;
}

} // namespace twin::compute
