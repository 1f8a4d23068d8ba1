#pragma once

#include "app/transport/bus_status.h"
#include "twin/ingest/mapping_store.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app::ctl {

/// What `serve` says each second.
struct ServeStatus
{
    std::string phase; ///< "running", or "stopped" in the last line
    double uptime_s = 0;
    std::string listen; ///< HOST:PORT as bound
    std::uint16_t port = 0;
    std::string http; ///< HOST:PORT of the gateway as bound; empty = there is none
    std::uint16_t httpPort = 0;
    std::string snmp; ///< HOST:PORT where traps are taken; empty = nowhere
    std::uint16_t snmpPort = 0;
    twin::ingest::MappingStatus mapping;
    twin::ingest::ServiceStatus service;
    std::vector<transport::BusStatus> buses;
    twin::state::SnapshotPtr snapshot; ///< may be null
    std::optional<std::vector<std::string>>
        defaults;        ///< what was assumed of a registry; in the first line after it was read
    bool isLast = false; ///< nothing changes any more: it carries the state's hash
};

/// One JSON object on one line (docs/telemetry-protocol.md lists the fields).
[[nodiscard]] std::string statusJson(const ServeStatus& status);
/// The same in one line to read.
[[nodiscard]] std::string statusText(const ServeStatus& status);

} // namespace app::ctl
