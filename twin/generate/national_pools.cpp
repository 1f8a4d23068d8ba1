#include "twin/generate/national_draft.h"
#include "twin/generate/national_hubs.h"
#include "twin/registry/identifier.h"
#include "twin/support/geography.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

/// Where the pools are and whose: recipe steps 4 and 5.
namespace twin::generate {

namespace {

constexpr double kClusterPercent = 71.0; ///< of FP16 in the ten clusters (recipe step 6)
constexpr double kCountExponent = 0.62;  ///< counts are more even than FLOPS
constexpr double kJitterDegrees = 0.07;  ///< about 7 km around the city's centre
constexpr int kJitterTries = 400;

struct CityChoice
{
    std::vector<const City*> cities;
    std::vector<double> weight;
};

CityChoice choiceOf(std::uint32_t province)
{
    CityChoice out;
    for (const City& city : cities()) {
        if (city.province() == province && city.people > 0) {
            out.cities.push_back(&city);
            out.weight.push_back(std::pow(city.people, 1.2) * (city.capital ? 3 : 1));
        }
    }
    return out;
}

/// A place near `centre` inside the province; the search widens as it goes on.
Result<Position> placeInside(Rng& rng, Position centre, std::uint32_t adcode)
{
    const Province* province = provinceOf(adcode);
    for (int i = 0; province != nullptr && i < kJitterTries; ++i) {
        const double spread = kJitterDegrees * (1 + i / 20);
        const Position at =
            Position::fromDegrees(centre.lat() + rng.normal(0, spread), centre.lon() + rng.normal(0, spread));
        if (contains(*province, at)) {
            return at;
        }
    }
    return failure(ErrorCode::Internal, "no place found inside province " + std::to_string(adcode));
}

void chooseClusterPlace(Rng& rng, const Zone& zone, PoolDraft& pool, Position& centre)
{
    const auto& facts = clusterFacts()[static_cast<std::size_t>(zone.cluster)];
    const ClusterShare& share = clusterShares()[static_cast<std::size_t>(zone.cluster)];
    const std::size_t area = rng.below(facts.startAreas.size());
    pool.adcode = share.adcodes[area];
    pool.placeZh = share.placeZh[area];
    pool.placeEn = share.placeEn[area];
    centre = facts.startAreas[area];
}

void chooseCity(Rng& rng, const CityChoice& choice, PoolDraft& pool, Position& centre)
{
    const City& city = *choice.cities[drawIndex(rng, choice.weight)];
    pool.adcode = city.adcode;
    pool.placeZh = city.zh;
    pool.placeEn = city.en;
    centre = city.position();
}

pb::ComputeType drawType(Rng& rng)
{
    const double draw = rng.uniform();
    return draw < 0.70 ? pb::INTELLIGENT : (draw < 0.93 ? pb::GENERAL : pb::SUPER);
}

/// Pools of each enterprise, 1 + Zipf(0.95), in an order that mixes places.
std::vector<std::size_t> drawOwners(const Draft& draft)
{
    const std::uint32_t subjects = enterpriseCount(draft.options);
    std::vector<double> zipf;
    for (std::uint32_t k = 1; k <= subjects; ++k) {
        zipf.push_back(std::pow(k, -0.95));
    }
    const auto extra = apportion(draft.options.pools - subjects, zipf, 0);
    std::vector<std::size_t> owners;
    for (std::uint32_t s = 0; s < subjects; ++s) {
        owners.insert(owners.end(), extra[s] + 1, s);
    }
    Rng rng(draft.options.seed, "pool.owner");
    for (std::size_t i = owners.size(); i > 1; --i) {
        std::swap(owners[i - 1], owners[rng.below(i)]);
    }
    return owners;
}

void nameOwners(Draft& draft)
{
    const auto owners = drawOwners(draft);
    std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> sequence;
    for (std::size_t i = 0; i < draft.pools.size(); ++i) {
        PoolDraft& pool = draft.pools[i];
        pool.subject = owners[i];
        const std::uint32_t number = ++sequence[{pool.subject, pool.adcode}];
        const auto subject = registry::subjectId(static_cast<std::uint32_t>(pool.subject + 1));
        pool.id = registry::poolId(subject, pool.adcode, number);
    }
}

} // namespace

std::vector<std::uint32_t> apportion(std::uint32_t total, const std::vector<double>& weight,
                                     std::uint32_t minimum)
{
    const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
    const double left =
        static_cast<double>(total) - static_cast<double>(minimum) * static_cast<double>(weight.size());
    std::vector<std::uint32_t> out;
    std::vector<std::pair<double, std::size_t>> remainder;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        const double exact = std::max(0.0, left) * weight[i] / sum;
        out.push_back(minimum + static_cast<std::uint32_t>(exact));
        given += out.back();
        remainder.emplace_back(std::floor(exact) - exact, i);
    }
    std::ranges::sort(remainder);
    for (std::size_t k = 0; given < total; k = (k + 1) % remainder.size()) {
        ++out[remainder[k].second];
        ++given;
    }
    return out;
}

std::size_t drawIndex(Rng& rng, const std::vector<double>& weight)
{
    double draw = rng.uniform() * std::accumulate(weight.begin(), weight.end(), 0.0);
    for (std::size_t i = 0; i + 1 < weight.size(); ++i) {
        draw -= weight[i];
        if (draw < 0) {
            return i;
        }
    }
    return weight.size() - 1;
}

std::uint32_t enterpriseCount(const NationalOptions& options)
{
    if (!options.scale) {
        return kNationalEnterprises;
    }
    return static_cast<std::uint32_t>(std::uint64_t{options.pools} * kNationalEnterprises / kNationalPools);
}

void planZones(Draft& draft)
{
    for (std::size_t c = 0; c < clusterShares().size(); ++c) {
        draft.zones.push_back({static_cast<int>(c), 0, clusterShares()[c].percent / 100, 0});
    }
    double sum = 0;
    for (const ProvinceShare& share : provinceShares()) {
        sum += share.share;
    }
    for (const ProvinceShare& share : provinceShares()) {
        draft.zones.push_back({-1, share.adcode, share.share / sum * (100 - kClusterPercent) / 100, 0});
    }
    std::vector<double> weight;
    for (const Zone& zone : draft.zones) {
        weight.push_back(std::pow(zone.share, kCountExponent));
    }
    const auto counts = apportion(draft.options.pools, weight, 1);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        draft.zones[i].pools = counts[i];
    }
}

Result<> planPools(Draft& draft)
{
    Rng where(draft.options.seed, "pool.place");
    Rng jitter(draft.options.seed, "pool.position");
    Rng type(draft.options.seed, "pool.type");
    for (std::size_t z = 0; z < draft.zones.size(); ++z) {
        const Zone& zone = draft.zones[z];
        const CityChoice choice = choiceOf(zone.province);
        for (std::uint32_t k = 0; k < zone.pools; ++k) {
            PoolDraft pool;
            pool.zone = z;
            Position centre;
            if (zone.cluster >= 0) {
                chooseClusterPlace(where, zone, pool, centre);
            } else {
                chooseCity(where, choice, pool, centre);
            }
            const auto at = placeInside(jitter, centre, pool.adcode);
            if (!at) {
                return failure(at.error());
            }
            pool.position = *at;
            const pb::ComputeType drawn = drawType(type);
            pool.type = k == 0 ? pb::INTELLIGENT : drawn; // every place has some intelligent compute
            draft.pools.push_back(std::move(pool));
        }
    }
    nameOwners(draft);
    return {};
}

} // namespace twin::generate
