#include "twin/compute/replacement.h"

#include "twin/compute/admission.h"
#include "twin/compute/training_size.h"

#include <algorithm>

namespace twin::compute {

namespace {

class Replanner
{
  public:
    Replanner(const PlacementProblem& problem, const PlacementPlan& before)
        : m_problem(problem)
        , m_before(before)
    {
        for (std::size_t job = 0; job < problem.jobs().size(); ++job) {
            m_choices.push_back(job < before.jobs.size() && before.jobs[job]
                                    ? problem.choices(job, PlacementPolicy::NetworkAware)
                                    : std::vector<PlacementChoice>());
        }
        std::vector<double> instants;
        for (const auto& job : before.jobs) {
            if (job) {
                instants.insert(instants.end(), {job->start_s, job->compute_s, job->end_s});
            }
        }
        m_board.emplace(problem, m_choices, std::move(instants));
        m_out.plan.jobs.resize(problem.jobs().size());
        m_out.plan.rejections.resize(problem.jobs().size());
    }

    ReplacedPlan run()
    {
        std::vector<std::size_t> homeless;
        for (std::size_t job = 0; job < m_choices.size(); ++job) {
            if (job >= m_before.jobs.size() || !m_before.jobs[job]) {
                m_out.plan.rejections[job] = m_problem.explain(job);
            } else if (!stays(job)) {
                homeless.push_back(job);
            }
        }
        std::vector<std::size_t> stillHomeless;
        for (const std::size_t job : homeless) {
            if (!reroutes(job)) {
                stillHomeless.push_back(job);
            }
        }
        for (const std::size_t job : stillHomeless) {
            moves(job);
        }
        std::ranges::sort(m_out.moves, {}, &JobMove::job);
        sumUp(m_out.plan);
        return std::move(m_out);
    }

  private:
    [[nodiscard]] std::vector<std::uint32_t> offersOf(std::size_t job) const
    {
        std::vector<std::uint32_t> out;
        for (const PlacedPart& part : m_before.jobs[job]->parts) {
            out.push_back(part.offer);
        }
        return out;
    }

    [[nodiscard]] bool isStillAllowed(std::size_t job) const
    {
        PlacedJob placed;
        Violations violated = m_problem.consider(job, offersOf(job), placed, false);
        // Longer ways may make it later or dearer than it was; that is no reason to stop it.
        violated.reset(static_cast<std::size_t>(Constraint::Budget));
        return violated.none();
    }

    [[nodiscard]] bool isWhole(const PlacedJob& placed) const
    {
        const auto& failed = m_problem.network().outOfService;
        return std::ranges::all_of(placed.legs, [&](const PlacedLeg& leg) {
            return std::ranges::all_of(leg.parts, [&](const RoutePart& part) {
                return std::ranges::none_of(
                    part.arcs, [&](std::uint32_t arc) { return !failed.empty() && failed[arc] != 0; });
            });
        });
    }

    bool stays(std::size_t job)
    {
        const PlacedJob& before = *m_before.jobs[job];
        Shortage shortage;
        if (!isStillAllowed(job) || !isWhole(before) || !m_board->enterAsIs(before, shortage)) {
            return false;
        }
        m_out.plan.jobs[job] = before;
        return true;
    }

    bool reroutes(std::size_t job)
    {
        if (!isStillAllowed(job)) {
            return false;
        }
        Shortage shortage;
        auto placed = m_board->enter(job, offersOf(job), LegRouting::Around, shortage);
        if (!placed) {
            return false;
        }
        JobMove move;
        move.job = job;
        move.kind = MoveKind::Rerouted;
        move.extra_cny = placed->cost_cny - m_before.jobs[job]->cost_cny;
        m_out.plan.jobs[job] = std::move(*placed);
        m_out.moves.push_back(move);
        return true;
    }

    void moves(std::size_t job)
    {
        JobMove move;
        move.job = job;
        move.kind = MoveKind::Lost;
        Shortage shortage;
        for (const PlacementChoice& choice : m_choices[job]) {
            if (auto placed = m_board->enter(job, choice.span(), LegRouting::Around, shortage)) {
                move.kind = MoveKind::Moved;
                move.extra_cny = placed->cost_cny - m_before.jobs[job]->cost_cny;
                describeTransfer(job, *placed, move);
                m_out.plan.jobs[job] = std::move(*placed);
                break;
            }
        }
        if (move.kind == MoveKind::Lost) {
            m_out.plan.rejections[job] =
                rejectionOf(m_problem, job, m_choices[job], *m_board, LegRouting::Around);
        }
        m_out.moves.push_back(move);
    }

    /// The checkpoint travels from the pool that is left, if that is up and reachable, else the data from its
    /// site.
    void describeTransfer(std::size_t job, const PlacedJob& placed, JobMove& move) const
    {
        const PlacementRequest& asked = m_problem.jobs()[job];
        const network::Graph& graph = m_problem.graph();
        const OfferTable& table = m_problem.table();
        move.checkpointBytes = asked.parameters > 0 ? checkpointBytes(asked.parameters) : asked.dataBytes;
        if (move.checkpointBytes <= 0) {
            return;
        }
        std::vector<double> left(graph.arcCount());
        for (std::uint32_t arc = 0; arc < left.size(); ++arc) {
            left[arc] =
                m_problem.closed(job)[arc] != 0 ? 0 : std::max(0.0, m_board->arcs().left(arc, wholeAxis()));
        }
        const ComputeOffer& old = table.offers()[m_before.jobs[job]->parts.front().offer];
        const network::NodeIndex to = graph.node(table.offers()[placed.parts.front().offer].pool);
        for (const bool isOldPool : {true, false}) {
            const network::NodeIndex from = isOldPool ? graph.node(old.pool) : m_problem.dataNode(job);
            if ((isOldPool && old.state == OperState::Down) || !from.isValid() || from == to) {
                continue;
            }
            TransferRequest request;
            request.src = from;
            request.dst = to;
            request.bytes = move.checkpointBytes;
            const auto answer = admitTransfer(graph, left, request);
            if (answer && answer->isAdmitted()) {
                move.fromPool = isOldPool;
                move.transfer_s = answer->finish_s;
                move.transferRate_bps = answer->rate_bps;
                const double hours = answer->finish_s / 3'600;
                move.cost_cny = answer->rate_bps / 1e9 * hours * m_problem.options().network_cnyPerGbpsHour +
                                hours * hourlyPrice(placed, asked);
                return;
            }
        }
    }

    [[nodiscard]] SlotRange wholeAxis() const { return {0, m_board->slots().count()}; }

    [[nodiscard]] double hourlyPrice(const PlacedJob& placed, const PlacementRequest& asked) const
    {
        double out = 0;
        for (const PlacedPart& part : placed.parts) {
            const ComputeOffer& offer = m_problem.table().offers()[part.offer];
            out +=
                part.cards * static_cast<double>(offer.prices[static_cast<std::size_t>(asked.price)]) / 1e4;
        }
        return out;
    }

    const PlacementProblem& m_problem;
    const PlacementPlan& m_before;
    std::vector<std::vector<PlacementChoice>> m_choices;
    std::optional<PlacementBoard> m_board;
    ReplacedPlan m_out;
};

} // namespace

std::string_view moveKindName(MoveKind kind)
{
    switch (kind) {
    case MoveKind::Rerouted:
        return "rerouted";
    case MoveKind::Moved:
        return "moved";
    case MoveKind::Lost:
        return "lost";
    case MoveKind::Stays:
        break;
    }
    return "stays";
}

ReplacedPlan replan(const PlacementProblem& problem, const PlacementPlan& before)
{
    return Replanner(problem, before).run();
}

} // namespace twin::compute
