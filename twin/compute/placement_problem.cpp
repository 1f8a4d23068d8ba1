#include "twin/compute/placement_problem.h"

#include "twin/compute/admission.h"
#include "twin/compute/ingress.h"
#include "twin/compute/inter_centre.h"
#include "twin/compute/rate_ladder.h"
#include "twin/network/latency_reach.h"
#include "twin/network/place_lookup.h"
#include "twin/network/shortest_paths.h"

#include <algorithm>
#include <cmath>

namespace twin::compute {

namespace {

using registry::JobKind;

constexpr double kHour_s = 3'600;
constexpr double kDay_s = 86'400;

std::size_t bit(Constraint constraint)
{
    return static_cast<std::size_t>(constraint);
}

bool needsCards(const PlacementRequest& job)
{
    return job.kind != JobKind::Ingest;
}

/// An ingest job is done when its data is there.
double computingSeconds(const PlacementRequest& job)
{
    return job.kind == JobKind::Ingest ? 0 : job.hours * kHour_s;
}

std::uint32_t share(std::uint32_t cards, std::uint32_t pools)
{
    return (cards + pools - 1) / pools;
}

double wattsPerCard(const registry::Pool& pool)
{
    return pool.cards > 0 ? static_cast<double>(pool.power.itMax_w) / pool.cards : 0;
}

} // namespace

std::uint32_t cardsNeeded(const PlacementRequest& job, const registry::Chip& chip)
{
    if (job.gflops <= 0) {
        return job.cards;
    }
    const auto each = static_cast<double>(chip.perCard[job.precision]);
    return each > 0 ? static_cast<std::uint32_t>(std::min(4e9, std::ceil(job.gflops / each))) : 0;
}

double nightStart(double start_s, double hours)
{
    const double day = std::floor(start_s / kDay_s) * kDay_s;
    for (double begin = day - kDay_s + kNightBegin_s;; begin += kDay_s) {
        const double first = std::max(start_s, begin);
        if (first + hours * kHour_s <= begin + kNightHours * kHour_s || hours > kNightHours) {
            return first;
        }
    }
}

bool isAtNight(double start_s, double end_s)
{
    constexpr double kRounding_s = 1e-7;
    const double into_s = std::fmod(start_s + kDay_s - kNightBegin_s, kDay_s);
    return into_s + end_s - start_s <= kNightHours * kHour_s + kRounding_s;
}

Result<std::unique_ptr<PlacementProblem>> PlacementProblem::make(const network::Network& network,
                                                                 const OfferTable& table,
                                                                 const PlacementRequests& requests,
                                                                 std::vector<double> load_bps,
                                                                 PlacementOptions options)
{
    std::unique_ptr<PlacementProblem> out(new PlacementProblem);
    out->m_network = &network;
    out->m_table = &table;
    out->m_requests = &requests;
    out->m_options = options;
    out->m_outOfService = network.outOfService;
    if (!options.outOfService.empty()) {
        out->m_outOfService.resize(network.graph.arcCount(), 0);
        for (std::size_t arc = 0; arc < options.outOfService.size(); ++arc) {
            out->m_outOfService[arc] |= options.outOfService[arc];
        }
    }
    out->m_options.outOfService = {};
    out->m_room = freeCapacity(network.graph, load_bps, options.fill, out->m_outOfService);
    for (const ComputeOffer& offer : table.offers()) {
        out->m_freeCards.push_back(std::isnan(offer.freeCards) ? 0 : offer.freeCards);
    }
    if (const auto found = out->findPlaces(); !found) {
        return failure(found.error());
    }
    if (const auto checked = out->checkReservations(); !checked) {
        return failure(checked.error());
    }
    out->closeProvinces();
    return out;
}

Result<> PlacementProblem::findPlaces()
{
    network::PlaceLookup places(*m_network);
    const auto find = [&](const PlacementRequest& job, const std::string& name, const char* field,
                          std::vector<network::NodeIndex>& out) -> Result<> {
        if (name.empty()) {
            out.emplace_back();
            return {};
        }
        const auto node = places.find(name);
        if (!node) {
            return failure(ErrorCode::BadInput, "job " + job.id + ": " + field + ": " + node.error().reason);
        }
        out.push_back(*node);
        return {};
    };
    for (const PlacementRequest& job : jobs()) {
        if (const auto data = find(job, job.dataSite, "data_site", m_dataNode); !data) {
            return data;
        }
        if (const auto users = find(job, job.usersSite, "users_site", m_usersNode); !users) {
            return users;
        }
    }
    return {};
}

void PlacementProblem::closeProvinces()
{
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;
    for (const PlacementRequest& job : jobs()) {
        const auto [entry, isNew] =
            known.try_emplace(job.transitProvinces, static_cast<std::uint32_t>(m_closed.size()));
        if (isNew) {
            m_closed.push_back(
                closedOutside(graph(), m_table->registry(), job.transitProvinces, m_outOfService));
        }
        m_closedOf.push_back(entry->second);
    }
}

Result<> PlacementProblem::checkReservations() const
{
    for (std::size_t i = 0; i < reservations().size(); ++i) {
        const StandingReservation& one = reservations()[i];
        const std::string where = "reservations/" + std::to_string(i) + ": ";
        if (!one.arc.empty()) {
            if (!graph().arcByName(one.arc).isValid()) {
                return failure(ErrorCode::BadInput, where + "there is no arc " + one.arc);
            }
            continue;
        }
        const bool isThere = std::ranges::any_of(m_table->offers(), [&](const ComputeOffer& offer) {
            return m_table->pool(offer).id == one.pool && m_table->chip(offer).chipClass == one.chipClass;
        });
        if (!isThere) {
            return failure(ErrorCode::BadInput, where + one.pool + " offers no " + one.chipClass);
        }
    }
    return {};
}

const std::vector<TimeNs>& PlacementProblem::delays(std::size_t job, network::NodeIndex from) const
{
    const auto [entry, isNew] =
        m_delays.try_emplace({static_cast<std::uint32_t>(from.value()), m_closedOf[job]});
    if (isNew) {
        entry->second = network::latencyReach(graph(), &m_table->registry(), from, {}, closed(job)).poolDelay;
    }
    return entry->second;
}

/// ms to the farthest of the offers; infinite without a way.
double PlacementProblem::delayTo(std::size_t job, network::NodeIndex from,
                                 std::span<const std::uint32_t> offers) const
{
    const std::vector<TimeNs>& known = delays(job, from);
    double out = 0;
    for (const std::uint32_t offer : offers) {
        const TimeNs delay = known[m_table->offers()[offer].pool.value()];
        if (delay == network::kUnreachable) {
            return std::numeric_limits<double>::infinity();
        }
        out = std::max(out, static_cast<double>(delay) / 1e6);
    }
    return out;
}

/// What a pool is, whoever else is there.
Violations PlacementProblem::fixedViolations(const PlacementRequest& job, const ComputeOffer& offer) const
{
    const registry::Pool& pool = m_table->pool(offer);
    const registry::Chip& chip = m_table->chip(offer);
    Violations out;
    const bool computes = needsCards(job);
    out[bit(Constraint::State)] = offer.state == OperState::Down || offer.state == OperState::Draining ||
                                  pool.asset.state == registry::LifecycleState::Draining;
    out[bit(Constraint::ChipClass)] = !job.chipClass.empty() && chip.chipClass != job.chipClass;
    out[bit(Constraint::PrecisionOffered)] = computes && chip.perCard[job.precision] == 0;
    out[bit(Constraint::Memory)] = job.memoryBytes > static_cast<double>(chip.memoryBytes);
    out[bit(Constraint::Data)] = !mayHold(pool, job.data);
    out[bit(Constraint::Protection)] = pool.protectionLevel < job.protection;
    out[bit(Constraint::Province)] = !isWithin(pool.adcode, job.provinces);
    out[bit(Constraint::Availability)] = pool.sla.availability < job.availabilityMin;
    // What a service level does not say it does not promise.
    out[bit(Constraint::Loss)] =
        job.lossMax > 0 && !(pool.sla.lossMax > 0 && pool.sla.lossMax <= job.lossMax);
    out[bit(Constraint::Latency)] =
        job.latencyClass_ms > 0 &&
        !(pool.sla.latencyClass_ms > 0 && pool.sla.latencyClass_ms <= job.latencyClass_ms);
    out[bit(Constraint::Green)] = pool.power.greenRatio < job.greenMin;
    out[bit(Constraint::Pue)] = job.pueMax > 0 && !(offer.pue > 0 && offer.pue <= job.pueMax);
    out[bit(Constraint::PriceOffered)] = computes && offer.prices[static_cast<std::size_t>(job.price)] <= 0;
    return out;
}

/// When data is there and computing begins.
void PlacementProblem::stage(std::size_t job, std::span<const std::uint32_t> offers, PlacedJob& placed,
                             Violations& out, double& rate_bps) const
{
    const PlacementRequest& asked = jobs()[job];
    const bool isNight = asked.price == registry::PriceKind::Night;
    placed.start_s = isNight ? nightStart(asked.start_s, asked.hours) : asked.start_s;
    out[bit(Constraint::Window)] = isNight && asked.hours > kNightHours;
    placed.compute_s = placed.start_s;
    rate_bps = 0;
    const network::NodeIndex data = m_dataNode[job];
    if (asked.dataBytes <= 0 || data == graph().node(m_table->offers()[offers.front()].pool)) {
        return;
    }
    out[bit(Constraint::Way)] = out[bit(Constraint::Way)] || std::isinf(delayTo(job, data, offers.first(1)));
    rate_bps = asked.gbps * 1e9;
    if (rate_bps <= 0 || asked.kind == JobKind::CrossTrain || asked.kind == JobKind::Infer) {
        double time_s = asked.deadline_s > 0 ? asked.deadline_s - placed.start_s - computingSeconds(asked)
                                             : m_options.stagingHours * kHour_s;
        if (isNight) { // cards are held while data comes: that is at night, too
            time_s = std::min(time_s, kNightHours * kHour_s - computingSeconds(asked));
        }
        const auto step = time_s > 0 ? stepFor(8 * asked.dataBytes / kLineUse / time_s) : std::nullopt;
        out[bit(Constraint::Rate)] = !step && asked.deadline_s > 0;
        rate_bps = step.value_or(kRateSteps_bps.back());
    }
    const double staging_s = 8 * asked.dataBytes / kLineUse / rate_bps;
    if (isNight) {
        const double held_h = (staging_s + computingSeconds(asked)) / kHour_s;
        out[bit(Constraint::Window)] = held_h > kNightHours * (1 + 1e-12);
        placed.start_s = nightStart(asked.start_s, held_h);
    }
    placed.compute_s = placed.start_s + staging_s;
}

/// How long it computes, given how far its parts are from each other, and from whom it serves.
void PlacementProblem::span(std::size_t job, std::span<const std::uint32_t> offers, PlacedJob& placed,
                            Violations& out) const
{
    const PlacementRequest& asked = jobs()[job];
    const network::NodeIndex served = m_usersNode[job].isValid() ? m_usersNode[job] : m_dataNode[job];
    if (served.isValid()) {
        const double latency = delayTo(job, served, offers);
        placed.latency_ms = std::isinf(latency) ? 0 : latency;
        out[bit(Constraint::Way)] = out[bit(Constraint::Way)] || std::isinf(latency);
        out[bit(Constraint::Latency)] =
            out[bit(Constraint::Latency)] || (asked.latency_ms > 0 && latency > asked.latency_ms);
    }
    const bool isDataElsewhere = m_dataNode[job].isValid() && m_dataNode[job] != served;
    out[bit(Constraint::Way)] =
        out[bit(Constraint::Way)] || (isDataElsewhere && std::isinf(delayTo(job, m_dataNode[job], offers)));
    double apart_ms = 0;
    for (std::size_t i = 0; i + 1 < offers.size(); ++i) {
        const network::NodeIndex from = graph().node(m_table->offers()[offers[i]].pool);
        apart_ms = std::max(apart_ms, delayTo(job, from, offers.subspan(i + 1)));
    }
    if (std::isinf(apart_ms)) {
        out.set(bit(Constraint::Way));
        apart_ms = 0;
    }
    if (offers.size() > 1 && asked.parameters > 0) {
        InterCentreInput input;
        input.size.parameters = asked.parameters;
        input.size.tokensPerStep = asked.tokensPerStep;
        input.size.cards = 0;
        for (const PlacedPart& part : placed.parts) {
            input.size.cards += part.cards;
        }
        input.size.cardTflops = std::max(
            0.1,
            static_cast<double>(m_table->chip(m_table->offers()[offers[0]]).perCard[asked.precision]) / 1e3);
        input.sites = static_cast<std::uint32_t>(offers.size());
        input.line.rate_bps = asked.gbps * 1e9;
        input.line.rtt_s = 2e-3 * apart_ms;
        const auto answer = interCentre(input);
        placed.efficiency = answer ? answer->efficiency : 1;
    }
    constexpr double kGrain_s = 60; // so that few instants differ
    const double computing_s = computingSeconds(asked) / placed.efficiency;
    placed.end_s =
        placed.compute_s + (offers.size() > 1 ? std::ceil(computing_s / kGrain_s) * kGrain_s : computing_s);
    if (asked.price == registry::PriceKind::Night) {
        out[bit(Constraint::Window)] =
            out[bit(Constraint::Window)] || !isAtNight(placed.start_s, placed.end_s);
    }
    out[bit(Constraint::Deadline)] =
        !out[bit(Constraint::Rate)] && asked.deadline_s > 0 && placed.end_s > asked.deadline_s * (1 + 1e-12);
}

void PlacementProblem::price(const PlacementRequest& job, double stagingRate_bps, PlacedJob& placed) const
{
    const double held_h = (placed.end_s - placed.start_s) / kHour_s;
    const double computing_h = (placed.end_s - placed.compute_s) / kHour_s;
    for (const PlacedPart& part : placed.parts) {
        const ComputeOffer& offer = m_table->offers()[part.offer];
        const registry::Pool& pool = m_table->pool(offer);
        const double hourly = static_cast<double>(offer.prices[static_cast<std::size_t>(job.price)]) / 1e4;
        placed.cost_cny += part.cards * held_h * hourly;
        const double kwh = part.cards * wattsPerCard(pool) / 1e3 * computing_h * std::max(1.0, offer.pue);
        placed.kwh += kwh;
        placed.kgCo2 += kwh * (1 - pool.power.greenRatio) * m_options.kgCo2PerKwh;
    }
    const double pairs = job.kind == JobKind::CrossTrain ? static_cast<double>(placed.parts.size()) : 0;
    const double served = job.kind == JobKind::Infer && !job.usersSite.empty() ? 1 : 0;
    const double ring = pairs > 2 ? pairs : pairs > 0 ? 1 : 0; // ways, each there and back
    const double gbpsHours = stagingRate_bps / 1e9 * (placed.compute_s - placed.start_s) / kHour_s +
                             2 * job.gbps * (ring + served) * computing_h;
    placed.network_cny = gbpsHours * m_options.network_cnyPerGbpsHour;
    placed.cost_cny += placed.network_cny;
}

void PlacementProblem::addLegs(std::size_t job, double stagingRate_bps, PlacedJob& placed) const
{
    const PlacementRequest& asked = jobs()[job];
    const auto nodeOf = [&](const PlacedPart& part) {
        return graph().node(m_table->offers()[part.offer].pool);
    };
    const auto both = [&](network::NodeIndex a, network::NodeIndex b) {
        for (const auto& [src, dst] : {std::pair{a, b}, {b, a}}) {
            placed.legs.push_back({src, dst, asked.gbps * 1e9, placed.compute_s, placed.end_s, {}});
        }
    };
    if (stagingRate_bps > 0) {
        placed.legs.push_back({m_dataNode[job],
                               nodeOf(placed.parts.front()),
                               stagingRate_bps,
                               placed.start_s,
                               placed.compute_s,
                               {}});
    }
    const std::size_t count = placed.parts.size();
    for (std::size_t i = 0; count > 1 && i < (count == 2 ? 1 : count); ++i) {
        both(nodeOf(placed.parts[i]), nodeOf(placed.parts[(i + 1) % count]));
    }
    const bool isServed = asked.kind == JobKind::Infer && asked.gbps > 0 && m_usersNode[job].isValid() &&
                          m_usersNode[job] != nodeOf(placed.parts.front());
    if (isServed) {
        both(m_usersNode[job], nodeOf(placed.parts.front()));
    }
}

Violations PlacementProblem::consider(std::size_t job, std::span<const std::uint32_t> offers,
                                      PlacedJob& placed, bool withLegs) const
{
    const PlacementRequest& asked = jobs()[job];
    Violations out;
    std::vector<PlacedPart> parts = std::move(placed.parts); // its memory: this is asked for every offer
    parts.clear();
    placed = {};
    placed.parts = std::move(parts);
    for (const std::uint32_t number : offers) {
        const ComputeOffer& offer = m_table->offers()[number];
        out |= fixedViolations(asked, offer);
        const std::uint32_t cards = needsCards(asked) ? share(cardsNeeded(asked, m_table->chip(offer)),
                                                              static_cast<std::uint32_t>(offers.size()))
                                                      : 0;
        out[bit(Constraint::CardsAtAll)] = out[bit(Constraint::CardsAtAll)] || cards > m_freeCards[number];
        placed.parts.push_back({number, cards});
    }
    double rate_bps = 0;
    stage(job, offers, placed, out, rate_bps);
    span(job, offers, placed, out);
    price(asked, rate_bps, placed);
    out[bit(Constraint::Budget)] = asked.budget_cny > 0 && placed.cost_cny > asked.budget_cny;
    if (withLegs) {
        addLegs(job, rate_bps, placed);
    }
    return out;
}

} // namespace twin::compute
