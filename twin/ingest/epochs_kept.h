#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace twin::ingest {

/// What is known of so many epochs of one source is kept. An older one's late frames are refused as unknown.
inline constexpr std::size_t kEpochsKept = 4;

/// The oldest epoch of `key`'s source if there are more than kEpochsKept in `map`, never `key` itself; else
/// the end. `map` goes from (source, epoch) to anything.
template <typename Source, typename T>
[[nodiscard]] auto surplusEpoch(std::map<std::pair<Source, std::uint64_t>, T>& map,
                                const std::pair<Source, std::uint64_t>& key)
{
    const auto first = map.lower_bound({key.first, 0});
    const auto last = map.upper_bound({key.first, UINT64_MAX});
    if (static_cast<std::size_t>(std::distance(first, last)) <= kEpochsKept) {
        return map.end();
    }
    return first->first == key ? std::next(first) : first;
}

} // namespace twin::ingest
