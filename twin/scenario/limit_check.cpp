#include "twin/scenario/limit_check.h"

#include "twin/compute/data_rules.h"
#include "twin/scenario/job_pace.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/world_of.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

namespace {

using registry::Job;
using registry::JobKind;
using registry::JobLimits;
using registry::Pool;

constexpr double kGiga = 1e9;
constexpr double kPpm = 1e6;
constexpr double kHour_s = 3'600;
constexpr double kRounding = 1e-9;

Target poolTarget(const std::string& id)
{
    return {TargetKind::Pool, id};
}

/// Of the largest card that would do.
std::uint64_t memoryOf(const Pool& pool, const std::string& chipClass)
{
    std::uint64_t out = 0;
    for (const registry::Chip& chip : pool.chips) {
        out = chipClass.empty() || chip.chipClass == chipClass ? std::max(out, chip.memoryBytes) : out;
    }
    return out;
}

/// Whether one of the cards that would do computes at it.
bool offers(const Pool& pool, const std::string& chipClass, Precision precision)
{
    return std::ranges::any_of(pool.chips, [&](const registry::Chip& chip) {
        return (chipClass.empty() || chip.chipClass == chipClass) && chip.perCard[precision] > 0;
    });
}

std::string codesOf(const std::vector<std::uint32_t>& provinces)
{
    std::string out;
    for (const std::uint32_t one : provinces) {
        out += (out.empty() ? "" : ", ") + std::to_string(provinceCode(one));
    }
    return out;
}

bool isIn(const Job& job, const std::string& pool)
{
    return takesCards(job.state) && isPlacedIn(job, pool);
}

} // namespace

Judged<> LimitCheck::fit(const Job& job, const std::vector<CardsAt>& placements, TimeNs from)
{
    bool isElsewhere = false;
    for (const CardsAt& at : placements) {
        const Pool* pool = isIn(job, at.pool) ? nullptr : m_names.pool(at.pool).pool;
        if (pool == nullptr) {
            continue;
        }
        isElsewhere = true;
        if (auto fits = fitPool(job, at.pool, *pool); !fits) {
            return fits;
        }
        if (auto fits = fitWay(job, at.pool, *pool); !fits) {
            return fits;
        }
    }
    return isElsewhere && job.limits.budget_cny > 0 ? fitBudget(job, placements, from) : Judged<>();
}

Judged<> LimitCheck::fitPool(const Job& job, const std::string& id, const Pool& pool) const
{
    const JobLimits& limits = job.limits;
    if (job.kind != JobKind::Ingest && !offers(pool, job.chipClass, job.precision)) {
        return cannot(Reason(ReasonKind::PrecisionMissing, poolTarget(id),
                             {std::string(kPrecisionNames[static_cast<std::size_t>(job.precision)])}));
    }
    if (const std::uint64_t memory = memoryOf(pool, job.chipClass); memory < limits.memoryBytes) {
        return cannot(Reason(ReasonKind::MemoryShort, poolTarget(id))
                          .with({static_cast<double>(memory) / kGiga,
                                 static_cast<double>(limits.memoryBytes) / kGiga}));
    }
    if (!compute::isWithin(pool.adcode, limits.provinces)) {
        return cannot(Reason(ReasonKind::ProvinceClosed, poolTarget(id),
                             {std::to_string(provinceCode(pool.adcode)), codesOf(limits.provinces)}));
    }
    if (limits.lossMax > 0 && pool.sla.lossMax <= 0) {
        return cannot(Reason(ReasonKind::LossUnsaid, poolTarget(id)).with({limits.lossMax * kPpm}));
    }
    if (limits.lossMax > 0 && pool.sla.lossMax > limits.lossMax) {
        return cannot(Reason(ReasonKind::LossTooHigh, poolTarget(id))
                          .with({pool.sla.lossMax * kPpm, limits.lossMax * kPpm}));
    }
    if (pool.power.greenRatio < limits.greenMin) {
        return cannot(
            Reason(ReasonKind::GreenShort, poolTarget(id)).with({pool.power.greenRatio, limits.greenMin}));
    }
    return {};
}

/// What leads there, and how long that takes. Without anybody to count from, the pool's service level must
/// promise the class.
Judged<> LimitCheck::fitWay(const Job& job, const std::string& id, const Pool& pool)
{
    const JobLimits& limits = job.limits;
    const std::string& users = m_ground.reach().usersOf(job.id);
    const bool isFar = limits.latencyClass_ms > 0 && !users.empty();
    if (isFar || !limits.dataSite.empty()) {
        if (auto found = findWorld(); !found) {
            return found;
        }
    }
    if (!limits.dataSite.empty() && look().delay(limits.dataSite, id) == network::kUnreachable) {
        return cannot(Reason(ReasonKind::DataUnreachable, poolTarget(id), {limits.dataSite}));
    }
    if (isFar) {
        const TimeNs latency = look().delay(users, id);
        if (latency == network::kUnreachable) {
            return cannot(Reason(ReasonKind::UsersUnreachable, poolTarget(id), {users}));
        }
        if (missesClass(job, latency)) {
            return cannot(Reason(ReasonKind::LatencyTooHigh, poolTarget(id), {users})
                              .with({latencyMs(latency), static_cast<double>(limits.latencyClass_ms)}));
        }
        return {};
    }
    if (limits.latencyClass_ms == 0) {
        return {};
    }
    const double asked_ms = limits.latencyClass_ms;
    if (pool.sla.latencyClass_ms == 0) {
        return cannot(Reason(ReasonKind::ClassUnsaid, poolTarget(id)).with({asked_ms}));
    }
    return pool.sla.latencyClass_ms <= limits.latencyClass_ms
               ? Judged<>()
               : cannot(Reason(ReasonKind::ClassTooHigh, poolTarget(id))
                            .with({static_cast<double>(pool.sla.latencyClass_ms), asked_ms}));
}

/// What is left of it, at the prices on demand of where it would be.
Judged<> LimitCheck::fitBudget(const Job& job, const std::vector<CardsAt>& placements, TimeNs from)
{
    if (auto found = findWorld(); !found) {
        return found;
    }
    const double hours = hoursLeft(job, placements, from);
    double hourly = 0;
    const CardsAt* dearest = nullptr;
    double most = -1;
    for (const CardsAt& at : placements) {
        const double cny = hourly_cny(at, job.chipClass);
        hourly += cny;
        if (cny > most) {
            most = cny;
            dearest = &at;
        }
    }
    const double cost = hourly * hours;
    if (dearest == nullptr || cost <= job.limits.budget_cny * (1 + kRounding)) {
        return {};
    }
    return cannot(
        Reason(ReasonKind::BudgetShort, poolTarget(dearest->pool)).with({cost, job.limits.budget_cny}));
}

/// 0: nobody says how long it takes.
double LimitCheck::hoursLeft(const Job& job, const std::vector<CardsAt>& placements, TimeNs from) const
{
    Job moved = job;
    moved.placements.clear();
    for (const CardsAt& at : placements) {
        moved.placements.push_back({at.pool, at.cards});
    }
    const JobPace pace(*m_world->registry, m_ground.options().assumptions);
    const TimeNs begin = std::max(from, job.start);
    if (job.expectedEnd > begin) {
        // Its registered end is that of where it was placed first; a service ends at its time.
        const JobPtr first = job.kind == JobKind::Infer ? nullptr : m_ground.job(job.id);
        const double stretch = first != nullptr ? pace.stretch(*first, moved) : 1;
        return static_cast<double>(job.expectedEnd - begin) / 1e9 / kHour_s * stretch;
    }
    const double all_s = job.kind == JobKind::Infer ? -1 : pace.computing_s(moved, 1);
    return all_s > 0 ? all_s * (1 - job.progress) / kHour_s : 0;
}

double LimitCheck::hourly_cny(const CardsAt& at, const std::string& chipClass) const
{
    const Pool* pool = m_names.pool(at.pool).pool;
    if (pool == nullptr) {
        return 0;
    }
    const auto terms = m_edits.terms.find(at.pool);
    const double factor = terms != m_edits.terms.end() ? terms->second.priceFactor : 1;
    for (const registry::Price& price : pool->prices) {
        const bool isOf = chipClass.empty() || price.chipClass.empty() || price.chipClass == chipClass;
        if (isOf && price.kind == registry::PriceKind::OnDemand) {
            return at.cards * static_cast<double>(price.perCardHour) / 1e4 * factor;
        }
    }
    return 0;
}

Judged<> LimitCheck::findWorld()
{
    if (m_world == nullptr) {
        auto world = worldOf(m_ground, m_edits);
        if (!world) {
            return failure(std::move(world.error()));
        }
        m_world = std::move(*world);
    }
    return {};
}

/// Precondition: the world is found.
ReachLook& LimitCheck::look()
{
    if (m_look == nullptr) {
        m_picture = std::make_unique<ArcPicture>(arcPicture(m_ground, *m_world, m_edits));
        m_look = std::make_unique<ReachLook>(m_ground, *m_world, *m_picture);
    }
    return *m_look;
}

} // namespace twin::scenario
