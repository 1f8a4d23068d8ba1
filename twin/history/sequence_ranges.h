#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twin/support/result.h"

namespace twin::history {

/// Sequences first..last, both included.
struct SequenceRange
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    friend bool operator==(const SequenceRange&, const SequenceRange&) = default;
};

/// Which sequences of one (source, epoch) are kept: everything up to `contiguous`, and the ranges beyond it,
/// sorted and apart. Sequences count from 1. A plain value; the cost of `insert` is the number of gaps.
struct Progress
{
    std::uint64_t contiguous = 0;
    std::vector<SequenceRange> ranges;

    [[nodiscard]] bool contains(std::uint64_t sequence) const;
    /// False if it was already there.
    bool insert(std::uint64_t sequence);

    [[nodiscard]] std::uint64_t highest() const { return ranges.empty() ? contiguous : ranges.back().last; }

    [[nodiscard]] bool hasGap() const { return !ranges.empty(); }

    friend bool operator==(const Progress&, const Progress&) = default;
};

/// `5-7,9-9`: how the journal stores ranges.
[[nodiscard]] std::string rangesText(const std::vector<SequenceRange>& ranges);
/// Errors: BadInput (syntax, not sorted, not apart, over 100,000 ranges).
[[nodiscard]] Result<std::vector<SequenceRange>> parseRanges(std::string_view text);

} // namespace twin::history
