#include "twin/compute/registered_request.h"

#include "twin/compute/placement_problem.h"
#include "twin/compute/training_size.h"

#include <algorithm>

namespace twin::compute {

namespace {

using registry::Job;
using registry::JobKind;

constexpr double kMfu = 0.4;
constexpr double kHour_s = 3'600;

double seconds(TimeNs time)
{
    return static_cast<double>(time) / 1e9;
}

/// A chip of a class (empty: any) that computes at the precision, of the first pool that has it; or null.
const registry::Chip* chipOf(const registry::Registry& registry, const std::string& chipClass,
                             Precision precision)
{
    for (const registry::Pool& pool : registry.pools) {
        for (const registry::Chip& chip : pool.chips) {
            if ((chipClass.empty() || chip.chipClass == chipClass) && chip.perCard[precision] > 0) {
                return &chip;
            }
        }
    }
    return nullptr;
}

double hoursOf(const registry::Registry& registry, const Job& job)
{
    const registry::Chip* chip = chipOf(registry, job.chipClass, job.precision);
    if (job.parameters > 0 && job.tokens > 0 && job.cards > 0 && chip != nullptr) {
        const TrainingSize size{static_cast<double>(job.parameters), 4e6, job.cards,
                                static_cast<double>(chip->perCard[job.precision]) / 1e3, kMfu};
        return 24 * trainingDays(size, static_cast<double>(job.tokens), 1);
    }
    return job.start > 0 && job.expectedEnd > job.start ? seconds(job.expectedEnd - job.start) / kHour_s : 1;
}

void takeCards(PlacementRequest& request, const Job& job)
{
    if (request.kind == JobKind::Ingest) {
        return;
    }
    const bool isSaidInCards = job.cards > 0 && (!job.chipClass.empty() || job.limits.gflops == 0);
    if (isSaidInCards || job.limits.gflops == 0) {
        request.cards = std::max(1U, job.cards);
    } else {
        request.gflops = static_cast<double>(job.limits.gflops);
    }
}

void takeFlow(PlacementRequest& request, const FlowOfJob& flow)
{
    const double gbps = flow.asked_bps / 1e9;
    const bool isInput = flow.bytes > 0 && (request.dataSite.empty() || request.dataSite == flow.src);
    if (request.kind == JobKind::CrossTrain) {
        request.gbps = std::max(request.gbps, gbps);
    } else if (isInput && request.gbps <= 0) {
        request.dataSite = flow.src;
        request.dataBytes = request.dataBytes > 0 ? request.dataBytes : flow.bytes;
        request.gbps = gbps;
    } else if (flow.bytes <= 0 && request.kind == JobKind::Infer && request.usersSite.empty()) {
        request.usersSite = flow.src;
        request.gbps = gbps;
    }
}

void takeLimits(PlacementRequest& request, const registry::JobLimits& limits)
{
    request.memoryBytes = static_cast<double>(limits.memoryBytes);
    request.budget_cny = limits.budget_cny;
    request.greenMin = limits.greenMin;
    request.lossMax = limits.lossMax;
    request.provinces = limits.provinces;
    request.dataSite = limits.dataSite;
    // Bytes of nobody knows where cannot be moved; a flow that brings them may say it.
    request.dataBytes = static_cast<double>(limits.dataSite.empty() ? 0 : limits.dataBytes);
}

} // namespace

PlacementRequest requestOf(const Job& job, std::span<const FlowOfJob> flows,
                           const registry::Registry& registry, RequestTimes times)
{
    PlacementRequest out;
    out.id = job.id;
    out.tenant = job.tenantId;
    out.kind = job.kind == JobKind::Unspecified ? JobKind::Batch : job.kind;
    out.precision = job.precision;
    out.chipClass = job.chipClass;
    takeCards(out, job);
    takeLimits(out, job.limits);
    out.start_s = std::max(0.0, seconds(std::max(job.start, times.now) - times.origin));
    out.hours = hoursOf(registry, job);
    out.deadline_s = job.deadline > times.origin ? seconds(job.deadline - times.origin) : 0;
    out.parameters = static_cast<double>(job.parameters);
    out.pools = out.kind == JobKind::CrossTrain ? 2 : 1;
    for (const FlowOfJob& flow : flows) {
        takeFlow(out, flow);
    }
    if (out.kind == JobKind::CrossTrain && out.gbps <= 0) {
        out.gbps = kAssumedGbps;
    }
    const bool isFromKnown = !out.usersSite.empty() || !out.dataSite.empty();
    (isFromKnown ? out.latency_ms : out.latencyClass_ms) = job.limits.latencyClass_ms;
    return out;
}

std::uint32_t cardsOf(const PlacementRequest& request, const registry::Registry& registry)
{
    if (request.gflops <= 0) {
        return request.cards;
    }
    const registry::Chip* chip = chipOf(registry, request.chipClass, request.precision);
    return chip != nullptr ? cardsNeeded(request, *chip) : 0;
}

} // namespace twin::compute
