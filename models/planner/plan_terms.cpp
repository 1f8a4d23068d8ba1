#include "models/planner/plan_terms.h"

#include "models/format/format.h"

#include <array>
#include <utility>

namespace models {

using namespace twin::scenario;

QString PlanTerms::of(ElementState state)
{
    switch (state) {
    case ElementState::Up:
        return tr("Up");
    case ElementState::Degraded:
        return tr("Degraded");
    case ElementState::Drained:
        return tr("Drained");
    case ElementState::Down:
        return tr("Down");
    case ElementState::Removed:
        break;
    }
    return tr("Removed");
}

QString PlanTerms::of(FlowState state, bool exists)
{
    if (!exists) {
        return tr("Not there");
    }
    switch (state) {
    case FlowState::Whole:
        return tr("In full");
    case FlowState::Slowed:
        return tr("Slowed");
    case FlowState::Disconnected:
        break;
    }
    return tr("Disconnected");
}

QString PlanTerms::of(JobCondition condition, bool exists)
{
    if (!exists) {
        return tr("Not there");
    }
    switch (condition) {
    case JobCondition::Running:
        return tr("Running");
    case JobCondition::Slowed:
        return tr("Slowed");
    case JobCondition::Stopped:
        return tr("Stopped");
    case JobCondition::Waiting:
        break;
    }
    return tr("Waiting");
}

QString PlanTerms::of(Objection::Kind kind)
{
    switch (kind) {
    case Objection::Kind::LiveFault:
        return tr("A fault now");
    case Objection::Kind::OtherWork:
        return tr("Another work");
    case Objection::Kind::BusyHour:
        return tr("A single cut");
    case Objection::Kind::Guarantee:
        return tr("A guaranteed period");
    case Objection::Kind::Impossible:
        break;
    }
    return tr("Cannot be done");
}

QString PlanTerms::of(BaseKind kind)
{
    switch (kind) {
    case BaseKind::Registry:
        return tr("Registry");
    case BaseKind::State:
    case BaseKind::Store:
        return tr("Past");
    case BaseKind::Live:
        break;
    }
    return tr("Live");
}

QString PlanTerms::of(DemandKind kind)
{
    switch (kind) {
    case DemandKind::ThisInstant:
        return tr("This instant's traffic");
    case DemandKind::P95:
        return tr("95th percentile of a range");
    case DemandKind::Forecast:
        return tr("Forecast at a date");
    case DemandKind::BusyHour:
        break;
    }
    return tr("Busy hour");
}

QString PlanTerms::of(TargetKind kind)
{
    switch (kind) {
    case TargetKind::Conduit:
        return tr("conduit");
    case TargetKind::Link:
        return tr("link");
    case TargetKind::Interconnection:
        return tr("interconnection point");
    case TargetKind::Site:
        return tr("site");
    case TargetKind::Pool:
        return tr("pool");
    case TargetKind::ServiceNode:
        return tr("service node");
    case TargetKind::Province:
        return tr("power of the province");
    case TargetKind::Source:
        return tr("telemetry source");
    case TargetKind::Card:
        return tr("card of job");
    case TargetKind::IdentifierService:
        break;
    }
    return tr("identifier service");
}

namespace {

constexpr std::array kFigures{
    std::pair{"links_down", QT_TRANSLATE_NOOP("models::PlanTerms", "Links down")},
    std::pair{"pools_down", QT_TRANSLATE_NOOP("models::PlanTerms", "Pools down")},
    std::pair{"pools_unreachable", QT_TRANSLATE_NOOP("models::PlanTerms", "Pools out of reach")},
    std::pair{"flows_slowed", QT_TRANSLATE_NOOP("models::PlanTerms", "Flows slowed")},
    std::pair{"flows_disconnected", QT_TRANSLATE_NOOP("models::PlanTerms", "Flows disconnected")},
    std::pair{"flows_late", QT_TRANSLATE_NOOP("models::PlanTerms", "Transfers that miss their deadline")},
    std::pair{"jobs_slowed", QT_TRANSLATE_NOOP("models::PlanTerms", "Jobs slowed")},
    std::pair{"jobs_stopped", QT_TRANSLATE_NOOP("models::PlanTerms", "Jobs stopped")},
    std::pair{"jobs_late", QT_TRANSLATE_NOOP("models::PlanTerms", "Jobs that miss their deadline")},
    std::pair{"jobs_too_far",
              QT_TRANSLATE_NOOP("models::PlanTerms", "Services that miss their latency class")},
    std::pair{"jobs_without_place", QT_TRANSLATE_NOOP("models::PlanTerms", "Jobs without a place")},
    std::pair{"demands_disconnected",
              QT_TRANSLATE_NOOP("models::PlanTerms", "Background demands disconnected")},
    std::pair{"links_unseen", QT_TRANSLATE_NOOP("models::PlanTerms", "Links without telemetry")},
    std::pair{"pools_unseen", QT_TRANSLATE_NOOP("models::PlanTerms", "Pools without telemetry")},
    std::pair{"conduits_unseen", QT_TRANSLATE_NOOP("models::PlanTerms", "Conduits without telemetry")},
    std::pair{"pools_unresolvable",
              QT_TRANSLATE_NOOP("models::PlanTerms", "Pools whose identifiers cannot be resolved")},
    std::pair{"pools_closed", QT_TRANSLATE_NOOP("models::PlanTerms", "Pools closed to new jobs")},
    std::pair{"asked_bps", QT_TRANSLATE_NOOP("models::PlanTerms", "Traffic asked for")},
    std::pair{"served_bps", QT_TRANSLATE_NOOP("models::PlanTerms", "Traffic served")},
    std::pair{"lost_bps", QT_TRANSLATE_NOOP("models::PlanTerms", "Traffic lost")},
    std::pair{"peak_utilisation", QT_TRANSLATE_NOOP("models::PlanTerms", "Fullest link, utilisation")},
    std::pair{"peak_link", QT_TRANSLATE_NOOP("models::PlanTerms", "Fullest link")},
    std::pair{"cards", QT_TRANSLATE_NOOP("models::PlanTerms", "Cards")},
    std::pair{"cards_usable", QT_TRANSLATE_NOOP("models::PlanTerms", "Cards that can be used")},
    std::pair{"cards_taken", QT_TRANSLATE_NOOP("models::PlanTerms", "Cards of running jobs")},
    std::pair{"cards_working", QT_TRANSLATE_NOOP("models::PlanTerms", "Cards at work")},
    std::pair{"facility_w", QT_TRANSLATE_NOOP("models::PlanTerms", "Power of facilities")},
    std::pair{"carbon_kg_per_h", QT_TRANSLATE_NOOP("models::PlanTerms", "Carbon an hour")},
    std::pair{"energy_cny_per_h", QT_TRANSLATE_NOOP("models::PlanTerms", "Energy cost an hour")},
    std::pair{"revenue_cny_per_h", QT_TRANSLATE_NOOP("models::PlanTerms", "Revenue an hour")},
    std::pair{"n1_worst", QT_TRANSLATE_NOOP("models::PlanTerms", "N-1: fullest link in the worst cut")},
    std::pair{"n1_headroom", QT_TRANSLATE_NOOP("models::PlanTerms", "N-1: headroom left")},
    std::pair{"best_routing_mlu", QT_TRANSLATE_NOOP("models::PlanTerms", "Best routing: fullest link")},
    std::pair{"best_routing_bound",
              QT_TRANSLATE_NOOP("models::PlanTerms", "Best routing: no routing does with less than")},
    std::pair{"best_routing_gap", QT_TRANSLATE_NOOP("models::PlanTerms", "Best routing: solver's gap")},
};

/// Figures of one kind that differ in what stands at the end: a precision.
constexpr std::array kByPrecision{
    std::pair{"declared_gflops_", QT_TRANSLATE_NOOP("models::PlanTerms", "Compute in service, %1")},
    std::pair{"stranded_gflops_", QT_TRANSLATE_NOOP("models::PlanTerms", "Compute stranded, %1")},
    std::pair{"waiting_gflops_", QT_TRANSLATE_NOOP("models::PlanTerms", "Compute that waits, %1")},
    std::pair{"unseen_gflops_", QT_TRANSLATE_NOOP("models::PlanTerms", "Compute without telemetry, %1")},
};

} // namespace

QString PlanTerms::figure(const std::string& key)
{
    for (const auto& [name, text] : kFigures) {
        if (key == name) {
            return tr(text);
        }
    }
    for (const auto& [name, text] : kByPrecision) {
        if (key.starts_with(name)) {
            return tr(text).arg(format::text(key.substr(std::string_view(name).size())).toUpper());
        }
    }
    const QString shown = format::text(key);
    if (shown.startsWith(QStringLiteral("within_")) && shown.endsWith(QStringLiteral("_ms"))) {
        return tr("Compute within %1 ms, mean over sites").arg(shown.mid(7).chopped(3));
    }
    return shown;
}

} // namespace models
