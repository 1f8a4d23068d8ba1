#pragma once

#include "models/language/language.h"
#include "models/planner/planner_model.h"

#include <QAbstractItemModel>

#include <set>
#include <vector>

namespace models {

/// The scenarios as a tree: branches below what they were branched from. The check box says which ones are
/// compared. Rows keep their place while only what they say changes. GUI thread.
class ScenarioTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

  public:
    enum Column { NameColumn, ColumnCount };
    Q_ENUM(Column)

    ScenarioTreeModel(PlannerModel& planner, const Language& language, QObject* parent = nullptr);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// The name (Qt::EditRole) and the check box.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// 0 for none.
    [[nodiscard]] int idOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(int id) const;

    /// Those with a check, in the order they were made.
    [[nodiscard]] std::vector<int> compared() const;

    /// "preparing…", "ready", "running 40 %", or why it is not.
    [[nodiscard]] QString stateText(const PlanScenario& scenario) const;
    /// What matters most of what differs, in a few words; empty until it is known.
    [[nodiscard]] QString differenceText(const PlanScenario& scenario) const;
    /// "2026-11-27 14:03:12, live, busy hour".
    [[nodiscard]] QString baseText(const PlanScenario& scenario) const;

  Q_SIGNALS:
    void comparedChanged();

  private:
    void follow();
    void announce();
    [[nodiscard]] std::vector<int> children(int parent) const;
    [[nodiscard]] int parentOf(int id) const;

    PlannerModel& m_planner;
    const Language& m_language;
    std::vector<std::pair<int, int>> m_nodes; ///< number and parent, as the views know them
    std::set<int> m_unchecked;                ///< others are compared
};

} // namespace models
