#include "twin/history/block_pack.h"

namespace twin::history {

void BlockPack::add(std::uint64_t chunk, std::string block)
{
    m_bytes += block.size();
    m_blocks.emplace_back(chunk, std::move(block));
}

std::string BlockPack::take()
{
    ByteWriter out;
    out.varint(m_blocks.size());
    std::uint64_t next = 0;
    for (const auto& [chunk, block] : m_blocks) {
        out.varint(chunk - next);
        out.varint(block.size());
        next = chunk + 1;
    }
    std::string bytes = out.take();
    bytes.reserve(bytes.size() + m_bytes);
    for (const auto& [chunk, block] : m_blocks) {
        bytes += block;
    }
    m_blocks.clear();
    m_bytes = 0;
    return bytes;
}

Result<> forEachInPack(std::string_view pack,
                       const std::function<Result<bool>(std::uint64_t chunk, std::string_view block)>& visit)
{
    ByteReader in(pack);
    const std::uint64_t count = in.varint();
    std::vector<std::pair<std::uint64_t, std::uint64_t>> sizes;
    std::uint64_t next = 0;
    for (std::uint64_t i = 0; i < count && !in.failed(); ++i) {
        const std::uint64_t chunk = next + in.varint();
        sizes.emplace_back(chunk, in.varint());
        next = chunk + 1;
    }
    for (const auto& [chunk, size] : sizes) {
        const std::string_view block = in.bytes(size);
        if (in.failed()) {
            break;
        }
        const auto goesOn = visit(chunk, block);
        if (!goesOn || !*goesOn) {
            return goesOn ? Result<>() : Result<>(failure(goesOn.error()));
        }
    }
    if (in.failed() || in.left() > 0) {
        return failure(ErrorCode::BadInput, "a pack of blocks is cut off, or has more than it says");
    }
    return {};
}

Result<std::optional<std::string_view>> findInPack(std::string_view pack, std::uint64_t chunk)
{
    std::optional<std::string_view> found;
    auto done = forEachInPack(pack, [&](std::uint64_t next, std::string_view block) -> Result<bool> {
        if (next == chunk) {
            found = block;
        }
        return next < chunk;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return found;
}

} // namespace twin::history
