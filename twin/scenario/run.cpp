#include "twin/scenario/run.h"

#include "twin/scenario/job_reach.h"
#include "twin/scenario/run_simulation.h"
#include "twin/scenario/schedule.h"
#include "twin/support/digest.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace twin::scenario {

namespace {

Judged<> checkBounds(const Ground& ground, const RunOptions& options, TimeNs horizon)
{
    if (horizon < 0 || horizon > kMostRun) {
        return refused(tooLarge(Reason(ReasonKind::RunTooLong).with({static_cast<double>(kMostRun / kDay)})));
    }
    if (ground.flows().size() + options.arrivals.transfers.size() > kMostRunTransfers) {
        return failure(ErrorCode::TooLarge,
                       "a run has at most " + std::to_string(kMostRunTransfers) + " flows and demands");
    }
    if (ground.jobs().size() + options.arrivals.jobs.size() > kMostRunJobs) {
        return failure(ErrorCode::TooLarge, "a run has at most " + std::to_string(kMostRunJobs) + " jobs");
    }
    if (options.mostEvents > kMostChainEvents) {
        return failure(ErrorCode::TooLarge,
                       "a run lists at most " + std::to_string(kMostChainEvents) + " events");
    }
    if (options.mostStays > kMostStays) {
        return failure(ErrorCode::TooLarge,
                       "a run keeps at most " + std::to_string(kMostStays) + " stays of jobs");
    }
    return {};
}

/// Takes a finished simulation for what a caller sees.
class Report
{
  public:
    Report(Simulation& simulation, Run& out)
        : m_flows(simulation.flows())
        , m_jobs(simulation.jobs())
        , m_simulation(simulation)
        , m_out(out)
    {}

    void make()
    {
        findDone();
        for (std::uint32_t i = 0; i < m_flows.count(); ++i) {
            addFlow(m_flows[i]);
        }
        for (std::uint32_t i = 0; i < m_jobs.count(); ++i) {
            addJob(m_jobs[i]);
        }
        std::ranges::stable_sort(m_out.flows, {}, &FlowRun::id);
        mergeNamesakes();
        std::ranges::sort(m_out.jobs, {}, &JobRun::id);
        RunSums& sums = m_out.sums;
        sums.carried_bytes = sums.arrived_bytes + sums.underWay_bytes + sums.steady_bytes;
        sums.cardHours = m_simulation.cardSeconds() / 3'600;
        sums.cardHoursIdle = sums.cardHours - sums.cardHoursWorking;
        sums.cardHoursUseful = sums.cardHoursWorking - (sums.cardHoursLost - sums.cardHoursLostEarlier);
        m_out.tenants = listOf(m_tenants);
        m_out.enterprises = listOf(m_enterprises);
        m_out.moments = m_simulation.moments();
        m_out.counts = m_simulation.chain().counts();
        m_out.eventsLeftOut = m_simulation.chain().leftOut();
        m_out.events = m_simulation.chain().take();
        m_out.staysLeftOut = m_simulation.staysLeftOut();
    }

  private:
    void findDone()
    {
        for (std::uint32_t i = 0; i < m_flows.count(); ++i) {
            if (m_flows[i].isFinite() && m_flows[i].isDone) {
                m_done.insert(m_flows[i].fact->id);
            }
        }
    }

    void addFlow(const RunFlow& flow)
    {
        RunSums& sums = m_out.sums;
        const double sent = m_flows.sentBytes(flow);
        RunOwner part;
        if (!flow.isFinite()) {
            sums.steady_bytes += sent;
            part.notCarried_bytes = flow.isUnlimited ? 0 : std::max(0.0, m_flows.askedBytes(flow) - sent);
            sums.notCarried_bytes += part.notCarried_bytes;
        } else {
            const bool isLeft = !flow.isDone && flow.isWanted && flow.hasBegun;
            part.notArrived_bytes = isLeft ? m_flows.leftBytes(flow) : 0;
            part.transfersLate = flow.isWanted && flow.unavoidable_s < RunFlow::kNever ? 1 : 0;
            sums.notArrived_bytes += part.notArrived_bytes;
            sums.transfersFinished += flow.isDone && flow.bytes > 0 ? 1 : 0;
            sums.transfersLate += part.transfersLate;
            // What was sent to where it does not go any more arrived with the rest.
            const bool hasArrived = flow.isDone || (!flow.isWanted && m_done.contains(flow.fact->id));
            (hasArrived ? sums.arrived_bytes : sums.underWay_bytes) += sent;
        }
        if (part.isAny()) {
            addTo(m_tenants[flow.fact->tenant], part);
            for (const std::string& owner : ownersOf({&flow.fact->src, &flow.fact->dst})) {
                addTo(m_enterprises[owner], part);
            }
        }
        if (flow.isListed) {
            m_out.flows.push_back(rowOf(flow, sent));
        }
    }

    /// Enterprises of places, each once; an empty one if there is none.
    [[nodiscard]] std::set<std::string> ownersOf(const std::vector<const std::string*>& places) const
    {
        const registry::Registry& registry = *m_flows.world()->registry;
        std::set<std::string> out;
        for (const std::string* place : places) {
            if (const auto pool = registry.find(EntityKind::Pool, *place)) {
                out.insert(registry[registry.pools[pool->index].subject].id);
            }
        }
        if (out.empty()) {
            out.insert(std::string());
        }
        return out;
    }

    static void addTo(RunOwner& sum, const RunOwner& part, double ofCards = 1)
    {
        sum.transfersLate += part.transfersLate;
        sum.jobsLate += part.jobsLate;
        sum.jobsTooFar += part.jobsTooFar;
        sum.setbacks += part.setbacks;
        sum.jobHoursLost += part.jobHoursLost;
        sum.jobHoursTooFar += part.jobHoursTooFar;
        sum.cardHoursWorking += ofCards * part.cardHoursWorking;
        sum.cardHoursLost += ofCards * part.cardHoursLost;
        sum.cardHoursLostEarlier += ofCards * part.cardHoursLostEarlier;
        sum.notCarried_bytes += part.notCarried_bytes;
        sum.notArrived_bytes += part.notArrived_bytes;
    }

    /// Of each enterprise as much of the hours of cards as it has of the cards.
    void addOwners(const RunJob& job, const RunOwner& part)
    {
        addTo(m_tenants[job.job->tenantId], part);
        std::map<std::string, double> cards;
        double all = 0;
        for (const registry::PlacedCards& placed : job.job->placements) {
            cards[*ownersOf({&placed.poolId}).begin()] += placed.cards;
            all += placed.cards;
        }
        if (all <= 0) {
            addTo(m_enterprises[std::string()], part);
            return;
        }
        for (const auto& [owner, held] : cards) {
            addTo(m_enterprises[owner], part, held / all);
        }
    }

    static std::vector<RunOwner> listOf(std::map<std::string, RunOwner>& owners)
    {
        std::vector<RunOwner> out;
        for (auto& [id, owner] : owners) {
            owner.id = id;
            out.push_back(std::move(owner));
        }
        return out;
    }

    static FlowRun rowOf(const RunFlow& flow, double sent)
    {
        FlowRun row;
        row.id = flow.fact->id;
        row.job = flow.fact->job;
        row.tenant = flow.fact->tenant;
        row.asked_bps = flow.isUnlimited ? RunFlow::kNever : flow.asked_bps;
        row.rate_bps = flow.runs ? flow.rate_bps : 0;
        row.bytes = flow.isFinite() ? flow.bytes : 0;
        row.sent_bytes = sent;
        row.finish_s = flow.finish_s;
        row.missesDeadline = flow.unavoidable_s < RunFlow::kNever;
        row.unavoidable_s = flow.unavoidable_s;
        return row;
    }

    /// A flow whose ends were changed is one to the reader.
    void mergeNamesakes()
    {
        std::vector<FlowRun> rows;
        for (FlowRun& row : m_out.flows) {
            if (!rows.empty() && rows.back().id == row.id) {
                row.sent_bytes += rows.back().sent_bytes;
                row.finish_s = std::min(row.finish_s, rows.back().finish_s);
                row.rate_bps += rows.back().rate_bps;
                row.missesDeadline = row.missesDeadline || rows.back().missesDeadline;
                row.unavoidable_s = std::min(row.unavoidable_s, rows.back().unavoidable_s);
                rows.back() = std::move(row);
            } else {
                rows.push_back(std::move(row));
            }
        }
        m_out.flows = std::move(rows);
    }

    void addJob(const RunJob& job)
    {
        RunSums& sums = m_out.sums;
        sums.jobsStarted += job.isStarted ? 1 : 0;
        sums.jobsFinished += job.stage == JobStage::Finished ? 1 : 0;
        sums.jobsLate += job.unavoidable_s < RunJob::kNever ? 1 : 0;
        sums.jobHoursLost += job.lost_s / 3'600;
        sums.cardHoursHeld += job.held_s / 3'600;
        sums.cardHoursWorking += job.working_s / 3'600;
        sums.cardHoursLost += job.vain_s / 3'600;
        sums.cardHoursLostEarlier += job.vainEarlier_s / 3'600;
        sums.setbacks += job.setbacks;
        JobRun row;
        row.id = job.job->id;
        row.tenant = job.job->tenantId;
        row.stage = job.stage;
        row.cards = job.cards;
        row.speed = job.speed;
        row.begin_s = job.begin_s;
        row.finish_s = job.finish_s;
        row.present_h = job.present_s / 3'600;
        row.up_h = job.up_s / 3'600;
        row.effective_h = job.effective_s / 3'600;
        row.workedCardHours = job.working_s / 3'600;
        row.lostCardHours = job.vain_s / 3'600;
        row.lostEarlierCardHours = job.vainEarlier_s / 3'600;
        row.setbacks = job.setbacks;
        row.placements = job.job->placements;
        row.isPlacedByRun = job.isPlacedByRun;
        sums.jobsPlaced += job.isPlacedByRun ? 1 : 0;
        row.tooFar_h = job.tooFar_s / 3'600;
        row.wasTooFar = job.wasTooFar;
        if (job.latency) {
            row.latency_ms = latencyMs(*job.latency);
        }
        sums.jobsTooFar += job.wasTooFar ? 1 : 0;
        sums.jobHoursTooFar += row.tooFar_h;
        row.missesDeadline = job.unavoidable_s < RunJob::kNever;
        row.unavoidable_s = job.unavoidable_s;
        row.deadline_s = job.deadline_s;
        RunOwner part;
        part.jobsLate = row.missesDeadline ? 1 : 0;
        part.jobsTooFar = row.wasTooFar ? 1 : 0;
        part.setbacks = row.setbacks;
        part.jobHoursLost = job.lost_s / 3'600;
        part.jobHoursTooFar = row.tooFar_h;
        part.cardHoursWorking = row.workedCardHours;
        part.cardHoursLost = row.lostCardHours;
        part.cardHoursLostEarlier = row.lostEarlierCardHours;
        addOwners(job, part);
        row.stays = job.stays;
        m_out.jobs.push_back(std::move(row));
    }

    const RunFlows& m_flows;
    const RunJobs& m_jobs;
    Simulation& m_simulation;
    Run& m_out;
    std::unordered_set<std::string_view> m_done; ///< transfers, by identifier
    std::map<std::string, RunOwner> m_tenants;
    std::map<std::string, RunOwner> m_enterprises;
};

/// Kinds that came after the others had their numbers in hashes.
constexpr std::array kLaterKinds{ChainKind::LatencyMissed, ChainKind::LatencyMet, ChainKind::SourceLost,
                                 ChainKind::IdentifiersLost};

bool isLater(ChainKind kind)
{
    return std::ranges::find(kLaterKinds, kind) != kLaterKinds.end();
}

/// Of a kind in hashes: runs in which nothing of the later kinds happens stay what they were.
std::uint64_t hashNumber(ChainKind kind)
{
    const auto later = std::ranges::find(kLaterKinds, kind);
    if (isLater(kind)) {
        return kChainKinds - kLaterKinds.size() +
               static_cast<std::uint64_t>(std::distance(kLaterKinds.begin(), later));
    }
    const auto before = std::ranges::count_if(kLaterKinds, [kind](ChainKind one) { return one < kind; });
    return static_cast<std::uint64_t>(kind) - static_cast<std::uint64_t>(before);
}

void addCounts(Digest& digest, const Run& run)
{
    for (std::size_t kind = 0; kind < kChainKinds; ++kind) {
        if (!isLater(static_cast<ChainKind>(kind))) {
            digest.add(run.counts[kind]);
        }
    }
    for (const ChainKind kind : kLaterKinds) {
        if (const std::uint64_t count = run.counts[static_cast<std::size_t>(kind)]; count > 0) {
            digest.add(hashNumber(kind));
            digest.add(count);
        }
    }
}

std::string hashOf(const Run& run)
{
    Digest digest;
    for (const ChainEvent& event : run.events) {
        digest.add(static_cast<std::uint64_t>(event.time - run.begin));
        digest.add(hashNumber(event.kind));
        digest.add(event.subject);
        digest.add(std::uint64_t{event.cause});
        digest.add(event.before);
        digest.add(event.after);
        digest.add(event.lostCardHours);
        digest.add(event.detail);
        if (event.class_ms > 0) { // so a run without services stays what it was
            digest.add(std::uint64_t{event.class_ms});
        }
    }
    addCounts(digest, run);
    for (const FlowRun& flow : run.flows) {
        digest.add(flow.id);
        digest.add(flow.rate_bps);
        digest.add(flow.sent_bytes);
        digest.add(flow.finish_s);
        digest.add(flow.unavoidable_s);
    }
    for (const JobRun& job : run.jobs) {
        digest.add(job.id);
        digest.add(static_cast<std::uint64_t>(job.stage));
        digest.add(job.speed);
        digest.add(job.begin_s);
        digest.add(job.finish_s);
        digest.add(job.up_h);
        digest.add(job.effective_h);
        digest.add(job.workedCardHours);
        digest.add(job.lostCardHours);
        digest.add(job.lostEarlierCardHours);
        for (const registry::PlacedCards& placed : job.placements) {
            digest.add(placed.poolId);
            digest.add(std::uint64_t{placed.cards});
        }
        digest.add(job.unavoidable_s);
        if (job.latency_ms >= 0 || job.wasTooFar) {
            digest.add(job.latency_ms);
            digest.add(job.tooFar_h);
        }
    }
    const RunSums& sums = run.sums;
    for (const double sum :
         {sums.arrived_bytes, sums.underWay_bytes, sums.steady_bytes, sums.notCarried_bytes,
          sums.notArrived_bytes, sums.jobHoursLost, sums.cardHours, sums.cardHoursHeld, sums.cardHoursWorking,
          sums.cardHoursLost, sums.cardHoursLostEarlier}) {
        digest.add(sum);
    }
    return digest.finish();
}

} // namespace

Judged<Run> simulateRun(const Ground& ground, const Document& document, const RunOptions& options)
{
    const Schedule schedule(ground, document.commands, document.horizon);
    const TimeNs last = schedule.changes().back() - ground.moment();
    const TimeNs horizon = options.horizon != 0   ? options.horizon
                           : document.horizon > 0 ? document.horizon
                                                  : last;
    if (auto bounded = checkBounds(ground, options, horizon); !bounded) {
        return refused(std::move(bounded.error()));
    }
    Simulation simulation(ground, document.commands, options, static_cast<double>(horizon) / 1e9,
                          RunStart(ground));
    if (auto done = simulation.run(); !done) {
        return refused(std::move(done.error()));
    }
    Run out;
    out.begin = ground.moment();
    out.end = ground.moment() + horizon;
    Report(simulation, out).make();
    out.stateHash = hashOf(out);
    return out;
}

} // namespace twin::scenario
