#pragma once

#include "app/transport/gateway_worker.h"
#include "twin/ingest/mapping_store.h"
#include "twin/state/snapshot.h"

#include <string>
#include <vector>

namespace app::transport {

/// What `GET /status/sources` says (docs/gateway.md): the books of every source, the series of those that
/// came through the gateway which no rule takes, each with a rule to start from, and the mapping in force.
[[nodiscard]] std::string sourcesJson(const twin::state::SnapshotPtr& snapshot,
                                      const std::vector<SenderStatus>& senders,
                                      const twin::ingest::MappingStatus& mapping);

} // namespace app::transport
