#include "models/planner/scenario_tree_model.h"

#include "models/format/format.h"
#include "models/planner/plan_terms.h"
#include "models/roles.h"

#include <algorithm>
#include <cmath>

namespace models {

using namespace twin::scenario;

ScenarioTreeModel::ScenarioTreeModel(PlannerModel& planner, const Language& language, QObject* parent)
    : QAbstractItemModel(parent)
    , m_planner(planner)
    , m_language(language)
{
    connect(&planner, &PlannerModel::scenariosChanged, this, &ScenarioTreeModel::follow);
    for (const auto signal : {&PlannerModel::currentChanged, &PlannerModel::commandsChanged,
                              &PlannerModel::resultChanged, &PlannerModel::progressChanged}) {
        connect(&planner, signal, this, &ScenarioTreeModel::announce);
    }
    connect(&language, &Language::changed, this, &ScenarioTreeModel::announce);
    follow();
}

void ScenarioTreeModel::follow()
{
    std::vector<std::pair<int, int>> nodes;
    for (const PlanScenario& each : m_planner.scenarios()) {
        nodes.emplace_back(each.id, each.parent);
    }
    if (nodes == m_nodes) {
        announce();
        return;
    }
    beginResetModel(); // a handful of rows; views find the current one again by its number
    m_nodes = std::move(nodes);
    std::erase_if(m_unchecked, [this](int id) { return m_planner.scenario(id) == nullptr; });
    endResetModel();
    Q_EMIT comparedChanged();
}

void ScenarioTreeModel::announce()
{
    for (const auto& [id, parent] : m_nodes) {
        const QModelIndex at = indexOf(id);
        Q_EMIT dataChanged(at, at);
    }
}

std::vector<int> ScenarioTreeModel::children(int parent) const
{
    std::vector<int> out;
    for (const auto& [id, above] : m_nodes) {
        if (above == parent) {
            out.push_back(id);
        }
    }
    return out;
}

int ScenarioTreeModel::parentOf(int id) const
{
    const auto found = std::ranges::find(m_nodes, id, &std::pair<int, int>::first);
    return found != m_nodes.end() ? found->second : 0;
}

QModelIndex ScenarioTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const std::vector<int> list = children(idOf(parent));
    if (row < 0 || column < 0 || column >= ColumnCount || static_cast<std::size_t>(row) >= list.size()) {
        return {};
    }
    return createIndex(row, column, static_cast<quintptr>(list[static_cast<std::size_t>(row)]));
}

QModelIndex ScenarioTreeModel::parent(const QModelIndex& child) const
{
    return indexOf(parentOf(idOf(child)));
}

int ScenarioTreeModel::idOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : 0;
}

QModelIndex ScenarioTreeModel::indexOf(int id) const
{
    if (id == 0) {
        return {};
    }
    const std::vector<int> siblings = children(parentOf(id));
    const auto found = std::ranges::find(siblings, id);
    return found != siblings.end()
               ? createIndex(static_cast<int>(found - siblings.begin()), 0, static_cast<quintptr>(id))
               : QModelIndex();
}

int ScenarioTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(children(idOf(parent)).size());
}

int ScenarioTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

Qt::ItemFlags ScenarioTreeModel::flags(const QModelIndex& index) const
{
    return index.isValid()
               ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsUserCheckable
               : Qt::NoItemFlags;
}

QVariant ScenarioTreeModel::data(const QModelIndex& index, int role) const
{
    const PlanScenario* scenario = m_planner.scenario(idOf(index));
    if (scenario == nullptr) {
        return {};
    }
    const QStringList lines{baseText(*scenario), stateText(*scenario)};
    switch (role) {
    case Qt::DisplayRole:
        return scenario->isModified()
                   ? tr("%1 •", "name of a scenario with changes not saved").arg(scenario->name)
                   : scenario->name;
    case Qt::EditRole:
        return scenario->name;
    case Qt::CheckStateRole:
        return m_unchecked.contains(scenario->id) ? Qt::Unchecked : Qt::Checked;
    case DetailRole:
        return lines;
    case UrgentRole:
        return m_planner.current() == scenario;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        QStringList all{scenario->name};
        all += lines;
        if (scenario->isModified()) {
            all += tr("Not saved");
        }
        if (!scenario->file.isEmpty()) {
            all += scenario->file;
        }
        return all.join(role == Qt::ToolTipRole ? QStringLiteral("\n") : QStringLiteral(", "));
    }
    default:
        return {};
    }
}

bool ScenarioTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const int id = idOf(index);
    if (m_planner.scenario(id) == nullptr) {
        return false;
    }
    if (role == Qt::EditRole) {
        m_planner.rename(id, value.toString());
        return true;
    }
    if (role != Qt::CheckStateRole) {
        return false;
    }
    if (value.toInt() == Qt::Checked) {
        m_unchecked.erase(id);
    } else {
        m_unchecked.insert(id);
    }
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT comparedChanged();
    return true;
}

std::vector<int> ScenarioTreeModel::compared() const
{
    std::vector<int> out;
    for (const auto& [id, parent] : m_nodes) {
        if (!m_unchecked.contains(id)) {
            out.push_back(id);
        }
    }
    return out;
}

QString ScenarioTreeModel::baseText(const PlanScenario& scenario) const
{
    if (scenario.ground == nullptr) {
        return scenario.error.isEmpty() ? tr("The moment is being prepared") : tr("No base");
    }
    const Ground& ground = *scenario.ground;
    return tr("%1, %2, %3", "moment, live or past, whose traffic")
        .arg(format::dateTime(ground.moment()), PlanTerms::of(ground.reference().kind),
             PlanTerms::of(ground.options().demand));
}

QString ScenarioTreeModel::stateText(const PlanScenario& scenario) const
{
    if (!scenario.error.isEmpty()) {
        return tr("Error: %1").arg(scenario.error);
    }
    if (!scenario.isReady()) {
        return tr("Preparing…");
    }
    QStringList out{tr("%n command(s)", nullptr, static_cast<int>(scenario.tip()->depth()))};
    if (!scenario.result.error.isEmpty()) {
        out.append(tr("Error: %1").arg(scenario.result.error));
        return out.join(QStringLiteral(" · "));
    }
    const bool isRunning = m_planner.current() == &scenario && m_planner.runner().isRunning();
    const PlanProgress& progress = m_planner.runner().progress();
    if (const QString difference = differenceText(scenario); !difference.isEmpty()) {
        out.append(difference);
    }
    if (isRunning && progress.all > 0) {
        out.append(tr("running %1 %").arg(100 * progress.done / progress.all));
    } else if (isRunning) {
        out.append(tr("running"));
    } else if (scenario.result.outcome != nullptr) {
        out.append(scenario.result.n1 != nullptr && scenario.result.n1->isWhole() ? tr("ready")
                                                                                  : tr("N-1 not whole"));
    } else {
        out.append(tr("not computed"));
    }
    return out.join(QStringLiteral(" · "));
}

QString ScenarioTreeModel::differenceText(const PlanScenario& scenario) const
{
    if (scenario.result.outcome == nullptr || scenario.result.fork != scenario.tip()) {
        return {};
    }
    const Totals& before = scenario.result.outcome->before->totals;
    const Totals& after = scenario.result.outcome->after->totals;
    QStringList out;
    const auto stranded = [](const Totals& of) {
        return static_cast<double>(of.stranded[twin::Precision::Fp16]);
    };
    if (const double more = stranded(after) - stranded(before); more > 0) {
        out.append(tr("%1 stranded").arg(format::flops(more, m_language.locale()).text()));
    }
    const auto more = [&out](std::uint32_t was, std::uint32_t is, const QString& text) {
        if (is > was) {
            out.append(text);
        }
    };
    const auto extra = [](std::uint32_t was, std::uint32_t is) {
        return is > was ? static_cast<int>(is - was) : 0;
    };
    more(before.jobsStopped, after.jobsStopped,
         tr("%n job(s) stopped", nullptr, extra(before.jobsStopped, after.jobsStopped)));
    more(before.jobsWithoutPlace, after.jobsWithoutPlace,
         tr("%n job(s) without a place", nullptr, extra(before.jobsWithoutPlace, after.jobsWithoutPlace)));
    more(before.jobsSlowed, after.jobsSlowed,
         tr("%n job(s) slowed", nullptr, extra(before.jobsSlowed, after.jobsSlowed)));
    more(before.flowsLate, after.flowsLate,
         tr("%n transfer(s) late", nullptr, extra(before.flowsLate, after.flowsLate)));
    return out.join(QStringLiteral(", "));
}

} // namespace models
