#pragma once

#include "twin/flow/explain.h"
#include "twin/registry/registry.h"
#include "twin/support/units.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace twin::state {

/// One direction of a link: what the twin expects of it, and how far telemetry is from that.
struct LinkResidual
{
    double expected_bps = 0;
    double measured_bps = std::numeric_limits<double>::quiet_NaN(); ///< NaN: missing or stale
    double residual_bps = std::numeric_limits<double>::quiet_NaN(); ///< measured − expected
    double deviation_bps = 0;                                       ///< standard deviation of the residual
    TimeNs since = 0; ///< source time since which it is significant without a break; 0 = it is not

    [[nodiscard]] bool isKnown() const { return !std::isnan(residual_bps); }

    /// residual / deviation; 0 while it is not known.
    [[nodiscard]] double significance() const { return isKnown() ? residual_bps / deviation_bps : 0; }
};

/// A link and a direction.
struct LinkArc
{
    std::uint32_t link = 0;
    bool forward = true;

    friend constexpr auto operator<=>(const LinkArc&, const LinkArc&) = default;
};

/// What explains residuals, in identifiers.
struct ResidualCause
{
    flow::Cause cause = flow::Cause::MissingFlow;
    std::string a; ///< MissingFlow: where it starts (pool or site); AbsentFlow: the flow; LinkCost: the link
    std::string b; ///< MissingFlow: where it ends
    double bps = 0;
    double costFactor = 1;     ///< LinkCost: the real cost over the registry's
    double gain = 0;           ///< by how much Σ significance² falls
    std::vector<LinkArc> arcs; ///< whose load it changes by a deviation or more
    LinkArc worst;             ///< the most significant of them
    bool isPersistent = false; ///< one of them has been significant for kPersistentFor

    friend bool operator==(const ResidualCause&, const ResidualCause&) = default;
};

/// |significance| from which a residual is one; it ends when it falls below the lower bound.
inline constexpr double kSignificant = 5;
inline constexpr double kCalm = 3;
/// How long it has to last before anybody is told: six readings, longer than traffic takes to move.
inline constexpr TimeNs kPersistentFor = 30 * kSecond;

/// Residuals of every link at one moment. Immutable.
struct LinkResiduals
{
    registry::RegistryPtr registry;
    std::uint64_t version = 0; ///< of the snapshot they are of
    TimeNs time = 0;
    double hour = 0;                   ///< local (UTC+8), of the nominal levels
    std::vector<LinkResidual> forward; ///< by link: a to b
    std::vector<LinkResidual> reverse;
    std::vector<std::string> groups; ///< profiles of the background
    std::vector<double> nominalLevels;
    std::vector<double> levels;  ///< fitted
    std::size_t measured = 0;    ///< directions with a usable reading
    std::size_t significant = 0; ///< of them
    double rmsSignificance = 0;
    std::vector<ResidualCause> causes; ///< as last looked for; empty while nothing persists
    std::vector<ResidualCause> ranked; ///< alternatives to the first of them, best first

    [[nodiscard]] const LinkResidual& at(LinkArc arc) const
    {
        return (arc.forward ? forward : reverse)[arc.link];
    }

    /// The direction with the larger |significance|; forward when equal.
    [[nodiscard]] LinkArc worst(std::uint32_t link) const
    {
        return {link, std::abs(forward[link].significance()) >= std::abs(reverse[link].significance())};
    }

    /// Significant for kPersistentFor or longer at `time`.
    [[nodiscard]] bool isPersistent(LinkArc arc) const
    {
        return at(arc).since > 0 && time - at(arc).since >= kPersistentFor;
    }
};

using LinkResidualsPtr = std::shared_ptr<const LinkResiduals>;

} // namespace twin::state
