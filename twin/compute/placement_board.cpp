#include "twin/compute/placement_board.h"

#include <algorithm>

namespace twin::compute {

namespace {

/// All instants at which anything may begin or end.
std::vector<double> instants(const PlacementProblem& problem,
                             std::span<const std::vector<PlacementChoice>> choices, std::vector<double> out)
{
    out.push_back(0);
    PlacedJob placed;
    for (std::size_t job = 0; job < choices.size(); ++job) {
        for (const PlacementChoice& choice : choices[job]) {
            (void)problem.consider(job, choice.span(), placed, false);
            for (const double time : {placed.start_s, placed.compute_s, placed.end_s}) {
                if (out.back() != time) {
                    out.push_back(time);
                }
            }
        }
    }
    for (const StandingReservation& one : problem.reservations()) {
        out.push_back(one.from_s);
        out.push_back(one.to_s);
    }
    return out;
}

} // namespace

PlacementBoard::PlacementBoard(const PlacementProblem& problem,
                               std::span<const std::vector<PlacementChoice>> choices,
                               std::vector<double> more)
    : m_problem(&problem)
    , m_slots(instants(problem, choices, std::move(more)))
    , m_cards(problem.freeCards())
    , m_arcs(problem.room_bps())
    , m_paths(problem.graph())
{
    const OfferTable& table = problem.table();
    for (const StandingReservation& one : problem.reservations()) {
        const SlotRange when = m_slots.range(one.from_s, one.to_s);
        if (!one.arc.empty()) {
            const auto arc = static_cast<std::uint32_t>(problem.graph().arcByName(one.arc).value());
            m_arcs.take(arc, when, one.gbps * 1e9);
            continue;
        }
        for (std::uint32_t offer = 0; offer < table.offers().size(); ++offer) {
            const ComputeOffer& at = table.offers()[offer];
            if (table.pool(at).id == one.pool && table.chip(at).chipClass == one.chipClass) {
                m_cards.take(offer, when, one.cards);
            }
        }
    }
}

const std::vector<std::uint32_t>& PlacementBoard::shortest(std::size_t job, network::NodeIndex src,
                                                           network::NodeIndex dst)
{
    const std::vector<std::uint8_t>& closed = m_problem->closed(job);
    const auto group = static_cast<std::uint32_t>(m_problem->closedGroup(job));
    const auto to = static_cast<std::uint32_t>(dst.value());
    const auto [entry, isNew] = m_known.try_emplace({static_cast<std::uint32_t>(src.value()), to, group});
    if (isNew) {
        const std::uint64_t aim = (std::uint64_t{group} << 32U) | to;
        if (aim != m_aim) {
            m_paths.run(dst, closed);
            m_aim = aim;
        }
        entry->second = m_paths.path(src);
    }
    return entry->second;
}

std::optional<PlacedJob> PlacementBoard::enter(std::size_t job, std::span<const std::uint32_t> offers,
                                               LegRouting routing, Shortage& shortage)
{
    PlacedJob placed;
    (void)m_problem->consider(job, offers, placed);
    if (!takeCards(placed, shortage)) {
        return std::nullopt;
    }
    if (!takeLegs(job, placed, routing, shortage)) {
        for (const PlacedPart& part : placed.parts) {
            m_cards.take(part.offer, m_slots.range(placed.start_s, placed.end_s),
                         -static_cast<double>(part.cards));
        }
        return std::nullopt;
    }
    return placed;
}

bool PlacementBoard::takeCards(const PlacedJob& placed, Shortage& shortage)
{
    const SlotRange when = m_slots.range(placed.start_s, placed.end_s);
    for (const PlacedPart& part : placed.parts) { // different offers, always
        if (!m_cards.fits(part.offer, when, part.cards)) {
            shortage = {Constraint::CardsLeft, static_cast<double>(part.cards),
                        m_cards.left(part.offer, when), part.offer};
            return false;
        }
    }
    for (const PlacedPart& part : placed.parts) {
        m_cards.take(part.offer, when, part.cards);
    }
    return true;
}

bool PlacementBoard::takeLegs(std::size_t job, PlacedJob& placed, LegRouting routing, Shortage& shortage)
{
    for (std::size_t i = 0; i < placed.legs.size(); ++i) {
        if (!route(job, placed.legs[i], routing, shortage)) {
            for (std::size_t back = 0; back < i; ++back) {
                changeLeg(placed.legs[back], -1);
            }
            return false;
        }
        changeLeg(placed.legs[i], 1);
    }
    return true;
}

bool PlacementBoard::fitsOn(std::span<const std::uint32_t> arcs, SlotRange when, double rate_bps,
                            Shortage& shortage) const
{
    for (const std::uint32_t arc : arcs) {
        if (!m_arcs.fits(arc, when, rate_bps)) {
            shortage = {Constraint::Bandwidth, rate_bps, std::max(0.0, m_arcs.left(arc, when)), arc};
            return false;
        }
    }
    return true;
}

bool PlacementBoard::route(std::size_t job, PlacedLeg& leg, LegRouting routing, Shortage& shortage)
{
    const SlotRange when = m_slots.range(leg.from_s, leg.to_s);
    const std::vector<std::uint32_t>& direct = shortest(job, leg.src, leg.dst);
    if (!direct.empty() && fitsOn(direct, when, leg.rate_bps, shortage)) {
        RoutePart part{direct, leg.rate_bps, 0};
        for (const std::uint32_t arc : direct) {
            part.delay += m_problem->graph().delay()[arc];
        }
        leg.parts.push_back(std::move(part));
        return true;
    }
    if (routing == LegRouting::Shortest || direct.empty()) {
        return false;
    }
    std::vector<double> left(m_arcs.size());
    const std::vector<std::uint8_t>& closed = m_problem->closed(job);
    for (std::uint32_t arc = 0; arc < left.size(); ++arc) {
        left[arc] = closed[arc] != 0 ? 0 : std::max(0.0, m_arcs.left(arc, when));
    }
    const PlacementRequest& asked = m_problem->jobs()[job];
    const auto delayMax = static_cast<TimeNs>(asked.latency_ms * 1e6);
    SplitRoute split = splitRoute(m_problem->graph(), left, leg.src, leg.dst, leg.rate_bps, delayMax);
    if (split.rate_bps < leg.rate_bps * (1 - 1e-9) || split.parts.size() > m_problem->options().mostPaths) {
        return false;
    }
    leg.parts = std::move(split.parts);
    return true;
}

void PlacementBoard::changeLeg(const PlacedLeg& leg, double sign)
{
    const SlotRange when = m_slots.range(leg.from_s, leg.to_s);
    for (const RoutePart& part : leg.parts) {
        for (const std::uint32_t arc : part.arcs) {
            m_arcs.take(arc, when, sign * part.rate_bps);
        }
    }
}

bool PlacementBoard::enterAsIs(const PlacedJob& placed, Shortage& shortage)
{
    if (!takeCards(placed, shortage)) {
        return false;
    }
    for (std::size_t i = 0; i < placed.legs.size(); ++i) {
        const PlacedLeg& leg = placed.legs[i];
        const SlotRange when = m_slots.range(leg.from_s, leg.to_s);
        const bool fits = std::ranges::all_of(leg.parts, [&](const RoutePart& part) {
            return fitsOn(part.arcs, when, part.rate_bps, shortage);
        });
        if (!fits) {
            for (std::size_t back = 0; back < i; ++back) {
                changeLeg(placed.legs[back], -1);
            }
            for (const PlacedPart& part : placed.parts) {
                m_cards.take(part.offer, m_slots.range(placed.start_s, placed.end_s),
                             -static_cast<double>(part.cards));
            }
            return false;
        }
        changeLeg(leg, 1);
    }
    return true;
}

void PlacementBoard::leave(const PlacedJob& placed)
{
    const SlotRange when = m_slots.range(placed.start_s, placed.end_s);
    for (const PlacedPart& part : placed.parts) {
        m_cards.take(part.offer, when, -static_cast<double>(part.cards));
    }
    for (const PlacedLeg& leg : placed.legs) {
        changeLeg(leg, -1);
    }
}

double PlacementBoard::shareAfter(const PlacedJob& placed) const
{
    const SlotRange when = m_slots.range(placed.start_s, placed.end_s);
    double most = 0;
    for (const PlacedPart& part : placed.parts) {
        const double limit = m_cards.limit(part.offer);
        const double after = limit - m_cards.left(part.offer, when) + part.cards;
        most = std::max(most, limit > 0 ? after / limit : 1);
    }
    return most;
}

} // namespace twin::compute
