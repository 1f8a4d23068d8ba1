#pragma once

#include "twin/flow/block_lists.h"
#include "twin/flow/fixed_point.h"
#include "twin/flow/level_queue.h"
#include "twin/flow/pair_index.h"
#include "twin/flow/share_problem.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace twin::flow {

/// Who is held where, and what that brings to every link: the data of Bottlenecks, which see, without its
/// decisions. Keepers are the links, by their numbers, and after them the rate caps that occur.
///
/// A link is *watched* when it holds classes or is pinned: what pairs bring to it is then kept exactly. A
/// *quiet* link keeps instead a bound: the sum of its pairs' weights times their alarms. While no keeper is
/// above an alarm the load is not above the bound.
class BottleneckGraph
{
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  protected:
    /// What a step reads and writes of each keeper it changes: one line of the cache.
    struct alignas(64) Keeper
    {
        Int128 left = 0;            ///< capacity less what pairs bring (watched) or may bring (quiet)
        double level = kNoLimit;    ///< b/s per unit of weight; infinite for a link that holds nobody
        double ownWeight = 0;       ///< of the classes held; exact in Rest
        double highestIn = 0;       ///< no pair that ends here has a higher level (watched)
        double alarm = kNoLimit;    ///< the lowest of its quiet pairs
        BlockList watchedOut;       ///< pairs to watched links
        bool isWatched : 1 = false; ///< holds somebody or is pinned
        bool isPinned : 1 = false;
        bool isCap : 1 = false;
        bool isQueued : 1 = false;
        bool isNoted : 1 = false; ///< stands in m_levelChanged
        bool isLoadNoted : 1 = false;
        std::uint32_t nextQueued = kNone;
    };

    static_assert(sizeof(Keeper) == 64);

    /// The rest of a keeper.
    struct Rest
    {
        Int128 capacity = 0;
        Int128 ownWeight = 0;
        std::uint32_t ownFirst = kNone; ///< list of hops of the classes held
        std::uint32_t ownCount = 0;
        BlockList quietOut; ///< pairs to quiet links and caps: a heap by alarm
        BlockList in;       ///< pairs that end here
    };

    struct Class
    {
        Int128 weight = 0; ///< of one flow
        std::uint32_t firstHop = 0;
        std::uint32_t hops = 0;
        std::uint32_t flows = 0;
        std::uint32_t keeper = kNone; ///< none when there are no flows
        bool isNoted = false;         ///< stands in m_moved
    };

    /// A class on one link, or at its cap. In the list of its pair, or of those its keeper holds.
    struct Hop
    {
        std::uint32_t at = 0; ///< number of the link or cap
        std::uint32_t ofClass = 0;
        std::uint32_t pair = kNone; ///< none: the class is held here
        std::uint32_t next = kNone;
        std::uint32_t before = kNone;
    };

    /// Classes held by `from` that cross `to`.
    struct Pair
    {
        Int128 weight = 0;
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::uint32_t first = kNone; ///< list of hops
        std::uint32_t count = 0;
        std::uint32_t outPlace = 0; ///< in watchedOut or quietOut of `from`
        std::uint32_t inPlace = 0;  ///< in `in` of `to`
    };

    /// A pair to a watched link, seen from its keeper: what it brings there.
    struct WatchedOut
    {
        Int128 load = 0;
        double weight = 0;
        std::uint32_t to = 0;
        std::uint32_t pair = 0;
    };

    struct QuietOut
    {
        double alarm = 0;
        std::uint32_t to = 0;
        std::uint32_t pair = 0;
    };

    struct In
    {
        std::uint32_t from = 0;
        std::uint32_t pair = 0;
    };

    explicit BottleneckGraph(std::span<const Int128> capacity);

    [[nodiscard]] Int128 weightOf(const Class& one) const { return one.weight * one.flows; }

    [[nodiscard]] static double plain(Int128 weight) { return doubleFrom<kWeightBits>(weight); }

    /// More than rounding below nothing.
    [[nodiscard]] bool isOverfull(std::uint32_t link, Int128 left) const
    {
        return left < 0 && left < -(m_rest[link].capacity >> kNothingLeftBits);
    }

    /// The number of the cap with this level; made when it is the first.
    std::uint32_t capKeeper(double level);

    void noteLevel(std::uint32_t keeper)
    {
        if (!m_keepers[keeper].isNoted) {
            m_keepers[keeper].isNoted = true;
            m_levelChanged.push_back(keeper);
        }
    }

    void noteMoved(std::uint32_t ofClass);

    void noteLoad(std::uint32_t link)
    {
        if (m_keepers[link].isPinned && !m_keepers[link].isLoadNoted) {
            m_keepers[link].isLoadNoted = true;
            m_loadChanged.push_back(link);
        }
    }

    void forgetNotes();

    /// Puts the keeper on the list of those that must be looked at: lowest levels first, since what is above
    /// them depends on them; links that hold nobody last.
    void queue(std::uint32_t keeper)
    {
        Keeper& one = m_keepers[keeper];
        if (!one.isQueued && !one.isCap) {
            one.isQueued = true;
            m_queue.push(keeper, one.level, one.nextQueued);
        }
    }

    /// Enters a class that has flows, held by `keeper`; takes it out again.
    void attach(std::uint32_t ofClass, std::uint32_t keeper);
    void detach(std::uint32_t ofClass);
    void moveClass(std::uint32_t ofClass, std::uint32_t keeper);
    /// All classes of a pair change to another keeper. The pair is gone then.
    void takeOver(std::uint32_t pair, std::uint32_t keeper);
    void changeWeight(std::uint32_t pair, Int128 difference);
    void changeOwnWeight(std::uint32_t keeper, Int128 difference);

    void watch(std::uint32_t link);
    void unwatch(std::uint32_t link);
    /// What pairs bring to a link; summed anew for a quiet one. Cost: O(pairs) then.
    [[nodiscard]] Int128 inLoad(std::uint32_t link) const;
    /// New alarms for all pairs to a quiet link that carries `load`.
    void spreadAlarms(std::uint32_t link, Int128 load);
    /// Lets a keeper rise to `level` past the lowest alarm of its pairs, which is not a cap's.
    void raiseAlarm(std::uint32_t keeper, double level);

    [[nodiscard]] const QuietOut& firstQuiet(std::uint32_t keeper) const
    {
        return m_quietOut.items(m_rest[keeper].quietOut).front();
    }

    std::vector<Keeper> m_keepers;
    std::vector<Rest> m_rest;
    std::vector<Class> m_classes;
    std::vector<Hop> m_hops;
    std::vector<Pair> m_pairs;
    std::vector<std::uint32_t> m_freePairs;
    PairIndex m_pairIndex;
    BlockLists<WatchedOut> m_watchedOut;
    BlockLists<QuietOut> m_quietOut;
    BlockLists<In> m_in;
    LevelQueue m_queue;
    std::vector<std::uint32_t> m_levelChanged;
    std::vector<std::uint32_t> m_moved;
    std::vector<std::uint32_t> m_loadChanged;
    std::uint32_t m_links = 0;

  private:
    void hold(std::uint32_t keeper, std::uint32_t hop, Int128 weight);
    void release(std::uint32_t keeper, std::uint32_t hop, Int128 weight);
    void join(std::uint32_t from, std::uint32_t hop, Int128 weight);
    void leave(std::uint32_t hop, Int128 weight);
    void linkHop(std::uint32_t& first, std::uint32_t hop);
    void unlinkHop(std::uint32_t& first, std::uint32_t hop);
    std::uint32_t makePair(std::uint32_t from, std::uint32_t to);
    void dropPair(std::uint32_t pair);
    void addWatched(std::uint32_t pair);
    void dropWatched(std::uint32_t pair);
    void addQuiet(std::uint32_t pair, double alarm);
    void dropQuiet(std::uint32_t pair);
    void setAlarm(std::uint32_t from, std::uint32_t place, double alarm);
    void keepLowestAlarm(std::uint32_t from);
    void siftUp(std::span<QuietOut> heap, std::uint32_t place, const QuietOut& entry);
    void siftDown(std::span<QuietOut> heap, std::uint32_t place, const QuietOut& entry);

    std::unordered_map<double, std::uint32_t> m_capKeepers; ///< by level; never iterated
};

} // namespace twin::flow
