#include "models/planner/planned_registry.h"

#include "twin/registry/snapshot_file.h"
#include "twin/scenario/planned_snapshot.h"

#include <utility>

namespace models {

QString writePlannedRegistry(const twin::scenario::Fork& fork, const QString& path)
{
    auto planned = plannedSnapshot(*fork.ground(), fork.document(), fork.lastChange());
    const auto written = planned ? twin::registry::writeSnapshot(path.toStdString(), *planned)
                                 : twin::Result<>(twin::failure(std::move(planned.error())));
    return written ? QString() : QString::fromStdString(written.error().text());
}

} // namespace models
