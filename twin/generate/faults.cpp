#include "twin/generate/faults.h"

#include "twin/support/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace twin::generate {

namespace {

constexpr double kSecondsPerYear = 365.25 * 86400.0;

constexpr std::array<std::string_view, 16> kActionNames{
    "cut-conduit",  "repair-conduit", "fail-cooling",   "restore-cooling", "lose-power",   "restore-power",
    "fail-cards",   "replace-cards",  "degrade-optics", "restore-optics",  "silence-pool", "resume-pool",
    "silence-site", "resume-site",    "begin-unlisted", "end-unlisted"};

} // namespace

std::string_view faultActionName(FaultAction action)
{
    return kActionNames[static_cast<std::size_t>(action)];
}

bool beginsTrouble(FaultAction action)
{
    return static_cast<unsigned>(action) % 2U == 0; // begin and end alternate in the enumeration
}

double TroubleTimes::level(double seconds, double rise_s, double fall_s) const
{
    if (begun < 0 || seconds < begun) {
        return 0.0;
    }
    if (isOn()) {
        return 1.0 - std::exp(-(seconds - begun) / rise_s);
    }
    const double reached = 1.0 - std::exp(-(ended - begun) / rise_s);
    const double since = seconds - ended;
    return since > 12.0 * fall_s ? 0.0 : reached * std::exp(-since / fall_s);
}

Faults::Faults(registry::RegistryPtr registry, const FeedOptions& options)
    : m_registry(std::move(registry))
    , m_seed(options.seed)
    , m_cut(m_registry->conduits.size())
    , m_cooling(m_registry->pools.size())
    , m_power(m_registry->pools.size())
    , m_cards(m_registry->pools.size())
    , m_optics(m_registry->channels.size())
    , m_silentPools(m_registry->pools.size())
    , m_silentSites(m_registry->sites.size())
    , m_unlisted(m_registry->pools.size())
    , m_nextDrill(options.nextDrill)
{
    planDrill(options.drill);
    planNextDrill();
    if (options.randomFaults && options.faultAcceleration > 0) {
        planRandom(options.faultAcceleration);
    }
}

std::vector<TroubleTimes>& Faults::troubles(FaultAction action)
{
    const std::array<std::vector<TroubleTimes>*, 8> byKind{
        &m_cut, &m_cooling, &m_power, &m_cards, &m_optics, &m_silentPools, &m_silentSites, &m_unlisted};
    return *byKind[static_cast<std::size_t>(action) / 2];
}

std::uint32_t Faults::objectNumber(FaultAction action, const std::string& id) const
{
    switch (action) {
    case FaultAction::CutConduit:
    case FaultAction::RepairConduit:
        return m_registry->conduit(id).value();
    case FaultAction::DegradeOptics:
    case FaultAction::RestoreOptics:
        return m_registry->find(EntityKind::OpticalChannel, id).value_or(EntityRef{}).index;
    case FaultAction::SilenceSite:
    case FaultAction::ResumeSite:
        return m_registry->find(EntityKind::Site, id).value_or(EntityRef{}).index;
    default:
        return m_registry->find(EntityKind::Pool, id).value_or(EntityRef{}).index;
    }
}

void Faults::planDrill(const std::vector<DrillStep>& drill)
{
    for (const DrillStep& step : drill) {
        const std::uint32_t object = objectNumber(step.action, step.object);
        if (object != EntityRef::kNone) {
            m_pending.push({step.atSeconds, m_planned++, step.action, object, kDrill});
            m_lastDrill = std::max(m_lastDrill, step.atSeconds);
            ++m_drillLeft;
        }
    }
}

void Faults::planNextDrill()
{
    if (m_drillLeft == 0 && m_nextDrill) {
        planDrill(m_nextDrill(m_drillCycle++, m_lastDrill));
    }
}

void Faults::planRandom(double acceleration)
{
    // Yearly rates and repair hours of the field: fibre 1-2 cuts per 1,000 km, 6-12 h; optics 0.3 per 1,000
    // km, 4 h; a pool's power or cooling 0.1-0.3, 1-8 h; a server group's cards 0.3, 4 h; telemetry agents
    // 0.2-2 h.
    std::vector<double> cutRate;
    double backbone_km = 0;
    for (const registry::Conduit& conduit : m_registry->conduits) {
        const bool isBackbone = conduit.kind != registry::ConduitKind::AccessDuct;
        const double thousandKm = static_cast<double>(conduit.route_m) * 1e-6;
        const double perThousandKm = conduit.cutsPer1000kmYear > 0 ? conduit.cutsPer1000kmYear : 1.5;
        cutRate.push_back(isBackbone ? thousandKm * perThousandKm : 0.0);
        backbone_km += isBackbone ? thousandKm * 1000.0 : 0.0;
    }
    const auto pools = static_cast<double>(m_registry->pools.size());
    const std::vector<double> everyPool(m_registry->pools.size(), 1.0);
    const std::vector<double> everyChannel(m_registry->channels.size(), 1.0);
    const std::vector<double> everySite(m_registry->sites.size(), 1.0);
    double cuts = 0;
    for (const double rate : cutRate) {
        cuts += rate;
    }
    using enum FaultAction;
    addProcess({CutConduit, RepairConduit, "feed.fault.conduit"}, cutRate, cuts, 8, acceleration);
    addProcess({FailCooling, RestoreCooling, "feed.fault.cooling"}, everyPool, 0.2 * pools, 6, acceleration);
    addProcess({LosePower, RestorePower, "feed.fault.power"}, everyPool, 0.1 * pools, 3, acceleration);
    addProcess({FailCards, ReplaceCards, "feed.fault.cards"}, everyPool, 0.3 * pools, 8, acceleration);
    addProcess({DegradeOptics, RestoreOptics, "feed.fault.optics"}, everyChannel, 0.3e-3 * backbone_km, 8,
               acceleration);
    addProcess({SilencePool, ResumePool, "feed.fault.agent"}, everyPool, 0.2 * pools, 4, acceleration);
    addProcess({SilenceSite, ResumeSite, "feed.fault.site_agent"}, everySite,
               0.2 * static_cast<double>(everySite.size()), 4, acceleration);
}

void Faults::addProcess(Process process, std::vector<double> weights, double perYear, double repairHours,
                        double acceleration)
{
    double sum = 0;
    for (double& weight : weights) {
        sum += weight;
        weight = sum;
    }
    if (sum <= 0 || perYear <= 0) {
        return;
    }
    process.perSecond = perYear * acceleration / kSecondsPerYear;
    process.meanRepair_s = repairHours * 3600.0 / acceleration;
    process.cumulativeWeight = std::move(weights);
    m_processes.push_back(std::move(process));
    planNext(m_processes.size() - 1, 0.0);
}

void Faults::planNext(std::size_t index, double after)
{
    Process& process = m_processes[index];
    Rng random(m_seed, process.stream, process.drawn++);
    const double at = after + random.exponential(1.0 / process.perSecond);
    const double pick = random.uniform() * process.cumulativeWeight.back();
    const auto found =
        std::upper_bound(process.cumulativeWeight.begin(), process.cumulativeWeight.end(), pick);
    const auto object = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(
        found - process.cumulativeWeight.begin(), std::ssize(process.cumulativeWeight) - 1));
    // Repairs take between a half and one and a half of their mean.
    const double repaired = at + process.meanRepair_s * random.uniform(0.5, 1.5);
    m_pending.push({at, m_planned++, process.begin, object, static_cast<std::int32_t>(index)});
    m_pending.push({repaired, m_planned++, process.end, object, kRepair});
}

bool Faults::apply(const Pending& step)
{
    TroubleTimes& times = troubles(step.action)[step.object];
    if (beginsTrouble(step.action) == times.isOn()) {
        return false; // already so
    }
    (beginsTrouble(step.action) ? times.begun : times.ended) = step.at;
    return true;
}

std::vector<FaultChange> Faults::advance(double seconds)
{
    std::vector<FaultChange> changes;
    while (!m_pending.empty() && m_pending.top().at <= seconds) {
        const Pending step = m_pending.top();
        m_pending.pop();
        if (apply(step)) {
            changes.push_back({step.at, step.action, step.object});
        }
        if (step.process >= 0) {
            planNext(static_cast<std::size_t>(step.process), step.at);
        } else if (step.process == kDrill && --m_drillLeft == 0) {
            planNextDrill();
        }
    }
    return changes;
}

namespace {

std::vector<std::uint32_t> thoseOn(const std::vector<TroubleTimes>& troubles)
{
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < troubles.size(); ++i) {
        if (troubles[i].isOn()) {
            out.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return out;
}

} // namespace

std::vector<std::uint32_t> Faults::cutConduits() const
{
    return thoseOn(m_cut);
}

std::vector<std::uint32_t> Faults::unlistedSenders() const
{
    return thoseOn(m_unlisted);
}

} // namespace twin::generate
