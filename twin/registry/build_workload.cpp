#include "twin/registry/build_context.h"
#include "twin/registry/workload_proto.h"

#include <algorithm>
#include <cmath>

namespace twin::registry {

namespace {

Demand demandFrom(const pb::Demand& message)
{
    return {message.id(),          message.src(),           message.dst(),      message.src_carrier(),
            message.dst_carrier(), message.traffic_class(), message.busy_bps(), message.profile()};
}

HourProfile profileFrom(const pb::HourProfile& message)
{
    HourProfile profile;
    profile.name = message.name();
    const std::size_t hours =
        std::min(profile.factor.size(), static_cast<std::size_t>(message.hour_ppm_size()));
    for (std::size_t hour = 0; hour < hours; ++hour) {
        profile.factor[hour] = fractionFrom(message.hour_ppm(static_cast<int>(hour)));
    }
    return profile;
}

Reservation reservationFrom(const pb::Reservation& message)
{
    return {message.id(),       message.object_id(), static_cast<std::uint8_t>(message.kind()),
            message.quantity(), message.start_ns(),  message.end_ns(),
            message.job_id()};
}

JobLimits limitsFrom(const pb::JobRequirement& message)
{
    return {static_cast<std::uint32_t>(message.latency_class()),
            fractionFrom(message.loss_max_ppm()),
            static_cast<double>(message.budget_e4_cny()) / 1e4,
            fractionFrom(message.green_min_ppm()),
            message.memory_bytes(),
            message.gflops(),
            message.data_in_bytes(),
            message.data_site(),
            {message.allowed_adcodes().begin(), message.allowed_adcodes().end()}};
}

} // namespace

Flow flowFrom(const pb::Flow& message)
{
    return {message.id(),
            message.job_id(),
            message.src(),
            message.dst(),
            message.tenant_id(),
            enumFrom<FlowClass>(message.flow_class()),
            message.bytes_total(),
            message.rate_requested_bps(),
            message.start_ns(),
            message.deadline_ns(),
            {message.arcs().begin(), message.arcs().end()}};
}

Job jobFrom(const pb::Job& message)
{
    Job job;
    job.id = message.id();
    job.tenantId = message.tenant_id();
    job.name = nameFrom(message.name());
    job.kind = enumFrom<JobKind>(message.kind());
    job.state = enumFrom<JobState>(message.state());
    const int precision = static_cast<int>(message.requirement().precision());
    job.precision = precision == 0 ? Precision::Fp16 : static_cast<Precision>(precision - 1);
    job.chipClass = message.requirement().chip_class();
    job.cards = message.requirement().cards();
    job.parameters = message.model().parameters();
    job.tokens = message.model().tokens();
    job.deadline = message.requirement().deadline_ns();
    job.start = message.start_ns();
    job.expectedEnd = message.expected_end_ns();
    job.progress = fractionFrom(message.progress_ppm());
    for (const pb::Placement& placement : message.placements()) {
        job.placements.push_back({placement.pool_id(), placement.cards()});
    }
    job.tunnelIds.assign(message.tunnel_ids().begin(), message.tunnel_ids().end());
    job.limits = limitsFrom(message.requirement());
    return job;
}

Workload workloadFrom(const pb::Workload& message)
{
    Workload out;
    out.version = message.version();
    out.origin = originFrom(message.origin());
    out.busyHour = message.busy_hour();
    for (const pb::HourProfile& profile : message.profiles()) {
        out.profiles.push_back(profileFrom(profile));
    }
    out.demands.reserve(static_cast<std::size_t>(message.demands_size()));
    for (const pb::Demand& demand : message.demands()) {
        out.demands.push_back(demandFrom(demand));
    }
    out.flows.reserve(static_cast<std::size_t>(message.flows_size()));
    for (const pb::Flow& flow : message.flows()) {
        out.flows.push_back(std::make_shared<const Flow>(flowFrom(flow)));
    }
    out.jobs.reserve(static_cast<std::size_t>(message.jobs_size()));
    for (const pb::Job& job : message.jobs()) {
        out.jobs.push_back(std::make_shared<const Job>(jobFrom(job)));
    }
    for (const pb::Reservation& reservation : message.reservations()) {
        out.reservations.push_back(reservationFrom(reservation));
    }
    for (const pb::NotableCut& cut : message.notable_cuts()) {
        out.notableCuts.push_back({cut.conduit_id(), cut.worst_arc(), cut.peak_utilisation()});
    }
    return out;
}

} // namespace twin::registry
