#include "twin/compute/placement_problem.h"
#include "twin/compute/reason_figures.h"

#include <algorithm>
#include <cmath>
#include <limits>

/// Which choices a job has, in which order, and why it has none.
namespace twin::compute {

namespace {

constexpr std::size_t kSetOffers = 12;        ///< the best ones that jobs across pools are combined of
constexpr std::size_t kMostExactSets = 2'000; ///< of a chip class, when more offers are combined

/// Ways to put `of` offers in a ring, each as the first one if `isOrdered`.
std::vector<std::vector<std::uint32_t>> ringOrders(std::uint32_t of, bool isOrdered)
{
    std::vector<std::vector<std::uint32_t>> rings{{0, 1, 2, 3}};
    if (of == 4) { // who is opposite to whom; up to three everybody has the same neighbours
        rings.push_back({0, 1, 3, 2});
        rings.push_back({0, 2, 1, 3});
    }
    std::vector<std::vector<std::uint32_t>> out;
    for (auto& ring : rings) {
        ring.resize(of);
        for (std::uint32_t first = 0; first < (isOrdered ? of : 1); ++first) {
            out.push_back(ring);
            std::ranges::rotate(ring, ring.begin() + 1);
        }
    }
    return out;
}

/// The most offers of which no more sets than kMostExactSets can be made, and at least kSetOffers.
std::size_t exactSetOffers(std::uint32_t pools, std::size_t orders)
{
    std::size_t out = kSetOffers;
    for (;; ++out) {
        double sets = static_cast<double>(orders);
        for (std::uint32_t i = 0; i < pools; ++i) {
            sets *= static_cast<double>(out + 1 - i) / static_cast<double>(i + 1);
        }
        if (sets > static_cast<double>(kMostExactSets)) {
            return out;
        }
    }
}

double keyOf(PlacementPolicy policy, std::span<const std::uint32_t> offers, const PlacedJob& placed)
{
    switch (policy) {
    case PlacementPolicy::FirstFit:
        return offers.front();
    case PlacementPolicy::LeastLatency:
        return placed.latency_ms;
    case PlacementPolicy::LeastCarbon:
        return placed.kgCo2;
    default:
        return placed.cost_cny;
    }
}

bool isBefore(const PlacementChoice& a, const PlacementChoice& b)
{
    if (a.key != b.key) {
        return a.key < b.key;
    }
    return a.cost_cny != b.cost_cny ? a.cost_cny < b.cost_cny : a.offers < b.offers;
}

PlacementChoice choiceOf(PlacementPolicy policy, std::span<const std::uint32_t> offers,
                         const PlacedJob& placed)
{
    PlacementChoice out;
    std::ranges::copy(offers, out.offers.begin());
    out.count = static_cast<std::uint32_t>(offers.size());
    out.cost_cny = placed.cost_cny;
    out.key = keyOf(policy, offers, placed);
    return out;
}

/// "asks for A, nearest is B at POOL".
std::string compared(double asked, double nearest, ReasonUnit unit, const std::string& pool)
{
    const auto [wanted, there] = reasonFigures(unit, asked, nearest);
    return "asks for " + wanted + ", the nearest otherwise fitting has " + there + ": " + pool;
}

} // namespace

std::vector<PlacementChoice> PlacementProblem::choices(std::size_t job, PlacementPolicy policy) const
{
    std::vector<PlacementChoice> out;
    const std::uint32_t pools = jobs()[job].pools;
    if (pools > 1 && policy == PlacementPolicy::Exact) {
        addExactSets(job, out);
    } else if (pools > 1) {
        addSets(job, policy, kSetOffers, out);
    } else {
        PlacedJob placed;
        for (std::uint32_t offer = 0; offer < m_table->offers().size(); ++offer) {
            const std::uint32_t one[1] = {offer};
            if (consider(job, one, placed, false).none()) {
                out.push_back(choiceOf(policy, one, placed));
            }
        }
        if (jobs()[job].kind == registry::JobKind::Ingest) {
            // A pool of several chip classes is one place for data.
            std::ranges::sort(out, {}, [](const PlacementChoice& c) { return c.offers[0]; });
            const auto samePool = [&](const PlacementChoice& a, const PlacementChoice& b) {
                return m_table->offers()[a.offers[0]].pool == m_table->offers()[b.offers[0]].pool;
            };
            out.erase(std::unique(out.begin(), out.end(), samePool), out.end());
        }
    }
    std::ranges::sort(out, isBefore);
    return out;
}

/// Offers that sets may be made of, the best first.
PlacementProblem::ByClass PlacementProblem::setOffers(std::size_t job, PlacementPolicy policy) const
{
    const std::uint32_t pools = jobs()[job].pools;
    ByClass out;
    for (std::uint32_t offer = 0; offer < m_table->offers().size(); ++offer) {
        // Held against its part of the cards by being counted `pools` times.
        std::array<std::uint32_t, kMostPoolsOfAJob> same{};
        same.fill(offer);
        PlacedJob placed;
        const std::span<const std::uint32_t> whole(same.data(), pools);
        Violations violated = consider(job, whole, placed, false);
        if (policy == PlacementPolicy::Exact) { // what it may be beside another: cheaper, at the data
            for (const Constraint c :
                 {Constraint::Way, Constraint::Rate, Constraint::Deadline, Constraint::Budget}) {
                violated.reset(static_cast<std::size_t>(c));
            }
        }
        if (violated.none()) {
            out[m_table->chip(m_table->offers()[offer]).chipClass].push_back(
                choiceOf(policy, whole.first(1), placed));
        }
    }
    for (auto& [chipClass, offers] : out) {
        std::ranges::sort(offers, isBefore);
    }
    return out;
}

/// Sets of offers of different pools and one chip class, of those that alone would be the best.
void PlacementProblem::addSets(std::size_t job, PlacementPolicy policy, std::size_t most,
                               std::vector<PlacementChoice>& out) const
{
    const std::uint32_t pools = jobs()[job].pools;
    for (auto& [chipClass, offers] : setOffers(job, policy)) {
        const std::size_t count = std::min(offers.size(), most);
        std::vector<std::uint32_t> chosen;
        const auto extend = [&](auto&& self, std::size_t from) -> void {
            if (chosen.size() == pools) {
                PlacedJob placed;
                if (consider(job, chosen, placed, false).none()) {
                    out.push_back(choiceOf(policy, chosen, placed));
                }
                return;
            }
            for (std::size_t i = from; i < count; ++i) {
                const std::uint32_t offer = offers[i].offers[0];
                const bool isOtherPool = std::ranges::none_of(chosen, [&](std::uint32_t other) {
                    return m_table->offers()[other].pool == m_table->offers()[offer].pool;
                });
                if (isOtherPool) {
                    chosen.push_back(offer);
                    self(self, i + 1);
                    chosen.pop_back();
                }
            }
        };
        extend(extend, 0);
    }
}

/// The sets of many offers in every order that makes a difference, and those that other policies look at.
void PlacementProblem::addExactSets(std::size_t job, std::vector<PlacementChoice>& out) const
{
    const PlacementRequest& asked = jobs()[job];
    const auto orders = ringOrders(asked.pools, asked.dataBytes > 0);
    std::vector<PlacementChoice> sets;
    addSets(job, PlacementPolicy::Exact, exactSetOffers(asked.pools, orders.size()), sets);
    for (const PlacementPolicy policy : {PlacementPolicy::FirstFit, PlacementPolicy::LeastCost,
                                         PlacementPolicy::LeastLatency, PlacementPolicy::LeastCarbon}) {
        addSets(job, policy, kSetOffers, sets);
    }
    for (const PlacementChoice& set : sets) {
        for (const auto& order : orders) {
            std::vector<std::uint32_t> offers;
            for (const std::uint32_t at : order) {
                offers.push_back(set.offers[at]);
            }
            PlacedJob placed;
            if (consider(job, offers, placed, false).none()) {
                out.push_back(choiceOf(PlacementPolicy::Exact, offers, placed));
            }
        }
        out.push_back(set);
        out.back().key = set.cost_cny;
    }
    std::ranges::sort(out, isBefore);
    const auto isSame = [](const auto& a, const auto& b) {
        return a.offers == b.offers;
    };
    out.erase(std::unique(out.begin(), out.end(), isSame), out.end());
}

bool PlacementProblem::hasEverySet(std::size_t job) const
{
    const PlacementRequest& asked = jobs()[job];
    if (asked.pools < 2) {
        return true;
    }
    const std::size_t orders = ringOrders(asked.pools, asked.dataBytes > 0).size();
    const std::size_t most = exactSetOffers(asked.pools, orders);
    return std::ranges::all_of(setOffers(job, PlacementPolicy::Exact),
                               [&](const auto& entry) { return entry.second.size() <= most; });
}

Rejection PlacementProblem::explain(std::size_t job) const
{
    Rejection out;
    std::vector<Violations> violated;
    for (std::uint32_t offer = 0; offer < m_table->offers().size(); ++offer) {
        std::array<std::uint32_t, kMostPoolsOfAJob> same{};
        same.fill(offer);
        PlacedJob placed;
        violated.push_back(consider(job, {same.data(), jobs()[job].pools}, placed, false));
        for (std::size_t c = 0; c < kConstraintCount; ++c) {
            out.all[c] += violated.back()[c] ? 1 : 0;
            out.alone[c] += violated.back()[c] && violated.back().count() == 1 ? 1 : 0;
        }
    }
    // What binds: without it most offers would do; if it takes two to let one in, what rules out most.
    const auto& by =
        std::ranges::any_of(out.alone, [](std::uint32_t n) { return n > 0; }) ? out.alone : out.all;
    out.binding = static_cast<Constraint>(std::ranges::max_element(by) - by.begin());
    out.detail = nearest(job, out.binding, violated);
    return out;
}

std::string PlacementProblem::nearest(std::size_t job, Constraint constraint,
                                      std::span<const Violations> violated) const
{
    const PlacementRequest& asked = jobs()[job];

    struct Measure
    {
        double asked = 0;
        bool isAtMost = true; ///< the asked is an upper bound
        ReasonUnit unit = ReasonUnit::Plain;
    };

    const auto measure = [&]() -> std::optional<Measure> {
        switch (constraint) {
        case Constraint::Latency:
            return Measure{asked.latency_ms > 0 ? asked.latency_ms : asked.latencyClass_ms, true,
                           ReasonUnit::Milliseconds};
        case Constraint::Budget:
            return Measure{asked.budget_cny, true, ReasonUnit::Money};
        case Constraint::Pue:
            return Measure{asked.pueMax, true};
        case Constraint::Green:
            return Measure{asked.greenMin, false, ReasonUnit::Share};
        case Constraint::Loss:
            return Measure{asked.lossMax, true};
        case Constraint::Availability:
            return Measure{asked.availabilityMin, false, ReasonUnit::Share};
        case Constraint::Protection:
            return Measure{static_cast<double>(asked.protection), false};
        case Constraint::Memory:
            return Measure{asked.memoryBytes, false, ReasonUnit::Bytes};
        case Constraint::Deadline:
            return Measure{asked.deadline_s, true, ReasonUnit::Seconds};
        case Constraint::CardsAtAll:
            return Measure{0, false, ReasonUnit::Cards};
        default:
            return std::nullopt;
        }
    }();
    if (!measure) {
        return "no offer meets " + std::string(constraintWords(constraint)) + " and all else";
    }
    double best = std::numeric_limits<double>::quiet_NaN();
    double wanted = measure->asked;
    std::string where;
    bool isAnyUnsaid = false;
    for (std::uint32_t offer = 0; offer < violated.size(); ++offer) {
        if (violated[offer].count() != 1 || !violated[offer][static_cast<std::size_t>(constraint)]) {
            continue;
        }
        std::array<std::uint32_t, kMostPoolsOfAJob> same{};
        same.fill(offer);
        PlacedJob placed;
        (void)consider(job, {same.data(), asked.pools}, placed, false);
        const ComputeOffer& at = m_table->offers()[offer];
        const registry::Sla& sla = m_table->pool(at).sla;
        const bool isUnsaid =
            (constraint == Constraint::Loss && sla.lossMax <= 0) ||
            (constraint == Constraint::Latency && asked.latency_ms <= 0 && sla.latencyClass_ms == 0);
        if (isUnsaid) {
            isAnyUnsaid = true;
            continue;
        }
        const double latency_ms = asked.latency_ms > 0 ? placed.latency_ms : sla.latencyClass_ms;
        const double value = constraint == Constraint::Latency        ? latency_ms
                             : constraint == Constraint::Loss         ? sla.lossMax
                             : constraint == Constraint::Budget       ? placed.cost_cny
                             : constraint == Constraint::Pue          ? at.pue
                             : constraint == Constraint::Green        ? m_table->pool(at).power.greenRatio
                             : constraint == Constraint::Availability ? m_table->pool(at).sla.availability
                             : constraint == Constraint::Protection   ? m_table->pool(at).protectionLevel
                             : constraint == Constraint::Memory
                                 ? static_cast<double>(m_table->chip(at).memoryBytes)
                             : constraint == Constraint::Deadline ? placed.end_s
                                                                  : m_freeCards[offer];
        if (std::isnan(best) || (measure->isAtMost ? value < best : value > best)) {
            best = value;
            where = m_table->pool(at).id;
            wanted = constraint == Constraint::CardsAtAll ? placed.parts.front().cards : wanted;
        }
    }
    if (std::isnan(best) && isAnyUnsaid) {
        return "asks for " + reasonFigure(measure->unit, wanted) +
               ", of which those otherwise fitting say nothing";
    }
    return std::isnan(best) ? "several constraints at once: none alone lets an offer in"
                            : compared(wanted, best, measure->unit, where);
}

} // namespace twin::compute
