#pragma once

#include "twin/ingest/twin_service.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <string>

namespace app::ctl {

/// What `serve` says each second.
struct ServeStatus
{
    std::string phase; ///< "running", or "stopped" in the last line
    double uptime_s = 0;
    std::string listen; ///< HOST:PORT as bound
    std::uint16_t port = 0;
    twin::ingest::ServiceStatus service;
    twin::state::SnapshotPtr snapshot; ///< may be null
    bool isLast = false;               ///< nothing changes any more: it carries the state's hash
};

/// One JSON object on one line (docs/telemetry-protocol.md lists the fields).
[[nodiscard]] std::string statusJson(const ServeStatus& status);
/// The same in one line to read.
[[nodiscard]] std::string statusText(const ServeStatus& status);

} // namespace app::ctl
