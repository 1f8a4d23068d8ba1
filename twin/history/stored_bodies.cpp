#include "twin/history/stored_bodies.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/rollup.h"

#include <utility>

namespace twin::history {

namespace {

/// Every block of a pack.
template <typename Decode> Result<> judgePack(std::string_view pack, const Decode& decode)
{
    return forEachInPack(pack, [&](std::uint64_t, std::string_view block) -> Result<bool> {
        auto decoded = decode(block);
        return decoded ? Result<bool>(true) : Result<bool>(failure(std::move(decoded.error())));
    });
}

Result<> judgeBlocks(std::string_view pack)
{
    return judgePack(pack, decodeBlock);
}

Result<> judgeRollups(std::string_view pack)
{
    return judgePack(pack, decodeRollups);
}

Result<> judgePacked(std::string_view body)
{
    auto whole = unpacked(body);
    return whole ? Result<>() : Result<>(failure(std::move(whole.error())));
}

} // namespace

const std::array<StoredBodies, 4>& storedBodies()
{
    static constexpr std::array<StoredBodies, 4> kAll{{{"blocks", "body", judgeBlocks},
                                                       {"rollups", "body", judgeRollups},
                                                       {"checkpoints", "state", judgePacked},
                                                       {"documents", "body", judgePacked}}};
    return kAll;
}

} // namespace twin::history
