#include "twin/compute/cats_score.h"

#include "twin/compute/query_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::compute {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kMost = 10;

constexpr std::array<CatsMetricInfo, kCatsMetricCount> kMetrics{{
    {"free_flops", "GFLOPS", 1e6, 1e9, true, 0, 0.5}, // 1 PFLOPS … 1 EFLOPS
    {"free_share", "1", 0.05, 0.8, false, 0, 0.5},
    {"latency", "ms", 40, 1, true, 1, 0.7},
    {"access", "b/s", 1e10, 1e13, true, 1, 0.3}, // 10 Gb/s … 10 Tb/s
    {"unavailability", "1", 1e-2, 1e-4, true, 2, 0.3},
    {"price", "CNY per 320 TFLOPS and hour", 8, 2, false, 2, 0.4},
    {"pue", "1", 1.6, 1.1, false, 2, 0.3},
}};

double normalised(const CatsMetricInfo& info, double value)
{
    if (std::isnan(value)) {
        return value;
    }
    const double at = info.isLogarithmic ? (std::log(std::max(value, 1e-12)) - std::log(info.worst)) /
                                               (std::log(info.best) - std::log(info.worst))
                                         : (value - info.worst) / (info.best - info.worst);
    return std::clamp(kMost * at, 0.0, kMost);
}

/// Mean over what is known; NaN: nothing is.
class KnownMean
{
  public:
    void add(double value, double weight)
    {
        if (!std::isnan(value)) {
            m_sum += weight * value;
            m_weight += weight;
        }
    }

    [[nodiscard]] double mean() const { return m_weight > 0 ? m_sum / m_weight : kUnknown; }

  private:
    double m_sum = 0;
    double m_weight = 0;
};

double accessOf(const OfferTable& table, const registry::Pool& pool)
{
    double sum = 0;
    for (const registry::LinkIndex link : pool.access) {
        sum += static_cast<double>(table.registry()[link].capacity_bps);
    }
    return sum > 0 ? sum : kUnknown;
}

/// Of a card of 320 TFLOPS FP16, so that chip classes compare; NaN without FP16 or price.
double comparablePrice(const OfferTable& table, const ComputeOffer& offer)
{
    const double tflops = static_cast<double>(table.chip(offer).perCard[Precision::Fp16]) / 1e3;
    const double price = fieldNumber(table, offer, {FieldId::Price}, {});
    return tflops > 0 ? price * 320 / tflops : kUnknown;
}

} // namespace

const CatsMetricInfo& catsMetricInfo(CatsMetric metric)
{
    return kMetrics[static_cast<std::size_t>(metric)];
}

CatsScore catsScore(const OfferTable& table, const ComputeOffer& offer, Precision precision,
                    double latency_ms)
{
    const registry::Pool& pool = table.pool(offer);
    FieldUse free{FieldId::Free};
    free.precision = precision;
    CatsScore out;
    out.values = {fieldNumber(table, offer, free, {}),
                  fieldNumber(table, offer, {FieldId::FreeShare}, {}),
                  latency_ms,
                  accessOf(table, pool),
                  pool.sla.availability > 0 ? 1 - pool.sla.availability : kUnknown,
                  comparablePrice(table, offer),
                  fieldNumber(table, offer, {FieldId::Pue}, {})};
    std::array<KnownMean, 3> categories;
    for (std::size_t m = 0; m < kCatsMetricCount; ++m) {
        out.metrics[m] = normalised(kMetrics[m], out.values[m]);
        categories[kMetrics[m].category].add(out.metrics[m], kMetrics[m].weight);
    }
    KnownMean whole;
    for (std::size_t c = 0; c < categories.size(); ++c) {
        out.categories[c] = categories[c].mean();
        whole.add(out.categories[c], kCatsWeights[c]);
    }
    const double mean = whole.mean();
    out.whole = std::isnan(mean) ? 0 : mean;
    return out;
}

} // namespace twin::compute
