#pragma once

#include "twin/compute/offer_table.h"
#include "twin/compute/query_reason.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a discovery query can ask about an offer.
namespace twin::compute {

enum class FieldId : std::uint8_t {
    // numbers
    Declared, ///< FLOPS of all cards of the chip class at a precision
    Free,     ///< FLOPS of the free ones
    Cards,
    FreeCards,
    FreeShare,
    Utilisation,
    Memory, ///< of a card
    Latency,
    Price,
    Pue,
    Green,
    Tariff,
    Energy, ///< W of the facility for a TFLOPS of the pool, at its greatest load
    Availability,
    Recovery,
    Loss,
    LatencyClass,
    Port,
    Oversubscription,
    Protection,
    StorageFree,
    Read,
    Write,
    Servers,
    // texts
    Id,
    Name,
    Subject,
    Hub,
    Cluster,
    Province,
    Type,
    Tier,
    Chip,
    Architecture,
    Vendor,
    DataClassOf,
    Handles, ///< a data class the pool may hold (data_rules.h)
    Fabric,
    Balancing,
    State,
};

/// What a number of a field measures; its units are read by readQuantity().
enum class Dimension : std::uint8_t { Flops, Bytes, Milliseconds, Minutes, Money, Share, Rate, Plain };

/// Which argument a field takes in brackets.
enum class FieldArgument : std::uint8_t { None, Precision, Place, PriceKind };

struct FieldInfo
{
    FieldId id = FieldId::Cards;
    std::string_view name;
    bool isText = false;
    Dimension dimension = Dimension::Plain;
    FieldArgument argument = FieldArgument::None;
    std::string_view help;
};

/// All fields, in the order of FieldId. `fp16` and the other precisions are short for `declared(fp16)`.
[[nodiscard]] std::span<const FieldInfo> queryFields();
[[nodiscard]] const FieldInfo& fieldInfo(FieldId id);

/// A field with its argument.
struct FieldUse
{
    FieldId id = FieldId::Cards;
    Precision precision = Precision::Fp16;
    registry::PriceKind price = registry::PriceKind::OnDemand;
    std::uint32_t place = 0; ///< which of the query's places
};

/// @param written the number as it stands in the query
/// @return in the dimension's own unit, or what is wrong with the unit or the number
[[nodiscard]] tl::expected<double, QueryReason> readQuantity(Dimension dimension, double number,
                                                             std::string_view written, std::string_view unit);

/// One-way latency of pools from a query's places, ms; NaN without a way.
struct PlaceLatencies
{
    std::vector<std::vector<double>> ms; ///< by place, then pool
};

/// NaN: not known, or not offered.
[[nodiscard]] double fieldNumber(const OfferTable& table, const ComputeOffer& offer, const FieldUse& field,
                                 const PlaceLatencies& latencies);
/// Empty: not known.
[[nodiscard]] std::string fieldText(const OfferTable& table, const ComputeOffer& offer, FieldId field);

} // namespace twin::compute
