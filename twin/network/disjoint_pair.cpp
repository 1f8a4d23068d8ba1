#include "twin/network/disjoint_pair.h"

#include "twin/network/risk_ends.h"
#include "twin/network/risk_pair.h"

#include <algorithm>
#include <array>
#include <vector>

namespace twin::network {

namespace {

constexpr std::uint64_t kFirstPortion = 64;

DisjointAnswer proved(RoutePair pair)
{
    DisjointAnswer out;
    out.proof = PairProof::Optimal;
    out.bound = pair.cost();
    out.pair = std::move(pair);
    return out;
}

bool isCancelled(const DisjointQuery& query)
{
    return query.cancelled != nullptr && query.cancelled->load(std::memory_order_relaxed);
}

/// Two searches in turn, from either end, in portions that double: which end is the narrow one, where few
/// labels tell the most, is not known beforehand. Each profits from the pairs the other finds.
class TwoEndedSearch
{
  public:
    TwoEndedSearch(const Graph& graph, const DisjointQuery& query, const RiskGroups& groups)
        : m_query(query)
        , m_forwards(graph, query.cost, groups, query.from, query.to, query.failed,
                     RiskSpace::Direction::Forwards)
        , m_backwards(graph, query.cost, groups, query.from, query.to, query.failed,
                      RiskSpace::Direction::Backwards)
        , m_searches{RiskPairSearch(m_forwards), RiskPairSearch(m_backwards)}
    {}

    /// @param weaker the best pair that is disjoint in a weaker sense
    DisjointAnswer run(const RoutePair& weaker)
    {
        m_floor = std::max(weaker.cost(), boundFromEnds(m_forwards));
        if (m_floor == kUnreachable) {
            return {};
        }
        for (const Route* route : {&weaker.first, &weaker.second}) {
            m_searches[0].tryFirst(*route);
        }
        m_searches[1].setBest(best());
        std::size_t turn = 0;
        std::uint64_t portion = kFirstPortion;
        while (!isDone() && labels() < m_query.maxLabels && !isCancelled(m_query)) {
            m_searches[turn].run(std::min(portion, m_query.maxLabels - labels()));
            m_searches[1 - turn].setBest(best());
            portion *= turn == 1 ? 2 : 1;
            turn = 1 - turn;
        }
        return answer();
    }

  private:
    [[nodiscard]] std::int64_t best() const { return std::min(m_searches[0].best(), m_searches[1].best()); }

    [[nodiscard]] bool isDone() const
    {
        return best() <= m_floor || m_searches[0].isDone() || m_searches[1].isDone();
    }

    [[nodiscard]] std::uint64_t labels() const { return m_searches[0].labels() + m_searches[1].labels(); }

    [[nodiscard]] DisjointAnswer answer() const
    {
        DisjointAnswer out;
        for (const RiskPairSearch& search : m_searches) {
            if (search.pair() && search.pair()->cost() == best() && !out.pair) {
                out.pair = search.pair();
            }
        }
        out.bound = isDone() ? best() : std::max({m_floor, m_searches[0].bound(), m_searches[1].bound()});
        out.labels = labels();
        if (isDone()) {
            out.proof = out.pair ? PairProof::Optimal : PairProof::NoPair;
        } else {
            out.proof = out.pair ? PairProof::BestFound : PairProof::GaveUp;
        }
        return out;
    }

    const DisjointQuery& m_query;
    RiskSpace m_forwards;
    RiskSpace m_backwards;
    std::array<RiskPairSearch, 2> m_searches;
    std::int64_t m_floor = 0; ///< no pair costs less
};

/// Names a group that every path uses, if there is one. Without any path there is none to blame.
std::string blocking(const Graph& graph, const DisjointQuery& query, const RiskGroups& groups)
{
    RiskSpace space(graph, query.cost, groups, query.from, query.to, query.failed,
                    RiskSpace::Direction::Forwards);
    const auto shortest = space.pathAround(std::vector<std::uint64_t>(space.words(), 0), kUnreachable - 1);
    const auto group = shortest ? space.unavoidableGroup(*shortest) : std::nullopt;
    return group ? groups.name(*group) : std::string();
}

} // namespace

DisjointAnswer disjointPair(const Graph& graph, const DisjointQuery& query)
{
    using Apart = PathPairSearch::Apart;
    const RiskGroups groups(graph, query.kind, query.from, query.to);
    const Apart apart = query.kind == Disjointness::Node ? Apart::Routers : Apart::Links;
    auto pair = PathPairSearch(graph, query.cost).find(query.from, query.to, apart, query.failed);
    if (pair && groups.shared(pair->first.arcs, pair->second.arcs).empty()) {
        return proved(std::move(*pair)); // the best even of the pairs that are disjoint in a weaker sense
    }
    DisjointAnswer out; // without a pair in the weaker sense there is none in the stronger
    out.blockedBy = blocking(graph, query, groups);
    if (pair && out.blockedBy.empty()) {
        out = TwoEndedSearch(graph, query, groups).run(*pair);
    }
    return out;
}

std::string_view pairProofName(PairProof proof)
{
    constexpr std::array<std::string_view, 4> kNames{"optimal", "best_found", "no_pair", "gave_up"};
    return kNames[static_cast<std::size_t>(proof)];
}

} // namespace twin::network
