#include "twin/compute/replacement.h"

#include "twin/compute/admission.h"
#include "twin/compute/training_size.h"

#include <algorithm>
#include <optional>

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
            m_choices.push_back(job < before.jobs.size() && before.jobs[job] && !isCancelled()
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

    Result<ReplacedPlan> run()
    {
        std::vector<std::size_t> homeless;
        for (std::size_t job = 0; job < m_choices.size() && !isCancelled(); ++job) {
            if (job >= m_before.jobs.size() || !m_before.jobs[job]) {
                m_out.plan.rejections[job] = m_problem.explain(job);
            } else if (!stays(job)) {
                homeless.push_back(job);
            }
        }
        std::vector<std::size_t> stillHomeless;
        for (std::size_t i = 0; i < homeless.size() && !isCancelled(); ++i) {
            if (!reroutes(homeless[i])) {
                stillHomeless.push_back(homeless[i]);
            }
        }
        for (std::size_t i = 0; i < stillHomeless.size() && !isCancelled(); ++i) {
            moves(stillHomeless[i]);
        }
        if (isCancelled()) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        std::ranges::sort(m_out.moves, {}, &JobMove::job);
        sumUp(m_out.plan);
        return std::move(m_out);
    }

  private:
    [[nodiscard]] bool isCancelled() const
    {
        const std::atomic<bool>* cancelled = m_problem.options().cancelled;
        return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
    }

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

    /// Pools that had the job and are up: each has all that it needs.
    [[nodiscard]] std::vector<registry::PoolIndex> survivors(std::size_t job) const
    {
        std::vector<registry::PoolIndex> out;
        for (const PlacedPart& part : m_before.jobs[job]->parts) {
            const ComputeOffer& offer = m_problem.table().offers()[part.offer];
            if (offer.state != OperState::Down) {
                out.push_back(offer.pool);
            }
        }
        return out;
    }

    /// Pools that need the checkpoint; of data only the first pool, as when it is staged.
    [[nodiscard]] std::vector<registry::PoolIndex> receivers(std::size_t job, const PlacedJob& placed) const
    {
        const auto have = survivors(job);
        const bool isCheckpoint = m_problem.jobs()[job].parameters > 0;
        std::vector<registry::PoolIndex> out;
        for (const PlacedPart& part : placed.parts) {
            const registry::PoolIndex pool = m_problem.table().offers()[part.offer].pool;
            if (std::ranges::find(have, pool) == have.end() && (isCheckpoint || out.empty())) {
                out.push_back(pool);
            } else if (!isCheckpoint) {
                break;
            }
        }
        return out;
    }

    /// The checkpoint travels to every new pool: from the old pool that brings it soonest, if any that is up
    /// can, else the data from its site. All at the same time.
    void describeTransfer(std::size_t job, const PlacedJob& placed, JobMove& move) const
    {
        const PlacementRequest& asked = m_problem.jobs()[job];
        const double bytes = asked.parameters > 0 ? checkpointBytes(asked.parameters) : asked.dataBytes;
        const auto to = bytes > 0 ? receivers(job, placed) : std::vector<registry::PoolIndex>();
        if (to.empty()) {
            return;
        }
        move.checkpointBytes = bytes * static_cast<double>(to.size());
        move.source = TransferSource::OldPool;
        std::vector<double> left = roomFor(job);
        double gbpsHours = 0;
        for (const registry::PoolIndex pool : to) {
            const auto carried = bring(job, m_problem.graph().node(pool), bytes, left, move.source);
            if (!carried) {
                move.transfer_s = move.transferRate_bps = 0;
                return;
            }
            if (carried->rate_bps <= 0) { // the data is at that pool
                move.checkpointBytes -= bytes;
                continue;
            }
            for (const RoutePart& part : carried->parts) {
                for (const std::uint32_t arc : part.arcs) {
                    left[arc] = std::max(0.0, left[arc] - part.rate_bps);
                }
            }
            gbpsHours += carried->rate_bps / 1e9 * carried->finish_s / 3'600;
            move.transferRate_bps = move.transferRate_bps > 0
                                        ? std::min(move.transferRate_bps, carried->rate_bps)
                                        : carried->rate_bps;
            move.transfer_s = std::max(move.transfer_s, carried->finish_s);
        }
        move.fromPool = move.source == TransferSource::OldPool;
        move.cost_cny = gbpsHours * m_problem.options().network_cnyPerGbpsHour +
                        move.transfer_s / 3'600 * hourlyPrice(placed, asked);
    }

    [[nodiscard]] std::vector<double> roomFor(std::size_t job) const
    {
        std::vector<double> out(m_problem.graph().arcCount());
        for (std::uint32_t arc = 0; arc < out.size(); ++arc) {
            out[arc] =
                m_problem.closed(job)[arc] != 0 ? 0 : std::max(0.0, m_board->arcs().left(arc, wholeAxis()));
        }
        return out;
    }

    /// The soonest transfer to one new pool; `source` becomes what it comes from, or why there is none.
    [[nodiscard]] std::optional<Admission> bring(std::size_t job, network::NodeIndex to, double bytes,
                                                 const std::vector<double>& left,
                                                 TransferSource& source) const
    {
        const network::Graph& graph = m_problem.graph();
        std::optional<Admission> best;
        const auto tryFrom = [&](network::NodeIndex from) {
            TransferRequest request;
            request.src = from;
            request.dst = to;
            request.bytes = bytes;
            auto answer = admitTransfer(graph, left, request);
            if (answer && answer->isAdmitted() && (!best || answer->finish_s < best->finish_s)) {
                best = std::move(*answer);
            }
        };
        const auto pools = survivors(job);
        for (const registry::PoolIndex pool : pools) {
            tryFrom(graph.node(pool));
        }
        if (best) {
            return best;
        }
        const network::NodeIndex data = m_problem.dataNode(job);
        if (data.isValid() && data == to) { // it is there already
            source = TransferSource::Data;
            return Admission{};
        }
        if (data.isValid()) {
            tryFrom(data);
        }
        source = best                               ? TransferSource::Data
                 : pools.empty() && !data.isValid() ? TransferSource::Nowhere
                                                    : TransferSource::NoWay;
        return best;
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

std::string_view transferSourceName(TransferSource source)
{
    switch (source) {
    case TransferSource::OldPool:
        return "old_pool";
    case TransferSource::Data:
        return "data";
    case TransferSource::Nowhere:
        return "nowhere";
    case TransferSource::NoWay:
        return "no_way";
    case TransferSource::None:
        break;
    }
    return "none";
}

Result<ReplacedPlan> replan(const PlacementProblem& problem, const PlacementPlan& before)
{
    return Replanner(problem, before).run();
}

} // namespace twin::compute
