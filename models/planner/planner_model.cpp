#include "models/planner/planner_model.h"

#include "models/planner/reason_words.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

/// What is made of one snapshot with either is the same.
bool isSame(const GroundOptions& one, const GroundOptions& other)
{
    return one.demand == other.demand && one.demandTerms == other.demandTerms &&
           one.history == other.history && one.seed == other.seed && one.assumptions == other.assumptions;
}

bool isGroundOf(const GroundPtr& ground, const twin::state::SnapshotPtr& snapshot,
                const GroundOptions& options)
{
    return ground != nullptr && ground->snapshot() == snapshot && isSame(ground->options(), options);
}

} // namespace

PlannerModel::PlannerModel(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_language(language)
    , m_warmer(feed)
{
    m_makers.setMaxThreadCount(1);
    m_editor.setMaxThreadCount(1);
    connect(&m_runner, &PlanRunner::resultCame, this, &PlannerModel::takeResult);
    connect(&m_runner, &PlanRunner::progressChanged, this, &PlannerModel::progressChanged);
}

PlannerModel::~PlannerModel()
{
    for (const auto& [id, flag] : m_preparing) {
        *flag = true;
    }
    m_runner.cancel();
    m_writer.waitForDone();
    m_editor.waitForDone();
    m_makers.waitForDone();
}

const PlanScenario* PlannerModel::scenario(int id) const
{
    const auto at = std::ranges::find(m_scenarios, id, &PlanScenario::id);
    return at != m_scenarios.end() ? &*at : nullptr;
}

PlanScenario* PlannerModel::find(int id)
{
    return const_cast<PlanScenario*>(std::as_const(*this).scenario(id));
}

bool PlannerModel::hasRoom()
{
    if (m_scenarios.size() < kMaxScenarios) {
        return true;
    }
    Q_EMIT refused(tr("%n scenario(s) are open: close one first.", nullptr, int(kMaxScenarios)), {});
    return false;
}

int PlannerModel::add(PlanScenario scenario)
{
    scenario.id = ++m_lastId;
    if (scenario.name.isEmpty()) {
        scenario.name = tr("Scenario %1").arg(scenario.id);
    }
    m_scenarios.push_back(std::move(scenario));
    Q_EMIT scenariosChanged();
    setCurrent(m_lastId);
    return m_lastId;
}

bool PlannerModel::mayFork()
{
    const auto& snapshot = m_feed.snapshot();
    if (snapshot == nullptr || snapshot->registry == nullptr || snapshot->registry->sites.empty()) {
        Q_EMIT refused(tr("There is nothing to fork yet: open a registry or let a source connect."), {});
        return false;
    }
    if (snapshot->workload == nullptr) {
        Q_EMIT refused(tr("This network has no flows, jobs or demands, and a scenario needs some: open a "
                          "file with its workload."),
                       {});
        return false;
    }
    return hasRoom();
}

int PlannerModel::fork(DemandKind demand)
{
    if (!mayFork()) {
        return 0;
    }
    GroundOptions options;
    options.demand = demand;
    return forkOf(m_feed.snapshot(), options, {});
}

/// That of an open scenario; null when none has it.
GroundPtr PlannerModel::groundOf(const twin::state::SnapshotPtr& snapshot, const GroundOptions& options) const
{
    const auto at = std::ranges::find_if(
        m_scenarios, [&](const PlanScenario& each) { return isGroundOf(each.ground, snapshot, options); });
    return at != m_scenarios.end() ? at->ground : nullptr;
}

int PlannerModel::forkOf(twin::state::SnapshotPtr snapshot, GroundOptions options, const QString& name)
{
    if (!hasRoom()) {
        return 0;
    }
    PlanScenario scenario;
    scenario.name = name;
    const int id = add(std::move(scenario));
    Document header;
    header.name = find(id)->name.toStdString();
    options.threads = twin::threadCount(0);
    prepare(id, [this, open = groundOf(snapshot, options), snapshot, options, header,
                 history = m_history](const std::atomic<bool>& cancelled) mutable {
        // Or that of one that was still being prepared when this one was asked for.
        GroundPtr shared = open != nullptr ? open : m_lastFork.lock();
        if (isGroundOf(shared, snapshot, options)) {
            return Made{Fork::root(std::move(shared), header), {}};
        }
        options.cancelled = &cancelled;
        auto ground = planGround(std::move(snapshot), options, history);
        if (!ground) {
            return Made{twin::failure(std::move(ground.error())),
                        {},
                        false,
                        !history && needsHistory(options.demand, options.demandTerms)};
        }
        m_lastFork = *ground;
        return Made{Fork::root(std::move(*ground), header), {}};
    });
    return id;
}

int PlannerModel::branch()
{
    const PlanScenario* from = current();
    if (from == nullptr || !from->isReady() || !hasRoom()) {
        return 0;
    }
    PlanScenario next;
    next.parent = from->id;
    next.ground = from->ground;
    next.history = {from->tip()};
    next.result = from->result;
    return add(std::move(next));
}

void PlannerModel::prepare(int id, std::function<Made(const std::atomic<bool>&)> work)
{
    const auto flag = std::make_shared<std::atomic<bool>>(false);
    m_preparing[id] = flag;
    m_makers.start([this, id, flag, work = std::move(work)] {
        const auto made = std::make_shared<Made>(work(*flag));
        QMetaObject::invokeMethod(
            this, [this, id, made] { takeMade(id, std::move(*made)); }, Qt::QueuedConnection);
    });
    Q_EMIT progressChanged();
}

void PlannerModel::takeMade(int id, Made made)
{
    m_preparing.erase(id);
    PlanScenario* scenario = find(id);
    if (scenario == nullptr) {
        return; // closed meanwhile
    }
    if (!made.tip) {
        refuseMade(*scenario, made);
        return;
    }
    scenario->ground = (*made.tip)->ground();
    // What a file holds can be undone command by command, as if it had been typed.
    for (ForkPtr fork = *made.tip; fork != nullptr; fork = fork->parent()) {
        scenario->history.push_back(fork);
    }
    std::ranges::reverse(scenario->history);
    scenario->position = scenario->history.size() - 1;
    if (!scenario->file.isEmpty()) {
        scenario->saved = *made.tip;
    }
    if (!made.name.isEmpty()) {
        scenario->name = made.name;
    }
    Q_EMIT scenariosChanged();
    if (id == m_current) {
        m_edited.start();
        Q_EMIT commandsChanged();
        // What waited for the fork is being done: its outcome is the one that is looked for, not that of
        // nothing.
        m_isComputeDue = isEditing();
        if (!m_isComputeDue) {
            compute();
        }
    }
}

/// A fork that failed stays, with the reason; a file that could not be opened, or what was cancelled, goes.
/// An automatic copy always stays: it is all there is of that work.
void PlannerModel::refuseMade(PlanScenario& scenario, const Made& made)
{
    const Refusal& error = made.tip.error();
    const PlanNames names{m_language, made.ground != nullptr ? made.ground->snapshot() : nullptr};
    const QString detail = ReasonWords::of(error, made.commands, names);
    const QString file = scenario.file;
    const bool isCancelled = error.code == twin::ErrorCode::Cancelled;
    if (!scenario.isCopy && (isCancelled || !file.isEmpty())) {
        close(scenario.id);
    } else {
        scenario.error =
            isCancelled ? tr("It was cancelled; its automatic copy is opened at the next start.") : detail;
        Q_EMIT scenariosChanged();
        Q_EMIT resultChanged();
    }
    if (made.isOtherBase) {
        Q_EMIT otherBase(file, detail);
    } else if (made.isWithoutStore && error.code == twin::ErrorCode::Invalid) {
        Q_EMIT refused(
            file.isEmpty()
                ? tr("Traffic of the past is read from a store, and this console has none.")
                : tr("%1 is on traffic of the past, which is read from a store, and this console has none.")
                      .arg(file),
            detail);
    } else if (!isCancelled) {
        Q_EMIT refused(file.isEmpty() ? tr("The scenario could not be prepared.")
                                      : tr("%1 could not be opened.").arg(file),
                       detail);
    }
}

void PlannerModel::setCurrent(int id)
{
    if (id == m_current || find(id) == nullptr) {
        return;
    }
    const PlanScenario* before = current();
    if (before != nullptr && before->ground != nullptr && before->ground != find(id)->ground) {
        before->ground->forgetN1(); // 19 MiB of the nation, made anew in a sixth of a second
    }
    m_current = id;
    m_edited.start();
    Q_EMIT currentChanged();
    Q_EMIT commandsChanged();
    Q_EMIT resultChanged();
    compute();
}

void PlannerModel::rename(int id, const QString& name)
{
    PlanScenario* scenario = find(id);
    const QString shown = name.simplified();
    if (scenario != nullptr && !shown.isEmpty() && shown.toUtf8().size() <= 256 && shown != scenario->name) {
        scenario->name = shown;
        Q_EMIT scenariosChanged();
    }
}

void PlannerModel::close(int id)
{
    const auto at = std::ranges::find(m_scenarios, id, &PlanScenario::id);
    if (at == m_scenarios.end()) {
        return;
    }
    if (const auto flag = m_preparing.find(id); flag != m_preparing.end()) {
        *flag->second = true;
    }
    const std::size_t place = static_cast<std::size_t>(at - m_scenarios.begin());
    m_scenarios.erase(at);
    std::erase_if(m_edits, [id](const Edit& edit) { return edit.scenario == id; });
    for (PlanScenario& each : m_scenarios) {
        each.parent = each.parent == id ? 0 : each.parent;
    }
    Q_EMIT scenariosChanged();
    if (id == m_current) {
        m_runner.cancel();
        m_current = m_scenarios.empty() ? 0 : m_scenarios[std::min(place, m_scenarios.size() - 1)].id;
        m_edited.start();
        Q_EMIT currentChanged();
        Q_EMIT commandsChanged();
        Q_EMIT resultChanged();
        compute();
    }
}

} // namespace models
