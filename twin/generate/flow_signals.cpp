#include "twin/generate/flow_signals.h"

#include "twin/generate/plan_shift.h"
#include "twin/generate/value_noise.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <utility>

namespace twin::generate {

namespace {

constexpr double kSlow_s = 30.0;
constexpr double kFast_s = 3.0;
constexpr double kResidualLoss = 1e-7;
constexpr TimeNs kHostDelay = 40 * kMicrosecond; ///< both hosts' stacks, for the round trip

constexpr double kMedianBytes = 8e12; ///< an ingress job's data: median 8 TB, 0.2 TB to 2 PB
constexpr double kSigma = 1.7;
constexpr double kLeastBytes = 2e11;
constexpr double kMostBytes = 2e15;
constexpr double kLongest_s = 30 * 86'400.0; ///< whoever would wait longer sends disks
constexpr double kMostPlanned_ns = 366.0 * static_cast<double>(kDay);
constexpr double kMostDone = 0.97; ///< of a flow that the feed joins under way

} // namespace

FlowSignals::FlowSignals(std::shared_ptr<const registry::Workload> workload, const FeedTraffic& traffic,
                         const FeedOptions& options)
    : m_traffic(traffic)
    , m_seed(options.seed)
    , m_births(options.births)
{
    if (!workload) {
        return;
    }
    const TimeNs shift = planShift(*workload, options);
    m_slots.reserve(workload->flows.size());
    for (std::size_t i = 0; i < workload->flows.size(); ++i) {
        const auto& flow = workload->flows[i];
        Rng random(m_seed, "feed.flow", i);
        Slot slot;
        slot.shape = flow;
        slot.id = flow->id;
        slot.key = random.next();
        slot.bytesTotal = flow->bytesTotal;
        // The feed joins flows under way; steady ones have been going for up to a day. Transfers have sent at
        // their rate since they began, where the workload says when that was.
        const double whole = flow->bytesTotal > 0 ? static_cast<double>(flow->bytesTotal)
                                                  : flow->rateRequested_bps / 8.0 * 86'400.0;
        slot.doneBytes = whole * random.uniform(0.01, kMostDone);
        slot.lastRate_bps = flow->rateRequested_bps;
        slot.begun = flow->start > 0 ? shifted(flow->start, shift) : options.startTime;
        slot.deadline = shifted(flow->deadline, shift);
        if (flow->bytesTotal > 0 && flow->start > 0) {
            const double ran_s = static_cast<double>(options.startTime - slot.begun) / 1e9;
            slot.doneBytes = std::clamp(flow->rateRequested_bps / 8.0 * ran_s, 0.0, kMostDone * whole);
        }
        m_slots.push_back(std::move(slot));
    }
}

void FlowSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count, ColumnBlock& out)
{
    const auto rate = out[FlowMetric::Rate];
    const auto done = out[FlowMetric::DoneBytes];
    const auto rtt = out[FlowMetric::Rtt];
    const auto loss = out[FlowMetric::Loss];
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t flow = first + i;
        Slot& slot = m_slots[flow];
        const double slow = valueNoise(slot.key, moment.seconds / kSlow_s);
        const double fast = valueNoise(~slot.key, moment.seconds / kFast_s);
        const double share = m_traffic.flowShare(flow);
        const bool complete = slot.bytesTotal > 0 && slot.doneBytes >= static_cast<double>(slot.bytesTotal);
        const double now_bps =
            complete ? 0.0 : slot.shape->rateRequested_bps * share * (0.95 + 0.035 * slow + 0.015 * fast);
        // The counter is the integral of the rate, so that the two agree on screen.
        slot.doneBytes += 0.5 * (slot.lastRate_bps + now_bps) * (moment.seconds - slot.lastSeconds) / 8.0;
        if (slot.bytesTotal > 0) {
            slot.doneBytes = std::min(slot.doneBytes, static_cast<double>(slot.bytesTotal));
        }
        slot.lastRate_bps = now_bps;
        slot.lastSeconds = moment.seconds;
        rate[i] = now_bps;
        done[i] = slot.doneBytes;
        const auto path = static_cast<double>(2 * m_traffic.flowDelay(flow) + kHostDelay);
        const double queueing = 1.0 + 0.004 * (1.0 + fast) + 40.0 * std::min(m_traffic.flowLoss(flow), 0.01);
        rtt[i] = path * queueing;
        loss[i] = share > 0.0 ? std::min(1.0, kResidualLoss * (1.0 + slow) + m_traffic.flowLoss(flow)) : 1.0;
    }
}

void FlowSignals::advance(const FeedMoment& moment, std::size_t limit, std::vector<Succession>& out)
{
    if (!m_births) {
        return;
    }
    std::size_t ended = 0;
    for (std::uint32_t flow = 0; flow < m_slots.size() && ended < limit; ++flow) {
        Slot& slot = m_slots[flow];
        if (slot.bytesTotal == 0 || slot.doneBytes < static_cast<double>(slot.bytesTotal)) {
            continue;
        }
        ++ended;
        out.push_back({flow, slot.id});
        beginNext(slot, moment);
    }
}

/// Of the same rate, and as much time for each byte as the first had.
void FlowSignals::beginNext(Slot& slot, const FeedMoment& moment) const
{
    Rng random(m_seed, "feed.flow.next", mixBits(slot.key) + slot.generation);
    const double most = std::min(kMostBytes, slot.shape->rateRequested_bps / 8.0 * kLongest_s);
    const double bytes =
        std::min(std::max(random.lognormal(kMedianBytes, kSigma), kLeastBytes), std::max(kLeastBytes, most));
    slot.id = slot.shape->id + "." + std::to_string(++slot.generation);
    slot.bytesTotal = static_cast<std::uint64_t>(bytes);
    slot.begun = moment.time;
    slot.deadline = 0;
    if (slot.shape->deadline > slot.shape->start) {
        const double each_ns = static_cast<double>(slot.shape->deadline - slot.shape->start) /
                               static_cast<double>(slot.shape->bytesTotal);
        slot.deadline = moment.time + static_cast<TimeNs>(std::min(each_ns * bytes, kMostPlanned_ns));
    }
    slot.doneBytes = 0.0;
    slot.lastRate_bps = 0.0;
    slot.lastSeconds = moment.seconds;
}

} // namespace twin::generate
