#pragma once

#include "models/language/language.h"
#include "models/planner/planner_model.h"
#include "models/selection/entity_key.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace models {

/// The failures, degradations, drains and restorations of the current scenario, in order of time. GUI thread.
class FailureTable final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column { ElementColumn, EffectColumn, BeginColumn, EndColumn, NoteColumn, ColumnCount };

    FailureTable(const PlannerModel& planner, const Language& language, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The number of a row's command in the scenario; < 0 of no row.
    [[nodiscard]] int commandIndex(int row) const;

    /// When a row's command is in force, as far as it is known when it ends. Precondition: there is the row.
    [[nodiscard]] twin::TimeNs begin(int row) const { return m_rows[static_cast<std::size_t>(row)].begin; }

    [[nodiscard]] std::optional<twin::TimeNs> end(int row) const
    {
        return m_rows[static_cast<std::size_t>(row)].end;
    }

    /// The scenario's beginning; 0 without one.
    [[nodiscard]] twin::TimeNs beginning() const { return m_beginning; }

    /// "from the beginning", a distance from it, or a moment.
    [[nodiscard]] QString timeText(twin::TimeNs time) const;
    [[nodiscard]] static EntityKey keyOf(const twin::scenario::Target& target);

  private:
    struct Row
    {
        int command = 0;
        twin::scenario::Target target;
        std::size_t action = 0;
        double left = 0;
        twin::TimeNs begin = 0;
        std::optional<twin::TimeNs> end;
        QString note;
    };

    void rebuild();
    [[nodiscard]] QString text(const Row& row, int column) const;

    const PlannerModel& m_planner;
    const Language& m_language;
    std::vector<Row> m_rows;
    twin::TimeNs m_beginning = 0;
    twin::scenario::ForkPtr m_shown;
};

} // namespace models
