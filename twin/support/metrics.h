#pragma once

#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The metrics of resources/metrics.json as the code names them; a test keeps the two equal.
namespace twin {

/// Kinds of things that have live values. Numbers are those of the wire (telemetry.proto) less one.
enum class EntityKind : std::uint8_t { Pool, Link, OpticalChannel, Tunnel, ServiceNode, Site, Flow, Job };

inline constexpr std::size_t kEntityKindCount = 8;
[[nodiscard]] std::string_view entityKindName(EntityKind kind);

/// One entity by kind and dense number (of its kind's section in the snapshot).
struct EntityRef
{
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    EntityKind kind = EntityKind::Pool;
    std::uint32_t index = kNone;

    [[nodiscard]] constexpr bool isValid() const { return index != kNone; }

    friend constexpr auto operator<=>(const EntityRef&, const EntityRef&) = default;
};

// Column numbers within a kind's section, in the order of metrics.json.
enum class PoolMetric : std::uint8_t {
    Utilisation,
    CardsBusy,
    CardsFree,
    CardsFailed,
    QueueJobs,
    ItPower,
    FacilityPower,
    Pue,
    Inlet,
    StorageFree,
    StorageRead,
    StorageWrite,
    MemoryUsed,
    FabricUtilisation,
    FabricDrop,
    Ingress,
    Egress,
    CatsCompute,
    Cats,
    State,
    CardUtilisationMax, ///< of the busiest card; these six only of pools whose card detail is subscribed to
    CardMemoryMax,      ///< of the fullest card
    CardCelsiusMax,     ///< of the hottest card
    CardPowerMax,       ///< of the card that draws most
    CardEccErrors,      ///< uncorrected, of the cards in use, since they were started
    PortsFlapping,      ///< of servers, in the last period
};
enum class LinkMetric : std::uint8_t {
    Forward,
    Reverse,
    ForwardDrop,
    ReverseDrop,
    Capacity,
    State,
    ForwardPackets,
    ReversePackets,
    ForwardQueueMax, ///< longest output queue in the period
    ReverseQueueMax,
    ForwardEcn, ///< share of packets marked "congestion experienced"
    ReverseEcn,
    ForwardPause, ///< share of the time the far end held traffic back by PFC
    ReversePause,
};
enum class OpticalMetric : std::uint8_t { PreFecBer, Osnr, RxPower, SopRate };
enum class TunnelMetric : std::uint8_t { Delay, Jitter, Loss };
enum class ServiceNodeMetric : std::uint8_t { State, RegistryVersion };
enum class SiteMetric : std::uint8_t { PowerFeedsUp, State };
enum class FlowMetric : std::uint8_t { Rate, DoneBytes, Rtt, Loss };
enum class JobMetric : std::uint8_t { Progress, Effective, Cards };

/// Values of the `*.state` metrics.
enum class OperState : std::uint8_t { Up, Degraded, Draining, Down };

/// Which entities of its kind a metric is to be expected of.
enum class MetricScope : std::uint8_t { All, Subscribed, Probed };

struct MetricInfo
{
    EntityKind kind = EntityKind::Pool;
    std::uint8_t column = 0;
    std::string_view name;
    std::string_view unit;
    TimeNs period = 0; ///< expected interval; 0 = on change
    double min = 0;    ///< -inf / +inf where there is no bound; a sample outside is refused
    double max = 0;
    MetricScope scope = MetricScope::All;
};

/// All metrics, by kind, then column. Parsed from the embedded metrics.json once. Thread safe.
[[nodiscard]] std::span<const MetricInfo> allMetrics();
/// The metrics of one kind, in column order.
[[nodiscard]] std::span<const MetricInfo> metricsOf(EntityKind kind);
[[nodiscard]] const MetricInfo* metricByName(std::string_view name);

/// Stale is computed, never stored: older than 2.5 periods at `now` (never for period 0).
[[nodiscard]] constexpr bool isStale(TimeNs sourceTime, TimeNs period, TimeNs now)
{
    return period > 0 && now - sourceTime > period * 5 / 2;
}

} // namespace twin
