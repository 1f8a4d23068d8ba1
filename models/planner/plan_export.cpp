#include "models/planner/plan_export.h"

#include "models/format/format.h"
#include "twin/scenario/report_text.h"

#include <memory>

namespace models {

using namespace twin::scenario;

namespace {

Document documentOf(const PlanScenario& scenario)
{
    Document out = scenario.tip()->document();
    out.name = scenario.name.toStdString();
    return out;
}

/// @param outcome of PlanResult::wholeOutcome; outlives it
RunReport reportOf(const PlanScenario& scenario, const Outcome& outcome)
{
    const PlanResult& result = scenario.result;
    const bool isWhole = result.n1 != nullptr && result.n1->isWhole();
    RunReport out;
    out.file = format::utf8(scenario.file);
    out.outcome = &outcome;
    out.n1Before = isWhole ? result.n1Before.get() : nullptr;
    out.n1 = isWhole ? result.n1.get() : nullptr;
    out.works = result.areWorksKnown ? &result.works : nullptr;
    return out;
}

} // namespace

QByteArray resultsCsv(const PlanScenario& scenario)
{
    const auto outcome = scenario.result.wholeOutcome();
    return QByteArray::fromStdString(runReportCsv(reportOf(scenario, *outcome)));
}

QByteArray resultsJson(const PlanScenario& scenario)
{
    const auto outcome = scenario.result.wholeOutcome();
    return QByteArray::fromStdString(
        runReportJson(*scenario.ground, documentOf(scenario), reportOf(scenario, *outcome)));
}

QByteArray changesCsv(const ChangeList& list)
{
    return QByteArray::fromStdString(changeListCsv(list));
}

QByteArray changesJson(const PlanScenario& scenario, const ChangeList& list)
{
    return QByteArray::fromStdString(
        changeListJson(*scenario.ground, documentOf(scenario), format::utf8(scenario.file), list));
}

} // namespace models
