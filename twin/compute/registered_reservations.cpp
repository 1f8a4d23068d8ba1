#include "twin/compute/registered_reservations.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace twin::compute {

namespace {

/// ReservationKind of registry.proto.
constexpr std::uint8_t kCards = 1;
constexpr std::uint8_t kBandwidth = 2;

bool isOver(registry::JobState state)
{
    using registry::JobState;
    return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled;
}

class Reader
{
  public:
    Reader(const registry::Workload& workload, std::span<const std::shared_ptr<const registry::Job>> jobs,
           const OfferTable& table, const network::Graph& graph, TimeNs origin,
           std::span<const PlacementRequest> planned)
        : m_table(table)
        , m_graph(graph)
        , m_origin(origin)
    {
        for (const auto& job : jobs) {
            if (job) {
                m_jobs.emplace(job->id, job.get());
            }
        }
        for (const auto& flow : workload.flows) {
            m_flows.emplace(flow->jobId, flow.get());
        }
        for (const PlacementRequest& request : planned) {
            m_planned.insert(request.id);
        }
        for (std::uint32_t i = 0; i < table.offers().size(); ++i) {
            m_offers.emplace(table.pool(table.offers()[i]).id, i);
        }
    }

    std::vector<StandingReservation> run(std::span<const registry::Reservation> reservations)
    {
        for (const registry::Reservation& one : reservations) {
            const registry::Job* job = jobOf(one);
            if (one.end <= m_origin || one.end <= one.start || (job != nullptr && isOver(job->state)) ||
                (!one.jobId.empty() && m_planned.contains(one.jobId))) {
                continue;
            }
            if (one.kind == kCards) {
                addCards(one);
            } else if (one.kind == kBandwidth) {
                addBandwidth(one);
            }
        }
        return std::move(m_out);
    }

  private:
    [[nodiscard]] const registry::Job* jobOf(const registry::Reservation& one) const
    {
        const auto found = m_jobs.find(one.jobId);
        return found == m_jobs.end() ? nullptr : found->second;
    }

    [[nodiscard]] double second(TimeNs time) const
    {
        return static_cast<double>(std::max(time, m_origin) - m_origin) / 1e9;
    }

    StandingReservation& add(const registry::Reservation& one)
    {
        StandingReservation& out = m_out.emplace_back();
        out.from_s = second(one.start);
        out.to_s = second(one.end);
        return out;
    }

    void addCards(const registry::Reservation& one)
    {
        const registry::Job* job = jobOf(one);
        auto cards = static_cast<double>(one.quantity);
        for (std::size_t i = 0; job != nullptr && holdsCards(job->state) && i < job->placements.size(); ++i) {
            cards -= job->placements[i].poolId == one.objectId ? job->placements[i].cards : 0;
        }
        const auto [first, last] = m_offers.equal_range(one.objectId);
        std::vector<std::uint32_t> offers;
        double all = 0;
        for (auto at = first; at != last; ++at) {
            const registry::Chip& chip = m_table.chip(m_table.offers()[at->second]);
            if (job == nullptr || job->chipClass.empty() || chip.chipClass == job->chipClass) {
                offers.push_back(at->second);
                all += chip.count;
            }
        }
        for (const std::uint32_t offer : offers) {
            const registry::Chip& chip = m_table.chip(m_table.offers()[offer]);
            const double part = all > 0 ? cards * chip.count / all : 0;
            if (part > 0) {
                StandingReservation& out = add(one);
                out.pool = one.objectId;
                out.chipClass = chip.chipClass;
                out.cards = part;
            }
        }
    }

    void addBandwidth(const registry::Reservation& one)
    {
        const registry::Job* job = jobOf(one);
        for (const char* direction : {">", "<"}) {
            const std::string name = one.objectId + direction;
            const network::ArcIndex arc = m_graph.arcByName(name);
            if (!arc.isValid()) {
                continue;
            }
            double rate_bps = static_cast<double>(one.quantity);
            if (job != nullptr && holdsCards(job->state)) {
                rate_bps -= askedFor(*job, static_cast<std::uint32_t>(arc.value()));
            }
            if (rate_bps > 0) {
                StandingReservation& out = add(one);
                out.arc = name;
                out.gbps = rate_bps / 1e9;
            }
        }
    }

    /// What the job's flows ask for at the pool that the arc leads from or to: it is among the network's
    /// loads.
    [[nodiscard]] double askedFor(const registry::Job& job, std::uint32_t arc) const
    {
        double out = 0;
        const auto [first, last] = m_flows.equal_range(job.id);
        for (auto at = first; at != last; ++at) {
            const bool leaves = m_graph.nodeName(m_graph.from()[arc]) == at->second->src;
            const bool arrives = m_graph.nodeName(m_graph.to()[arc]) == at->second->dst;
            out += leaves || arrives ? at->second->rateRequested_bps : 0;
        }
        return out;
    }

    const OfferTable& m_table;
    const network::Graph& m_graph;
    TimeNs m_origin;
    std::unordered_map<std::string_view, const registry::Job*> m_jobs;
    std::unordered_multimap<std::string_view, const registry::Flow*> m_flows; ///< by job
    std::unordered_set<std::string_view> m_planned;
    std::unordered_multimap<std::string_view, std::uint32_t> m_offers; ///< by pool
    std::vector<StandingReservation> m_out;
};

} // namespace

std::vector<StandingReservation>
registeredReservations(const registry::Workload& workload,
                       std::span<const std::shared_ptr<const registry::Job>> jobs, const OfferTable& table,
                       const network::Graph& graph, TimeNs origin, std::span<const PlacementRequest> planned)
{
    return Reader(workload, jobs, table, graph, origin, planned).run(workload.reservations);
}

TimeNs dayOf(const registry::Workload& workload)
{
    TimeNs latest = 0;
    for (const auto& job : workload.jobs) {
        latest = holdsCards(job->state) ? std::max(latest, job->start) : latest;
    }
    return midnightOf(latest);
}

TimeNs midnightOf(TimeNs time)
{
    constexpr TimeNs kOffset = 8 * kHour; // UTC+8
    return (time + kOffset) / kDay * kDay - kOffset;
}

} // namespace twin::compute
