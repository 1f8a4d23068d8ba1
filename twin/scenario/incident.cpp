#include "twin/scenario/incident.h"

#include "twin/alarm/alarm_types.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace twin::scenario {

namespace {

constexpr std::size_t kMaxMarks = 180;
constexpr TimeNs kParts = 60;
constexpr TimeNs kTogether = kMinute; ///< links of one conduit go down within
constexpr double kWhole = 0.995;      ///< of the declared capacity: what is above is a rounding of counters

std::optional<TargetKind> targetKind(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Link:
        return TargetKind::Link;
    case EntityKind::Site:
        return TargetKind::Site;
    case EntityKind::Pool:
        return TargetKind::Pool;
    case EntityKind::ServiceNode:
        return TargetKind::ServiceNode;
    default:
        return std::nullopt;
    }
}

bool isLoss(std::string_view type)
{
    using namespace alarm;
    return type == kAlarmLossOfLight || type == kAlarmLinkDown || type == kAlarmPower ||
           type == kAlarmPoolDown || type == kAlarmSitePower || type == kAlarmSiteDown ||
           type == kAlarmNodeDown;
}

/// Folds outages of links into those of the conduits they lie in.
class Conduits
{
  public:
    Conduits(const registry::Registry& registry, std::vector<Outage>& outages)
        : m_registry(registry)
        , m_outages(outages)
    {}

    void fold()
    {
        const std::vector<Outage> all = m_outages;
        for (const Outage& one : all) {
            if (one.target.kind == TargetKind::Conduit) {
                dropExplained(one);
            }
        }
        while (const auto next = best()) {
            dropExplained(*next);
            m_outages.push_back(*next);
        }
    }

  private:
    using ByLink = std::map<std::size_t, std::vector<const Outage*>>; ///< whole outages of links

    [[nodiscard]] ByLink byLink() const
    {
        ByLink out;
        for (const Outage& one : m_outages) {
            const auto link = one.target.kind == TargetKind::Link && one.left == 0
                                  ? m_registry.find(EntityKind::Link, one.target.id)
                                  : std::nullopt;
            if (link) {
                out[link->index].push_back(&one);
            }
        }
        return out;
    }

    /// How a conduit would have been out from `begin` on; none when not all of its links went down then.
    [[nodiscard]] std::optional<Outage> cutOf(const registry::Conduit& conduit, TimeNs begin,
                                              const ByLink& outages) const
    {
        Outage cut{{TargetKind::Conduit, conduit.id}, 0, begin, begin};
        for (const registry::LinkIndex link : conduit.links) {
            if (!registry::isInService(m_registry[link].asset.state)) {
                continue;
            }
            const auto of = outages.find(link.value());
            if (of == outages.end()) {
                return std::nullopt;
            }
            const auto with = std::ranges::find_if(of->second, [&](const Outage* one) {
                return one->begin >= begin && one->begin <= begin + kTogether;
            });
            if (with == of->second.end()) {
                return std::nullopt;
            }
            const std::optional<TimeNs>& end = (*with)->end;
            cut.end = cut.end && end ? std::optional(std::max(*cut.end, *end)) : std::nullopt;
        }
        return cut;
    }

    static bool isWithin(const Outage& link, const Outage& cut)
    {
        return link.begin >= cut.begin - kTogether &&
               (!cut.end || (link.end && *link.end <= *cut.end + kTogether));
    }

    /// The cut that explains the most outages of links, two or more; the first by number and time of equals.
    [[nodiscard]] std::optional<Outage> best() const
    {
        const ByLink outages = byLink();
        std::map<std::size_t, std::set<TimeNs>> begins; // by conduit
        for (const auto& [link, list] : outages) {
            for (const registry::ConduitIndex conduit : m_registry.links[link].conduits) {
                for (const Outage* one : list) {
                    begins[conduit.value()].insert(one->begin);
                }
            }
        }
        std::optional<Outage> out;
        std::ptrdiff_t most = 1;
        for (const auto& [number, times] : begins) {
            const registry::Conduit& conduit = m_registry.conduits[number];
            for (const TimeNs begin : times) {
                const auto cut = cutOf(conduit, begin, outages);
                std::ptrdiff_t explained = 0;
                for (const registry::LinkIndex link : conduit.links) {
                    const auto of = outages.find(link.value());
                    explained += cut && of != outages.end()
                                     ? std::ranges::count_if(
                                           of->second, [&](const Outage* o) { return isWithin(*o, *cut); })
                                     : 0;
                }
                if (explained > most) {
                    most = explained;
                    out = cut;
                }
            }
        }
        return out;
    }

    void dropExplained(const Outage& cut)
    {
        const registry::ConduitIndex conduit = m_registry.conduit(cut.target.id);
        std::set<std::string_view> links;
        if (conduit.isValid()) {
            for (const registry::LinkIndex link : m_registry[conduit].links) {
                links.insert(m_registry[link].id);
            }
        }
        std::erase_if(m_outages, [&](const Outage& one) {
            return one.target.kind == TargetKind::Link && one.left == 0 && links.contains(one.target.id) &&
                   isWithin(one, cut);
        });
    }

    const registry::Registry& m_registry;
    std::vector<Outage>& m_outages;
};

/// The moments to look at, in order.
std::vector<TimeNs> momentsOf(const state::SnapshotProvider& past, state::TimeRange stretch)
{
    std::set<TimeNs> out{stretch.begin, stretch.end};
    for (const state::TimeMark& mark : past.marks(stretch, kMaxMarks)) {
        out.insert(std::clamp(mark.time, stretch.begin, stretch.end));
    }
    for (TimeNs part = 1; part < kParts; ++part) {
        out.insert(stretch.begin + (stretch.end - stretch.begin) / kParts * part);
    }
    return {out.begin(), out.end()};
}

} // namespace

IncidentReader::SeenMap IncidentReader::downIn(const state::Snapshot& snapshot)
{
    SeenMap out;
    const registry::Registry& registry = *snapshot.registry;
    for (const EntityKind kind :
         {EntityKind::Link, EntityKind::Site, EntityKind::Pool, EntityKind::ServiceNode}) {
        const auto count = state::stateMetric(kind) ? static_cast<std::uint32_t>(registry.count(kind)) : 0U;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (operState(snapshot, {kind, i}) == OperState::Down) {
                out[{*targetKind(kind), registry.id({kind, i})}] = {};
            }
        }
    }
    for (std::uint32_t i = 0; i < registry.links.size(); ++i) {
        const registry::Link& link = registry.links[i];
        const state::LiveValue live =
            liveValue(snapshot, {EntityKind::Link, i}, static_cast<std::size_t>(LinkMetric::Capacity));
        const double left = link.capacity_bps > 0 ? live.value / static_cast<double>(link.capacity_bps) : 1;
        // As last heard, as states are.
        if (live.quality != state::Quality::Missing && live.value > 0 && left < kWhole) {
            out.try_emplace({TargetKind::Link, link.id}, Seen{0, left});
        }
    }
    for (const state::Alarm& alarm : *snapshot.alarms) {
        const auto kind = targetKind(alarm.kind);
        if (!kind || !isLoss(alarm.type)) {
            continue;
        }
        const bool isCut = *kind == TargetKind::Link && registry.conduit(alarm.qualifier).isValid();
        Seen& seen =
            out[isCut ? Target{TargetKind::Conduit, alarm.qualifier} : Target{*kind, alarm.resourceId}];
        seen.raised = seen.raised == 0 ? alarm.raised : std::min(seen.raised, alarm.raised);
        seen.left = 0;
    }
    return out;
}

void IncidentReader::add(const state::SnapshotPtr& snapshot)
{
    if (snapshot == nullptr || snapshot->registry == nullptr) {
        return;
    }
    const SeenMap down = downIn(*snapshot);
    for (auto one = m_open.begin(); one != m_open.end();) {
        if (down.contains(one->first)) {
            ++one;
        } else {
            m_done.push_back({one->first, one->second.left, one->second.begin, snapshot->time});
            one = m_open.erase(one);
        }
    }
    for (const auto& [target, seen] : down) {
        const bool isSaid = seen.raised > m_last && seen.raised <= snapshot->time;
        const auto [open, isNew] =
            m_open.try_emplace(target, Open{isSaid ? seen.raised : snapshot->time, seen.left});
        open->second.left = std::min(open->second.left, seen.left); // the worst it came to
    }
    m_registry = snapshot->registry;
    m_last = snapshot->time;
    ++m_moments;
}

Result<Incident> IncidentReader::finish(state::TimeRange stretch)
{
    if (m_registry == nullptr) {
        return failure(ErrorCode::NotFound, "nothing was known in that stretch");
    }
    if (m_done.size() + m_open.size() > kMaxOutages) {
        return failure(ErrorCode::TooLarge, "more than " + std::to_string(kMaxOutages) +
                                                " outages within that stretch: choose a shorter one");
    }
    Incident out{stretch, std::move(m_done), m_moments};
    for (const auto& [target, open] : m_open) {
        out.outages.push_back({target, open.left, open.begin, std::nullopt});
    }
    Conduits(*m_registry, out.outages).fold();
    for (Outage& one : out.outages) {
        one.begin = std::clamp(one.begin, stretch.begin, stretch.end);
    }
    std::ranges::sort(out.outages, [](const Outage& a, const Outage& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.target < b.target;
    });
    *this = {};
    return out;
}

Result<Incident> findIncident(const state::SnapshotProvider& past, state::TimeRange stretch,
                              const IncidentOptions& options)
{
    if (stretch.isEmpty() || stretch.end - stretch.begin > kMaxIncident) {
        return failure(ErrorCode::BadInput,
                       "a stretch of the past ends after it begins, at most 31 days later");
    }
    const std::vector<TimeNs> moments = momentsOf(past, stretch);
    IncidentReader reader;
    TimeNs last = 0; // of memory that does not reach back there several moments give the same snapshot
    for (std::size_t i = 0; i < moments.size(); ++i) {
        if (options.cancelled != nullptr && *options.cancelled) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        const state::SnapshotPtr snapshot = past.at({state::TimeMode::Fixed, moments[i]});
        if (snapshot != nullptr && snapshot->time > last) {
            last = snapshot->time;
            reader.add(snapshot);
        }
        if (options.progress) {
            options.progress(i + 1, moments.size());
        }
    }
    return reader.finish(stretch);
}

} // namespace twin::scenario
