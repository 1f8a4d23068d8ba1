#include "models/planner/planner_model.h"

#include "twin/scenario/base_check.h"
#include "twin/scenario/document.h"
#include "twin/state/state_file.h"
#include "twin/support/file_io.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <utility>

/// Scenario files: opened and saved.
namespace models {

using namespace twin::scenario;

namespace {

QString detail(const twin::Error& error)
{
    return QString::fromStdString(error.text());
}

GroundOptions optionsOf(const Document& document, const std::atomic<bool>& cancelled)
{
    GroundOptions out;
    out.demand = document.demand;
    out.demandTerms = document.demandTerms;
    out.assumptions = document.assumptions;
    out.seed = document.seed;
    out.threads = twin::threadCount(0);
    out.cancelled = &cancelled;
    return out;
}

bool isSameGround(const Ground& ground, const Document& document)
{
    const GroundOptions& options = ground.options();
    return options.demand == document.demand && options.demandTerms == document.demandTerms &&
           options.seed == document.seed && options.assumptions == document.assumptions;
}

/// The same moment, with the registry and workload of `shown` where they are the same: a saved base then
/// holds no network of its own.
twin::state::SnapshotPtr sharing(twin::state::SnapshotPtr snapshot, const twin::state::SnapshotPtr& shown)
{
    const auto isSame = [](const auto& one, const auto& other) {
        return one != nullptr && other != nullptr && one->sha256 == other->sha256;
    };
    if (shown == nullptr || !isSame(snapshot->registry, shown->registry) ||
        !isSame(snapshot->workload, shown->workload)) {
        return snapshot;
    }
    auto out = std::make_shared<twin::state::Snapshot>(*snapshot);
    out->registry = shown->registry;
    out->workload = shown->workload;
    return out;
}

bool isWithoutStore(const Document& document, const DemandHistoryReader& history)
{
    return !history && needsHistory(document.demand, document.demandTerms);
}

} // namespace

/// All commands of the document done to a ground.
PlannerModel::Made PlannerModel::withCommands(GroundPtr ground, const Document& document,
                                              const std::atomic<bool>& cancelled)
{
    Made out;
    out.name = QString::fromStdString(document.name);
    out.tip = Fork::root(ground, document)->withAll(document.commands, &cancelled);
    if (!out.tip) {
        out.commands = document.commands;
        out.ground = std::move(ground);
    }
    return out;
}

void PlannerModel::open(const QString& path, bool anyBase)
{
    if (!mayFork()) {
        return;
    }
    PlanScenario scenario;
    scenario.file = path;
    const int id = add(std::move(scenario));
    prepare(id,
            [snapshot = m_feed.snapshot(), file = path.toStdString(), anyBase,
             history = m_history](const std::atomic<bool>& cancelled) -> Made {
                auto document = readDocument(file);
                if (!document) {
                    return {twin::failure(std::move(document.error())), {}};
                }
                auto ground = planGround(snapshot, optionsOf(*document, cancelled), history);
                if (!ground) {
                    return {twin::failure(std::move(ground.error())),
                            {},
                            false,
                            isWithoutStore(*document, history)};
                }
                if (auto base = checkBase(*document, **ground); !base && !anyBase) {
                    return {twin::failureAt(base.error().code, file, 0, base.error().reason), {}, true};
                }
                return withCommands(std::move(*ground), *document, cancelled);
            });
}

int PlannerModel::openWithBase(const QString& path, const QString& basePath, bool isKept)
{
    if (!hasRoom()) {
        return 0;
    }
    PlanScenario scenario;
    scenario.file = isKept ? path : QString();
    scenario.isCopy = !isKept;
    const int id = add(std::move(scenario));
    prepare(id,
            [this, file = path.toStdString(), basePath, shown = m_feed.snapshot(),
             history = m_history](const std::atomic<bool>& cancelled) -> Made {
                auto document = readDocument(file);
                if (!document) {
                    return {twin::failure(std::move(document.error())), {}};
                }
                GroundPtr ground = m_lastBasePath == basePath ? m_lastBase.lock() : nullptr;
                if (ground == nullptr || !isSameGround(*ground, *document)) {
                    twin::Result<twin::state::SnapshotPtr> snapshot =
                        ground != nullptr ? ground->snapshot()
                                          : twin::state::openState(basePath.toStdString());
                    auto made = snapshot
                                    ? planGround(sharing(std::move(*snapshot), shown),
                                                 optionsOf(*document, cancelled), history)
                                    : twin::Result<GroundPtr>(twin::failure(std::move(snapshot.error())));
                    if (!made) {
                        return {twin::failure(std::move(made.error())),
                                {},
                                false,
                                snapshot && isWithoutStore(*document, history)};
                    }
                    ground = std::move(*made);
                    m_lastBase = ground;
                    m_lastBasePath = basePath;
                }
                if (auto base = checkBase(*document, *ground); !base) {
                    return {twin::failureAt(base.error().code, file, 0, base.error().reason), {}};
                }
                return withCommands(std::move(ground), *document, cancelled);
            });
    return id;
}

bool PlannerModel::save(const QString& path)
{
    finishEdits();
    PlanScenario* scenario = find(m_current);
    if (scenario == nullptr || !scenario->isReady()) {
        return false;
    }
    Document document = scenario->tip()->document();
    document.name = scenario->name.toStdString();
    if (auto written = twin::writeFileAtomically(path.toStdString(), documentText(document)); !written) {
        Q_EMIT refused(tr("The scenario was not saved."), detail(written.error()));
        return false;
    }
    scenario->file = path;
    scenario->saved = scenario->tip();
    Q_EMIT scenariosChanged();
    return true;
}

QString PlannerModel::basePath(const QString& path)
{
    const QString ending = QStringLiteral(".json");
    return (path.endsWith(ending, Qt::CaseInsensitive) ? path.chopped(ending.size()) : path) +
           QStringLiteral(".sws");
}

void PlannerModel::saveWithBase(const QString& path)
{
    const PlanScenario* scenario = current();
    if (scenario == nullptr || !scenario->isReady() || !save(path)) {
        return;
    }
    m_writer.start([this, path, ground = scenario->ground] {
        const QString base = basePath(path);
        const auto written = twin::state::saveState(base.toStdString(), *ground->snapshot());
        const QString reason = written ? QString() : detail(written.error());
        QMetaObject::invokeMethod(
            this,
            [this, path, base, reason] {
                if (reason.isEmpty()) {
                    Q_EMIT savedWithBase(path, base);
                } else {
                    Q_EMIT refused(tr("The scenario was saved, its base was not."), reason);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace models
