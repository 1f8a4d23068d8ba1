#include "twin/registry/validate_context.h"

#include "twin/registry/identifier.h"
#include "twin/support/geography.h"
#include "twin/support/units.h"

#include <algorithm>
#include <array>

namespace twin::registry {

namespace {

constexpr std::uint32_t kPpmPerOne = 1'000'000;
constexpr int kMaxChips = 64;

std::string element(std::string_view list, int i, std::string_view field)
{
    return std::string(list) + '[' + std::to_string(i) + "]." + std::string(field);
}

/// Figures by precision as an array, reporting unknown and repeated ones. Wire numbers are ours plus one.
template <typename List>
GflopsByPrecision figures(const Item& item, const std::string& field, const List& list)
{
    GflopsByPrecision out;
    std::array<bool, kPrecisionCount> seen{};
    for (const pb::Flops& flops : list) {
        const int number = static_cast<int>(flops.precision());
        if (number < 1 || number > static_cast<int>(kPrecisionCount)) {
            item.error(field, "unspecified", "FLOPS without a precision");
            continue;
        }
        const auto p = static_cast<std::size_t>(number - 1);
        if (std::exchange(seen[p], true)) {
            item.error(field, "duplicate", std::string(kPrecisionNames[p]) + " is given more than once");
        }
        out.value[p] = flops.gflops();
    }
    return out;
}

/// Adds count × per-card figure; false on overflow.
bool accumulate(GflopsByPrecision& sum, std::uint32_t count, const GflopsByPrecision& perCard)
{
    bool fits = true;
    for (std::size_t p = 0; p < kPrecisionCount; ++p) {
        std::uint64_t product = 0;
        fits = !__builtin_mul_overflow(perCard.value[p], std::uint64_t{count}, &product) && fits;
        fits = !__builtin_add_overflow(sum.value[p], product, &sum.value[p]) && fits;
    }
    return fits;
}

void checkChip(const Item& item, const pb::Pool& pool, int i)
{
    const pb::Chip& chip = pool.chips(i);
    checkPositive(item, element("chips", i, "count"), chip.count());
    if (chip.chip_class().empty()) {
        item.error(element("chips", i, "chip_class"), "missing", "no chip class given");
    }
    if (chip.per_card().empty()) {
        item.error(element("chips", i, "per_card"), "missing", "no FLOPS per card given");
    }
}

/// Declared FLOPS are those of the chips, exactly, for every precision.
void checkFlops(const Item& item, const pb::Pool& pool)
{
    GflopsByPrecision sum;
    for (int i = 0; i < std::min(pool.chips_size(), kMaxChips); ++i) {
        checkChip(item, pool, i);
        const GflopsByPrecision perCard =
            figures(item, element("chips", i, "per_card"), pool.chips(i).per_card());
        if (!accumulate(sum, pool.chips(i).count(), perCard)) {
            item.error(element("chips", i, "count"), "out_of_range", "count x per card does not fit 64 bits");
            return;
        }
    }
    const GflopsByPrecision declared = figures(item, "declared", pool.declared());
    for (std::size_t p = 0; p < kPrecisionCount; ++p) {
        if (declared.value[p] != sum.value[p]) {
            item.error("declared", "declared_differs",
                       std::to_string(declared.value[p]) + " GFLOPS " + std::string(kPrecisionNames[p]) +
                           " declared, count x per card is " + std::to_string(sum.value[p]));
        }
    }
}

void checkCards(const Item& item, const pb::Pool& pool)
{
    checkAtMost(item, "chips", pool.chips_size(), kMaxChips);
    if (pool.chips().empty()) {
        item.error("chips", "not_positive", "has no chips, so no capacity");
    }
    std::uint64_t cards = 0;
    for (const pb::Chip& chip : pool.chips()) {
        cards += chip.count();
    }
    const std::uint64_t places = std::uint64_t{pool.servers()} * pool.cards_per_server();
    if (places != 0 && places < cards) {
        item.warning("servers", "inconsistent",
                     std::to_string(cards) + " cards in " + std::to_string(places) + " places");
    }
    if (cards > 0xFFFF'FFFFU) {
        item.error("chips", "out_of_range", "more than 4294967295 cards");
    }
}

void checkOwner(const Context& context, const Item& item, const pb::Pool& pool)
{
    checkReference(item, "subject_id", pool.subject_id(), context.subjects, "subject", true);
    checkReference(item, "hub_id", pool.hub_id(), context.hubs, "hub", false);
    checkReference(item, "cluster_id", pool.cluster_id(), context.hubOfCluster, "cluster", false);
    const pb::Hub* hub = lookUp(context.hubOfCluster, pool.cluster_id());
    if (hub != nullptr && hub->id() != pool.hub_id()) {
        item.error("hub_id", "inconsistent", "cluster " + pool.cluster_id() + " is in hub " + hub->id());
    }
    const auto id = Identifier::parse(IdentifierKind::Pool, pool.id());
    if (!id) {
        return; // reported with the identifiers
    }
    if (id->subject() != pool.subject_id()) {
        item.error("subject_id", "inconsistent", "identifier says " + std::string(id->subject()));
    }
    if (id->adcode() != pool.adcode()) {
        item.error("adcode", "inconsistent", "identifier says " + std::to_string(id->adcode()));
    }
}

void checkPosition(const Item& item, const pb::Pool& pool)
{
    const Province* province = provinceOf(pool.adcode());
    if (province == nullptr) {
        item.error("adcode", "bad_adcode", std::to_string(pool.adcode()) + " is in no province");
    }
    if (!pool.has_position()) {
        item.error("position", "missing", "no position given");
        return;
    }
    const Position at{pool.position().lat_e6(), pool.position().lon_e6()};
    if (!checkOnGlobe(item, "position", pool.position()) ||
        (province != nullptr && contains(*province, at))) {
        return;
    }
    if (!insideCountry(at)) {
        item.error("position", "outside_country", "is in no province of the country");
    } else if (province != nullptr) {
        item.error("position", "outside_province", "is not in " + province->name.en);
    }
}

void checkPlant(const Item& item, const pb::Pool& pool)
{
    if (pool.has_fabric()) {
        const pb::Fabric& fabric = pool.fabric();
        checkEnum(item, "fabric.kind", fabric.kind(), pb::FabricKind_IsValid, Grade::Warning);
        checkEnum(item, "fabric.balancing", fabric.balancing(), pb::LoadBalancing_IsValid, std::nullopt);
        checkPositive(item, "fabric.port_bps", fabric.port_bps());
        if (fabric.oversubscription_ppm() != 0) {
            checkRange(item, "fabric.oversubscription_ppm", fabric.oversubscription_ppm(), kPpmPerOne,
                       100 * kPpmPerOne);
        }
    }
    if (pool.has_storage()) {
        checkPositive(item, "storage.capacity_bytes", pool.storage().capacity_bytes());
    }
    if (pool.has_power()) {
        checkPositive(item, "power.it_max_w", pool.power().it_max_w());
        checkRange(item, "power.pue_ppm", pool.power().pue_ppm(), kPpmPerOne, 5 * kPpmPerOne);
        checkFraction(item, "power.green_ppm", pool.power().green_ppm());
        checkNotNegative(item, "power.tariff_e4_cny_per_kwh", pool.power().tariff_e4_cny_per_kwh());
    }
}

void checkTerms(const Item& item, const pb::Pool& pool)
{
    checkFraction(item, "sla.availability_ppm", pool.sla().availability_ppm());
    checkFraction(item, "sla.loss_max_ppm", pool.sla().loss_max_ppm());
    checkNotNegative(item, "sla.recovery_time_ns", pool.sla().recovery_time_ns());
    checkEnum(item, "sla.latency_class", pool.sla().latency_class(), pb::LatencyClass_IsValid, std::nullopt);
    checkRange(item, "security.protection_level", pool.security().protection_level(), 0, 5);
    for (int i = 0; i < pool.prices_size(); ++i) {
        const pb::Price& price = pool.prices(i);
        checkEnum(item, element("prices", i, "kind"), price.kind(), pb::PriceKind_IsValid, Grade::Error);
        if (price.e4_cny_per_card_hour() <= 0) {
            item.error(element("prices", i, "e4_cny_per_card_hour"), "not_positive",
                       "must be greater than 0");
        }
        const auto sells = [&](const pb::Chip& chip) {
            return chip.chip_class() == price.chip_class();
        };
        if (!price.chip_class().empty() && std::ranges::none_of(pool.chips(), sells)) {
            item.error(element("prices", i, "chip_class"), "dangling",
                       "no chip \"" + price.chip_class() + "\" here");
        }
    }
}

void checkProvenance(const Item& item, const pb::Pool& pool)
{
    for (int i = 0; i < pool.provenance_size(); ++i) {
        const pb::FieldProvenance& entry = pool.provenance(i);
        checkEnum(item, element("provenance", i, "provenance"), entry.provenance(), pb::Provenance_IsValid,
                  std::nullopt);
        const std::string head = entry.field().substr(0, entry.field().find_first_of(".["));
        if (pb::Pool::descriptor()->FindFieldByName(head) == nullptr) {
            item.warning(element("provenance", i, "field"), "unknown_field",
                         "no field \"" + entry.field() + '"');
        }
    }
}

bool shareConduit(const pb::Link& left, const pb::Link& right)
{
    return std::ranges::any_of(left.conduit_ids(), [&](const std::string& id) {
        return std::ranges::find(right.conduit_ids(), id) != right.conduit_ids().end();
    });
}

/// Two ways out, to two places, in two ducts.
void checkHoming(const Context& context, const Item& item, const pb::Pool& pool)
{
    if (context.registry.links().empty()) {
        return; // a registry without a network says nothing about access
    }
    const auto found = context.access.find(pool.id());
    if (found == context.access.end()) {
        item.warning("", "unconnected", "has no access link");
        return;
    }
    const auto& links = found->second;
    if (links.size() == 1) {
        item.warning("", "single_homed", "has one access link, " + links[0]->id());
        return;
    }
    const auto sameHome = [&](const pb::Link* link) {
        return link->b() == links[0]->b();
    };
    if (std::ranges::all_of(links, sameHome)) {
        item.warning("", "same_home", "all access links lead to " + links[0]->b());
    } else if (links.size() == 2 && shareConduit(*links[0], *links[1])) {
        item.warning("", "shared_conduit", "both access links lie in one conduit");
    }
}

} // namespace

void validatePools(const Context& context)
{
    for (int i = 0; i < context.registry.pools_size(); ++i) {
        const pb::Pool& pool = context.registry.pools(i);
        const Item item{context.report, "Pool", pool.id(), i};
        checkOwner(context, item, pool);
        checkPosition(item, pool);
        checkEnum(item, "compute_type", pool.compute_type(), pb::ComputeType_IsValid, Grade::Error);
        checkEnum(item, "tier", pool.tier(), pb::PoolTier_IsValid, Grade::Warning);
        checkCards(item, pool);
        checkFlops(item, pool);
        checkPlant(item, pool);
        checkTerms(item, pool);
        checkAsset(item, pool.asset());
        checkProvenance(item, pool);
        checkHoming(context, item, pool);
    }
}

} // namespace twin::registry
