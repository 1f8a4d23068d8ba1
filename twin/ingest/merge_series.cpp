#include "twin/ingest/merge_series.h"

#include "twin/ingest/sample_rules.h"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace twin::ingest {

namespace {

/// A column that takes part, and the series it belongs to together with its entities.
struct Candidate
{
    std::uint64_t run = 0;
    std::uint64_t directory = 0; ///< of flows and jobs; 0 for what does not come and go
    EntityKind kind = EntityKind::Pool;
    std::uint8_t metric = 0;
    ApplyItem* item = nullptr;
    DecodedColumn* column = nullptr;

    [[nodiscard]] auto series() const { return std::tuple(run, directory, kind, metric); }

    [[nodiscard]] FrameTimes times() const { return {item->frame.sourceTime, item->frame.receiveTime}; }
};

/// The cell a sample would become; nothing if it will be refused.
std::optional<state::Cell> cellOf(const Candidate& from, std::size_t i)
{
    const JudgedSample sample = judge(from.times(), *from.column, i, rangeOf(*from.column->mergeAs));
    if (sample.verdict != Verdict::Good) {
        return std::nullopt;
    }
    return state::Cell{sample.value,
                       sample.time,
                       from.item->frame.receiveTime,
                       from.item->epoch,
                       from.item->frame.sequence,
                       sample.quality,
                       from.column->interval_ms};
}

std::vector<Candidate> candidates(std::vector<ApplyItem>& items)
{
    std::vector<Candidate> out;
    for (ApplyItem& item : items) {
        if (item.scope.run == 0) {
            continue;
        }
        for (DecodedColumn& column : item.frame.columns) {
            const MetricInfo* info = column.mergeAs;
            if (info != nullptr && !column.values.empty()) {
                const bool transient = info->kind == EntityKind::Flow || info->kind == EntityKind::Job;
                out.push_back({item.scope.run, transient ? item.scope.directory : 0, info->kind, info->column,
                               &item, &column});
            }
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Candidate& a, const Candidate& b) { return a.series() < b.series(); });
    return out;
}

/// Merges the columns of one metric in one scope.
class Merger
{
  public:
    void merge(std::span<const Candidate> columns, MergeCount& merged)
    {
        for (std::uint32_t c = 0; c < columns.size(); ++c) {
            compete(columns, c);
        }
        for (std::uint32_t c = 0; c < columns.size(); ++c) {
            const std::size_t lost = keepWinners(columns, c);
            columns[c].item->frame.samples -= lost;
            if (lost > 0 && !columns[c].item->frame.replay) {
                merged[columns[c].item->source] += lost;
            }
        }
        for (const std::uint32_t entity : m_touched) {
            m_winners[entity] = {};
        }
        m_touched.clear();
    }

  private:
    struct Place ///< a sample: column and index; column 0 = none
    {
        std::uint32_t column = 0;
        std::uint32_t index = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };

    static Place placeOf(std::uint32_t column, std::size_t index)
    {
        return {column + 1, static_cast<std::uint32_t>(index)};
    }

    void compete(std::span<const Candidate> columns, std::uint32_t number)
    {
        const DecodedColumn& column = *columns[number].column;
        for (std::size_t i = 0; i < column.values.size(); ++i) {
            const std::optional<state::Cell> fresh = cellOf(columns[number], i);
            if (!fresh) {
                continue;
            }
            const std::uint32_t entity = column.entity(i);
            if (entity >= m_winners.size()) {
                m_winners.resize(entity + 1U);
            }
            Place& held = m_winners[entity];
            if (held.column == 0) {
                m_touched.push_back(entity);
                held = placeOf(number, i);
            } else if (fresh->supersedes(*cellOf(columns[held.column - 1], held.index))) {
                held = placeOf(number, i);
            }
        }
    }

    /// Whether sample `i` stays: it won, or it does not take part.
    [[nodiscard]] bool stays(const Candidate& from, std::uint32_t number, std::size_t i) const
    {
        const std::uint32_t entity = from.column->entity(i);
        const bool won = entity < m_winners.size() && m_winners[entity] == placeOf(number, i);
        return won || !cellOf(from, i);
    }

    /// Returns how many samples went.
    std::size_t keepWinners(std::span<const Candidate> columns, std::uint32_t number) const
    {
        DecodedColumn& column = *columns[number].column;
        DecodedColumn kept;
        kept.metric = column.metric;
        kept.mergeAs = column.mergeAs;
        kept.interval_ms = column.interval_ms;
        for (std::size_t i = 0; i < column.values.size(); ++i) {
            if (!stays(columns[number], number, i)) {
                continue;
            }
            kept.entities.push_back(column.entity(i));
            kept.values.push_back(column.values[i]);
            if (!column.offsets.empty()) {
                kept.offsets.push_back(column.offsets[i]);
            }
            if (!column.qualities.empty()) {
                kept.qualities.push_back(column.qualities[i]);
            }
        }
        const std::size_t lost = column.values.size() - kept.values.size();
        if (lost > 0) {
            column = std::move(kept);
        }
        return lost;
    }

    std::vector<Place> m_winners; ///< by the source's entity number; empty places between two merges
    std::vector<std::uint32_t> m_touched;
};

} // namespace

MergeCount mergeSeries(std::vector<ApplyItem>& items)
{
    MergeCount merged;
    Merger merger;
    const std::vector<Candidate> all = candidates(items);
    for (auto first = all.begin(); first != all.end();) {
        const auto last = std::find_if(
            first, all.end(), [&](const Candidate& other) { return other.series() != first->series(); });
        merger.merge({first, last}, merged);
        first = last;
    }
    return merged;
}

} // namespace twin::ingest
