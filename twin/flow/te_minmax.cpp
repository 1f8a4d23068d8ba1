#include "twin/flow/te_minmax.h"

#include "twin/flow/te_blocks.h"
#include "twin/flow/te_engine.h"
#include "twin/flow/te_utilisation.h"

#include <algorithm>
#include <numeric>

namespace twin::flow {

namespace {

/// What a solved block leaves behind.
struct SolvedBlock
{
    TeOutcome outcome;
    TePaths paths{0};
};

SolvedBlock solve(const TeBlock& block, const TeEffort& effort, const TeSettings& settings)
{
    TeUtilisationGoal goal(block.network, effort.gap);
    TeDescent descent(block.network, block.commodities, goal, settings);
    SolvedBlock out;
    out.outcome = solveGoal(block.network, descent, goal, effort, settings);
    out.paths = std::move(descent.paths());
    return out;
}

/// Blocks with little work first: once one of them is the bottleneck, the others need no more than that.
std::vector<std::size_t> easiestFirst(const std::vector<TeBlock>& blocks)
{
    std::vector<std::size_t> order(blocks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return std::uint64_t{blocks[i].network.arcCount()} * blocks[i].commodities.size();
    });
    return order;
}

/// A commodity's way through several blocks as whole paths: the blocks' splits laid side by side, cut
/// wherever one of them changes path.
class Joiner
{
  public:
    Joiner(const TeBlocks& blocks, const std::vector<SolvedBlock>& solved)
        : m_blocks(blocks)
        , m_solved(solved)
    {}

    void join(std::size_t commodity, double amount, TeRouting& out)
    {
        m_at.clear();
        for (const auto& piece : m_blocks.piecesOf(commodity)) {
            m_at.push_back({&piece, m_solved[piece.block].paths.head(piece.commodity), 0});
            m_at.back().left = shareOf(m_at.back());
        }
        double left = 1;
        while (left > 0) {
            const double share = nextShare(left);
            appendPath(out);
            out.endPath(share * amount);
            left -= share;
        }
        out.endCommodity();
    }

  private:
    struct At
    {
        const TeBlocks::Piece* piece;
        std::uint32_t route;
        double left; ///< of the route's share
    };

    [[nodiscard]] const TePaths& pathsOf(const At& at) const { return m_solved[at.piece->block].paths; }

    [[nodiscard]] double shareOf(const At& at) const
    {
        return pathsOf(at).route(at.route).flow /
               m_blocks.blocks[at.piece->block].commodities[at.piece->commodity].amount;
    }

    /// Moves every piece on from routes that are used up, as far as it has others.
    void moveOn()
    {
        for (At& at : m_at) {
            while (at.left <= kNothing && pathsOf(at).route(at.route).next != TePaths::kEnd) {
                at.route = pathsOf(at).route(at.route).next;
                at.left = shareOf(at);
            }
        }
    }

    /// The share of the next whole path; the last one takes what rounding left over.
    double nextShare(double left)
    {
        moveOn();
        double share = left;
        for (const At& at : m_at) {
            const bool isLast = pathsOf(at).route(at.route).next == TePaths::kEnd;
            share = isLast ? share : std::min(share, at.left);
        }
        for (At& at : m_at) {
            at.left -= share;
        }
        return left - share <= kNothing ? left : share;
    }

    void appendPath(TeRouting& out) const
    {
        for (const At& at : m_at) {
            const auto& origin = m_blocks.blocks[at.piece->block].network.origin;
            for (const std::uint32_t arc : pathsOf(at).arcsOf(pathsOf(at).route(at.route))) {
                out.arcs.push_back(origin[arc]);
            }
        }
    }

    static constexpr double kNothing = 1e-15; ///< share that rounding may leave

    const TeBlocks& m_blocks;
    const std::vector<SolvedBlock>& m_solved;
    std::vector<At> m_at;
};

TeSolution inOnePiece(const TeNetwork& network, std::span<const TeCommodity> commodities,
                      const TeEffort& effort, const TeSettings& settings)
{
    TeSolution out;
    SolvedBlock solved = solve({network, {commodities.begin(), commodities.end()}}, effort, settings);
    out.value = solved.outcome.result.value;
    out.bound = solved.outcome.result.bound;
    out.rounds = solved.outcome.rounds;
    out.price = std::move(solved.outcome.price);
    out.price.resize(network.arcCount());
    out.routing = routingOf(solved.paths);
    return out;
}

/// The whole has the highest utilisation of its blocks, and the highest of their bounds.
void takeUp(const TeBlock& block, const TeOutcome& outcome, TeSolution& out)
{
    out.rounds += outcome.rounds;
    out.value = std::max(out.value, outcome.result.value);
    if (outcome.result.bound > out.bound) {
        out.bound = outcome.result.bound;
        std::ranges::fill(out.price, 0.0);
        for (std::uint32_t arc = 0; arc < block.network.arcCount(); ++arc) {
            out.price[block.network.origin[arc]] = outcome.price[arc];
        }
    }
}

TeSolution blockByBlock(const TeNetwork& network, std::span<const TeCommodity> commodities,
                        const TeEffort& effort, const TeSettings& settings)
{
    TeSolution out;
    out.price.assign(network.arcCount(), 0);
    const TeBlocks split = splitIntoBlocks(network, commodities);
    std::vector<SolvedBlock> solved(split.blocks.size());
    for (const std::size_t i : easiestFirst(split.blocks)) {
        TeEffort ofBlock = effort;
        ofBlock.enough = effort.exact ? -1 : out.bound * (1 + effort.gap);
        solved[i] = solve(split.blocks[i], ofBlock, settings);
        takeUp(split.blocks[i], solved[i].outcome, out);
    }
    Joiner joiner(split, solved);
    for (std::size_t k = 0; k < commodities.size(); ++k) {
        joiner.join(k, commodities[k].amount, out.routing);
    }
    return out;
}

} // namespace

TeSolution minimiseUtilisation(const TeNetwork& network, std::span<const TeCommodity> commodities, double gap,
                               bool exact, const TeSettings& settings)
{
    const TeEffort effort{gap, exact, -1};
    return settings.maxDelay > 0 ? inOnePiece(network, commodities, effort, settings)
                                 : blockByBlock(network, commodities, effort, settings);
}

} // namespace twin::flow
