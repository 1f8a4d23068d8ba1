#pragma once

#include "tests/support/plan_bench.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <fstream>

namespace test {

/// A planner with a folder of files, and what it refuses.
struct PlannerBench : PlanBench
{
    models::PlannerModel& model = planner;
    QSignalSpy refusals{&model, &models::PlannerModel::refused};
    QTemporaryDir folder;

    [[nodiscard]] const models::PlanScenario& current() const { return *model.current(); }

    /// A scenario file without commands, on that demand.
    void write(const char* name, const QByteArray& demand) const
    {
        std::ofstream(path(name).toStdString())
            << R"({"format":"suanwang.scenario.v1","name":"x","demand":)" << demand.toStdString() << "}";
    }

    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
};

} // namespace test
