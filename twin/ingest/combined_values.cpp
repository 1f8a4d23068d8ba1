#include "twin/ingest/combined_values.h"

#include <algorithm>

namespace twin::ingest {

namespace {

constexpr TimeNs kMinWindow = 10 * kSecond;
constexpr TimeNs kFirstWindow = 150 * kSecond; ///< of a member that said one thing: 2.5 times a slow minute
/// News this close make one value; in large groups, whose computing takes longer, less close ones too.
constexpr TimeNs kTogether = kSecond;
constexpr std::size_t kLargeGroup = 4'096;

TimeNs windowOf(const CombinedValues::Said& said, TimeNs asked)
{
    if (asked > 0) {
        return asked;
    }
    return said.interval > 0 ? std::max(kMinWindow, said.interval / 2 * 5) : kFirstWindow;
}

/// What a combination needs of its members.
struct Sums
{
    double sum = 0;
    double below = 0; ///< denominators
    double max = 0;
    double min = 0;
    std::size_t count = 0;

    void add(double value, RatioPart part, bool isRatio)
    {
        max = count == 0 ? value : std::max(max, value);
        min = count == 0 ? value : std::min(min, value);
        sum += !isRatio || part != RatioPart::Denominator ? value : 0;
        below += isRatio && part != RatioPart::Numerator ? value : 0;
        ++count;
    }

    [[nodiscard]] std::optional<double> result(Combine combine) const
    {
        if (count == 0) {
            return std::nullopt;
        }
        switch (combine) {
        case Combine::Mean:
            return sum / static_cast<double>(count);
        case Combine::Sum:
            return sum;
        case Combine::Max:
            return max;
        case Combine::Min:
            return min;
        case Combine::Ratio:
            return below > 0 ? std::optional(sum / below) : std::nullopt;
        case Combine::None:
            break;
        }
        return std::nullopt;
    }
};

} // namespace

std::optional<CombinedValues::Seat> CombinedValues::join(std::uint32_t entity, const MappedTarget& target)
{
    const GroupKey key{entity, target.metric, target.combine};
    const auto [at, isNew] = m_byKey.try_emplace(key, static_cast<std::uint32_t>(m_groups.size()));
    if (isNew) {
        Group& made = m_groups.emplace_back();
        made.entity = entity;
        made.metric = target.metric;
        made.combine = target.combine;
    }
    Group& group = m_groups[at->second];
    auto member = static_cast<std::uint32_t>(group.members.size());
    if (!group.free.empty()) {
        member = group.free.back();
        group.free.pop_back();
    } else if (group.members.size() >= kMaxMembers) {
        return std::nullopt;
    } else {
        group.members.emplace_back();
    }
    group.members[member] = Member{{}, target.part, target.window, true};
    return Seat{at->second, member};
}

void CombinedValues::leave(Seat seat)
{
    Group& group = m_groups[seat.group];
    group.members[seat.member] = {};
    group.free.push_back(seat.member);
}

const CombinedValues::Said& CombinedValues::said(Seat seat) const
{
    return m_groups[seat.group].members[seat.member].said;
}

void CombinedValues::restore(Seat seat, const Said& said)
{
    m_groups[seat.group].members[seat.member].said = said;
}

void CombinedValues::tell(Seat seat, TimeNs time, std::optional<double> value, std::uint32_t interval_ms)
{
    m_news.push_back({seat, time, value, interval_ms});
}

void CombinedValues::hear(const News& news, BatchWriter& out, Tally& tally)
{
    Group& group = m_groups[news.seat.group];
    const TimeNs together = kTogether * static_cast<TimeNs>(1 + group.members.size() / kLargeGroup);
    if (group.news > 0 && news.time - group.since >= together) {
        compute(group, out, tally);
    }
    if (group.news == 0) {
        group.since = news.time;
        group.until = news.time;
        m_touched.push_back(news.seat.group);
    }
    ++group.news;
    group.until = std::max(group.until, news.time);
    Said& said = group.members[news.seat.member].said;
    said.interval = said.isThere ? news.time - said.time : said.interval;
    said.time = news.time;
    said.expected_ms = news.interval_ms;
    said.isThere = news.value.has_value();
    said.value = news.value.value_or(0);
}

void CombinedValues::compute(Group& group, BatchWriter& out, Tally& tally)
{
    Sums sums;
    std::uint32_t interval = 0; // of the slowest: it comes at least that often
    for (const Member& member : group.members) {
        const bool counts =
            member.said.isThere && group.until - member.said.time <= windowOf(member.said, member.window);
        if (counts) {
            sums.add(member.said.value, member.part, group.combine == Combine::Ratio);
            interval = std::max(interval, member.said.expected_ms);
        }
    }
    const auto value = sums.result(group.combine);
    const bool isMissing = sums.count == 0;
    const std::uint64_t made = isMissing || value ? 1 : 0;
    if (made > 0 && !out.add(*group.metric, group.entity,
                             {group.until, isMissing ? 0 : *value,
                              isMissing ? state::Quality::Missing : state::Quality::Good, interval})) {
        ++tally.duplicate;
    }
    tally.merged += group.news - made;
    group.news = 0;
}

void CombinedValues::flush(BatchWriter& out, Tally& tally)
{
    const auto earlier = [](const News& a, const News& b) {
        return a.time < b.time;
    };
    if (!std::is_sorted(m_news.begin(), m_news.end(), earlier)) {
        std::stable_sort(m_news.begin(), m_news.end(), earlier);
    }
    for (const News& news : m_news) {
        hear(news, out, tally);
    }
    m_news.clear();
    for (const std::uint32_t group : m_touched) {
        if (m_groups[group].news > 0) {
            compute(m_groups[group], out, tally);
        }
    }
    m_touched.clear();
}

void CombinedValues::clear()
{
    m_byKey.clear();
    m_groups.clear();
    m_news.clear();
    m_touched.clear();
}

} // namespace twin::ingest
