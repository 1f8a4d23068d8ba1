#include "models/placement/plan_commands.h"

#include "models/format/format.h"
#include "models/planner/quick_commands.h"
#include "twin/scenario/names.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace models {

using namespace twin::compute;
using namespace twin::scenario;
using twin::TimeNs;

namespace {

std::string kindText(twin::registry::JobKind kind)
{
    for (const char* name : {"intra_train", "cross_train", "ingest", "infer"}) {
        if (jobKindFromName(name) == kind) {
            return name;
        }
    }
    return "batch";
}

/// To whole seconds: plans are no finer, and files read well.
TimeNs seconds(double value)
{
    return std::llround(value) * twin::kSecond;
}

/// What a plan can be made anew for: other kinds may have the same identifiers (the cards of a job, its own).
bool canFail(TargetKind kind)
{
    return kind == TargetKind::Pool || kind == TargetKind::Link || kind == TargetKind::Conduit ||
           kind == TargetKind::Site;
}

class Maker
{
  public:
    Maker(const PlacementOutcome& outcome, const Fork& tip)
        : m_outcome(outcome)
        , m_ground(*tip.ground())
        , m_edits(editsOf(tip))
        , m_names(m_ground, m_edits)
        , m_failed(failureOf(tip))
    {}

    [[nodiscard]] PlanCommands make()
    {
        for (std::size_t job = 0; job < m_outcome.plan.jobs.size(); ++job) {
            if (m_outcome.plan.jobs[job]) {
                add(m_outcome.requests->jobs[job], *m_outcome.plan.jobs[job]);
            } else {
                ++m_out.placeless;
            }
        }
        return std::move(m_out);
    }

  private:
    /// Whether it is down in the end, and the plan was made as if it were. What is restored, or fails for a
    /// while that is over by then, holds nothing up.
    [[nodiscard]] bool hasFailed(const Target& target) const
    {
        const auto mark = m_edits.marks.find(target);
        return canFail(target.kind) && m_outcome.failed.contains(format::text(target.id)) &&
               mark != m_edits.marks.end() && mark->second.kind() == MarkKind::Failed;
    }

    /// When the scenario has what failed fail; the last of it.
    [[nodiscard]] TimeNs failureOf(const Fork& tip) const
    {
        TimeNs out = m_ground.moment();
        for (const Command& command : tip.commands()) {
            const auto* fail = std::get_if<Fail>(&command.action);
            if (fail != nullptr && hasFailed(fail->target)) {
                out = std::max(out, beginOf(command, m_ground.moment()));
            }
        }
        return out;
    }

    [[nodiscard]] std::vector<CardsAt> placementsOf(const PlacedJob& placed) const
    {
        std::vector<CardsAt> out;
        for (const PlacedPart& part : placed.parts) {
            const ComputeOffer& offer = m_outcome.offers->offers()[part.offer];
            if (part.cards > 0) {
                out.push_back({m_outcome.offers->pool(offer).id, part.cards});
            }
        }
        return out;
    }

    void add(const PlacementRequest& request, const PlacedJob& placed)
    {
        std::vector<CardsAt> at = placementsOf(placed);
        if (at.empty()) {
            ++m_out.cardless;
            return;
        }
        const TimeNs planned = m_outcome.origin + seconds(placed.start_s);
        const TimeNs begin = std::max({planned, m_ground.moment(), m_failed});
        Command command;
        if (begin > m_ground.moment()) {
            command.at = Moment{true, begin};
        }
        if (const JobPtr job = m_names.job(request.id); job != nullptr) {
            const bool isThere =
                std::ranges::equal(job->placements, at, [](const auto& now, const CardsAt& then) {
                    return now.poolId == then.pool && now.cards == then.cards;
                });
            if (isThere) {
                ++m_out.standing;
                return;
            }
            command.action = MoveJob{request.id, std::move(at)};
        } else {
            SubmitJob submit = submitOf(request, placed, std::move(at), begin);
            if (submit.tokens == 0) {
                command.until =
                    Moment{true, begin + std::max(twin::kSecond, seconds(placed.end_s - placed.start_s))};
            }
            command.action = std::move(submit);
        }
        m_out.commands.push_back(std::move(command));
    }

    [[nodiscard]] SubmitJob submitOf(const PlacementRequest& request, const PlacedJob& placed,
                                     std::vector<CardsAt> at, TimeNs begin) const
    {
        SubmitJob out;
        out.id = request.id;
        out.tenant = request.tenant;
        out.kind = kindText(request.kind);
        out.chipClass =
            m_outcome.offers->chip(m_outcome.offers->offers()[placed.parts.front().offer]).chipClass;
        out.parameters = static_cast<std::uint64_t>(std::llround(std::max(0.0, request.parameters)));
        out.tokens = tokensOf(request, placed);
        if (at.size() > 1) {
            for (const PlacedLeg& leg : placed.legs) {
                out.wan_bps = std::max(out.wan_bps, leg.rate_bps);
            }
        }
        const TimeNs deadline = m_outcome.origin + seconds(request.deadline_s);
        if (request.deadline_s > 0 && deadline > begin) {
            out.deadline = Moment{true, deadline};
        }
        out.placements = std::move(at);
        return out;
    }

    /// What its cards compute in the hours it asks for; 0: its size is not known.
    [[nodiscard]] std::uint64_t tokensOf(const PlacementRequest& request, const PlacedJob& placed) const
    {
        double gflops = 0;
        for (const PlacedPart& part : placed.parts) {
            const auto& chip = m_outcome.offers->chip(m_outcome.offers->offers()[part.offer]);
            gflops += static_cast<double>(chip.perCard[request.precision]) * part.cards;
        }
        if (request.parameters < 1 || gflops <= 0) {
            return 0;
        }
        const double perSecond = gflops * 1e9 * m_ground.options().assumptions.mfu;
        return static_cast<std::uint64_t>(
            std::llround(std::max(1.0, perSecond * request.hours * 3'600 / (6 * request.parameters))));
    }

    const PlacementOutcome& m_outcome;
    const Ground& m_ground;
    const Edits m_edits;
    const Names m_names;
    const TimeNs m_failed;
    PlanCommands m_out;
};

} // namespace

PlanCommands commandsOf(const PlacementOutcome& outcome, const Fork& tip)
{
    return Maker(outcome, tip).make();
}

} // namespace models
