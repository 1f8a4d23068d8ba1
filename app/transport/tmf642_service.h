#pragma once

#include "app/transport/gateway_protocol.h"
#include "app/transport/http_server.h"
#include "twin/ingest/collector_source.h"
#include "twin/state/snapshot_provider.h"

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace app::transport {

/// TMF642 alarms over the twin (docs/alarms.md): POST and PATCH become reports of the sender's own source,
/// GET shows what the twin has from whatever source. What was taken a moment ago and is not in a snapshot yet
/// is shown too. Thread safe.
class Tmf642Service
{
  public:
    explicit Tmf642Service(std::shared_ptr<const twin::state::SnapshotProvider> provider);

    [[nodiscard]] const GatewayProtocol& createProtocol() const { return m_create; }

    [[nodiscard]] const GatewayProtocol& changeProtocol() const { return m_change; }

    /// A page of the list, filtered.
    [[nodiscard]] HttpAnswer list(const HttpRequest& request);
    /// One alarm by its identifier.
    [[nodiscard]] HttpAnswer one(const HttpRequest& request);
    [[nodiscard]] static HttpAnswer refusal(int status, const std::string& reason, int retryAfter_s);

  private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    using AlarmPtr = std::shared_ptr<const twin::state::Alarm>;

    struct Recent
    {
        AlarmPtr alarm;
        std::string source;
        twin::TimeNs time = 0; ///< of the report
        SteadyTime taken;

        /// Whether the twin's own does not have that report yet.
        [[nodiscard]] bool isAheadOf(const twin::state::Alarm& held) const;
    };

    GatewayWork create(const HttpRequest& request, twin::ingest::CollectorSource& source);
    GatewayWork change(const HttpRequest& request, twin::ingest::CollectorSource& source);
    void note(const twin::state::Alarm& alarm, const std::string& source, twin::TimeNs time);
    [[nodiscard]] AlarmPtr find(const std::string& id);
    [[nodiscard]] std::vector<AlarmPtr> all();
    void adopt(); ///< the newest snapshot; under the mutex
    [[nodiscard]] AlarmPtr shown(const std::string& id) const;

    std::shared_ptr<const twin::state::SnapshotProvider> m_provider;
    GatewayProtocol m_create;
    GatewayProtocol m_change;
    std::mutex m_mutex;
    twin::state::SnapshotPtr m_snapshot; ///< of which the index is
    std::unordered_map<std::string, AlarmPtr> m_index;
    std::unordered_map<std::string, Recent> m_recent; ///< taken, maybe not in a snapshot yet
    std::deque<std::pair<std::string, SteadyTime>> m_recentOrder;
};

} // namespace app::transport
