#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/ingest/mapping.h"
#include "twin/ingest/series_table.h"

#include <string>
#include <variant>

namespace twin::ingest {

struct PointWaits ///< the start of a rate: a value comes with the next point
{};

struct PointMissing ///< the sender says that it has no value now
{};

struct PointRefused
{
    std::string reason;
};

using PointValue = std::variant<double, PointWaits, PointMissing, PointRefused>;

/// What a rule makes of a point that is newer than what `series` last had. `time` is the point's, or ours
/// where its clock is ahead.
[[nodiscard]] PointValue valueOf(const MappedTarget& rule, const SeriesState& series,
                                 const ForeignPoint& point, TimeNs time);

} // namespace twin::ingest
