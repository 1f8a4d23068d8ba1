#include "twin/scenario/chain.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace twin::scenario {

std::string_view chainKindName(ChainKind kind)
{
    constexpr std::array<std::string_view, kChainKinds> kNames{
        "command_began",        "command_ended",   "command_skipped", "transfer_started",
        "transfer_finished",    "flow_rerouted",   "flow_slowed",     "flow_recovered",
        "flow_disconnected",    "job_waits",       "job_placed",      "job_started",
        "job_slowed",           "job_stopped",     "job_resumed",     "job_lost_work",
        "job_finished",         "job_cancelled",   "latency_missed",  "latency_met",
        "deadline_unavoidable", "deadline_missed", "source_lost",     "identifiers_lost"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view chainSubjectName(ChainSubject subject)
{
    constexpr std::array<std::string_view, 3> kNames{"command", "flow", "job"};
    return kNames[static_cast<std::size_t>(subject)];
}

std::uint32_t Chain::add(ChainEvent event)
{
    ++m_counts[static_cast<std::size_t>(event.kind)];
    const bool isOfFlow = event.about == ChainSubject::Flow && event.kind < ChainKind::DeadlineUnavoidable;
    const bool isRoom = isOfFlow ? m_flowEvents < m_most / 2 : m_events.size() < m_most;
    if (!isRoom || m_events.size() >= m_most) {
        ++m_leftOut;
        return event.cause;
    }
    m_flowEvents += isOfFlow ? 1 : 0;
    if (event.cause != kNoCause) {
        event.time = std::max(event.time, m_events[event.cause].time); // nothing comes before what it came of
    }
    m_events.push_back(std::move(event));
    return static_cast<std::uint32_t>(m_events.size() - 1);
}

std::vector<ChainEvent> Chain::take()
{
    std::vector<std::uint32_t> order(m_events.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return m_events[i].time; });
    std::vector<std::uint32_t> place(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
    }
    std::vector<ChainEvent> out;
    out.reserve(order.size());
    for (const std::uint32_t from : order) {
        ChainEvent& event = out.emplace_back(std::move(m_events[from]));
        event.cause = event.cause == kNoCause ? kNoCause : place[event.cause];
    }
    m_events.clear();
    return out;
}

} // namespace twin::scenario
