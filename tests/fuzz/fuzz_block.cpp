#include "twin/history/block_codec.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

bool isSame(const twin::history::SampleBlock& a, const twin::history::SampleBlock& b)
{
    if (a.stamps != b.stamps || a.series.size() != b.series.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.series.size(); ++i) {
        const auto& left = a.series[i];
        const auto& right = b.series[i];
        if (left.series != right.series || left.stamps != right.stamps ||
            left.values.size() != right.values.size()) {
            return false;
        }
        for (std::size_t j = 0; j < left.values.size(); ++j) {
            const bool bothNone = left.values[j] != left.values[j] && right.values[j] != right.values[j];
            if (!bothNone && std::bit_cast<std::uint64_t>(left.values[j]) !=
                                 std::bit_cast<std::uint64_t>(right.values[j])) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

/// A row of a store that may be damaged: refused, or the same again when written and read once more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto block = twin::history::decodeBlock(bytes);
    static_cast<void>(twin::history::decodeSeries(bytes, 3));
    if (!block) {
        return 0;
    }
    const auto again = twin::history::decodeBlock(twin::history::encodeBlock(*block));
    if (!again || !isSame(*block, *again)) {
        __builtin_trap();
    }
    return 0;
}
