#include "models/planner/command_list_model.h"

#include "models/format/format.h"
#include "models/planner/command_words.h"
#include "models/planner/reason_words.h"
#include "models/roles.h"

#include <utility>

namespace models {

using namespace twin::scenario;

CommandListModel::CommandListModel(PlannerModel& planner, const Language& language, QObject* parent)
    : QAbstractListModel(parent)
    , m_planner(planner)
    , m_language(language)
    , m_job([this](const auto& answer) {
        if (answer.first == m_fork) {
            m_verdicts = answer.second;
            retranslate();
        }
    })
{
    connect(&planner, &PlannerModel::commandsChanged, this, &CommandListModel::follow);
    connect(&planner, &PlannerModel::currentChanged, this, &CommandListModel::follow);
    connect(&language, &Language::changed, this, &CommandListModel::retranslate);
}

void CommandListModel::follow()
{
    const PlanScenario* scenario = m_planner.current();
    const ForkPtr fork = scenario != nullptr ? scenario->tip() : nullptr;
    if (fork == m_fork) {
        return;
    }
    beginResetModel();
    m_fork = fork;
    m_commands = fork != nullptr ? fork->commands() : std::vector<Command>();
    m_verdicts.reset();
    endResetModel();
    if (m_commands.empty()) {
        m_job.cancel();
        return;
    }
    m_job.request([fork, commands = m_commands] {
        return std::pair(fork, std::make_shared<const Verdicts>(Schedule(*fork->ground(), commands).check()));
    });
}

void CommandListModel::retranslate()
{
    if (!m_commands.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

int CommandListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_commands.size());
}

QVariant CommandListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Command& command = m_commands[static_cast<std::size_t>(index.row())];
    const PlanNames names{m_language, m_fork->ground()->snapshot()};
    const auto sentence = [&] {
        return CommandWords::numbered(static_cast<std::size_t>(index.row()), command, names);
    };
    const auto lines = [&] {
        QStringList out{CommandWords::time(command, m_fork->ground()->moment())};
        if (const QString touched = touchText(index.row()); !touched.isEmpty()) {
            out[0] = tr("%1 · %2").arg(out[0], touched);
        }
        const auto row = static_cast<std::size_t>(index.row());
        if (m_verdicts != nullptr && !(*m_verdicts)[row].touch) {
            out.append(ReasonWords::of((*m_verdicts)[row].reason, names));
        }
        if (!command.note.empty()) {
            out.append(format::text(command.note));
        }
        return out;
    };
    switch (role) {
    case Qt::DisplayRole:
        return sentence();
    case DetailRole:
        return lines();
    case Qt::ToolTipRole:
        return (QStringList{sentence()} + lines()).join(u'\n');
    case Qt::AccessibleTextRole:
        return (QStringList{sentence()} + lines()).join(QStringLiteral(", "));
    case KeyRole:
        return QVariant::fromValue(CommandWords::key(command));
    default:
        return {};
    }
}

QString CommandListModel::touchText(int row) const
{
    if (m_verdicts == nullptr) {
        return {};
    }
    const Schedule::Verdict& verdict = (*m_verdicts)[static_cast<std::size_t>(row)];
    if (!verdict.touch) {
        return tr("cannot be done");
    }
    const Touch& touch = *verdict.touch;
    QStringList out;
    const auto add = [&out](std::size_t count, const QString& text) {
        if (count > 0) {
            out.append(text);
        }
    };
    add(touch.links.size(), tr("%n link(s)", nullptr, static_cast<int>(touch.links.size())));
    add(touch.pools.size(), tr("%n pool(s)", nullptr, static_cast<int>(touch.pools.size())));
    add(touch.jobs.size(), tr("%n job(s)", nullptr, static_cast<int>(touch.jobs.size())));
    const std::size_t flows = std::size_t{touch.flows} + touch.demands;
    add(flows, tr("%n flow(s)", nullptr, static_cast<int>(flows)));
    return out.isEmpty() ? tr("touches nothing that runs")
                         : tr("touches %1").arg(out.join(QStringLiteral(", ")));
}

void CommandListModel::remove(int row)
{
    if (row < 0 || row >= rowCount()) {
        return;
    }
    std::vector<Command> next = m_commands;
    next.erase(next.begin() + row);
    m_planner.setCommands(m_fork, next);
}

int CommandListModel::move(int row, int by)
{
    const int to = row + by;
    if (row < 0 || row >= rowCount() || to < 0 || to >= rowCount()) {
        return -1;
    }
    std::vector<Command> next = m_commands;
    std::swap(next[static_cast<std::size_t>(row)], next[static_cast<std::size_t>(to)]);
    m_planner.setCommands(m_fork, next);
    return to;
}

} // namespace models
