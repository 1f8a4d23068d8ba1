#include "twin/history/sequence_ranges.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace twin::history {

namespace {

constexpr std::size_t kMaxRanges = 100'000;

/// First range that ends at or after `sequence`.
auto rangeAt(const std::vector<SequenceRange>& ranges, std::uint64_t sequence)
{
    return std::lower_bound(
        ranges.begin(), ranges.end(), sequence,
        [](const SequenceRange& range, std::uint64_t value) { return range.last < value; });
}

/// Moves ranges that touch the contiguous part into it.
void absorb(Progress& progress)
{
    std::size_t taken = 0;
    while (taken < progress.ranges.size() && progress.ranges[taken].first == progress.contiguous + 1) {
        progress.contiguous = progress.ranges[taken].last;
        ++taken;
    }
    progress.ranges.erase(progress.ranges.begin(),
                          progress.ranges.begin() + static_cast<std::ptrdiff_t>(taken));
}

bool readNumber(std::string_view& text, std::uint64_t& out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc()) {
        return false;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool readChar(std::string_view& text, char expected)
{
    if (text.empty() || text.front() != expected) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

} // namespace

bool Progress::contains(std::uint64_t sequence) const
{
    if (sequence <= contiguous) {
        return true;
    }
    const auto found = rangeAt(ranges, sequence);
    return found != ranges.end() && found->first <= sequence;
}

bool Progress::insert(std::uint64_t sequence)
{
    if (contains(sequence)) {
        return false;
    }
    if (sequence == contiguous + 1) {
        contiguous = sequence;
        absorb(*this);
        return true;
    }
    const auto at = ranges.begin() + (rangeAt(ranges, sequence) - ranges.begin());
    const bool joinsAfter = at != ranges.end() && at->first == sequence + 1;
    const bool joinsBefore = at != ranges.begin() && std::prev(at)->last + 1 == sequence;
    if (joinsBefore && joinsAfter) {
        std::prev(at)->last = at->last;
        ranges.erase(at);
    } else if (joinsBefore) {
        std::prev(at)->last = sequence;
    } else if (joinsAfter) {
        at->first = sequence;
    } else {
        ranges.insert(at, {sequence, sequence});
    }
    return true;
}

std::string rangesText(const std::vector<SequenceRange>& ranges)
{
    std::string out;
    for (const SequenceRange& range : ranges) {
        if (!out.empty()) {
            out += ',';
        }
        out += std::to_string(range.first) + '-' + std::to_string(range.last);
    }
    return out;
}

Result<std::vector<SequenceRange>> parseRanges(std::string_view text)
{
    std::vector<SequenceRange> out;
    while (!text.empty()) {
        SequenceRange range;
        const bool first = out.empty();
        if ((!first && !readChar(text, ',')) || !readNumber(text, range.first) || !readChar(text, '-') ||
            !readNumber(text, range.last)) {
            return failure(ErrorCode::BadInput, "sequence ranges are not of the form 5-7,9-9");
        }
        if (range.last < range.first || (!first && range.first <= out.back().last + 1) ||
            out.size() >= kMaxRanges) {
            return failure(ErrorCode::BadInput, "sequence ranges are not sorted and apart, or too many");
        }
        out.push_back(range);
    }
    return out;
}

} // namespace twin::history
