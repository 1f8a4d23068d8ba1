#include "twin/generate/national_chips.h"
#include "twin/generate/national_draft.h"
#include "twin/generate/national_hubs.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

/// Enterprises and pools as messages. Names say that they are samples: no real company appears.
namespace twin::generate {

namespace {

constexpr std::uint64_t kTerabyte = 1'000'000'000'000;

enum class Region : std::uint8_t { WestCluster, EastCluster, Other };

Region regionOf(const Draft& draft, const PoolDraft& pool)
{
    const int cluster = draft.zones[pool.zone].cluster;
    if (cluster < 0) {
        return Region::Other;
    }
    return clusterShares()[static_cast<std::size_t>(cluster)].west ? Region::WestCluster
                                                                   : Region::EastCluster;
}

std::string threeDigits(std::size_t number)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%03zu", number);
    return text.data();
}

std::uint32_t ppm(double value)
{
    return static_cast<std::uint32_t>(std::lround(value * 1e6));
}

std::uint32_t cardsOf(const PoolDraft& pool)
{
    std::uint32_t sum = 0;
    for (const ChipCount& chips : pool.chips) {
        sum += chips.count;
    }
    return sum;
}

void writeChips(const PoolDraft& pool, pb::Pool& out)
{
    std::array<std::uint64_t, kPrecisionCount> declared{};
    for (const ChipCount& chips : pool.chips) {
        const ChipClass& facts = chipClasses()[chips.chip];
        pb::Chip& chip = *out.add_chips();
        chip.set_chip_class(std::string(facts.name));
        chip.set_vendor(std::string(facts.vendor));
        chip.set_model(std::string(facts.name));
        chip.set_architecture(std::string(facts.architecture));
        chip.set_count(chips.count);
        chip.set_memory_bytes(facts.memoryBytes);
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            if (facts.perCard.value[p] > 0) {
                pb::Flops& flops = *chip.add_per_card();
                flops.set_precision(static_cast<pb::Precision>(p + 1));
                flops.set_gflops(facts.perCard.value[p]);
                declared[p] += facts.perCard.value[p] * chips.count;
            }
        }
    }
    for (std::size_t p = 0; p < kPrecisionCount; ++p) {
        if (declared[p] > 0) {
            pb::Flops& flops = *out.add_declared();
            flops.set_precision(static_cast<pb::Precision>(p + 1));
            flops.set_gflops(declared[p]);
        }
    }
    out.set_cards_per_server(8);
    out.set_servers((cardsOf(pool) + 7) / 8);
}

void writeFabric(const PoolDraft& pool, Rng& rng, pb::Fabric& out)
{
    const double draw = rng.uniform();
    const double second = rng.uniform();
    const bool large = cardsOf(pool) > 1024;
    if (pool.type == pb::GENERAL) {
        out.set_kind(pb::ETHERNET);
    } else {
        out.set_kind(draw < 0.6 ? pb::ROCE : (draw < 0.85 ? pb::INFINIBAND : pb::UNIFIED_BUS));
    }
    out.set_port_bps((large ? (second < 0.4 ? 800 : 400) : 200) * kGigabit);
    out.set_levels(cardsOf(pool) > 8192 ? 3 : 2);
    out.set_oversubscription_ppm(ppm(large || second < 0.6 ? 1.0 : 2.0));
    out.set_balancing(second < 0.45 ? pb::ECMP
                                    : (second < 0.65 ? pb::FLOWLET : (second < 0.9 ? pb::NSLB : pb::SPRAY)));
}

void writePlant(Region region, const PoolDraft& pool, Rng& rng, pb::Pool& out)
{
    double watts = 0;
    for (const ChipCount& chips : pool.chips) {
        watts +=
            chips.count * chipClasses()[chips.chip].watts * 1.6; // host, network and storage beside the card
    }
    const bool west = region == Region::WestCluster;
    const double pue = (west ? 1.15 : (region == Region::EastCluster ? 1.22 : 1.36)) + rng.normal(0, 0.02);
    pb::Power& power = *out.mutable_power();
    power.set_it_max_w(static_cast<std::uint64_t>(std::llround(watts)));
    power.set_pue_ppm(ppm(std::round(std::max(1.04, pue) * 100) / 100));
    power.set_green_ppm(
        ppm(std::round(std::clamp(rng.normal(west ? 0.75 : 0.4, 0.12), 0.05, 1.0) * 100) / 100));
    power.set_tariff_e4_cny_per_kwh(
        std::lround(10'000 * std::clamp(rng.normal(west ? 0.36 : 0.62, 0.05), 0.25, 0.95)));
    const double cards = cardsOf(pool);
    pb::Storage& storage = *out.mutable_storage();
    storage.set_capacity_bytes(static_cast<std::uint64_t>(std::ceil(cards * rng.lognormal(3, 0.5))) *
                               kTerabyte);
    storage.set_read_bps(static_cast<std::uint64_t>(std::ceil(cards * 1.5)) * kGigabit);
    storage.set_write_bps(static_cast<std::uint64_t>(std::ceil(cards * 0.8)) * kGigabit);
}

/// CNY per card and hour, 2.4 to 6 for 320 TFLOPS; the west is cheaper, the east dearer.
void writePrices(Region region, const PoolDraft& pool, Rng& rng, pb::Pool& out)
{
    const double base = rng.uniform(2.4, 6.0);
    const double place = region == Region::WestCluster ? 0.85 : (region == Region::EastCluster ? 1.0 : 1.10);
    constexpr std::array<std::pair<pb::PriceKind, double>, 4> kKinds{
        {{pb::ON_DEMAND, 1.0}, {pb::RESERVED, 0.7}, {pb::SPOT, 0.45}, {pb::NIGHT, 0.6}}};
    for (const ChipCount& chips : pool.chips) {
        const ChipClass& facts = chipClasses()[chips.chip];
        const std::uint64_t fp16 = tflopsFp16(chips.chip);
        const double size = fp16 > 0 ? static_cast<double>(fp16) / 320 : facts.price_cny / 110'000;
        for (const auto& [kind, factor] : kKinds) {
            pb::Price& price = *out.add_prices();
            price.set_kind(kind);
            price.set_chip_class(std::string(facts.name));
            price.set_e4_cny_per_card_hour(
                std::max(1L, std::lround(base * place * size * factor * 100) * 100));
        }
    }
}

void writeTerms(Region region, const PoolDraft& pool, Rng& rng, pb::Pool& out)
{
    const double draw = rng.uniform();
    pb::Sla& sla = *out.mutable_sla();
    sla.set_availability_ppm(draw < 0.3 ? 999'900 : (draw < 0.8 ? 999'500 : 999'000));
    sla.set_recovery_time_ns((draw < 0.3 ? 15 : 60) * kMinute);
    sla.set_loss_max_ppm(draw < 0.5 ? 1 : 10);
    const bool metro = region == Region::Other;
    sla.set_latency_class(metro ? (draw < 0.4 ? pb::MS_1 : pb::MS_5)
                                : (region == Region::EastCluster ? pb::MS_5 : pb::MS_20));
    pb::Security& security = *out.mutable_security();
    security.set_protection_level(draw < 0.15 ? 4 : (draw < 0.85 ? 3 : 2));
    security.set_data_class(draw < 0.2 ? "important" : "general");
    security.add_isolation_levels("tenant");
    if (draw < 0.5) {
        security.add_isolation_levels("bare-metal");
    }
    out.set_tier(metro && cardsOf(pool) < 128 ? pb::EDGE_TIER : pb::CLOUD_TIER);
}

void writeLife(const PoolDraft& pool, Rng& rng, pb::Pool& out)
{
    AssetFacts facts;
    for (const ChipCount& chips : pool.chips) {
        facts.cost_cny +=
            chips.count * chipClasses()[chips.chip].price_cny * 1.5; // buildings, power, cooling
    }
    facts.ageYears = rng.uniform(0.4, 5.0);
    facts.spareSlots = cardsOf(pool) / 8 * static_cast<std::uint32_t>(rng.below(4));
    facts.repairHours = rng.uniform(1, 8);
    facts.failuresPerYear = rng.uniform(0.1, 0.3); // power or cooling of the whole pool
    facts.leadDays = static_cast<double>(120 + rng.below(180));
    writeAsset(*out.mutable_asset(), facts);
    out.set_certified_ns(out.asset().in_service_ns() + static_cast<TimeNs>(20 + rng.below(60)) * kDay);
    const double tested = rng.uniform();
    if (tested < 0.6) {
        pb::FieldProvenance& entry = *out.add_provenance();
        entry.set_field("declared");
        entry.set_provenance(tested < 0.45 ? pb::TESTED : pb::MEASURED);
    }
}

const char* typeZh(pb::ComputeType type)
{
    return type == pb::INTELLIGENT ? "智算资源池" : (type == pb::GENERAL ? "通算资源池" : "超算资源池");
}

const char* typeEn(pb::ComputeType type)
{
    return type == pb::INTELLIGENT ? "intelligent pool"
                                   : (type == pb::GENERAL ? "general pool" : "super pool");
}

void writePool(const Draft& draft, std::size_t number, std::size_t inPlace, pb::Pool& out)
{
    const PoolDraft& pool = draft.pools[number];
    Rng rng(draft.options.seed, "pool.facts", number);
    out.set_id(pool.id);
    out.mutable_name()->set_zh(pool.placeZh + typeZh(pool.type) + threeDigits(inPlace));
    out.mutable_name()->set_en(pool.placeEn + " " + typeEn(pool.type) + " " + threeDigits(inPlace));
    out.set_subject_id(registry::subjectId(static_cast<std::uint32_t>(pool.subject + 1)));
    out.set_adcode(pool.adcode);
    out.mutable_position()->set_lat_e6(pool.position.latE6);
    out.mutable_position()->set_lon_e6(pool.position.lonE6);
    if (const int cluster = draft.zones[pool.zone].cluster; cluster >= 0) {
        const ClusterFacts& facts = clusterFacts()[static_cast<std::size_t>(cluster)];
        out.set_hub_id(facts.hubId);
        out.set_cluster_id(registry::clusterId(facts.id));
    }
    out.set_compute_type(pool.type);
    const Region region = regionOf(draft, pool);
    writeChips(pool, out);
    writeFabric(pool, rng, *out.mutable_fabric());
    writePlant(region, pool, rng, out);
    writeTerms(region, pool, rng, out);
    writePrices(region, pool, rng, out);
    writeLife(pool, rng, out);
}

} // namespace

void writeSubjects(const Draft& draft, pb::Registry& registry)
{
    constexpr std::array<pb::SubjectKind, 6> kKinds{pb::TELECOM,        pb::CLOUD,          pb::AI_DC,
                                                    pb::LOCAL_PLATFORM, pb::SUPERCOMPUTING, pb::RESEARCH};
    const std::vector<double> weight{0.10, 0.20, 0.34, 0.20, 0.06, 0.10};
    std::vector<std::uint32_t> home(enterpriseCount(draft.options), 0);
    for (const PoolDraft& pool : draft.pools) {
        home[pool.subject] = home[pool.subject] == 0 ? pool.adcode : home[pool.subject];
    }
    for (std::size_t s = 0; s < home.size(); ++s) {
        Rng rng(draft.options.seed, "subject", s);
        pb::Subject& subject = *registry.add_subjects();
        subject.set_id(registry::subjectId(static_cast<std::uint32_t>(s + 1)));
        subject.mutable_name()->set_zh("示例算力主体" + threeDigits(s + 1));
        subject.mutable_name()->set_en("Sample enterprise " + threeDigits(s + 1));
        subject.set_kind(s < 3 ? pb::TELECOM
                               : kKinds[drawIndex(rng, weight)]); // the largest three are carriers'
        subject.set_licence_no("SAMPLE-" + threeDigits(s + 1));
        subject.set_credit_score(static_cast<std::uint32_t>(60 + rng.below(41)));
        subject.set_contact("ops@e" + threeDigits(s + 1) + ".example");
        subject.set_registered_ns(kNationalEpoch - static_cast<TimeNs>(60 + rng.below(170)) * kDay);
        subject.set_adcode(home[s]);
    }
}

void writePools(const Draft& draft, pb::Registry& registry)
{
    std::map<std::string, std::size_t> inPlace;
    for (std::size_t i = 0; i < draft.pools.size(); ++i) {
        writePool(draft, i, ++inPlace[draft.pools[i].placeZh], *registry.add_pools());
    }
}

} // namespace twin::generate
