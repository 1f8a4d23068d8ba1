#include "twin/scenario/pool_money.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

namespace {

MoneyE4 rounded(double value)
{
    return std::llround(value);
}

/// Price per card and hour on demand, of the pool's first chip class that has one; 0 = none.
double priceOf(const registry::Pool& pool)
{
    for (const registry::Price& price : pool.prices) {
        if (price.kind == registry::PriceKind::OnDemand) {
            return static_cast<double>(price.perCardHour);
        }
    }
    return 0;
}

} // namespace

std::uint32_t cardsOf(const registry::Chip& chip, double factor)
{
    return factor == 1
               ? chip.count
               : static_cast<std::uint32_t>(std::max<long long>(1, std::llround(chip.count * factor)));
}

void fillPool(PoolSituation& out, const registry::Pool& pool, double factor, double left,
              const PoolTerms& terms, const Assumptions& assumptions)
{
    if (!registry::isInService(pool.asset.state) || out.state == ElementState::Removed) {
        out.state = ElementState::Removed;
        return;
    }
    const bool isOn = out.state != ElementState::Down;
    for (const registry::Chip& chip : pool.chips) {
        const std::uint32_t count = cardsOf(chip, factor);
        const auto usable =
            isOn && out.isReachable ? static_cast<std::uint32_t>(std::floor(count * left)) : 0U;
        out.cards += count;
        out.cardsUsable += usable;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            out.declared.value[p] += count * chip.perCard.value[p];
            out.stranded.value[p] += (count - usable) * chip.perCard.value[p];
        }
    }
    if (!isOn || out.cards == 0) {
        return;
    }
    const double use = std::clamp(out.cardsWorking / out.cards, 0.0, 1.0);
    const double it_w = static_cast<double>(pool.power.itMax_w) * factor * (kIdlePower + kLoadPower * use);
    const double pue = terms.pue >= 1 ? terms.pue : std::max(1.0, pool.power.pue);
    const auto tariff =
        static_cast<double>(terms.tariffPerKwh >= 0 ? terms.tariffPerKwh : pool.power.tariffPerKwh);
    out.facility_w = it_w * pue;
    out.energyPerHour = rounded(out.facility_w / 1'000 * tariff);
    out.carbon_gPerHour = out.facility_w / 1'000 * (1 - std::clamp(pool.power.greenRatio, 0.0, 1.0)) *
                          assumptions.carbonPerKwh_g;
    out.revenuePerHour = rounded(out.cardsWorking * priceOf(pool) * terms.priceFactor);
}

double shareOfLoad(const PoolSituation& pool)
{
    const double use = pool.cards > 0 ? std::clamp(pool.cardsWorking / pool.cards, 0.0, 1.0) : 0;
    return kLoadPower * use / (kIdlePower + kLoadPower * use);
}

GflopsByPrecision flopsOf(const registry::Pool& pool, const std::string& chipClass, double cards)
{
    GflopsByPrecision out;
    for (const registry::Chip& chip : pool.chips) {
        if (chipClass.empty() || chip.chipClass == chipClass) {
            for (std::size_t p = 0; p < kPrecisionCount; ++p) {
                out.value[p] = static_cast<std::uint64_t>(
                    std::llround(std::max(0.0, cards) * static_cast<double>(chip.perCard.value[p])));
            }
            return out;
        }
    }
    return out;
}

} // namespace twin::scenario
