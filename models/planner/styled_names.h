#pragma once

#include "models/planner/plan_names.h"

namespace models {

/// How far a name tells a thing from others of its kind.
enum class NameStyle : unsigned char {
    Short,    ///< the name alone
    Distinct, ///< and the identifier, where others are called the same: parallel links
    Exact,    ///< and the identifier, of a link its carrier too: for who carries it out
};

/// PlanNames in a style. Cost, of Distinct: each looks through all things of the kind.
struct StyledNames
{
    const PlanNames& names;
    NameStyle style = NameStyle::Short;

    [[nodiscard]] QString label(EntityKey::Type type, const std::string& id) const;
    [[nodiscard]] QString target(const twin::scenario::Target& target) const;
    /// A pool, site or the identifier as it is.
    [[nodiscard]] QString place(const std::string& id) const;
};

} // namespace models
