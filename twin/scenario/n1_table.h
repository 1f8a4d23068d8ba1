#pragma once

#include "twin/flow/scenario_meter.h"
#include "twin/scenario/situation.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace twin::scenario {

/// What cutting one conduit does.
struct N1Row
{
    registry::ConduitIndex conduit; ///< of the situation's world
    bool isKnown = false;           ///< computed; otherwise only `bound_mlu` is
    double mlu = 0;                 ///< load over capacity of the fullest arc, everything sent in full
    network::ArcIndex worstArc;
    double lost_bps = 0; ///< demand without a way
    std::uint64_t disconnectedPairs = 0;
    double bound_mlu = 0; ///< mlu is not above it
};

/// Every single cut of a conduit of the backbone, on top of a situation.
struct N1Table
{
    WorldPtr world;
    double base_mlu = 0; ///< with nothing more cut
    double baseLost_bps = 0;
    std::vector<N1Row> rows; ///< by ConduitIndex
    std::size_t known = 0;
    double worst_mlu = 0;      ///< of what is known
    double worstBound_mlu = 0; ///< no cut, known or not, is above it
    std::vector<flow::Headroom>
        headroom;     ///< by link: worst utilisation over the known cuts; empty with known = 0
    std::string hash; ///< of the rows; of a table that is not whole, of what is known

    [[nodiscard]] bool isWhole() const { return known == rows.size(); }

    /// Of the fullest link in the worst known cut: 1 - worst, below 0 where it is overfull.
    [[nodiscard]] double headroomLeft() const { return 1 - worst_mlu; }
};

using N1Ptr = std::shared_ptr<const N1Table>;

struct N1Options
{
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr; ///< what is known then is given, with the bound on the rest
    /// Called with each row as it comes, by any thread, one at a time; may be empty.
    std::function<void(const N1Row& row)> onRow;
    /// Uses nothing the ground keeps. What comes out is the same: for tests of just that.
    bool routesAnew = false;
};

/// The table of a situation: flows and background demands at what they ask, routed hop by hop (ECMP, as
/// `sweep`).
///
/// A cut moves no more traffic than ran through the conduit, and each bit of it passes an arc at most once;
/// so no arc gets more than it had plus all that, and an access arc no more than its pool sends or is sent.
/// That is the bound of what is not computed. The same bits on any number of threads, whatever was computed
/// before: a situation that is the ground's, or differs from it by one cut, is put together from what the
/// ground keeps of its own cuts (N1Base).
[[nodiscard]] N1Table n1Table(const Ground& ground, const Situation& situation,
                              const N1Options& options = {});

/// How a cut has changed between two tables; by identifier of the conduit.
struct N1Change
{
    std::string conduit;
    double before_mlu = 0; ///< < 0: it was not there
    double after_mlu = 0;  ///< < 0: it is not there any more
    double lost_bps = 0;   ///< more than before
};

/// Conduits whose cut comes to something else, by how much it does, then identifier. Rows that are not known
/// in both are left out.
[[nodiscard]] std::vector<N1Change> n1Changes(const N1Table& before, const N1Table& after);

} // namespace twin::scenario
