#pragma once

#include "twin/scenario/command.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace twin::scenario {

enum class MarkKind : std::uint8_t { Failed, Degraded, Drained };

/// What commands made of a thing, each part by itself: a drain or a planned work takes nothing back of what
/// had failed or was degraded, and leaves it when it ends.
struct Mark
{
    bool isFailed = false;
    bool isDrained = false;
    bool isDrainedForWork = false; ///< by a planned work, which ends
    bool isShutForWork = false;
    std::optional<double> left; ///< degraded: of its capacity, or of its cards
    bool withSites = false;     ///< of a province without power: its sites have none either

    /// The worst of it.
    [[nodiscard]] MarkKind kind() const
    {
        const bool isOut = isFailed || isShutForWork;
        const bool isEmptied = isDrained || isDrainedForWork;
        return isOut ? MarkKind::Failed : isEmptied ? MarkKind::Drained : MarkKind::Degraded;
    }
};

/// Cards under a job in one of its pools that have failed.
struct FailedCards
{
    std::uint32_t out = 0;
    std::uint32_t spared = 0; ///< of those: a free card of the pool has taken their place

    friend bool operator==(const FailedCards&, const FailedCards&) = default;
};

/// What commands made of a pool's terms.
struct PoolTerms
{
    double priceFactor = 1;
    MoneyE4 tariffPerKwh = -1; ///< < 0: the registry's
    double pue = 0;            ///< 0: the registry's

    friend bool operator==(const PoolTerms&, const PoolTerms&) = default;
};

/// A flow that a command made, and when.
struct NewDemand
{
    AddDemand demand;
    TimeNs begin = 0;
};

/// Cards by pool and chip class; those of jobs that take any class under an empty one.
using CardsTaken = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// All commands in force, folded: what a fork changes of its ground, by identifier. A value; what two ways of
/// getting there come to is the same.
struct Edits
{
    TimeNs now = 0;
    std::map<Target, Mark> marks;
    std::set<Target> restored; ///< of what was down at the beginning
    std::set<Target> removed;
    std::map<std::string, std::uint64_t> linkCapacity_bps; ///< a to b
    std::map<std::string, double> conduitFactor;
    std::map<std::string, double> poolFactor;
    std::map<std::string, PoolTerms> terms; ///< by pool
    std::vector<Action> additions;          ///< that need a network of their own, in order
    std::vector<std::pair<DemandSelection, double>> scales;
    std::vector<NewDemand> demands;
    std::map<std::string, SubmitJob> submitted;
    std::map<std::string, std::vector<CardsAt>> moved;
    std::set<std::string> cancelled;
    std::map<std::pair<std::string, std::string>, FailedCards> failedCards; ///< by job and pool
    CardsTaken cardsTaken;                                                  ///< beside the ground's
    RoutingCost routing = RoutingCost::Delay;
    double utilisationLimit = 1; ///< of N-1 checks

    /// True if nothing is changed.
    [[nodiscard]] bool isEmpty() const;
};

} // namespace twin::scenario
