#pragma once

#include "twin/compute/offer_table.h"

#include <array>
#include <cstdint>
#include <string_view>

/// Scores of offers in the manner of IETF CATS (draft-ietf-cats-metric-definition): raw metrics (L0), one
/// score for each category (L1), one for all (L2). Scores go from 0 to 10: to 3 low, 4 to 7 medium, from 8
/// preferred.
namespace twin::compute {

/// L0: raw metrics and their own score. Order as in CatsScore::metrics.
enum class CatsMetric : std::uint8_t { FreeFlops, FreeShare, Latency, Access, Availability, Price, Energy };

inline constexpr std::size_t kCatsMetricCount = 7;

struct CatsMetricInfo
{
    std::string_view name;
    std::string_view unit;
    double worst = 0; ///< of score 0
    double best = 0;  ///< of score 10
    bool isLogarithmic = false;
    std::uint8_t category = 0; ///< 0 compute, 1 communication, 2 service
    double weight = 0;         ///< within its category
};

/// Anchors and weights are this project's (docs/compute.md): the draft leaves them to the operator.
[[nodiscard]] const CatsMetricInfo& catsMetricInfo(CatsMetric metric);

/// Weights of the categories in the whole.
inline constexpr std::array<double, 3> kCatsWeights{0.4, 0.3, 0.3};
inline constexpr std::array<std::string_view, 3> kCatsCategories{"compute", "communication", "service"};

struct CatsScore
{
    std::array<double, kCatsMetricCount> values{};  ///< L0; NaN: not known
    std::array<double, kCatsMetricCount> metrics{}; ///< L0 normalised, 0..10; NaN: not known
    std::array<double, 3> categories{};             ///< L1; NaN: nothing of it is known
    double whole = 0; ///< L2; what is not known is left out, its weight shared out
};

/// Normalisation: straight, or straight in the logarithm, between the two anchors, cut off at 0 and 10.
/// Aggregation: weighted means over what is known.
/// @param latency_ms one way from the place that matters; NaN: no place was named, or no way
[[nodiscard]] CatsScore catsScore(const OfferTable& table, const ComputeOffer& offer, Precision precision,
                                  double latency_ms);

} // namespace twin::compute
