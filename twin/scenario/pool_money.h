#pragma once

#include "twin/registry/registry.h"
#include "twin/scenario/document.h"
#include "twin/scenario/edits.h"
#include "twin/scenario/situation.h"

#include <string>

namespace twin::scenario {

/// Facility power of a pool is its IT power times PUE; IT power is 32 % of the most there is when idle and
/// grows by 60 points with the cards at work (the same model as the synthetic feed's).
inline constexpr double kIdlePower = 0.32;
inline constexpr double kLoadPower = 0.60;

/// Chips of a pool resized by `factor`, each class at least one card, rounded as scalePool does.
[[nodiscard]] std::uint32_t cardsOf(const registry::Chip& chip, double factor);

/// Fills cards, FLOPS, power, energy cost, carbon and revenue of a pool whose state, cards taken and cards
/// working are known. What the registry does not say (power, tariff, prices) counts as nothing.
void fillPool(PoolSituation& out, const registry::Pool& pool, double factor, double left,
              const PoolTerms& terms, const Assumptions& assumptions);

/// The part of a pool's power, and so of its energy cost and carbon, that its cards at work take: the rest is
/// taken by a pool that idles, too. 0 to 1.
[[nodiscard]] double shareOfLoad(const PoolSituation& pool);

/// FLOPS of so many cards of a class in a pool (any class where none is named): by precision, rounded.
[[nodiscard]] GflopsByPrecision flopsOf(const registry::Pool& pool, const std::string& chipClass,
                                        double cards);

} // namespace twin::scenario
