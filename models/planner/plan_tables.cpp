#include "models/planner/plan_tables.h"

#include "models/planner/plan_rows.h"
#include "models/planner/reason_words.h"

#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

using Columns = std::vector<PlanColumn> (*)();
using Rows = PlanRows (*)(const PlanResult& result, const PlanNames& names);

template <PlanRows (*rows)(const OutcomePtr&, const PlanNames&)>
PlanRows ofOutcome(const PlanResult& result, const PlanNames& names)
{
    return rows(result.outcome, names);
}

struct Spec
{
    Columns columns;
    Rows rows; ///< null: not of the result
};

/// In the order of PlanTables::Id.
constexpr std::array<Spec, PlanTables::kCount> kSpecs{{
    {summaryColumns, summaryRows},
    {linkColumns, ofOutcome<linkRows>},
    {poolColumns, ofOutcome<poolRows>},
    {flowColumns, ofOutcome<flowRows>},
    {jobColumns, ofOutcome<jobRows>},
    {rollupColumns, tenantRows},
    {rollupColumns, enterpriseRows},
    {n1Columns, n1Rows},
    {workColumns, workRows},
    {changeColumns, nullptr},
    {courseColumns, nullptr},
}};

} // namespace

PlanTables::PlanTables(PlannerModel& planner, PlanChanges& changes, PlanCourse& course,
                       const Language& language, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
    , m_changes(changes)
    , m_course(course)
    , m_language(language)
{
    for (std::size_t i = 0; i < kCount; ++i) {
        m_tables[i].table = std::make_unique<PlanTable>(kSpecs[i].columns());
        m_tables[i].proxy = std::make_unique<PlanProxy>(*m_tables[i].table, language);
    }
    connect(&planner, &PlannerModel::resultChanged, this, &PlanTables::fillResult);
    connect(&planner, &PlannerModel::currentChanged, this, &PlanTables::fillResult);
    connect(&changes, &PlanChanges::changed, this, &PlanTables::fillChanges);
    connect(&course, &PlanCourse::changed, this, &PlanTables::fillCourse);
    connect(&language, &Language::changed, this, &PlanTables::retranslate);
}

PlanNames PlanTables::names(const PlanScenario* scenario) const
{
    return {m_language,
            scenario != nullptr && scenario->ground != nullptr ? scenario->ground->snapshot() : nullptr};
}

void PlanTables::fillResult()
{
    const PlanScenario* scenario = m_planner.current();
    const PlanResult none;
    const PlanResult& result = scenario != nullptr ? scenario->result : none;
    // Cuts stay in sight while they are computed anew, or a table would be empty for a moment after each
    // edit.
    const bool isN1Kept = scenario != nullptr && scenario->id == m_n1Scenario && result.n1 == nullptr &&
                          m_planner.runner().isRunning();
    m_n1Scenario = scenario != nullptr && (isN1Kept || result.n1 != nullptr) ? scenario->id : 0;
    for (std::size_t i = 0; i < kCount; ++i) {
        if (kSpecs[i].rows != nullptr && !(isN1Kept && i == static_cast<std::size_t>(Id::N1))) {
            m_tables[i].table->setRows(kSpecs[i].rows(result, names(scenario)));
        }
    }
    Q_EMIT changed();
}

void PlanTables::fillChanges()
{
    const PlanScenario* scenario = m_planner.current();
    PlanRows rows;
    if (scenario != nullptr && m_changes.fork() != nullptr) {
        rows = changeRows(m_changes.list(), m_changes.fork()->commands(), scenario->ground->moment(),
                          names(scenario));
    }
    m_tables[static_cast<std::size_t>(Id::Changes)].table->setRows(std::move(rows));
    Q_EMIT changed();
}

void PlanTables::fillCourse()
{
    const PlanScenario* scenario = m_planner.current();
    std::vector<Command> commands;
    if (m_course.fork() != nullptr) {
        commands = m_course.fork()->commands();
    }
    m_tables[static_cast<std::size_t>(Id::Course)].table->setRows(
        courseRows(m_course.run(), std::move(commands), names(scenario)));
    Q_EMIT changed();
}

QString PlanTables::changesRefusal() const
{
    return refusal(m_changes.refusal(), m_changes.fork());
}

QString PlanTables::courseRefusal() const
{
    return refusal(m_course.refusal(), m_course.fork());
}

QString PlanTables::refusal(const std::optional<Refusal>& refusal, const ForkPtr& of) const
{
    return refusal && of != nullptr
               ? ReasonWords::of(*refusal, of->commands(), {m_language, of->ground()->snapshot()})
               : QString();
}

QString PlanTables::courseHeadline() const
{
    return m_course.run() != nullptr ? models::courseHeadline(*m_course.run(), m_language.locale())
                                     : QString();
}

void PlanTables::retranslate()
{
    for (Entry& entry : m_tables) {
        entry.table->retranslate();
    }
    fillResult();
    fillChanges();
    fillCourse();
}

QString PlanTables::n1Headline() const
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario != nullptr && scenario->result.n1 == nullptr && scenario->id == m_n1Scenario) {
        return tr("The cuts are being computed anew: these are still the figures before the edit.");
    }
    if (scenario == nullptr || scenario->result.n1 == nullptr) {
        return {};
    }
    const N1Table& table = *scenario->result.n1;
    const auto percent = [this](double ratio) {
        return format::percent(ratio, m_language.locale()).text();
    };
    if (table.isWhole()) {
        return tr("All %n single cut(s) are computed: none fills a link above %1. With nothing cut: %2.",
                  nullptr, static_cast<int>(table.rows.size()))
            .arg(percent(table.worst_mlu), percent(table.base_mlu));
    }
    return tr("%1 of %2 cuts are computed, the worst at %3. Proven bound: no cut, computed or not, fills a "
              "link "
              "above %4.")
        .arg(QString::number(table.known), QString::number(table.rows.size()), percent(table.worst_mlu),
             percent(table.worstBound_mlu));
}

QString PlanTables::changesHeadline() const
{
    const ChangeList* list = m_changes.list().get();
    return list != nullptr ? models::changesHeadline(*list, names(m_planner.current())) : QString();
}

} // namespace models
