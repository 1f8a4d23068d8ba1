#pragma once

#include "models/feed/latest_job.h"
#include "models/language/language.h"
#include "models/planner/planner_model.h"
#include "twin/scenario/schedule.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace models {

/// The commands of the current scenario in the order they stand, each with when it is in force and what it
/// touches (worked out on another thread). KeyRole: what it is about. GUI thread.
class CommandListModel final : public QAbstractListModel
{
    Q_OBJECT

  public:
    CommandListModel(PlannerModel& planner, const Language& language, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const std::vector<twin::scenario::Command>& commands() const { return m_commands; }

    /// Edits of the scenario; rows that are none do nothing.
    void remove(int row);
    /// One up (−1) or down (+1); nothing at the ends. The row it will have, or −1.
    int move(int row, int by);

  private:
    using Verdicts = std::vector<twin::scenario::Schedule::Verdict>;

    void follow();
    void retranslate();
    [[nodiscard]] QString touchText(int row) const;

    PlannerModel& m_planner;
    const Language& m_language;
    twin::scenario::ForkPtr m_fork;
    std::vector<twin::scenario::Command> m_commands;
    std::shared_ptr<const Verdicts> m_verdicts; ///< null: not known yet
    LatestJob<std::pair<twin::scenario::ForkPtr, std::shared_ptr<const Verdicts>>> m_job;
};

} // namespace models
