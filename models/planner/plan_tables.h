#pragma once

#include "models/language/language.h"
#include "models/planner/plan_changes.h"
#include "models/planner/plan_course.h"
#include "models/planner/plan_names.h"
#include "models/planner/plan_table.h"
#include "models/planner/planner_model.h"

#include <QObject>

#include <array>
#include <memory>
#include <optional>

namespace models {

/// The tables of what comes of the current scenario, each with its proxy; they follow its result. One more
/// is one more line of kSpecs in the source. GUI thread.
class PlanTables final : public QObject
{
    Q_OBJECT

  public:
    enum class Id : unsigned char {
        Summary,
        Links,
        Pools,
        Flows,
        Jobs,
        Tenants,
        Enterprises,
        N1,
        Works,
        Changes,
        Course
    };
    Q_ENUM(Id)
    static constexpr std::size_t kCount = 11;

    PlanTables(PlannerModel& planner, PlanChanges& changes, PlanCourse& course, const Language& language,
               QObject* parent = nullptr);

    [[nodiscard]] PlanProxy& proxy(Id id) { return *m_tables[static_cast<std::size_t>(id)].proxy; }

    [[nodiscard]] const PlanTable& table(Id id) const
    {
        return *m_tables[static_cast<std::size_t>(id)].table;
    }

    /// How a scenario's things are called.
    [[nodiscard]] PlanNames names(const PlanScenario* scenario) const;

    /// What the N-1 table proves, in a sentence; empty without one.
    [[nodiscard]] QString n1Headline() const;
    /// What the change list comes to; empty without one.
    [[nodiscard]] QString changesHeadline() const;
    /// What the run comes to; empty without one.
    [[nodiscard]] QString courseHeadline() const;
    /// Why there is no change list, or no run; empty: that has not been refused.
    [[nodiscard]] QString changesRefusal() const;
    [[nodiscard]] QString courseRefusal() const;

  Q_SIGNALS:
    /// Rows are other ones, headlines too.
    void changed();

  private:
    struct Entry
    {
        std::unique_ptr<PlanTable> table;
        std::unique_ptr<PlanProxy> proxy;
    };

    void fillResult();
    void fillChanges();
    void fillCourse();
    void retranslate();
    [[nodiscard]] QString refusal(const std::optional<twin::scenario::Refusal>& refusal,
                                  const twin::scenario::ForkPtr& of) const;

    PlannerModel& m_planner;
    PlanChanges& m_changes;
    PlanCourse& m_course;
    const Language& m_language;
    std::array<Entry, kCount> m_tables;
    int m_n1Scenario = 0; ///< whose cuts stand in the table; 0: none
};

} // namespace models
