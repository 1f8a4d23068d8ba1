#include "models/planner/failure_table.h"

#include "models/format/format.h"
#include "models/planner/command_form.h"
#include "models/planner/field_text.h"
#include "models/roles.h"
#include "models/search/related.h"

#include <algorithm>
#include <array>

namespace models {

using namespace twin::scenario;

namespace {

const Target* targetOf(const Action& action)
{
    if (const auto* fail = std::get_if<Fail>(&action)) {
        return &fail->target;
    }
    if (const auto* degrade = std::get_if<Degrade>(&action)) {
        return &degrade->target;
    }
    if (const auto* drain = std::get_if<Drain>(&action)) {
        return &drain->target;
    }
    const auto* restore = std::get_if<Restore>(&action);
    return restore != nullptr ? &restore->target : nullptr;
}

} // namespace

FailureTable::FailureTable(const PlannerModel& planner, const Language& language, QObject* parent)
    : QAbstractTableModel(parent)
    , m_planner(planner)
    , m_language(language)
{
    connect(&planner, &PlannerModel::commandsChanged, this, &FailureTable::rebuild);
    connect(&planner, &PlannerModel::currentChanged, this, &FailureTable::rebuild);
    connect(&planner, &PlannerModel::scenariosChanged, this, [this] {
        const PlanScenario* shown = m_planner.current();
        if ((shown != nullptr ? shown->tip() : nullptr) != m_shown) {
            rebuild(); // a scenario has become ready, or was closed
        }
    });
    connect(&language, &Language::changed, this, [this] {
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        rebuild();
    });
}

void FailureTable::rebuild()
{
    beginResetModel();
    m_rows.clear();
    const PlanScenario* scenario = m_planner.current();
    m_shown = scenario != nullptr ? scenario->tip() : nullptr;
    m_beginning = m_shown != nullptr ? m_shown->ground()->moment() : 0;
    if (m_shown != nullptr) {
        int number = 0;
        for (const Command& command : m_shown->commands()) {
            if (const Target* target = targetOf(command.action)) {
                const auto* degrade = std::get_if<Degrade>(&command.action);
                m_rows.push_back({number, *target, command.action.index(),
                                  degrade != nullptr ? degrade->left : 0, beginOf(command, m_beginning),
                                  endOf(command, m_beginning), QString::fromStdString(command.note)});
            }
            ++number;
        }
    }
    std::ranges::stable_sort(m_rows, {}, &Row::begin);
    endResetModel();
}

int FailureTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FailureTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int FailureTable::commandIndex(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].command : -1;
}

QString FailureTable::timeText(twin::TimeNs time) const
{
    return time <= m_beginning ? tr("from the beginning")
                               : field_text::momentText(
                                     {false, (time - m_beginning) / twin::kMillisecond * twin::kMillisecond});
}

EntityKey FailureTable::keyOf(const Target& target)
{
    using Type = EntityKey::Type;
    constexpr std::array kTypes{Type::Conduit,     Type::Link,        Type::None,     Type::Site,
                                Type::Pool,        Type::ServiceNode, Type::Province, Type::Source,
                                Type::ServiceNode, Type::Job};
    const Type type = kTypes[static_cast<std::size_t>(target.kind)];
    return type == Type::None ? EntityKey() : EntityKey{type, QString::fromStdString(target.id)};
}

QString FailureTable::text(const Row& row, int column) const
{
    switch (column) {
    case ElementColumn: {
        const auto& snapshot = m_shown->ground()->snapshot();
        const QString label = snapshot ? entityLabel(*snapshot, keyOf(row.target), m_language) : QString();
        const QString kind = CommandForms::word(QString::fromLatin1(targetKindName(row.target.kind).data()));
        const QString id = QString::fromStdString(row.target.id);
        return label.isEmpty() || label == id ? QStringLiteral("%1 %2").arg(kind, id)
                                              : QStringLiteral("%1 %2 · %3").arg(kind, label, id);
    }
    case EffectColumn: {
        QString title = CommandForms::title(row.action);
        title.remove(u'…');
        return row.left > 0
                   ? tr("%1, %2 left").arg(title, format::percent(row.left, m_language.locale()).text())
                   : title;
    }
    case BeginColumn:
        return timeText(row.begin);
    case EndColumn:
        return row.end ? timeText(*row.end) : tr("for good");
    default:
        return row.note;
    }
}

QVariant FailureTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole:
        return text(row, index.column());
    case KeyRole:
        return QVariant::fromValue(keyOf(row.target));
    default:
        return {};
    }
}

QVariant FailureTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ElementColumn:
        return tr("Element");
    case EffectColumn:
        return tr("What happens");
    case BeginColumn:
        return tr("Begins");
    case EndColumn:
        return tr("Ends");
    default:
        return tr("Note");
    }
}

} // namespace models
