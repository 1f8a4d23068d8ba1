#include "models/placement/gantt_model.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace models {

void GanttModel::setContent(std::vector<GanttRow> rows, std::vector<GanttBar> bars, twin::TimeNs now)
{
    m_rows = std::move(rows);
    m_bars = std::move(bars);
    m_now = now;
    const int count = static_cast<int>(m_rows.size());
    std::erase_if(m_bars, [count](const GanttBar& bar) {
        return bar.row < 0 || bar.row >= count || bar.end < bar.begin;
    });
    std::ranges::sort(m_bars, [](const GanttBar& a, const GanttBar& b) {
        return std::tie(a.row, a.begin, a.id) < std::tie(b.row, b.begin, b.id);
    });
    m_first.assign(m_rows.size() + 1, m_bars.size());
    for (std::size_t bar = m_bars.size(); bar-- > 0;) {
        m_first[static_cast<std::size_t>(m_bars[bar].row)] = bar;
    }
    for (std::size_t row = m_rows.size(); row-- > 0;) {
        m_first[row] = std::min(m_first[row], m_first[row + 1]);
    }
    m_from = 0;
    m_to = 0;
    for (const GanttBar& bar : m_bars) {
        m_from = m_from == 0 ? bar.begin : std::min(m_from, bar.begin);
        m_to = std::max(m_to, bar.end);
    }
    Q_EMIT changed();
}

std::pair<std::size_t, std::size_t> GanttModel::barsOf(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return {m_first[at], m_first[at + 1]};
}

std::optional<std::size_t> GanttModel::along(std::size_t bar, int step) const
{
    const auto [first, last] = barsOf(m_bars[bar].row);
    const std::ptrdiff_t next = static_cast<std::ptrdiff_t>(bar) + step;
    return next >= static_cast<std::ptrdiff_t>(first) && next < static_cast<std::ptrdiff_t>(last)
               ? std::optional(static_cast<std::size_t>(next))
               : std::nullopt;
}

std::optional<std::size_t> GanttModel::across(std::size_t bar, int rowStep) const
{
    const twin::TimeNs middle = m_bars[bar].begin + (m_bars[bar].end - m_bars[bar].begin) / 2;
    for (int row = m_bars[bar].row + rowStep; row >= 0 && row < static_cast<int>(m_rows.size());
         row += rowStep) {
        const auto [first, last] = barsOf(row);
        if (first == last) {
            continue;
        }
        std::size_t best = first;
        twin::TimeNs least = std::numeric_limits<twin::TimeNs>::max();
        for (std::size_t i = first; i < last; ++i) {
            const GanttBar& at = m_bars[i];
            const twin::TimeNs apart = middle < at.begin ? at.begin - middle
                                       : middle > at.end ? middle - at.end
                                                         : 0;
            if (apart < least) {
                least = apart;
                best = i;
            }
        }
        return best;
    }
    return std::nullopt;
}

std::optional<std::size_t> GanttModel::find(const QString& job, const QString& pool, bool isBefore,
                                            twin::TimeNs near) const
{
    std::optional<std::size_t> best;
    twin::TimeNs least = 0;
    for (std::size_t bar = 0; bar < m_bars.size(); ++bar) {
        const GanttRow& row = m_rows[static_cast<std::size_t>(m_bars[bar].row)];
        if (m_bars[bar].id != job || row.key.id != pool || row.isBefore != isBefore) {
            continue;
        }
        const twin::TimeNs apart = std::max(m_bars[bar].begin, near) - std::min(m_bars[bar].begin, near);
        if (!best || apart < least) {
            best = bar;
            least = apart;
        }
    }
    return best;
}

int GanttModel::beside(int row) const
{
    const int count = static_cast<int>(m_rows.size());
    if (row < 0 || row >= count) {
        return -1;
    }
    const GanttRow& of = m_rows[static_cast<std::size_t>(row)];
    const int other = of.isBefore ? row + 1 : row - 1;
    if (other < 0 || other >= count) {
        return -1;
    }
    const GanttRow& there = m_rows[static_cast<std::size_t>(other)];
    return there.key == of.key && there.isBefore != of.isBefore ? other : -1;
}

std::vector<std::pair<twin::TimeNs, double>> GanttModel::occupancy(int row) const
{
    std::map<twin::TimeNs, double> changes;
    const auto [first, last] = barsOf(row);
    for (std::size_t i = first; i < last; ++i) {
        if (m_bars[i].state == GanttState::Queued) {
            continue;
        }
        changes[m_bars[i].begin] += m_bars[i].cards;
        changes[m_bars[i].end] -= m_bars[i].cards;
    }
    std::vector<std::pair<twin::TimeNs, double>> out;
    double held = 0;
    for (const auto& [time, change] : changes) {
        held += change;
        if (change != 0 || out.empty()) {
            out.emplace_back(time, held);
        }
    }
    return out;
}

} // namespace models
