#include "twin/scenario/editor_doing.h"

#include "twin/scenario/failed_cards.h"
#include "twin/scenario/limit_check.h"
#include "twin/scenario/nearest.h"

namespace twin::scenario {

Judged<> Doing::operator()(const SubmitJob& x)
{
    if (m_ground.job(x.id) != nullptr || m_edits.submitted.contains(x.id)) {
        return cannot(Reason(ReasonKind::JobExists, {x.id}));
    }
    if (auto fits = m_cards.fit(x.placements, x.chipClass, {}); !fits) {
        return fits;
    }
    const bool isSpread = x.placements.empty() || x.placements.size() > 1;
    if (isSpread && x.kind == "cross_train" && x.wan_bps == 0) {
        return cannot(ReasonKind::WanMissing);
    }
    take(x.placements, x.chipClass, 1);
    m_edits.submitted.emplace(x.id, x);
    return {};
}

Judged<> Doing::operator()(const MoveJob& x)
{
    const JobPtr job = m_names.job(x.id);
    if (job == nullptr) {
        return cannot(noJob(x.id));
    }
    std::vector<CardsAt> now;
    for (const registry::PlacedCards& placed : job->placements) {
        now.push_back({placed.poolId, placed.cards});
    }
    if (now == x.placements) {
        return cannot(Reason(ReasonKind::JobIsThere, {x.id}));
    }
    const bool holds = takesCards(job->state);
    if (auto fits = m_cards.fit(x.placements, job->chipClass, holds ? now : std::vector<CardsAt>()); !fits) {
        return fits;
    }
    if (auto allowed = allow(*job, x.placements); !allowed) {
        return allowed;
    }
    if (holds) {
        take(now, job->chipClass, -1);
    }
    take(x.placements, job->chipClass, 1);
    m_edits.moved[x.id] = x.placements;
    leaveFailedCards(m_edits, x.id, x.placements);
    return {};
}

Judged<> Doing::operator()(const CancelJob& x)
{
    const JobPtr job = m_names.job(x.id);
    if (job == nullptr) {
        return cannot(noJob(x.id));
    }
    if (takesCards(job->state)) {
        for (const registry::PlacedCards& placed : job->placements) {
            m_edits.cardsTaken[{placed.poolId, job->chipClass}] -= placed.cards;
        }
    }
    m_edits.cancelled.insert(x.id);
    leaveFailedCards(m_edits, x.id, {});
    return {};
}

Judged<> Doing::allow(const registry::Job& job, const std::vector<CardsAt>& placements) const
{
    const TimeNs from = beginOf(m_command, m_ground.moment());
    return m_isAgain ? Judged<>() : LimitCheck(m_ground, m_edits).fit(job, placements, from);
}

void Doing::take(const std::vector<CardsAt>& placements, const std::string& chipClass, std::int64_t sign)
{
    for (const CardsAt& at : placements) {
        m_edits.cardsTaken[{at.pool, chipClass}] += sign * at.cards;
    }
}

Reason Doing::noJob(const std::string& id) const
{
    std::vector<std::string> all;
    for (const JobPtr& job : m_ground.jobs()) {
        all.push_back(job->id);
    }
    for (const auto& [submitted, job] : m_edits.submitted) {
        all.push_back(submitted);
    }
    std::erase_if(all, [&](const std::string& one) { return m_edits.cancelled.contains(one); });
    return Reason(ReasonKind::UnknownJob, {id}).near(nearestNames(id, all));
}

} // namespace twin::scenario
