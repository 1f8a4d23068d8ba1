#include "twin/registry/validate_context.h"

#include "twin/registry/identifier.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace twin::registry {

namespace {

std::string element(std::string_view list, int i, std::string_view field)
{
    return std::string(list) + '[' + std::to_string(i) + "]." + std::string(field);
}

/// References into the registry are only checked when the file has one.
template <typename Map>
void checkRegistryReference(const Context& context, const Item& item, const std::string& field,
                            const std::string& id, const Map& known, std::string_view what, bool required)
{
    if (context.hasRegistry || id.empty()) {
        checkReference(item, field, id, known, what, required);
    }
}

void checkRate(const Item& item, const std::string& field, double bps, bool zeroIsFine)
{
    if (!std::isfinite(bps) || bps < 0 || (bps == 0 && !zeroIsFine)) {
        item.error(field, "not_positive", "must be a finite rate greater than 0");
    }
}

void checkEndsDiffer(const Item& item, const std::string& src, const std::string& dst)
{
    if (!src.empty() && src == dst) {
        item.error("dst", "loop", "both ends are " + src);
    }
}

void checkHead(const Context& context)
{
    const pb::Workload& workload = context.workload;
    const Item item{context.report, "Workload", workload.version(), 0};
    checkRange(item, "busy_hour", workload.busy_hour(), 0, 23);
    for (int i = 0; i < workload.profiles_size(); ++i) {
        if (workload.profiles(i).hour_ppm_size() != 24) {
            item.error(element("profiles", i, "hour_ppm"), "out_of_range",
                       std::to_string(workload.profiles(i).hour_ppm_size()) + " factors, a day has 24 hours");
        }
    }
}

void checkDemand(const Context& context, const Item& item, const pb::Demand& demand)
{
    checkRegistryReference(context, item, "src", demand.src(), context.sites, "site", true);
    checkRegistryReference(context, item, "dst", demand.dst(), context.sites, "site", true);
    checkEndsDiffer(item, demand.src(), demand.dst());
    checkRegistryReference(context, item, "src_carrier", demand.src_carrier(), context.carriers, "carrier",
                           false);
    checkRegistryReference(context, item, "dst_carrier", demand.dst_carrier(), context.carriers, "carrier",
                           false);
    checkRate(item, "busy_bps", demand.busy_bps(), false);
    if (demand.profile() >= static_cast<std::uint32_t>(context.workload.profiles_size())) {
        item.error("profile", "dangling", "no profile number " + std::to_string(demand.profile()));
    }
}

void checkFlow(const Context& context, const Item& item, const pb::Flow& flow)
{
    checkReference(item, "job_id", flow.job_id(), context.jobs, "job", false);
    checkPlace(context, item, "src", flow.src());
    checkPlace(context, item, "dst", flow.dst());
    checkEndsDiffer(item, flow.src(), flow.dst());
    checkEnum(item, "flow_class", flow.flow_class(), pb::FlowClass_IsValid, Grade::Warning);
    checkRate(item, "rate_requested_bps", flow.rate_requested_bps(), flow.bytes_total() != 0);
    if (flow.deadline_ns() != 0 && flow.deadline_ns() < flow.start_ns()) {
        item.error("deadline_ns", "out_of_order", "earlier than start_ns");
    }
    checkPath(context, item, flow.arcs(), flow.src(), flow.dst());
}

std::uint64_t cardsOf(const pb::Pool& pool)
{
    std::uint64_t cards = 0;
    for (const pb::Chip& chip : pool.chips()) {
        cards += chip.count();
    }
    return cards;
}

bool holdsCards(pb::JobState state)
{
    return state >= pb::STAGING && state <= pb::MIGRATING;
}

void checkPlacements(const Context& context, const Item& item, const pb::Job& job)
{
    std::set<std::string_view> seen;
    for (int i = 0; i < job.placements_size(); ++i) {
        const pb::Placement& placement = job.placements(i);
        checkRegistryReference(context, item, element("placements", i, "pool_id"), placement.pool_id(),
                               context.pools, "pool", true);
        checkPositive(item, element("placements", i, "cards"), placement.cards());
        if (!seen.insert(placement.pool_id()).second) {
            item.error(element("placements", i, "pool_id"), "duplicate", "pool is named twice");
        }
        const pb::Pool* pool = lookUp(context.pools, placement.pool_id());
        if (pool != nullptr && placement.cards() > cardsOf(*pool)) {
            item.error(element("placements", i, "cards"), "exceeds_pool",
                       std::to_string(placement.cards()) + " cards, the pool has " +
                           std::to_string(cardsOf(*pool)));
        }
    }
}

void checkRequirement(const Context& context, const Item& item, const pb::JobRequirement& requirement)
{
    checkEnum(item, "requirement.precision", requirement.precision(), pb::Precision_IsValid, std::nullopt);
    checkEnum(item, "requirement.latency_class", requirement.latency_class(), pb::LatencyClass_IsValid,
              std::nullopt);
    checkFraction(item, "requirement.loss_max_ppm", requirement.loss_max_ppm());
    checkFraction(item, "requirement.green_min_ppm", requirement.green_min_ppm());
    checkNotNegative(item, "requirement.budget_e4_cny", requirement.budget_e4_cny());
    if (!requirement.data_site().empty()) {
        checkPlace(context, item, "requirement.data_site", requirement.data_site());
    }
}

void checkJob(const Context& context, const Item& item, const pb::Job& job)
{
    checkEnum(item, "kind", job.kind(), pb::JobKind_IsValid, Grade::Error);
    checkEnum(item, "state", job.state(), pb::JobState_IsValid, Grade::Error);
    checkFraction(item, "progress_ppm", job.progress_ppm());
    checkRequirement(context, item, job.requirement());
    checkPlacements(context, item, job);
    for (int i = 0; i < job.tunnel_ids_size(); ++i) {
        checkRegistryReference(context, item, "tunnel_ids[" + std::to_string(i) + ']', job.tunnel_ids(i),
                               context.tunnels, "tunnel", true);
    }
    if (job.expected_end_ns() != 0 && job.expected_end_ns() < job.start_ns()) {
        item.error("expected_end_ns", "out_of_order", "earlier than start_ns");
    }
}

/// More cards given to jobs than a pool has.
void checkOverbooking(const Context& context)
{
    std::map<std::string_view, std::uint64_t> placed;
    for (const pb::Job& job : context.workload.jobs()) {
        for (const pb::Placement& placement : job.placements()) {
            placed[placement.pool_id()] += holdsCards(job.state()) ? placement.cards() : 0;
        }
    }
    for (const auto& [id, cards] : placed) {
        const pb::Pool* pool = lookUp(context.pools, id);
        if (pool != nullptr && cards > cardsOf(*pool)) {
            Item{context.report, "Pool", id, 0}.warning("chips", "overbooked",
                                                        std::to_string(cards) + " cards placed, it has " +
                                                            std::to_string(cardsOf(*pool)));
        }
    }
}

void checkReservation(const Context& context, const Item& item, const pb::Reservation& reservation)
{
    checkEnum(item, "kind", reservation.kind(), pb::ReservationKind_IsValid, Grade::Error);
    checkEnum(item, "state", reservation.state(), pb::ReservationState_IsValid, Grade::Warning);
    checkEnum(item, "price_kind", reservation.price_kind(), pb::PriceKind_IsValid, std::nullopt);
    const std::string& object = reservation.object_id();
    const bool known =
        context.isPlace(object) || context.links.contains(object) || context.tunnels.contains(object);
    if (object.empty()) {
        item.error("object_id", "missing", "no object given");
    } else if (context.hasRegistry && !known) {
        item.error("object_id", "dangling", "no pool, site, link or tunnel \"" + object + '"');
    }
    checkPositive(item, "quantity", reservation.quantity());
    checkReference(item, "job_id", reservation.job_id(), context.jobs, "job", false);
    if (reservation.end_ns() != 0 && reservation.end_ns() <= reservation.start_ns()) {
        item.error("end_ns", "out_of_order", "not later than start_ns");
    }
    if (reservation.elastic_max() != 0 && reservation.elastic_max() < reservation.elastic_min()) {
        item.error("elastic_max", "out_of_range", "less than elastic_min");
    }
}

void checkCut(const Context& context, int i)
{
    const pb::NotableCut& cut = context.workload.notable_cuts(i);
    const Item item{context.report, "NotableCut", cut.conduit_id(), i};
    checkRegistryReference(context, item, "conduit_id", cut.conduit_id(), context.conduits, "conduit", true);
    const auto arc = parseArc(cut.worst_arc());
    if (context.hasRegistry && (!arc || !context.links.contains(arc->link))) {
        item.error("worst_arc", "dangling", "no arc \"" + cut.worst_arc() + '"');
    }
}

} // namespace

void validateWorkload(const Context& context)
{
    const pb::Workload& workload = context.workload;
    checkHead(context);
    for (int i = 0; i < workload.demands_size(); ++i) {
        checkDemand(context, {context.report, "Demand", workload.demands(i).id(), i}, workload.demands(i));
    }
    for (int i = 0; i < workload.flows_size(); ++i) {
        checkFlow(context, {context.report, "Flow", workload.flows(i).id(), i}, workload.flows(i));
    }
    for (int i = 0; i < workload.jobs_size(); ++i) {
        checkJob(context, {context.report, "Job", workload.jobs(i).id(), i}, workload.jobs(i));
    }
    for (int i = 0; i < workload.reservations_size(); ++i) {
        const pb::Reservation& reservation = workload.reservations(i);
        checkReservation(context, {context.report, "Reservation", reservation.id(), i}, reservation);
    }
    for (int i = 0; i < workload.notable_cuts_size(); ++i) {
        checkCut(context, i);
    }
    checkOverbooking(context);
}

} // namespace twin::registry
