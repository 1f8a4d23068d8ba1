#include "twin/scenario/failed_cards.h"
#include "twin/scenario/pool_money.h"
#include "twin/scenario/run_simulation.h"

#include <algorithm>
#include <cmath>
#include <utility>

/// Cards that fail under jobs, one by one or with their pool, and what can be used of all.
namespace twin::scenario {

namespace {

constexpr double kDone_s = 1e-6; ///< of work left: it is finished at this moment

/// Of a pool, and FP16 GFLOPS.
struct UsableCards
{
    std::uint64_t cards = 0;
    std::uint64_t gflops = 0;

    /// No more than there are: of a pool that is off, none.
    void strand(const StrandedCards& failed)
    {
        const std::uint64_t out = std::min<std::uint64_t>(failed.cards, cards);
        cards -= out;
        gflops -= std::min(gflops, out * failed.perCard[Precision::Fp16]);
    }
};

} // namespace

/// What computes on cards that have failed goes back to its last checkpoint, also when it is moved at this
/// very moment. Cut off from the network, it only waits.
void Simulation::takeFailedCards()
{
    const World& world = *m_flows.world();
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        RunJob& one = m_jobs[job];
        if (one.stage != JobStage::Running || !RunJobs::losesCards(one, m_picture, world)) {
            continue;
        }
        sendBack(one);
    }
}

/// To its last checkpoint, unless it has nothing to lose.
void Simulation::sendBack(RunJob& job)
{
    judge(job);
    m_jobs.settle(job, m_now);
    if (job.unsaved_s > 0 && job.left_s > kDone_s) {
        RunJobs::goBack(job);
        ++job.version;
    }
}

/// Single cards that failed at this moment. The whole job waits until it is brought up again; a
/// service goes on with the others.
void Simulation::takeSingleCards(const RunScript::Step& step)
{
    for (const std::size_t number : step.began) {
        const auto* fail = std::get_if<Fail>(&m_commands[number].action);
        if (fail == nullptr || fail->target.kind != TargetKind::Card) {
            continue;
        }
        if (const auto job = m_jobs.find(fail->target.id)) {
            failCard(*job);
        }
    }
}

/// Jobs and pools whose failed cards are others now: one is back, by a command or because that which failed
/// it has ended; or, with what else has ended, a free card takes the place of one that had none.
void Simulation::takeChangedCards(const FailedCardsOf& before)
{
    const FailedCardsOf& now = m_script.edits().failedCards;
    if (now == before) {
        return;
    }
    const auto lookAt = [&](const FailedCardsOf& these, const FailedCardsOf& others) {
        for (const auto& [where, failed] : these) {
            const auto other = others.find(where);
            const FailedCards there = other != others.end() ? other->second : FailedCards{};
            const auto job = there == failed ? std::nullopt : m_jobs.find(where.first);
            if (job) {
                touch(*job);
            }
            if (&these == &before && there.spared < failed.spared) {
                m_places.gained(where.second);
                m_isCardFreed = true;
            }
        }
    };
    lookAt(before, now);
    lookAt(now, before);
    recount();
}

void Simulation::failCard(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    touch(job);
    const bool isComputing = one.stage == JobStage::Running && (one.speed > 0 || one.restart_s > m_now);
    if (!isComputing || one.save_s == RunJob::kNever) {
        return;
    }
    sendBack(one);
    one.restart_s = m_now + kCardRestart_s;
    m_due.push({one.restart_s, Due::RestartJob, job, 0});
}

/// Cards and FLOPS as they are from now on; what was until now is added up.
void Simulation::recount()
{
    const double passed = m_now - m_countedUntil_s;
    m_countedUntil_s = m_now;
    m_cardSeconds += static_cast<double>(m_cards) * passed;
    if (passed > 0) {
        m_usable.emplace_back(m_usableNow, passed);
    }
    m_cards = 0;
    const registry::Registry& registry = *m_flows.world()->registry;
    const std::map<std::string, double>& factors = m_script.edits().poolFactor;
    std::vector<UsableCards> usable(registry.pools.size());
    for (std::size_t p = 0; p < registry.pools.size(); ++p) {
        const registry::Pool& pool = registry.pools[p];
        const ElementState state = m_picture.pools[p];
        if (state == ElementState::Removed || !registry::isInService(pool.asset.state)) {
            continue;
        }
        const auto factor = factors.empty() ? factors.end() : factors.find(pool.id);
        const bool isOn = state != ElementState::Down && m_picture.isReachable[p] != 0;
        for (const registry::Chip& chip : pool.chips) {
            const std::uint32_t count = cardsOf(chip, factor == factors.end() ? 1 : factor->second);
            m_cards += count;
            const auto left =
                static_cast<std::uint64_t>(isOn ? std::floor(count * m_picture.poolLeft[p]) : 0.0);
            usable[p].cards += left;
            usable[p].gflops += left * chip.perCard[Precision::Fp16];
        }
    }
    for (const StrandedCards& failed : strandedCards(m_ground, m_script.edits(), registry)) {
        usable[failed.pool].strand(failed);
    }
    m_usableNow = 0;
    for (const UsableCards& pool : usable) {
        m_usableNow += pool.gflops;
    }
}

} // namespace twin::scenario
