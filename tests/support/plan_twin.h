#pragma once

#include "tests/support/fake_twin.h"
#include "tests/twin/scenario/scenario_grounds.h"

#include <memory>

namespace test {

/// The twin scenarios are tried on: two pools, three sites, three jobs, four flows, all values calm. (The
/// figures: scenario_grounds.h.)
inline std::shared_ptr<FakeTwin> planTwin()
{
    auto document = smallSnapshot();
    scenario_test::addWork(document.message());
    twin::registry::canonicalise(document.message());
    auto loaded = twin::registry::buildRegistry(document.message());
    if (!loaded) {
        qFatal("%s", loaded.error().text().c_str());
    }
    auto out = std::make_shared<FakeTwin>(loaded->registry);
    out->workload = loaded->workload;
    for (const auto& flow : loaded->workload->flows) {
        out->addFlow(*flow);
    }
    for (const auto& job : loaded->workload->jobs) {
        out->addJob(*job);
    }
    out->fillCalm();
    out->publish();
    return out;
}

/// Beijing to Xi'an is cut.
inline twin::scenario::Command cutBeijing()
{
    using namespace twin::scenario;
    return {Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}, {}, {}, {}};
}

/// Zhongwei's pool is down.
inline twin::scenario::Command loseZhongwei()
{
    using namespace twin::scenario;
    return {Fail{{TargetKind::Pool, kZhongwei}, true}, {}, {}, {}};
}

} // namespace test
