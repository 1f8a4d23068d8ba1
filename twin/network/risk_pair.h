#pragma once

#include "twin/network/path_pair.h"
#include "twin/network/risk_space.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace twin::network {

/// The pair of paths of least total cost that share no risk group, exactly: the problem is NP-hard (J. Q. Hu,
/// IEEE Trans. Communications 51 (2003) 489), so this is a search with bounds that can be run in portions.
///
/// A label is the beginning of the cheaper path with the groups it uses. It waits under the cost of its
/// cheapest continuation plus that of the cheapest partner which avoids those groups, best first; a label is
/// dropped when another at its node costs no more and uses no group it does not use. Partners are kept as
/// long as a label's new groups do not touch them.
class RiskPairSearch
{
  public:
    /// `space` must outlive it.
    explicit RiskPairSearch(RiskSpace& space);

    /// Pairs that cost `cost` or more are of no interest.
    void setBest(std::int64_t cost) { m_best = std::min(m_best, cost); }

    /// Completes a given path with its cheapest partner: a first pair, to have something to beat.
    void tryFirst(const Route& route);
    /// Expands labels until the search is done or `labels` more have been made.
    void run(std::uint64_t labels);

    /// The best pair found is the best there is; none found: there is none.
    [[nodiscard]] bool isDone() const { return m_open.empty() || m_open.front().first >= m_best; }

    /// No pair that has not been found yet costs less.
    [[nodiscard]] std::int64_t bound() const { return isDone() ? m_best : m_open.front().first; }

    [[nodiscard]] std::int64_t best() const { return m_best; }

    /// The best pair this search found, in the order from `from` to `to`.
    [[nodiscard]] const std::optional<RoutePair>& pair() const { return m_pair; }

    [[nodiscard]] std::uint64_t labels() const { return m_labels.size(); }

  private:
    struct Label
    {
        std::uint32_t node = 0;
        std::uint32_t arc = 0;
        std::uint32_t parent = 0;
        std::uint32_t partner = 0;
        std::int64_t cost = 0;
        bool isDropped = false; ///< another label at its node makes it needless
    };

    /// A cheapest path around some groups.
    struct Partner
    {
        Route route;
        std::vector<std::uint64_t> groups;
    };

    [[nodiscard]] RiskSpace::Set setOf(std::uint32_t label) const
    {
        return {m_sets.data() + std::size_t{label} * m_words, m_words};
    }

    [[nodiscard]] std::int64_t boundOf(const Label& label) const;
    [[nodiscard]] bool isDominated(const Label& label, RiskSpace::Set set) const;
    void dropDominated(const Label& label, RiskSpace::Set set);
    void extendOver(std::uint32_t number, std::uint32_t arc);
    bool findPartner(Label& label);
    void keep(const Label& label, RiskSpace::Set set);
    void finish(const Label& label);
    void offer(Route first, Route second);

    RiskSpace* m_space;
    std::size_t m_words;
    std::vector<Label> m_labels;
    std::vector<std::uint64_t> m_sets; ///< m_words for each label
    std::vector<Partner> m_partners;
    std::vector<std::vector<std::uint32_t>> m_atNode;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_open; ///< heap: (bound, label)
    std::int64_t m_best = kUnreachable;
    std::optional<RoutePair> m_pair;
    std::vector<std::uint64_t> m_draft; ///< set of the label in the making
};

} // namespace twin::network
