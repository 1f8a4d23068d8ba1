#include "twin/scenario/timeline.h"

#include "twin/scenario/schedule.h"
#include "twin/support/digest.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

namespace twin::scenario {

namespace {

/// Steps without their totals.
std::vector<TimelineStep> stepsOf(const Ground& ground, const Document& document, const Schedule& schedule)
{
    const TimeNs last = schedule.changes().empty() ? ground.moment() : schedule.changes().back();
    const TimeNs end = document.horizon > 0 ? ground.moment() + document.horizon : last;
    std::vector<TimelineStep> out;
    for (const TimeNs change : schedule.changes()) {
        if (change > end) {
            break;
        }
        if (!out.empty()) {
            out.back().end = change;
        }
        out.push_back({change, end, {}, {}, {}, {}});
    }
    const auto stepAt = [&](TimeNs time) {
        return std::ranges::lower_bound(out, time, {}, &TimelineStep::begin);
    };
    for (std::size_t i = 0; i < document.commands.size(); ++i) {
        const TimeNs begin = beginOf(document.commands[i], ground.moment());
        if (const auto step = stepAt(begin); step != out.end() && step->begin == begin) {
            step->begun.push_back(i);
        }
        const auto until = endOf(document.commands[i], ground.moment());
        if (const auto step = until ? stepAt(*until) : out.end();
            step != out.end() && step->begin == *until) {
            step->ended.push_back(i);
        }
    }
    return out;
}

void integrate(const Totals& usual, Timeline& out)
{
    for (const TimelineStep& step : out.steps) {
        const double hours = static_cast<double>(step.end - step.begin) / static_cast<double>(kHour);
        const Totals& now = step.totals;
        out.lost_bytes += (usual.served_bps - now.served_bps) / 8 * hours * 3'600;
        out.idledCardHours += (usual.cardsWorking - now.cardsWorking) * hours;
        out.strandedGflopsHours += (static_cast<double>(now.stranded[Precision::Fp16]) -
                                    static_cast<double>(usual.stranded[Precision::Fp16])) *
                                   hours;
        out.energyMore_e4 += static_cast<double>(now.energyPerHour - usual.energyPerHour) * hours;
        out.revenueLess_e4 += static_cast<double>(usual.revenuePerHour - now.revenuePerHour) * hours;
        out.carbonMore_g += (now.carbon_gPerHour - usual.carbon_gPerHour) * hours;
    }
}

} // namespace

Result<Timeline> runTimeline(const Ground& ground, const Document& document, const TimelineOptions& options)
{
    const Schedule schedule(ground, document.commands, document.horizon);
    Timeline out;
    out.steps = stepsOf(ground, document, schedule);
    std::mutex mutex;
    std::optional<std::pair<std::size_t, Error>> problem; // of the first step that has one
    std::size_t done = 0;
    parallelFor(
        out.steps.size(), std::max(1U, options.threads),
        [&](std::size_t i, unsigned) {
            auto edits = schedule.editsAt(out.steps[i].begin);
            auto now = edits ? evaluate(ground, std::make_shared<const Edits>(std::move(*edits)))
                             : Result<SituationPtr>(failure(std::move(edits.error())));
            const std::lock_guard lock(mutex);
            if (!now) {
                if (!problem || i < problem->first) {
                    problem.emplace(i, std::move(now.error()));
                }
                return;
            }
            out.steps[i].totals = (*now)->totals;
            out.steps[i].stateHash = (*now)->stateHash;
            if (options.onProgress) {
                options.onProgress(++done, out.steps.size());
            }
        },
        options.cancelled);
    if (problem) {
        return failure(std::move(problem->second));
    }
    if (options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed)) {
        return failure(ErrorCode::Cancelled, "the scenario was cancelled");
    }
    integrate(ground.before()->totals, out);
    Digest digest;
    for (const TimelineStep& step : out.steps) {
        digest.add(static_cast<std::uint64_t>(step.begin - ground.moment()));
        digest.add(step.stateHash);
    }
    out.stateHash = digest.finish();
    return out;
}

} // namespace twin::scenario
