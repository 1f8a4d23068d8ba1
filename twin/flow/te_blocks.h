#pragma once

#include "twin/flow/te_network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// A part of a network that hangs together by at least two ways (a biconnected component), or a bridge, with
/// the traffic that crosses it.
struct TeBlock
{
    TeNetwork network; ///< origin: arcs of the whole network
    std::vector<TeCommodity> commodities;
};

/// A network cut at its articulation points. Traffic enters and leaves a block at the same nodes whatever its
/// path, so the blocks are engineered apart, with demands of the same way through a block joined to one.
struct TeBlocks
{
    /// The part of a commodity's way that lies in one block.
    struct Piece
    {
        std::uint32_t block = 0;
        std::uint32_t commodity = 0; ///< of the block
    };

    std::vector<TeBlock> blocks;           ///< those that traffic crosses
    std::vector<std::uint32_t> firstPiece; ///< by commodity of the whole, and one more
    std::vector<Piece> pieces;             ///< in the order of the way

    [[nodiscard]] std::span<const Piece> piecesOf(std::size_t commodity) const
    {
        return {pieces.data() + firstPiece[commodity], firstPiece[commodity + 1] - firstPiece[commodity]};
    }
};

/// @param commodities each with a path in `network`, source ≠ target
/// Cost: O(nodes + arcs + commodities · blocks on the way). Source: Hopcroft & Tarjan, CACM 16(6), 1973.
[[nodiscard]] TeBlocks splitIntoBlocks(const TeNetwork& network, std::span<const TeCommodity> commodities);

} // namespace twin::flow
