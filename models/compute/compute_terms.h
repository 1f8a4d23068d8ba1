#pragma once

#include "twin/compute/cats_score.h"
#include "twin/compute/market.h"
#include "twin/compute/offer_table.h"
#include "twin/compute/placement_plan.h"
#include "twin/compute/replacement.h"
#include "twin/compute/resolver.h"

#include <QCoreApplication>
#include <QString>

namespace models {

/// The words for what twin/compute speaks of, in the current language.
class ComputeTerms
{
    Q_DECLARE_TR_FUNCTIONS(models::ComputeTerms)

  public:
    [[nodiscard]] static QString of(twin::compute::FreeSource source);
    [[nodiscard]] static QString of(twin::compute::CatsMetric metric);
    /// @param category as CatsMetricInfo::category
    [[nodiscard]] static QString category(std::size_t category);
    [[nodiscard]] static QString of(twin::compute::PlacementPolicy policy);
    /// What the policy goes by, a sentence.
    [[nodiscard]] static QString help(twin::compute::PlacementPolicy policy);
    [[nodiscard]] static QString of(twin::compute::Constraint constraint);
    [[nodiscard]] static QString of(twin::compute::MoveKind kind);
    [[nodiscard]] static QString of(twin::compute::ResolverLevel level);
    [[nodiscard]] static QString of(twin::compute::BidOutcome outcome);
};

} // namespace models
