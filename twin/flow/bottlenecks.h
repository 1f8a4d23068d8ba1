#pragma once

#include "twin/flow/bottleneck_graph.h"
#include "twin/flow/progressive_filling.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::flow {

/// The max-min fair allocation of one priority, kept right while flows come and go and capacities change:
/// after a step only that part is computed again which the step changes.
///
/// Every class of flows (equal path, weight, cap) is *held* by one *keeper*: the full link that is its
/// bottleneck, or its rate cap. All classes of a keeper have its level (b/s per unit of weight), so a keeper
/// is one number however many flows it has. Classes of keeper `a` that also cross link `b` make a *pair*
/// (a, b) with their weight: the edges of the bottleneck structure (Ros-Giralt et al., "A quantitative theory
/// of bottleneck structures", 2020-22). What a link has for its own classes is its capacity less what the
/// pairs bring at their keepers' levels.
///
/// The allocation is fair as soon as (1) every link that holds classes is full, (2) no pair (a, b) to such a
/// link has level(a) > level(b), (3) no other link is overfull, (4) no class is above its cap. That is a
/// certificate: whatever the order of repairs, an allocation that meets it is the only right one. `update`
/// repairs upwards from the lowest level that changed; a class found against (2), (3) or (4) moves to the
/// keeper that should hold it.
///
/// Links that hold nobody are most, and need not be looked at each time: every pair to one has an *alarm*, a
/// level up to which its keeper may rise, such that the link cannot be overfull before an alarm goes off.
///
/// Loads are whole numbers (fixed_point.h): no drift after any number of steps, and no dependence on order.
/// A copy is a copy of flat arrays. Not thread safe. Not for priorities or service: see FairShares,
/// FluidEngine.
class Bottlenecks : private BottleneckGraph
{
  public:
    using BottleneckGraph::kNone;

    /// @param capacity by link, in steps of 2^-kRateBits b/s, at most kFastestLink_bps
    explicit Bottlenecks(std::span<const Int128> capacity);

    /// A class without flows yet; equal classes are not recognised. Classes are numbered as they are added.
    /// @param links each once; with neither links nor a cap nobody holds the class, and its level is infinite
    std::uint32_t addClass(std::span<const std::uint32_t> links, double weight, double cap_bps);
    /// More or fewer flows in a class. Takes effect with update(). Precondition: never below zero.
    void addFlows(std::uint32_t ofClass, std::uint32_t count);
    void removeFlows(std::uint32_t ofClass, std::uint32_t count);
    void setCapacity(std::uint32_t link, Int128 capacity);
    /// Keeps the load of a link at all times and reports it in loadChanged, for those who use what is left.
    void pin(std::uint32_t link);

    /// Makes the allocation fair again. Cost: O(pairs of the keepers whose level changes · log); when a large
    /// part of all classes is new, everything at once by progressive filling.
    void update();

    /// The link or cap that holds a class; none without flows.
    [[nodiscard]] std::uint32_t keeperOf(std::uint32_t ofClass) const { return m_classes[ofClass].keeper; }

    [[nodiscard]] std::uint32_t flowsOf(std::uint32_t ofClass) const { return m_classes[ofClass].flows; }

    /// b/s per unit of weight; infinite for links that hold nobody.
    [[nodiscard]] double level(std::uint32_t keeper) const { return m_keepers[keeper].level; }

    [[nodiscard]] std::uint32_t keeperCount() const { return static_cast<std::uint32_t>(m_keepers.size()); }

    [[nodiscard]] Int128 capacity(std::uint32_t link) const { return m_rest[link].capacity; }

    /// What all flows bring to a link. Cost: O(pairs) for a quiet link.
    [[nodiscard]] Int128 load(std::uint32_t link) const;

    // What the last update changed, and what was done to classes before it, each once.
    [[nodiscard]] std::span<const std::uint32_t> levelChanged() const { return m_levelChanged; }

    /// Classes that may have another keeper than before.
    [[nodiscard]] std::span<const std::uint32_t> moved() const { return m_moved; }

    /// Pinned links.
    [[nodiscard]] std::span<const std::uint32_t> loadChanged() const { return m_loadChanged; }

    /// How often a keeper was looked at since the beginning, and how often all was done anew.
    [[nodiscard]] std::uint64_t repairs() const { return m_repairs; }

    [[nodiscard]] std::uint64_t rebuilds() const { return m_rebuilds; }

    /// Sums everything anew and checks the certificate to `tolerance` (relative). Empty, or the first breach
    /// found in words. For tests. Cost: O(incidences).
    [[nodiscard]] std::string audit(double tolerance) const;

  private:
    struct Candidate
    {
        double level = 0;
        std::uint32_t from = 0;
        std::uint32_t pair = 0;
    };

    void begin();
    [[nodiscard]] std::uint32_t chooseKeeper(const Class& one) const;
    [[nodiscard]] double levelWith(std::uint32_t link, Int128 more) const;
    void reweigh(std::uint32_t ofClass, Int128 difference);

    void repair();
    void settle(std::uint32_t link);
    void settleHolder(std::uint32_t link);
    [[nodiscard]] double ownLevel(std::uint32_t link) const;
    bool pullIn(std::uint32_t link, double above);
    bool heedAlarms(std::uint32_t link, double level);
    void publish(std::uint32_t link, double level);

    void rebuild();
    void dissolve();
    void fill(ProgressiveFilling& filling, std::span<const std::uint32_t> active) const;
    [[nodiscard]] std::uint32_t capOf(const Class& one) const;

    [[nodiscard]] std::string auditLink(std::uint32_t link, Int128 load, Int128 ownWeight, double highest,
                                        double tolerance) const;

    std::vector<Candidate> m_candidates;
    double m_tolerance = kLevelTolerance;
    std::uint32_t m_active = 0;           ///< classes with flows
    std::vector<std::uint32_t> m_arrived; ///< classes that got their first flow since the last update
    bool m_isReported = false;            ///< the notes are of an update that is over
    std::uint64_t m_repairs = 0;
    std::uint64_t m_rebuilds = 0;
};

} // namespace twin::flow
