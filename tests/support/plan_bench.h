#pragma once

#include "models/planner/planner_model.h"
#include "tests/support/patience.h"
#include "tests/support/plan_twin.h"

#include <memory>

namespace test {

/// A planner over the twin scenarios are tried on, and what waits until nothing of an edit is under way.
struct PlanBench
{
    std::shared_ptr<FakeTwin> twin = planTwin();
    models::SnapshotFeed feed{twin};
    models::Language language;
    models::PlannerModel planner{feed, language};

    PlanBench() { feed.poll(); }

    [[nodiscard]] bool isSettled() const
    {
        const models::PlanScenario* shown = planner.current();
        return shown != nullptr && shown->isReady() && !planner.isEditing() &&
               !planner.runner().isRunning() && shown->result.fork == shown->tip();
    }

    void wait()
    {
        mustCome([this] { return isSettled(); }, "all that is worked out of a scenario");
    }

    /// Forks, and waits until all that comes of it is there.
    int fork(twin::scenario::DemandKind demand = twin::scenario::DemandKind::BusyHour)
    {
        const int id = planner.fork(demand);
        wait();
        return id;
    }

    void apply(const twin::scenario::Command& command)
    {
        planner.apply(command);
        wait();
    }

    void apply(twin::scenario::Action action) { apply(scenario_test::command(std::move(action))); }
};

} // namespace test
