#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/document.h"
#include "twin/support/units.h"

#include <limits>
#include <span>
#include <string>

/// How fast jobs run, given what is left of their pools and what their traffic gets: the same for steady
/// states (job_situations.h) and for runs (run.h).
namespace twin::scenario {

/// What a job's traffic between two of its pools gets; all flows from one to the other together.
struct PaceLeg
{
    double rate_bps = 0;
    double asked_bps = 0;
    TimeNs delay = 0;
    bool isCut = false; ///< one of its flows has no way
};

/// The legs of a job, as its pace looks at them.
struct PaceWan
{
    double least_bps =
        std::numeric_limits<double>::infinity(); ///< of the slowest leg; infinite: there is none
    double asked_bps = 0;                        ///< of the largest
    TimeNs delay = 0;                            ///< of the longest

    void add(const PaceLeg& leg);
};

/// Part of the cards placed in a pool that can work, 0 to 1. @param pool by PoolIndex of the picture's world
[[nodiscard]] double usableShare(const registry::Job& job, std::size_t pool, const ArcPicture& picture);

/// True for a place that is one of the job's pools.
[[nodiscard]] bool isPlacedIn(const registry::Job& job, const std::string& place);

class JobPace
{
  public:
    JobPace(const registry::Registry& registry, const Assumptions& assumptions)
        : m_registry(registry)
        , m_assumptions(assumptions)
    {}

    /// Fraction of the ideal speed. A service goes on with what is left; training moves in step, so the
    /// slowest place sets the pace. @param shares usableShare of each placement, in their order
    [[nodiscard]] double speed(const registry::Job& job, std::span<const double> shares,
                               const PaceWan& wan) const;

    /// What all its placed cards do in its precision, GFLOPS; 0: the registry does not say.
    [[nodiscard]] double gflops(const registry::Job& job) const;
    /// How many times as long the same work takes where `to` is placed as where `from` is: by their FLOPS,
    /// by their cards where the registry does not say; 1 where one has none. Both are one job.
    [[nodiscard]] double stretch(const registry::Job& from, const registry::Job& to) const;
    /// Seconds that all its tokens need on its placed cards at that speed; negative: its sizes are not known.
    [[nodiscard]] double computing_s(const registry::Job& job, double speed) const;

  private:
    [[nodiscard]] double wanEfficiency(const registry::Job& job, const PaceWan& wan) const;

    const registry::Registry& m_registry;
    const Assumptions& m_assumptions;
};

} // namespace twin::scenario
