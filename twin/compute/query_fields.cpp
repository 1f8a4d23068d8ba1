#include "twin/compute/query_fields.h"

#include "twin/compute/data_rules.h"
#include "twin/support/geography.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace twin::compute {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

using enum FieldId;
using Argument = FieldArgument;
using Measure = Dimension;

constexpr std::array<FieldInfo, 40> kFields{{
    {Declared, "declared", false, Measure::Flops, Argument::Precision, "FLOPS of all cards of the class"},
    {Free, "free", false, Measure::Flops, Argument::Precision, "FLOPS of the free cards"},
    {Cards, "cards", false, Measure::Plain, Argument::None, "cards of the class"},
    {FreeCards, "free_cards", false, Measure::Plain, Argument::None, "free cards of the class"},
    {FreeShare, "free_share", false, Measure::Share, Argument::None, "free cards over cards"},
    {Utilisation, "utilisation", false, Measure::Share, Argument::None, "of the pool"},
    {Memory, "memory", false, Measure::Bytes, Argument::None, "of a card"},
    {Latency, "latency", false, Measure::Milliseconds, Argument::Place, "one way from a place"},
    {Price, "price", false, Measure::Money, Argument::PriceKind, "CNY per card and hour"},
    {Pue, "pue", false, Measure::Plain, Argument::None, "measured, or as registered"},
    {Green, "green", false, Measure::Share, Argument::None, "of the energy"},
    {Tariff, "tariff", false, Measure::Money, Argument::None, "CNY per kWh"},
    {Energy, "energy", false, Measure::Plain, Argument::None, "W of the facility per TFLOPS FP16"},
    {Availability, "availability", false, Measure::Share, Argument::None, "of the service level"},
    {Recovery, "recovery", false, Measure::Minutes, Argument::None, "time of the service level"},
    {Loss, "loss", false, Measure::Share, Argument::None, "of packets, service level"},
    {LatencyClass, "class", false, Measure::Milliseconds, Argument::None, "latency class: 1, 5, 20 ms"},
    {Port, "port", false, Measure::Rate, Argument::None, "of a card in the fabric"},
    {Oversubscription, "oversubscription", false, Measure::Plain, Argument::None, "of the fabric"},
    {Protection, "protection", false, Measure::Plain, Argument::None, "level, 2 to 4"},
    {StorageFree, "storage_free", false, Measure::Bytes, Argument::None, "measured"},
    {Read, "read", false, Measure::Rate, Argument::None, "of storage"},
    {Write, "write", false, Measure::Rate, Argument::None, "of storage"},
    {Servers, "servers", false, Measure::Plain, Argument::None, "of the pool"},
    {Id, "id", true, Measure::Plain, Argument::None, "identifier of the pool"},
    {Name, "name", true, Measure::Plain, Argument::None, "of the pool, either language"},
    {Subject, "subject", true, Measure::Plain, Argument::None, "identifier of the enterprise"},
    {Hub, "hub", true, Measure::Plain, Argument::None, "identifier of the hub"},
    {Cluster, "cluster", true, Measure::Plain, Argument::None, "identifier of the cluster"},
    {Province, "province", true, Measure::Plain, Argument::None, "code or name"},
    {Type, "type", true, Measure::Plain, Argument::None, "general, intelligent, super"},
    {Tier, "tier", true, Measure::Plain, Argument::None, "cloud, edge, terminal"},
    {Chip, "chip", true, Measure::Plain, Argument::None, "class"},
    {Architecture, "arch", true, Measure::Plain, Argument::None, "of the chip"},
    {Vendor, "vendor", true, Measure::Plain, Argument::None, "of the chip"},
    {DataClassOf, "data_class", true, Measure::Plain, Argument::None, "as registered"},
    {Handles, "handles", true, Measure::Plain, Argument::None,
     "general, important, core: may hold such data"},
    {Fabric, "fabric", true, Measure::Plain, Argument::None, "roce, infiniband, unified_bus, ethernet"},
    {Balancing, "balancing", true, Measure::Plain, Argument::None, "ecmp, flowlet, nslb, spray"},
    {State, "state", true, Measure::Plain, Argument::None, "up, degraded, draining, down"},
}};

struct Unit
{
    std::string_view name;
    double factor;
};

// In GFLOPS, bytes, ms, min, CNY, 1, b/s.
constexpr std::array<Unit, 8> kFlops{{{"G", 1},
                                      {"T", 1e3},
                                      {"P", 1e6},
                                      {"E", 1e9},
                                      {"GFLOPS", 1},
                                      {"TFLOPS", 1e3},
                                      {"PFLOPS", 1e6},
                                      {"EFLOPS", 1e9}}};
constexpr std::array<Unit, 8> kBytes{{{"MB", 1e6},
                                      {"GB", 1e9},
                                      {"TB", 1e12},
                                      {"PB", 1e15},
                                      {"MiB", 1048576.0},
                                      {"GiB", 1073741824.0},
                                      {"TiB", 1099511627776.0},
                                      {"B", 1}}};
constexpr std::array<Unit, 3> kMilliseconds{{{"ms", 1}, {"us", 1e-3}, {"s", 1e3}}};
constexpr std::array<Unit, 3> kMinutes{{{"min", 1}, {"s", 1.0 / 60}, {"h", 60}}};
constexpr std::array<Unit, 2> kMoney{{{"CNY", 1}, {"元", 1}}};
constexpr std::array<Unit, 1> kShare{{{"%", 0.01}}};
constexpr std::array<Unit, 6> kRate{
    {{"Mb/s", 1e6}, {"Gb/s", 1e9}, {"Tb/s", 1e12}, {"Mbps", 1e6}, {"Gbps", 1e9}, {"Tbps", 1e12}}};

std::span<const Unit> unitsOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Flops:
        return kFlops;
    case Dimension::Bytes:
        return kBytes;
    case Dimension::Milliseconds:
        return kMilliseconds;
    case Dimension::Minutes:
        return kMinutes;
    case Dimension::Money:
        return kMoney;
    case Dimension::Share:
        return kShare;
    case Dimension::Rate:
        return kRate;
    case Dimension::Plain:
        break;
    }
    return {};
}

/// Where a bare number would be a trap: 5 GFLOPS or 5 EFLOPS?
bool needsUnit(Dimension dimension)
{
    return dimension == Dimension::Flops || dimension == Dimension::Bytes || dimension == Dimension::Rate;
}

double known(double value)
{
    return value > 0 ? value : kUnknown;
}

double wattsPerTflops(const registry::Pool& pool, double pue)
{
    const auto gflops = static_cast<double>(pool.declared[Precision::Fp16]);
    return gflops > 0 && pue > 0 ? static_cast<double>(pool.power.itMax_w) * pue / (gflops / 1e3) : kUnknown;
}

template <std::size_t N> std::string word(const std::array<std::string_view, N>& names, auto value)
{
    return std::string(names[static_cast<std::size_t>(value)]);
}

} // namespace

std::span<const FieldInfo> queryFields()
{
    return kFields;
}

const FieldInfo& fieldInfo(FieldId id)
{
    return kFields[static_cast<std::size_t>(id)];
}

tl::expected<double, QueryReason> readQuantity(Dimension dimension, double number, std::string_view written,
                                               std::string_view unit)
{
    using enum QueryReasonKind;
    const auto wrong = [&](QueryReasonKind kind, std::vector<std::string> names) {
        names.insert(names.begin(), std::string(written));
        return tl::unexpected<QueryReason>(QueryReason{kind, std::move(names)});
    };
    const auto units = unitsOf(dimension);
    if (dimension == Dimension::Share && unit.empty() && number > 1) { // else nothing matches, without a word
        return wrong(ShareTooGreat, {});
    }
    if (dimension == Dimension::Share && unit == "%" && number > 100) {
        return wrong(PercentTooGreat, {});
    }
    if (unit.empty() && !needsUnit(dimension)) {
        return number;
    }
    const auto found = std::ranges::find(units, unit, &Unit::name);
    if (found != units.end()) {
        return number * found->factor;
    }
    std::string list;
    for (const Unit& one : units) {
        list += (list.empty() ? "" : ", ") + std::string(one.name);
    }
    if (units.empty()) {
        return wrong(NoUnits, {std::string(unit)});
    }
    return unit.empty() ? wrong(UnitMissing, {list}) : wrong(UnknownUnit, {std::string(unit), list});
}

double fieldNumber(const OfferTable& table, const ComputeOffer& offer, const FieldUse& field,
                   const PlaceLatencies& latencies)
{
    const registry::Pool& pool = table.pool(offer);
    const registry::Chip& chip = table.chip(offer);
    switch (field.id) {
    case Declared:
        return known(gflopsOf(chip, field.precision, chip.count));
    case Free:
        return chip.perCard[field.precision] > 0 ? gflopsOf(chip, field.precision, offer.freeCards)
                                                 : kUnknown;
    case Cards:
        return chip.count;
    case FreeCards:
        return offer.freeCards;
    case FreeShare:
        return chip.count > 0 ? offer.freeCards / chip.count : kUnknown;
    case Utilisation:
        return offer.utilisation;
    case Memory:
        return known(static_cast<double>(chip.memoryBytes));
    case Latency:
        return latencies.ms[field.place][offer.pool.value()];
    case Price:
        return known(static_cast<double>(offer.prices[static_cast<std::size_t>(field.price)]) / 1e4);
    case Pue:
        return known(offer.pue);
    case Green:
        return pool.power.greenRatio;
    case Tariff:
        return known(static_cast<double>(pool.power.tariffPerKwh) / 1e4);
    case Energy:
        return wattsPerTflops(pool, offer.pue);
    case Availability:
        return known(pool.sla.availability);
    case Recovery:
        return known(static_cast<double>(pool.sla.recoveryTime) / static_cast<double>(kMinute));
    case Loss:
        return known(pool.sla.lossMax);
    case LatencyClass:
        return known(pool.sla.latencyClass_ms);
    case Port:
        return known(static_cast<double>(pool.fabric.port_bps));
    case Oversubscription:
        return known(pool.fabric.oversubscription);
    case Protection:
        return known(pool.protectionLevel);
    case StorageFree:
        return offer.storageFreeBytes;
    case Read:
        return known(static_cast<double>(pool.storage.read_bps));
    case Write:
        return known(static_cast<double>(pool.storage.write_bps));
    case Servers:
        return pool.servers;
    default:
        return kUnknown;
    }
}

std::string fieldText(const OfferTable& table, const ComputeOffer& offer, FieldId field)
{
    static constexpr std::array<std::string_view, 4> kTypes{"", "general", "intelligent", "super"};
    static constexpr std::array<std::string_view, 4> kTiers{"", "cloud", "edge", "terminal"};
    static constexpr std::array<std::string_view, 5> kFabrics{"", "roce", "infiniband", "unified_bus",
                                                              "ethernet"};
    static constexpr std::array<std::string_view, 5> kBalancings{"", "ecmp", "flowlet", "nslb", "spray"};
    static constexpr std::array<std::string_view, 4> kStates{"up", "degraded", "draining", "down"};
    const registry::Registry& registry = table.registry();
    const registry::Pool& pool = table.pool(offer);
    switch (field) {
    case Id:
        return pool.id;
    case Name:
        return pool.name.zh;
    case Subject:
        return pool.subject ? registry[pool.subject].id : std::string();
    case Hub:
        return pool.hub ? registry[pool.hub].id : std::string();
    case Cluster:
        return pool.cluster ? registry[pool.cluster].id : std::string();
    case Province: {
        const twin::Province* province = provinceOf(pool.adcode);
        return province != nullptr ? province->name.zh : std::to_string(pool.adcode);
    }
    case Type:
        return word(kTypes, pool.computeType);
    case Tier:
        return word(kTiers, pool.tier);
    case Chip:
        return table.chip(offer).chipClass;
    case Architecture:
        return table.chip(offer).architecture;
    case Vendor:
        return table.chip(offer).vendor;
    case DataClassOf:
        return pool.dataClass;
    case Handles:
        return std::string(dataClassName(mayHold(pool, DataClass::Core)        ? DataClass::Core
                                         : mayHold(pool, DataClass::Important) ? DataClass::Important
                                                                               : DataClass::General));
    case Fabric:
        return word(kFabrics, pool.fabric.kind);
    case Balancing:
        return word(kBalancings, pool.fabric.balancing);
    case State:
        return word(kStates, offer.state);
    default:
        return {};
    }
}

} // namespace twin::compute
