#include "twin/compute/placement_problem.h"
#include "twin/support/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

/// Which choices a job has, in which order, and why it has none.
namespace twin::compute {

namespace {

constexpr std::size_t kSetOffers = 12; ///< the best ones that jobs across pools are combined of

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
std::string compared(double asked, double nearest, std::string_view unit, const std::string& pool)
{
    return "asks for " + exactText(asked) + std::string(unit) + ", the nearest otherwise fitting has " +
           exactText(nearest) + std::string(unit) + ": " + pool;
}

} // namespace

std::vector<PlacementChoice> PlacementProblem::choices(std::size_t job, PlacementPolicy policy) const
{
    std::vector<PlacementChoice> out;
    const std::uint32_t pools = jobs()[job].pools;
    if (pools > 1) {
        addSets(job, policy, out);
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

/// Sets of offers of different pools and one chip class, of those that alone would be the best.
void PlacementProblem::addSets(std::size_t job, PlacementPolicy policy,
                               std::vector<PlacementChoice>& out) const
{
    const std::uint32_t pools = jobs()[job].pools;
    std::map<std::string, std::vector<PlacementChoice>> byClass;
    for (std::uint32_t offer = 0; offer < m_table->offers().size(); ++offer) {
        // Held against its part of the cards by being counted `pools` times.
        std::array<std::uint32_t, kMostPoolsOfAJob> same{};
        same.fill(offer);
        PlacedJob placed;
        const std::span<const std::uint32_t> whole(same.data(), pools);
        if (consider(job, whole, placed, false).none()) {
            byClass[m_table->chip(m_table->offers()[offer]).chipClass].push_back(
                choiceOf(policy, whole.first(1), placed));
        }
    }
    for (auto& [chipClass, offers] : byClass) {
        std::ranges::sort(offers, isBefore);
        offers.resize(std::min(offers.size(), kSetOffers));
        std::vector<std::uint32_t> chosen;
        const auto extend = [&](auto&& self, std::size_t from) -> void {
            if (chosen.size() == pools) {
                PlacedJob placed;
                if (consider(job, chosen, placed, false).none()) {
                    out.push_back(choiceOf(policy, chosen, placed));
                }
                return;
            }
            for (std::size_t i = from; i < offers.size(); ++i) {
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
        std::string_view unit;
    };

    const auto measure = [&]() -> std::optional<Measure> {
        switch (constraint) {
        case Constraint::Latency:
            return Measure{asked.latency_ms, true, " ms"};
        case Constraint::Budget:
            return Measure{asked.budget_cny, true, " CNY"};
        case Constraint::Pue:
            return Measure{asked.pueMax, true, ""};
        case Constraint::Green:
            return Measure{asked.greenMin, false, ""};
        case Constraint::Availability:
            return Measure{asked.availabilityMin, false, ""};
        case Constraint::Protection:
            return Measure{static_cast<double>(asked.protection), false, ""};
        case Constraint::Memory:
            return Measure{asked.memoryBytes / 1e9, false, " GB"};
        case Constraint::Deadline:
            return Measure{asked.deadline_s, true, " s"};
        case Constraint::CardsAtAll:
            return Measure{0, false, " cards"};
        default:
            return std::nullopt;
        }
    }();
    if (!measure) {
        return "no offer meets " + std::string(constraintName(constraint)) + " and all else";
    }
    double best = std::numeric_limits<double>::quiet_NaN();
    double wanted = measure->asked;
    std::string where;
    for (std::uint32_t offer = 0; offer < violated.size(); ++offer) {
        if (violated[offer].count() != 1 || !violated[offer][static_cast<std::size_t>(constraint)]) {
            continue;
        }
        std::array<std::uint32_t, kMostPoolsOfAJob> same{};
        same.fill(offer);
        PlacedJob placed;
        (void)consider(job, {same.data(), asked.pools}, placed, false);
        const ComputeOffer& at = m_table->offers()[offer];
        const double value = constraint == Constraint::Latency        ? placed.latency_ms
                             : constraint == Constraint::Budget       ? placed.cost_cny
                             : constraint == Constraint::Pue          ? at.pue
                             : constraint == Constraint::Green        ? m_table->pool(at).power.greenRatio
                             : constraint == Constraint::Availability ? m_table->pool(at).sla.availability
                             : constraint == Constraint::Protection   ? m_table->pool(at).protectionLevel
                             : constraint == Constraint::Memory
                                 ? static_cast<double>(m_table->chip(at).memoryBytes) / 1e9
                             : constraint == Constraint::Deadline ? placed.end_s
                                                                  : m_freeCards[offer];
        if (std::isnan(best) || (measure->isAtMost ? value < best : value > best)) {
            best = value;
            where = m_table->pool(at).id;
            wanted = constraint == Constraint::CardsAtAll ? placed.parts.front().cards : wanted;
        }
    }
    return std::isnan(best) ? "several constraints at once: none alone lets an offer in"
                            : compared(wanted, best, measure->unit, where);
}

} // namespace twin::compute
