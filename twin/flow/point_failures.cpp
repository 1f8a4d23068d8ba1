#include "twin/flow/point_failures.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace twin::flow {

namespace {

NetworkEvent degradeTo(double part, const NetworkEvent& like, double time_s)
{
    return {time_s, EventAction::Degrade, EventKind::Arc, like.object, part};
}

/// Walks the events of one arc in the order of time.
class ArcHistory
{
  public:
    ArcHistory(std::vector<NetworkEvent>& out, double repair_s)
        : m_out(out)
        , m_repair_s(repair_s)
    {}

    void take(const NetworkEvent& event)
    {
        endBy(event.time_s);
        if (event.action == EventAction::Fail) {
            m_until = std::max(m_until, event.time_s + event.value.value_or(m_repair_s));
            m_last = event;
            m_out.push_back(degradeTo(0, event, event.time_s));
        } else if (event.action == EventAction::Degrade) {
            m_left = event.value.value_or(1);
            if (m_until < 0) {
                m_out.push_back(event);
            }
        } else if (event.action == EventAction::Restore) {
            m_left = 1;
            m_until = kNone;
            m_out.push_back(event);
        } else {
            m_out.push_back(event);
        }
    }

    /// The repair, if it is due by then.
    void endBy(double time_s)
    {
        if (m_until >= 0 && m_until <= time_s) {
            m_out.push_back(degradeTo(m_left, m_last, m_until));
            m_until = kNone;
        }
    }

  private:
    static constexpr double kNone = -1;

    std::vector<NetworkEvent>& m_out;
    double m_repair_s;
    double m_until = kNone; ///< the repair of what is down
    double m_left = 1;      ///< of the capacity, by degradations
    NetworkEvent m_last;
};

} // namespace

std::vector<NetworkEvent> withoutArcFailures(std::vector<NetworkEvent> events, double repair_s)
{
    const auto isOfArc = [](const NetworkEvent& event) {
        return event.kind == EventKind::Arc;
    };
    const auto fails = [&](const NetworkEvent& event) {
        return isOfArc(event) && event.action == EventAction::Fail;
    };
    std::map<std::uint32_t, std::vector<NetworkEvent>> failing; // by arc, for a fixed order
    for (const NetworkEvent& event : events) {
        if (fails(event)) {
            failing[event.object];
        }
    }
    std::vector<NetworkEvent> out;
    for (const NetworkEvent& event : events) {
        const auto arc = isOfArc(event) ? failing.find(event.object) : failing.end();
        (arc == failing.end() ? out : arc->second).push_back(event);
    }
    for (auto& [arc, list] : failing) {
        std::ranges::stable_sort(list, {}, &NetworkEvent::time_s);
        ArcHistory history(out, repair_s);
        for (const NetworkEvent& event : list) {
            history.take(event);
        }
        history.endBy(kNoLimit);
    }
    return out;
}

} // namespace twin::flow
