#include "twin/scenario/run_places.h"

#include "twin/compute/placement_problem.h"
#include "twin/compute/registered_request.h"
#include "twin/network/network.h"
#include "twin/scenario/pool_money.h"
#include "twin/support/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace twin::scenario {

using compute::PlacementPolicy;
using compute::PlacementRequest;
using registry::JobKind;

namespace {

constexpr double kHour_s = 3'600;

/// What the registry offers under the edits: all its cards, at the prices of then.
compute::OfferTable offersOf(const registry::RegistryPtr& registry, const Edits& edits)
{
    const registry::Workload nobody{};
    compute::OfferTable out(registry, &nobody);
    for (std::size_t i = 0; i < out.offers().size(); ++i) {
        compute::ComputeOffer& offer = out.assumed(i);
        const registry::Pool& pool = out.pool(offer);
        if (const auto factor = edits.poolFactor.find(pool.id); factor != edits.poolFactor.end()) {
            offer.freeCards = cardsOf(out.chip(offer), factor->second);
        }
        const auto terms = edits.terms.find(pool.id);
        if (terms == edits.terms.end()) {
            continue;
        }
        for (MoneyE4& price : offer.prices) {
            price = std::llround(static_cast<double>(price) * terms->second.priceFactor);
        }
        offer.pue = terms->second.pue > 0 ? terms->second.pue : offer.pue;
    }
    return out;
}

/// Equal for what asks alike.
std::string textOf(const PlacementRequest& request, const std::vector<std::string>& leadsTo)
{
    std::string out = std::to_string(static_cast<int>(request.kind)) + ' ' +
                      std::to_string(static_cast<int>(request.precision)) + ' ' + request.chipClass + ' ' +
                      std::to_string(request.cards) + ' ' + std::to_string(request.pools);
    for (const double value : {request.gflops, request.parameters, request.gbps, request.hours,
                               request.memoryBytes, request.budget_cny, request.greenMin, request.lossMax,
                               request.latency_ms, request.latencyClass_ms}) {
        out += ' ' + exactText(value);
    }
    for (const std::string* place : {&request.dataSite, &request.usersSite}) {
        out += '\n' + *place;
    }
    for (const std::uint32_t province : request.provinces) {
        out += ' ' + std::to_string(province);
    }
    for (const std::string& pool : leadsTo) {
        out += '\n' + pool;
    }
    return out;
}

/// Hours a job takes that begins now; 0: nobody says. Of one that never ran, all of them.
double hoursOf(const registry::Job& job, TimeNs moment)
{
    const TimeNs from = job.start > 0 ? job.start : moment;
    return job.expectedEnd > from ? static_cast<double>(job.expectedEnd - from) / 1e9 / kHour_s : 0;
}

} // namespace

/// What is free at a choice: in the fuller of its pools.
struct RunPlaces::Free
{
    std::int64_t cards = -1; ///< negative: it takes no jobs
    double shareTaken = 0;   ///< afterwards, of what the pools have
    std::uint32_t pool = 0;
    std::string closed; ///< why it takes none
};

/// Deadlines and the time data takes rule nothing out: the run finds out about them.
std::uint32_t RunPlaces::ask(const RunJob& job, const RunFlows& flows, double wan_bps)
{
    const registry::Job& of = *job.job;
    const registry::Registry& registry = *m_ground->world()->registry;
    Order one;
    std::vector<compute::FlowOfJob> ofJob;
    for (const std::uint32_t number : job.flows) {
        const RunFlow& flow = flows[number];
        if (!flow.isWanted) {
            continue;
        }
        if (of.kind != JobKind::CrossTrain || (wan_bps <= 0 && !flow.isFinite())) {
            ofJob.push_back({flow.fact->src, static_cast<double>(flow.fact->bytes), flow.asked_bps});
        }
        if (registry.find(EntityKind::Pool, flow.fact->dst)) {
            one.leadsTo.push_back(flow.fact->dst);
        }
    }
    std::ranges::sort(one.leadsTo);
    one.leadsTo.erase(std::ranges::unique(one.leadsTo).begin(), one.leadsTo.end());
    PlacementRequest& request = one.request;
    request = compute::requestOf(of, ofJob, registry, {m_ground->moment(), m_ground->moment()});
    const bool isSpread = request.kind == JobKind::CrossTrain;
    const std::uint32_t asked = request.gflops > 0 ? 0 : std::max(1U, of.cards);
    // A budget is of all cards. Else it makes no difference, and there are fewer orders.
    const bool isWhole = isSpread || request.budget_cny > 0;
    request.cards = request.gflops > 0 ? 0 : isWhole ? asked : 1;
    request.parameters = isSpread ? request.parameters : 0;
    request.gbps = !isSpread ? 0 : wan_bps > 0 ? wan_bps / 1e9 : request.gbps;
    request.dataBytes = 0;
    request.deadline_s = 0;
    request.start_s = 0;
    request.tenant.clear();
    if (request.budget_cny <= 0) {
        request.hours = 1;
    } else if (const double registered = hoursOf(of, m_ground->moment()); registered > 0) {
        request.hours = registered;
    }
    if (request.latency_ms <= 0 && of.limits.dataSite.empty()) {
        request.dataSite.clear(); // that of a transfer: leadsTo says where it goes
        request.usersSite.clear();
    }
    const auto order =
        m_orderByText.try_emplace(textOf(request, one.leadsTo), static_cast<std::uint32_t>(m_orders.size()))
            .first->second;
    if (order == m_orders.size()) {
        m_orders.push_back(std::move(one));
    }
    const std::uint32_t cards = isSpread ? (asked + 1) / 2 : asked;
    const auto number = static_cast<std::uint32_t>(m_asks.size());
    const auto [known, isNew] = m_askByOrder.try_emplace({order, cards}, number);
    if (isNew) {
        m_asks.push_back({order, cards, 0, {}});
    }
    return known->second;
}

const WaitReason& RunPlaces::why(std::uint32_t ask) const
{
    const Ask& one = m_asks[ask];
    return orderOf(one).why.kind == WaitReason::Kind::None ? one.why : orderOf(one).why;
}

void RunPlaces::gained(const std::string& pool)
{
    const auto found = m_world == nullptr ? std::nullopt : m_world->registry->find(EntityKind::Pool, pool);
    if (!found) {
        m_isAnyGained = true;
        return;
    }
    m_gained[found->index] = 1;
    m_isSomeGained = true;
}

/// Another network, other sizes or prices: all is ranked anew.
void RunPlaces::renew(const WorldPtr& world, const Edits& edits, const std::vector<std::uint8_t>& down)
{
    const bool isOtherWay = m_down != down;
    if (isOtherWay) {
        m_down = down;
    }
    Terms terms{edits.poolFactor, edits.terms};
    if (m_world == world && m_terms == terms) {
        for (Order& one : m_orders) {
            if (isOtherWay && one.hasPlace()) {
                one.ranking.reset();
                one.why = {};
                m_isAnyGained = true; // pools may do that did not
            }
        }
        return;
    }
    if (m_world != world) {
        m_network.reset();
    }
    m_world = world;
    m_terms = std::move(terms);
    m_gained.assign(world->registry->pools.size(), 0);
    m_isAnyGained = true;
    for (Order& one : m_orders) {
        one.ranking.reset();
        one.why = {};
    }
}

void RunPlaces::rank(const WorldPtr& world, const Edits& edits, const std::vector<std::uint8_t>& down)
{
    if (m_orders.empty()) {
        return;
    }
    renew(world, edits, down);
    std::vector<std::uint32_t> missing;
    for (std::uint32_t i = 0; i < m_orders.size(); ++i) {
        if (m_orders[i].ranking == nullptr) {
            missing.push_back(i);
        }
    }
    if (missing.empty()) {
        return;
    }
    if (m_network == nullptr) {
        m_network = std::make_shared<const network::Network>(network::networkOf(world->registry, nullptr));
    }
    const compute::OfferTable table = offersOf(world->registry, edits);
    const auto split = std::ranges::stable_partition(
        missing, [this](std::uint32_t order) { return !m_orders[order].hasPlace(); });
    rankThese(table, {missing.begin(), split.begin()});
    for (const std::uint32_t order : split) {
        rankThese(table, {order}); // a place that is none is that job's own trouble
    }
}

/// Either without places, or one that has some.
void RunPlaces::rankThese(const compute::OfferTable& table, const std::vector<std::uint32_t>& orders)
{
    if (orders.empty()) {
        return;
    }
    compute::PlacementRequests requests;
    for (const std::uint32_t order : orders) {
        requests.jobs.push_back(m_orders[order].request);
    }
    compute::PlacementOptions options;
    if (m_orders[orders.front()].hasPlace()) {
        options.outOfService = m_down;
    }
    const auto problem = compute::PlacementProblem::make(*m_network, table, requests, {}, options);
    for (std::size_t i = 0; i < orders.size(); ++i) {
        Order& one = m_orders[orders[i]];
        if (!problem) {
            one.why.kind = WaitReason::Kind::Other;
            one.why.said = problem.error().reason;
            one.ranking = std::make_shared<Ranking>();
        } else {
            rankOne(table, **problem, i, one);
        }
    }
}

void RunPlaces::rankOne(const compute::OfferTable& table, const compute::PlacementProblem& problem,
                        std::size_t number, Order& one) const
{
    auto ranking = std::make_shared<Ranking>();
    for (const compute::PlacementChoice& choice :
         problem.choices(number, m_ground->options().assumptions.placement)) {
        Choice at;
        for (const std::uint32_t offer : choice.span()) {
            at.pools[at.count++] = static_cast<std::uint32_t>(table.offers()[offer].pool.value());
            if (one.request.gflops > 0) {
                const std::uint32_t all =
                    compute::cardsNeeded(one.request, table.chip(table.offers()[offer]));
                at.cards = std::max(at.cards, (all + choice.count - 1) / choice.count);
            }
        }
        if (leadsThere(one, at)) {
            ranking->push_back(at);
        }
    }
    if (ranking->empty()) {
        const compute::Rejection no = problem.explain(number);
        one.why.kind = one.leadsTo.empty() ? WaitReason::Kind::Unfit : WaitReason::Kind::LeadsElsewhere;
        one.why.binding = no.binding;
        one.why.said = no.detail;
        one.why.where = one.leadsTo.empty() ? std::string() : one.leadsTo.front();
    }
    one.ranking = std::move(ranking);
}

bool RunPlaces::leadsThere(const Order& one, const Choice& choice) const
{
    if (one.leadsTo.empty()) {
        return true;
    }
    for (std::uint32_t i = 0; i < choice.count; ++i) {
        if (std::ranges::binary_search(one.leadsTo, m_world->registry->pools[choice.pools[i]].id)) {
            return true;
        }
    }
    return false;
}

void RunPlaces::beginLook(const WorldPtr& world, const Edits& edits, const std::vector<std::uint8_t>& down)
{
    ++m_look;
    rank(world, edits, down);
}

void RunPlaces::endLook()
{
    m_isAnyGained = false;
    if (std::exchange(m_isSomeGained, false)) {
        std::ranges::fill(m_gained, std::uint8_t{0});
    }
}

bool RunPlaces::hasGained(const Choice& choice) const
{
    return std::any_of(choice.pools.begin(), choice.pools.begin() + choice.count,
                       [&](std::uint32_t pool) { return m_gained[pool] != 0; });
}

RunPlaces::Free RunPlaces::freeAt(const Ask& one, const Choice& choice, const CardCheck& check,
                                  const CardsTaken& held) const
{
    Free out;
    out.cards = std::numeric_limits<std::int64_t>::max();
    for (std::uint32_t i = 0; i < choice.count; ++i) {
        const registry::Pool& pool = m_world->registry->pools[choice.pools[i]];
        const auto free = check.freeBeside(pool.id, orderOf(one).request.chipClass, held);
        if (!free) {
            return {-1, 0, choice.pools[i], free.error().reason};
        }
        if (*free < out.cards) {
            out.cards = std::max<std::int64_t>(0, *free);
            out.pool = choice.pools[i];
        }
        const double all = std::max(1.0, static_cast<double>(pool.cards));
        out.shareTaken =
            std::max(out.shareTaken, 1 - (static_cast<double>(*free) - cardsAt(one, choice)) / all);
    }
    return out;
}

WaitReason RunPlaces::reason(const Ask& one, const Free& most) const
{
    WaitReason out;
    out.kind = most.cards < 0 ? WaitReason::Kind::Closed : WaitReason::Kind::Full;
    out.isPair = orderOf(one).request.pools > 1;
    out.cards = one.cards;
    out.gflops = orderOf(one).request.gflops;
    out.choices = orderOf(one).ranking->size();
    out.free = most.cards;
    out.where = most.cards < 0 ? std::string() : m_world->registry->pools[most.pool].id;
    out.said = most.closed;
    return out;
}

std::optional<std::vector<registry::PlacedCards>> RunPlaces::find(std::uint32_t ask, const Edits& edits,
                                                                  const CardsTaken& held)
{
    Ask& one = m_asks[ask];
    if (one.fullAt == m_look || orderOf(one).ranking->empty()) {
        return std::nullopt; // nothing came free since its like was looked for
    }
    const bool isPart = one.fullAt + 1 == m_look && !m_isAnyGained;
    const bool isBalanced = m_ground->options().assumptions.placement == PlacementPolicy::Balanced;
    const CardCheck check(*m_ground, edits);
    const Choice* best = nullptr;
    double leastTaken = 0;
    Free most;
    for (const Choice& choice : *orderOf(one).ranking) {
        if (isPart && !hasGained(choice)) {
            continue;
        }
        Free free = freeAt(one, choice, check, held);
        if (free.cards >= static_cast<std::int64_t>(cardsAt(one, choice))) {
            if (best == nullptr || free.shareTaken < leastTaken) {
                best = &choice;
                leastTaken = free.shareTaken;
            }
            if (!isBalanced) {
                break;
            }
        } else if (free.cards > most.cards || (most.cards < 0 && most.closed.empty())) {
            most = std::move(free);
        }
    }
    if (best == nullptr) {
        one.fullAt = m_look;
        one.why = isPart ? one.why : reason(one, most);
        return std::nullopt;
    }
    std::vector<registry::PlacedCards> out;
    for (std::uint32_t i = 0; i < best->count; ++i) {
        out.push_back({m_world->registry->pools[best->pools[i]].id, cardsAt(one, *best)});
    }
    return out;
}

} // namespace twin::scenario
