#include "twin/scenario/registry_edits.h"
#include "twin/scenario/schedule.h"

#include <algorithm>
#include <tuple>

namespace twin::scenario {

namespace {

/// In-service dates of what the registry plans or builds, ascending, each once.
std::vector<TimeNs> buildDates(const registry::Registry& registry)
{
    std::vector<TimeNs> out;
    const auto add = [&out](const auto& list) {
        for (const auto& entity : list) {
            const registry::Asset& asset = entity.asset;
            const bool isPlanned = asset.state == registry::LifecycleState::Planned ||
                                   asset.state == registry::LifecycleState::Building;
            if (isPlanned && asset.inService != 0) {
                out.push_back(asset.inService);
            }
        }
    };
    add(registry.pools);
    add(registry.links);
    add(registry.conduits);
    std::ranges::sort(out);
    const auto [first, last] = std::ranges::unique(out);
    out.erase(first, last);
    return out;
}

/// Of more moments than kMostDates every n-th and the last; what was due before is due with the next of them.
void thin(std::vector<DatedChange>& dates)
{
    std::vector<TimeNs> moments;
    for (const DatedChange& date : dates) {
        if (moments.empty() || moments.back() != date.at) {
            moments.push_back(date.at);
        }
    }
    if (moments.size() <= kMostDates) {
        return;
    }
    const std::size_t stride = (moments.size() + kMostDates - 1) / kMostDates;
    std::vector<TimeNs> kept;
    for (std::size_t i = (moments.size() - 1) % stride; i < moments.size(); i += stride) {
        kept.push_back(moments[i]);
    }
    for (DatedChange& date : dates) {
        date.at = *std::ranges::lower_bound(kept, date.at);
    }
}

} // namespace

bool isDated(const Action& action)
{
    return std::holds_alternative<Growth>(action) || std::holds_alternative<PlannedBuilds>(action);
}

std::vector<DatedChange> datesOf(const Ground& ground, std::span<const Command> commands, TimeNs until)
{
    std::vector<DatedChange> out;
    std::optional<std::vector<TimeNs>> builds;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Command& command = commands[i];
        if (!isDated(command.action)) {
            continue;
        }
        const TimeNs begin = beginOf(command, ground.moment());
        const auto end = endOf(command, ground.moment());
        const auto isIn = [&](TimeNs at) {
            return at <= until && (!end || at < *end);
        };
        if (std::holds_alternative<Growth>(command.action)) {
            for (TimeNs at = begin + kQuarterYear; isIn(at); at += kQuarterYear) {
                out.push_back({at, i});
            }
            continue;
        }
        if (!builds) {
            builds = buildDates(*ground.world()->registry);
        }
        for (auto date = std::ranges::upper_bound(*builds, begin); date != builds->end() && isIn(*date);
             ++date) {
            out.push_back({*date, i});
        }
    }
    const auto isBefore = [](const DatedChange& a, const DatedChange& b) {
        return std::tuple(a.at, a.number) < std::tuple(b.at, b.number);
    };
    std::ranges::sort(out, isBefore);
    thin(out);
    std::ranges::sort(out, isBefore);
    const auto [first, last] = std::ranges::unique(
        out, [](const auto& a, const auto& b) { return a.at == b.at && a.number == b.number; });
    out.erase(first, last);
    return out;
}

void LastMoment::add(const Command& command)
{
    const TimeNs begin = beginOf(command, m_first);
    m_last = std::max(m_last, begin);
    const auto end = endOf(command, m_first);
    const TimeNs horizon = m_first + m_horizon;
    if (m_horizon > 0 && isDated(command.action) && begin <= horizon && (!end || *end > horizon)) {
        m_last = std::max(m_last, horizon);
    }
}

} // namespace twin::scenario
