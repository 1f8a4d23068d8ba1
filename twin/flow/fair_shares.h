#pragma once

#include "twin/flow/bottlenecks.h"
#include "twin/flow/share_problem.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::flow {

/// Weighted max-min fair rates with caps and strict priorities, kept while flows come and go, change path,
/// and capacities change. One Bottlenecks for each priority; a lower one shares what the higher leave.
///
/// Flows of equal path and terms are one class and cost as much as one flow. The numbers after update() are
/// those of maxMinRates for the same flows, within 1e-9, whatever came before. Copyable: a what-if works on a
/// copy. Not thread safe.
class FairShares
{
  public:
    static constexpr std::uint32_t kNone = Bottlenecks::kNone;

    /// @param capacity_bps by link, >= 0; more than kFastestLink_bps counts as that
    /// @param priorities   how many there are, 1 to kPriorities
    explicit FairShares(std::span<const double> capacity_bps, std::uint32_t priorities = 1);

    /// The number of the class of flows with this path (no link twice) and these terms (terms.priority below
    /// the number of priorities); made when there is none. Cost: O(links of the path).
    std::uint32_t classOf(std::span<const std::uint32_t> path, const FlowTerms& terms);

    [[nodiscard]] std::uint32_t priorities() const { return m_priorities; }

    [[nodiscard]] std::uint32_t classCount() const { return static_cast<std::uint32_t>(m_classes.size()); }

    [[nodiscard]] std::span<const std::uint32_t> pathOf(std::uint32_t ofClass) const
    {
        return {m_links.data() + m_classes[ofClass].firstLink, m_classes[ofClass].links};
    }

    [[nodiscard]] const FlowTerms& termsOf(std::uint32_t ofClass) const { return m_classes[ofClass].terms; }

    // Changes; they take effect with update().
    void addFlows(std::uint32_t ofClass, std::uint32_t count = 1);
    /// Precondition: there are as many.
    void removeFlows(std::uint32_t ofClass, std::uint32_t count = 1);
    void setCapacity(std::uint32_t link, double capacity_bps);

    /// Cost: what changes (see Bottlenecks).
    void update();

    [[nodiscard]] std::uint32_t flowsOf(std::uint32_t ofClass) const;

    /// b/s of one flow of a class that has flows; infinite when nothing holds it back.
    [[nodiscard]] double rate(std::uint32_t ofClass) const
    {
        return level(keeperOf(ofClass)) * m_classes[ofClass].terms.weight;
    }

    /// What holds a class back, a number below keeperCount(); kNone without flows. All classes of a keeper
    /// have the same rate per unit of weight, its level.
    [[nodiscard]] std::uint32_t keeperOf(std::uint32_t ofClass) const
    {
        const Class& one = m_classes[ofClass];
        const std::uint32_t keeper = m_layers[one.terms.priority].keeperOf(one.inLayer);
        return keeper == kNone ? kNone : keeper * m_priorities + one.terms.priority;
    }

    [[nodiscard]] std::uint32_t keeperCount() const;

    [[nodiscard]] double level(std::uint32_t keeper) const
    {
        return m_layers[keeper % m_priorities].level(keeper / m_priorities);
    }

    /// The full link that holds a class back; kNone at its cap or without flows.
    [[nodiscard]] std::uint32_t bottleneckOf(std::uint32_t ofClass) const;

    /// b/s on a link, all priorities.
    [[nodiscard]] double load(std::uint32_t link) const;

    [[nodiscard]] double capacity(std::uint32_t link) const { return m_capacity_bps[link]; }

    /// Keepers whose level the last update changed, and classes that may have another keeper than before it,
    /// each once.
    [[nodiscard]] std::span<const std::uint32_t> levelChanged() const { return m_levelChanged; }

    [[nodiscard]] std::span<const std::uint32_t> moved() const { return m_moved; }

    [[nodiscard]] std::uint64_t repairs() const;
    [[nodiscard]] std::uint64_t rebuilds() const;

    /// As Bottlenecks::audit, for all priorities.
    [[nodiscard]] std::string audit(double tolerance) const;

  private:
    struct Class
    {
        FlowTerms terms;
        std::uint64_t hash = 0;
        std::uint32_t firstLink = 0;
        std::uint32_t links = 0;
        std::uint32_t inLayer = 0;
    };

    [[nodiscard]] bool isSame(const Class& one, std::span<const std::uint32_t> path,
                              const FlowTerms& terms) const;
    std::uint32_t makeClass(std::span<const std::uint32_t> path, const FlowTerms& terms, std::uint64_t hash);
    void growTable();
    void passOn(std::uint32_t priority);

    std::vector<double> m_capacity_bps;
    std::uint32_t m_priorities;
    std::vector<Bottlenecks> m_layers;
    std::vector<Class> m_classes;
    std::vector<std::uint32_t> m_links;                ///< paths of all classes
    std::vector<std::uint32_t> m_table;                ///< classes by hash, open addressing, a power of two
    std::vector<std::vector<std::uint32_t>> m_ofLayer; ///< class by priority and number there
    std::vector<std::uint32_t> m_levelChanged;
    std::vector<std::uint32_t> m_moved;
};

} // namespace twin::flow
