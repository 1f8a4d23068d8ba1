#include "twin/flow/te_blocks.h"

#include "twin/flow/te_block_tree.h"

#include <algorithm>
#include <unordered_map>

namespace twin::flow {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
/// Nodes of a block up to which its pairs have a table (16 MiB), not a map.
constexpr std::size_t kTableNodes = 2048;

/// The number of each pair of places of a block, counted as they come.
class PairNumbers
{
  public:
    explicit PairNumbers(std::size_t nodes)
        : m_nodes(nodes)
    {}

    /// @return a reference that is kNone when the pair is new
    std::uint32_t& at(std::uint32_t entry, std::uint32_t exit)
    {
        const std::size_t key = entry * m_nodes + exit;
        if (m_nodes > kTableNodes) {
            return m_map.try_emplace(key, kNone).first->second;
        }
        if (m_table.empty()) {
            m_table.assign(m_nodes * m_nodes, kNone);
        }
        return m_table[key];
    }

  private:
    std::size_t m_nodes;
    std::vector<std::uint32_t> m_table;
    std::unordered_map<std::size_t, std::uint32_t> m_map; ///< looked up, never walked through
};

TeNetwork networkOf(const TeNetwork& whole, const TeBlockTree& tree, std::uint32_t block,
                    const std::vector<std::uint32_t>& arcs)
{
    const auto& nodes = tree.nodesOf(block);
    TeNetwork out;
    out.unit_bps = whole.unit_bps;
    out.firstOut.assign(nodes.size() + 1, 0);
    for (const std::uint32_t arc : arcs) {
        ++out.firstOut[tree.placeOf(block, whole.from[arc]) + 1];
    }
    for (std::size_t place = 0; place < nodes.size(); ++place) {
        out.firstOut[place + 1] += out.firstOut[place];
        out.transit.push_back(whole.transit[nodes[place]]);
    }
    std::vector<std::uint32_t> next(out.firstOut.begin(), out.firstOut.end() - 1);
    out.origin.resize(arcs.size());
    for (const std::uint32_t arc : arcs) {
        out.origin[next[tree.placeOf(block, whole.from[arc])]++] = arc;
    }
    for (const std::uint32_t arc : out.origin) {
        out.from.push_back(tree.placeOf(block, whole.from[arc]));
        out.to.push_back(tree.placeOf(block, whole.to[arc]));
        out.capacity.push_back(whole.capacity[arc]);
        out.delay.push_back(whole.delay[arc]);
    }
    return out;
}

/// Joins the traffic of every commodity piece by piece to commodities of the blocks.
class Splitter
{
  public:
    explicit Splitter(const TeBlockTree& tree)
        : m_tree(tree)
        , m_slotOfBlock(tree.blockCount(), kNone)
    {}

    void add(const TeCommodity& commodity, TeBlocks& out)
    {
        m_tree.crossings(commodity.source, commodity.target, m_way);
        for (const auto& crossing : m_way) {
            out.pieces.push_back(pieceOf(crossing, commodity.amount, out));
        }
        out.firstPiece.push_back(static_cast<std::uint32_t>(out.pieces.size()));
    }

    void fillNetworks(const TeNetwork& whole, TeBlocks& out) const
    {
        std::vector<std::vector<std::uint32_t>> arcs(out.blocks.size());
        for (std::uint32_t arc = 0; arc < whole.arcCount(); ++arc) {
            const std::uint32_t block = m_tree.blockOfArc(arc);
            if (block != kNone && m_slotOfBlock[block] != kNone) {
                arcs[m_slotOfBlock[block]].push_back(arc);
            }
        }
        for (std::size_t slot = 0; slot < out.blocks.size(); ++slot) {
            out.blocks[slot].network = networkOf(whole, m_tree, m_blockOfSlot[slot], arcs[slot]);
        }
    }

  private:
    std::uint32_t slotOf(std::uint32_t block, TeBlocks& out)
    {
        if (m_slotOfBlock[block] == kNone) {
            m_slotOfBlock[block] = static_cast<std::uint32_t>(out.blocks.size());
            m_blockOfSlot.push_back(block);
            m_numbers.emplace_back(m_tree.nodesOf(block).size());
            out.blocks.emplace_back();
        }
        return m_slotOfBlock[block];
    }

    TeBlocks::Piece pieceOf(const TeBlockTree::Crossing& crossing, double amount, TeBlocks& out)
    {
        const std::uint32_t slot = slotOf(crossing.block, out);
        const std::uint32_t entry = m_tree.placeOf(crossing.block, crossing.entry);
        const std::uint32_t exit = m_tree.placeOf(crossing.block, crossing.exit);
        auto& commodities = out.blocks[slot].commodities;
        std::uint32_t& number = m_numbers[slot].at(entry, exit);
        if (number == kNone) {
            number = static_cast<std::uint32_t>(commodities.size());
            commodities.push_back({entry, exit, 0});
        }
        commodities[number].amount += amount;
        return {slot, number};
    }

    const TeBlockTree& m_tree;
    std::vector<std::uint32_t> m_slotOfBlock; ///< only blocks with traffic have one
    std::vector<std::uint32_t> m_blockOfSlot;
    std::vector<PairNumbers> m_numbers; ///< by slot
    std::vector<TeBlockTree::Crossing> m_way;
};

} // namespace

TeBlocks splitIntoBlocks(const TeNetwork& network, std::span<const TeCommodity> commodities)
{
    const TeBlockTree tree(network);
    Splitter splitter(tree);
    TeBlocks out;
    out.firstPiece.push_back(0);
    for (const TeCommodity& commodity : commodities) {
        splitter.add(commodity, out);
    }
    splitter.fillNetworks(network, out);
    return out;
}

} // namespace twin::flow
