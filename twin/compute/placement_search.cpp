#include "twin/compute/placement_search.h"

#include "twin/support/rng.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <tuple>

namespace twin::compute {

namespace {

constexpr std::size_t kTargets = 12;         ///< choices of a job that is to move or to get in
constexpr std::size_t kOusted = 12;          ///< jobs at one offer that may make room
constexpr std::size_t kElsewhere = 16;       ///< choices they are offered instead
constexpr std::size_t kDetours = 64;         ///< choices for which ways around full links are looked for
constexpr std::uint64_t kExchanges = 30'000; ///< tried in all: what a large question may cost
constexpr int kRounds = 6;
constexpr int kRuins =
    600; ///< times a few jobs are taken out and placed anew; of small questions kSmallRuins
constexpr int kSmallRuins = 4'000;
constexpr std::size_t kSmall = 100; ///< jobs
constexpr double kSkipped = 0.1;    ///< chance that a choice which would do is passed over then
constexpr std::size_t kRuined = 6;  ///< jobs taken out beside the one that is to gain

class Search
{
  public:
    Search(const PlacementProblem& problem, std::span<const std::vector<PlacementChoice>> choices,
           PlacementBoard& board)
        : m_problem(problem)
        , m_choices(choices)
        , m_board(board)
        , m_jobs(choices.size())
        , m_at(problem.table().offers().size())
    {}

    PlacementPlan run()
    {
        for (const std::size_t job : startOrder()) {
            (void)enterBest(job, m_choices[job].size());
        }
        for (int round = 0; round < kRounds && !isCancelled(); ++round) {
            bool isBetter = false;
            for (std::size_t job = 0; job < m_jobs.size() && !isCancelled(); ++job) {
                isBetter = improve(job) || isBetter;
            }
            if (!isBetter) {
                break;
            }
        }
        Rng rng(1, "compute.placement_search");
        const int ruins = m_jobs.size() <= kSmall ? kSmallRuins : kRuins;
        for (int i = 0; i < ruins && !isCancelled() && rebuild(rng); ++i) {
        }
        PlacementPlan plan;
        plan.jobs = std::move(m_jobs);
        return plan;
    }

  private:
    [[nodiscard]] bool isCancelled() const
    {
        const auto* cancelled = m_problem.options().cancelled;
        return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
    }

    /// Hard ones first: spot jobs last, then few choices, many cards.
    [[nodiscard]] std::vector<std::size_t> startOrder() const
    {
        std::vector<std::size_t> out(m_jobs.size());
        std::iota(out.begin(), out.end(), std::size_t{0});
        const auto rank = [&](std::size_t job) {
            const auto& choices = m_choices[job];
            double cards = 0;
            if (!choices.empty()) {
                PlacedJob placed;
                (void)m_problem.consider(job, choices.front().span(), placed, false);
                for (const PlacedPart& part : placed.parts) {
                    cards += part.cards;
                }
            }
            std::size_t magnitude = 0; // of the number of choices: 1, 2, 4, …
            for (std::size_t n = choices.size(); n > 1; n /= 2) {
                ++magnitude;
            }
            return std::tuple{m_problem.jobs()[job].price == registry::PriceKind::Spot, magnitude, -cards,
                              job};
        };
        std::vector<decltype(rank(0))> ranks;
        for (std::size_t job = 0; job < m_jobs.size(); ++job) {
            ranks.push_back(rank(job));
        }
        std::ranges::sort(out, {}, [&](std::size_t job) { return ranks[job]; });
        return out;
    }

    void settle(std::size_t job, PlacedJob placed)
    {
        for (const PlacedPart& part : placed.parts) {
            m_at[part.offer].push_back(job);
        }
        m_jobs[job] = std::move(placed);
    }

    PlacedJob lift(std::size_t job)
    {
        PlacedJob out = std::move(*m_jobs[job]);
        m_jobs[job].reset();
        for (const PlacedPart& part : out.parts) {
            std::erase(m_at[part.offer], job);
        }
        m_board.leave(out);
        return out;
    }

    void putBack(std::size_t job, PlacedJob placed)
    {
        Shortage shortage;
        const bool fits = m_board.enterAsIs(placed, shortage);
        if (fits) { // it was there a moment ago, and nothing else came
            settle(job, std::move(placed));
        }
    }

    /// The best of the first `most` choices that fits, if it is below `limit_cny`.
    bool enterBest(std::size_t job, std::size_t most, double limit_cny = kNoCost, Rng* skipping = nullptr)
    {
        Shortage shortage;
        for (std::size_t i = 0; i < std::min(most, m_choices[job].size()); ++i) {
            const PlacementChoice& choice = m_choices[job][i];
            if (choice.cost_cny >= limit_cny) {
                return false;
            }
            if (skipping != nullptr && skipping->uniform() < kSkipped) {
                continue;
            }
            const LegRouting routing = i < kDetours ? LegRouting::Around : LegRouting::Shortest;
            if (auto placed = m_board.enter(job, choice.span(), routing, shortage)) {
                settle(job, std::move(*placed));
                return true;
            }
        }
        return false;
    }

    /// A cheaper place for a job, or any place for one that has none.
    bool improve(std::size_t job)
    {
        if (m_choices[job].empty()) {
            return false;
        }
        if (!m_jobs[job]) {
            return enterBest(job, m_choices[job].size()) || makeRoom(job, kNoCost, nullptr);
        }
        const double cost = m_jobs[job]->cost_cny;
        if (m_choices[job].front().cost_cny >= cost * (1 - 1e-12)) {
            return false;
        }
        const PlacedJob before = lift(job);
        if (enterBest(job, kTargets, cost * (1 - 1e-9))) {
            return true;
        }
        if (makeRoom(job, cost, &before)) {
            return true;
        }
        putBack(job, before);
        return false;
    }

    /// Moves one job away from where `job` would fit, if both together cost less than before (or if `job`
    /// gets in at all).
    bool makeRoom(std::size_t job, double limit_cny, const PlacedJob* before)
    {
        const bool isSpot = m_problem.jobs()[job].price == registry::PriceKind::Spot;
        for (std::size_t i = 0; i < std::min(kTargets, m_choices[job].size()); ++i) {
            const PlacementChoice& target = m_choices[job][i];
            if (target.cost_cny >= limit_cny) {
                return false;
            }
            for (const std::uint32_t offer : target.span()) {
                const std::vector<std::size_t> there(m_at[offer].begin(), m_at[offer].end());
                std::size_t tried = 0;
                for (const std::size_t other : there) {
                    if (tried++ == kOusted) {
                        break;
                    }
                    const double saved = before != nullptr ? limit_cny - target.cost_cny : kNoCost;
                    if (exchange(job, target, other, saved)) {
                        return true;
                    }
                    // Spot jobs get what is left: the others do not wait for them.
                    const bool mayEnd = before == nullptr && !isSpot &&
                                        m_problem.jobs()[other].price == registry::PriceKind::Spot;
                    if (mayEnd && displace(job, target, other)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// `job` to its target, `other` elsewhere for less than `saved` more.
    bool exchange(std::size_t job, const PlacementChoice& target, std::size_t other, double saved)
    {
        if (m_exchanges == kExchanges || !frees(job, target, other)) {
            return false;
        }
        ++m_exchanges;
        Shortage shortage;
        PlacedJob was = lift(other);
        if (auto placed = m_board.enter(job, target.span(), LegRouting::Around, shortage)) {
            settle(job, std::move(*placed));
            if (enterBest(other, kElsewhere,
                          saved == kNoCost ? kNoCost : was.cost_cny + saved * (1 - 1e-9))) {
                return true;
            }
            (void)lift(job);
        }
        putBack(other, std::move(was));
        return false;
    }

    /// Whether the cards that `other` holds are enough for `job`, together with those that are left.
    [[nodiscard]] bool frees(std::size_t job, const PlacementChoice& target, std::size_t other) const
    {
        PlacedJob wanted;
        (void)m_problem.consider(job, target.span(), wanted, false);
        return std::ranges::all_of(wanted.parts, [&](const PlacedPart& part) {
            double left = m_board.cardsLeft(part.offer, wanted.start_s, wanted.end_s);
            for (const PlacedPart& held : m_jobs[other]->parts) {
                left += held.offer == part.offer ? held.cards : 0;
            }
            return left >= part.cards;
        });
    }

    bool displace(std::size_t job, const PlacementChoice& target, std::size_t other)
    {
        Shortage shortage;
        PlacedJob was = lift(other);
        if (auto placed = m_board.enter(job, target.span(), LegRouting::Around, shortage)) {
            settle(job, std::move(*placed));
            return true;
        }
        putBack(other, std::move(was));
        return false;
    }

    /// How good jobs are placed together: more that are no spot jobs, more spot jobs, less cost.
    struct Worth
    {
        int placed = 0;
        int spot = 0;
        double cost_cny = 0;

        [[nodiscard]] bool isBetterThan(const Worth& other) const
        {
            if (placed != other.placed) {
                return placed > other.placed;
            }
            return spot != other.spot ? spot > other.spot : cost_cny < other.cost_cny * (1 - 1e-9);
        }
    };

    [[nodiscard]] Worth worthOf(std::span<const std::size_t> jobs) const
    {
        Worth out;
        for (const std::size_t job : jobs) {
            if (m_jobs[job]) {
                const bool isSpot = m_problem.jobs()[job].price == registry::PriceKind::Spot;
                out.placed += isSpot ? 0 : 1;
                out.spot += isSpot ? 1 : 0;
                out.cost_cny += m_jobs[job]->cost_cny;
            }
        }
        return out;
    }

    /// Takes a job that could be better off and some that are where it wants to be out, places them in
    /// another order, and keeps that if it is better. False: no job could be better off.
    bool rebuild(Rng& rng)
    {
        std::vector<std::size_t> unhappy;
        for (std::size_t job = 0; job < m_jobs.size(); ++job) {
            const bool couldGain =
                !m_choices[job].empty() &&
                (!m_jobs[job] || m_choices[job].front().cost_cny < m_jobs[job]->cost_cny * (1 - 1e-9));
            if (couldGain) {
                unhappy.push_back(job);
            }
        }
        if (unhappy.empty()) {
            return false;
        }
        std::vector<std::size_t> out = ruined(unhappy[rng.below(unhappy.size())], rng);
        const Worth before = worthOf(out);
        std::vector<std::optional<PlacedJob>> was(out.size());
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (m_jobs[out[i]]) {
                was[i] = lift(out[i]);
            }
        }
        std::vector<std::size_t> order = out;
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[rng.below(i)]);
        }
        for (const std::size_t job : order) {
            (void)enterBest(job, m_choices[job].size(), kNoCost, &rng);
        }
        if (!before.isBetterThan(worthOf(out))) { // as good is another place to go on from
            return true;
        }
        for (const std::size_t job : out) {
            if (m_jobs[job]) {
                (void)lift(job);
            }
        }
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (was[i]) {
                putBack(out[i], std::move(*was[i]));
            }
        }
        return true;
    }

    /// The job, some at offers it would rather have, and some others.
    [[nodiscard]] std::vector<std::size_t> ruined(std::size_t job, Rng& rng) const
    {
        std::vector<std::size_t> there;
        const std::size_t targets = std::min<std::size_t>(4, m_choices[job].size());
        for (std::size_t i = 0; i < targets; ++i) {
            for (const std::uint32_t offer : m_choices[job][i].span()) {
                there.insert(there.end(), m_at[offer].begin(), m_at[offer].end());
            }
        }
        std::vector<std::size_t> out{job};
        while (out.size() <= kRuined / 2 && !there.empty()) {
            const std::size_t at = rng.below(there.size());
            if (std::ranges::find(out, there[at]) == out.end()) {
                out.push_back(there[at]);
            }
            there.erase(there.begin() + static_cast<std::ptrdiff_t>(at));
        }
        // And any others: what is in the way may be on a link.
        for (std::size_t tries = 0; tries < kRuined && out.size() <= kRuined; ++tries) {
            const std::size_t other = rng.below(m_jobs.size());
            if (m_jobs[other] && std::ranges::find(out, other) == out.end()) {
                out.push_back(other);
            }
        }
        return out;
    }

    static constexpr double kNoCost = 1e300;

    const PlacementProblem& m_problem;
    std::span<const std::vector<PlacementChoice>> m_choices;
    PlacementBoard& m_board;
    std::vector<std::optional<PlacedJob>> m_jobs;
    std::vector<std::vector<std::size_t>> m_at; ///< jobs by offer
    std::uint64_t m_exchanges = 0;
};

} // namespace

PlacementPlan searchPlacement(const PlacementProblem& problem,
                              std::span<const std::vector<PlacementChoice>> choices, PlacementBoard& board)
{
    return Search(problem, choices, board).run();
}

} // namespace twin::compute
