#include "twin/scenario/work_cuts.h"

#include "twin/scenario/editor.h"
#include "twin/scenario/situation.h"
#include "twin/scenario/worse_cuts.h"

#include <algorithm>
#include <tuple>

namespace twin::scenario {

namespace {

constexpr std::size_t kMostKnown = 64; ///< tables that are kept

/// One cut that is worse with the work, and when it is worst.
struct Dated
{
    WorseCut cut;
    TimeNs at = 0;
};

auto badness(const WorseCut& cut)
{
    return std::tuple(cut.mlu, cut.pairs - cut.before_pairs);
}

/// Of each cut the worst moment, the first of equals.
void add(std::vector<Dated>& all, const WorseCut& cut, TimeNs at)
{
    const auto same = std::ranges::find_if(all, [&](const Dated& known) {
        return known.cut.kind == cut.kind && known.cut.conduit == cut.conduit;
    });
    if (same == all.end()) {
        all.push_back({cut, at});
    } else if (badness(cut) > badness(same->cut)) {
        *same = {cut, at};
    }
}

void takeWorst(const N1Table& with, WorkCutsFound& out)
{
    if (with.base_mlu > out.worst_mlu) {
        out.worst_mlu = with.base_mlu;
        out.worstCut.clear();
        out.worstArc.clear();
    }
    for (const N1Row& row : with.rows) {
        if (row.mlu > out.worst_mlu) {
            out.worst_mlu = row.mlu;
            out.worstCut = with.world->graph->conduitName(row.conduit);
            out.worstArc = with.world->graph->arcName(row.worstArc.value());
        }
    }
}

} // namespace

WorkCuts::WorkCuts(const Ground& own, GroundPtr busy, const Document& document, const Schedule& schedule,
                   const WorkOptions& options)
    : m_busy(std::move(busy))
    , m_ground(m_busy != nullptr ? *m_busy : own)
    , m_document(document)
    , m_schedule(schedule)
    , m_options(options)
{}

Result<WorkCutsFound> WorkCuts::check(const std::vector<TimeNs>& moments, std::size_t work)
{
    WorkCutsFound out;
    std::vector<Dated> worse;
    for (const TimeNs at : moments) {
        const auto with = tableAt(at, std::nullopt);
        const auto without = with ? tableAt(at, work) : with;
        if (!without) {
            return failure(without.error());
        }
        out.usual_mlu = std::max(out.usual_mlu, (*without)->table.worst_mlu);
        takeWorst((*with)->table, out);
        for (const WorseCut& cut : worseCuts((*without)->table, (*with)->table, (*with)->limit)) {
            add(worse, cut, at);
        }
    }
    std::ranges::stable_sort(worse, [](const Dated& a, const Dated& b) { return isWorse(a.cut, b.cut); });
    for (const Dated& each : worse) {
        Reason reason = reasonOf(each.cut, Without::Work);
        reason.isInBusyHour = m_busy != nullptr;
        reason.from = each.at > moments.front() ? each.at : 0;
        out.reasons.push_back(std::move(reason));
    }
    return out;
}

/// @param isLenient what rests on a command that is left out is left out, too
Result<Edits> WorkCuts::editsAt(TimeNs at, const std::vector<std::size_t>& numbers, bool isLenient) const
{
    Editor editor(m_ground, at);
    for (const std::size_t number : numbers) {
        const Command& command = m_document.commands[number];
        if (auto done = editor.apply(command); !done && !isLenient) {
            done.error().reason = placeOf(number) + ": " + text(command.action) + ": " + done.error().reason;
            return failure(std::move(done.error()));
        }
    }
    return editor.take();
}

Result<WorkCuts::KnownPtr> WorkCuts::tableAt(TimeNs at, std::optional<std::size_t> without)
{
    std::vector<std::size_t> numbers = m_schedule.inForceAt(at);
    if (without) {
        std::erase(numbers, *without);
    }
    const bool goesOn = std::ranges::any_of(
        numbers, [&](std::size_t number) { return isDated(m_document.commands[number].action); });
    const std::pair key{goesOn ? at : TimeNs{0}, numbers};
    if (const auto known = m_known.find(key); known != m_known.end()) {
        return known->second;
    }
    auto edits = editsAt(at, numbers, without.has_value());
    if (!edits) {
        return failure(std::move(edits.error()));
    }
    auto out = std::make_shared<Known>();
    out->limit = edits->utilisationLimit;
    const auto situation = evaluate(m_ground, std::make_shared<const Edits>(std::move(*edits)));
    if (!situation) {
        return failure(situation.error());
    }
    out->table = n1Table(m_ground, **situation, {m_options.threads, m_options.cancelled, {}});
    if (!out->table.isWhole()) {
        return failure(ErrorCode::Cancelled, "judging planned works was cancelled");
    }
    out->table.headroom.clear(); // nobody here asks for it, and it is most of a table
    if (m_known.size() == kMostKnown) {
        m_known.clear();
    }
    m_known.emplace(key, out);
    return KnownPtr(out);
}

} // namespace twin::scenario
