#include "views/planner/plan_export.h"

#include "twin/scenario/report_json.h"
#include "twin/scenario/report_text.h"

namespace views {

using models::PlanScenario;
using namespace twin::scenario;

namespace {

Document documentOf(const PlanScenario& scenario)
{
    Document out = scenario.tip()->document();
    out.name = scenario.name.toStdString();
    return out;
}

} // namespace

QByteArray resultsCsv(const PlanScenario& scenario)
{
    return QByteArray::fromStdString(outcomeCsv(*scenario.result.wholeOutcome(), {true}));
}

QByteArray resultsJson(const PlanScenario& scenario)
{
    const models::PlanResult& result = scenario.result;
    const bool isWhole = result.n1 != nullptr && result.n1->isWhole();
    const auto outcome = result.wholeOutcome(); // outlives the report
    RunReport report;
    report.outcome = outcome.get();
    report.n1Before = isWhole ? result.n1Before.get() : nullptr;
    report.n1 = isWhole ? result.n1.get() : nullptr;
    report.works = result.works;
    report.stateHash = result.stateHash;
    return QByteArray::fromStdString(runReportJson(*scenario.ground, documentOf(scenario), report));
}

QByteArray changesCsv(const ChangeList& list)
{
    return QByteArray::fromStdString(changeListCsv(list));
}

QByteArray changesJsonText(const PlanScenario& scenario, const ChangeList& list)
{
    return QByteArray::fromStdString(changeListJson(*scenario.ground, documentOf(scenario), list));
}

} // namespace views
