#include "models/planner/comparison_model.h"

#include "models/planner/figure_cells.h"
#include "models/planner/key_figures.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_terms.h"
#include "models/roles.h"
#include "twin/scenario/base_check.h"
#include "twin/scenario/report_text.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

ForkPtr rootOf(ForkPtr fork)
{
    while (fork->parent() != nullptr) {
        fork = fork->parent();
    }
    return fork;
}

/// Never empty.
QString detail(const twin::Error& error)
{
    const QString text = QString::fromStdString(error.text());
    return text.isEmpty() ? QStringLiteral("cancelled") : text;
}

} // namespace

ComparisonModel::ComparisonModel(PlannerModel& planner, ScenarioTreeModel& tree, const Language& language,
                                 QObject* parent)
    : QAbstractTableModel(parent)
    , m_planner(planner)
    , m_tree(tree)
    , m_language(language)
    , m_job([this](const Answer& answer) { take(answer); })
{
    connect(&tree, &ScenarioTreeModel::comparedChanged, this, &ComparisonModel::follow);
    connect(&planner, &PlannerModel::scenariosChanged, this, &ComparisonModel::follow);
    connect(&language, &Language::changed, this, &ComparisonModel::rebuild);
}

ComparisonModel::~ComparisonModel()
{
    m_ending = true;
}

void ComparisonModel::setActive(bool active)
{
    m_isActive = active;
    if (active) {
        follow();
    }
}

std::vector<ComparisonModel::Wanted> ComparisonModel::wanted() const
{
    std::vector<Wanted> out;
    std::vector<GroundPtr> grounds;
    std::set<QString> titles;
    const auto add = [&](Wanted column) {
        QString title = column.title;
        for (int number = 2; !titles.insert(title).second; ++number) {
            title = tr("%1 (%2)", "name of a scenario that others have too, and a number")
                        .arg(column.title)
                        .arg(number);
        }
        column.title = title;
        out.push_back(std::move(column));
    };
    for (const int id : m_tree.compared()) {
        const PlanScenario* scenario = m_planner.scenario(id);
        if (scenario == nullptr || !scenario->isReady()) {
            continue;
        }
        if (std::ranges::none_of(grounds, [scenario](const GroundPtr& known) {
                return sameGround(*known, *scenario->ground);
            })) {
            grounds.push_back(scenario->ground);
            add({tr("Base"), {}, QStringLiteral("base"), rootOf(scenario->tip()), true});
        }
        add({scenario->name, scenario->file, scenario->name, scenario->tip(), false});
    }
    return out;
}

void ComparisonModel::follow()
{
    if (!m_isActive) {
        return;
    }
    rebuild();
    computeNext();
}

void ComparisonModel::computeNext()
{
    if (!m_isActive || !m_job.isIdle()) {
        return;
    }
    for (const Wanted& column : wanted()) {
        if (m_known.contains(column.fork)) {
            continue;
        }
        m_job.request([fork = column.fork, ending = &m_ending]() -> Answer {
            Answer out{fork, {}, {}, {}};
            const auto situation = fork->situation(fork->lastChange(), {true});
            const auto n1 = fork->n1({twin::threadCount(0), ending, {}});
            if (situation && n1) {
                out.figures = figuresOf(**situation, (*n1)->isWhole() ? n1->get() : nullptr);
                out.stateHash = (*situation)->stateHash;
            } else {
                out.error = detail(situation ? n1.error() : situation.error());
            }
            return out;
        });
        return;
    }
}

void ComparisonModel::take(const Answer& answer)
{
    m_known[answer.fork] = answer;
    rebuild();
    computeNext();
}

void ComparisonModel::rebuild()
{
    const std::vector<Wanted> list = wanted();
    std::erase_if(m_known, [&](const auto& entry) {
        return std::ranges::none_of(list, [&](const Wanted& each) { return each.fork == entry.first; });
    });
    beginResetModel();
    m_columns.clear();
    std::vector<std::vector<Figure>> figures;
    for (const Wanted& each : list) {
        Column column;
        column.title = each.title;
        column.compared.file = format::utf8(each.file);
        column.compared.name = format::utf8(each.name);
        column.isBase = each.isBase;
        column.compared.base = each.isBase ? baseTerms(*each.fork->ground()) : std::string();
        if (const auto known = m_known.find(each.fork); known != m_known.end()) {
            column.error = known->second.error;
            column.isKnown = column.error.isEmpty();
            column.compared.figures = known->second.figures;
            column.compared.stateHash = known->second.stateHash;
            figures.push_back(known->second.figures);
        }
        m_columns.push_back(std::move(column));
    }
    m_keys = figureKeys(figures);
    putKeyFiguresFirst(m_keys);
    endResetModel();
    Q_EMIT changed();
}

std::size_t ComparisonModel::missing() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_columns, [](const Column& column) { return !column.isKnown; }));
}

std::size_t ComparisonModel::failed() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_columns, [](const Column& column) { return !column.error.isEmpty(); }));
}

QString ComparisonModel::figureName(int row) const
{
    return row >= 0 && row < rowCount() ? PlanTerms::figure(m_keys[static_cast<std::size_t>(row)])
                                        : QString();
}

FigureUnit ComparisonModel::unitOf(int row) const
{
    for (const Column& column : m_columns) {
        if (const Figure* figure =
                figureNamed(column.compared.figures, m_keys[static_cast<std::size_t>(row)])) {
            return figure->unit;
        }
    }
    return FigureUnit::Count;
}

double ComparisonModel::value(int row, std::size_t column) const
{
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    if (row < 0 || row >= rowCount() || column >= m_columns.size() || !m_columns[column].isKnown ||
        m_columns[column].compared.figures.empty()) {
        return kUnknown;
    }
    const Figure* figure =
        figureNamed(m_columns[column].compared.figures, m_keys[static_cast<std::size_t>(row)]);
    if (figure != nullptr) {
        return figure->number();
    }
    return unitOf(row) == FigureUnit::Gflops ? 0 : kUnknown;
}

format::Scale ComparisonModel::scale(int row) const
{
    double most = 0;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        const double here = value(row, column);
        most = here > most ? here : most;
    }
    return figureScale(unitOf(row), most);
}

std::vector<Compared> ComparisonModel::known() const
{
    std::vector<Compared> out;
    for (const Column& column : m_columns) {
        if (column.isKnown) {
            out.push_back(column.compared);
        }
    }
    titleColumns(out);
    return out;
}

QByteArray ComparisonModel::csv() const
{
    return QByteArray::fromStdString(comparisonCsv(known()));
}

QByteArray ComparisonModel::json() const
{
    return QByteArray::fromStdString(comparisonReportJson(known()));
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_columns.empty() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((index.column() > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    const auto cell = [&]() -> PlanCell {
        if (index.column() == 0) {
            return PlanCell::of(figureName(index.row()));
        }
        const Column& column = m_columns[static_cast<std::size_t>(index.column()) - 1];
        const std::string& key = m_keys[static_cast<std::size_t>(index.row())];
        const Figure* figure = figureNamed(column.compared.figures, key);
        const PlanScenario* scenario = m_planner.current();
        const PlanNames names{
            m_language, scenario != nullptr && scenario->ground ? scenario->ground->snapshot() : nullptr};
        if (figure != nullptr) {
            return figureCell(*figure, names);
        }
        const double number = value(index.row(), static_cast<std::size_t>(index.column()) - 1);
        return number == 0 ? figureCell(FigureUnit::Gflops, 0, m_language.locale()) : PlanCell::unknown();
    };
    switch (role) {
    case Qt::DisplayRole:
        return cell().text;
    case UnitRole:
        return cell().unit;
    case KnownRole:
        return cell().isKnown;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const PlanCell shown = cell();
        return format::Quantity{shown.text, shown.unit}.text();
    }
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((section > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    if (section == 0) {
        return tr("Figure");
    }
    const Column& column = m_columns[static_cast<std::size_t>(section) - 1];
    return role == Qt::DisplayRole || column.error.isEmpty() ? column.title
                                                             : tr("%1: %2").arg(column.title, column.error);
}

} // namespace models
