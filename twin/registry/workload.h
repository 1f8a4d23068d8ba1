#pragma once

#include "twin/registry/entities.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// What is asked of the network, in memory. Kept apart from Registry: it has its own version and hash.
namespace twin::registry {

enum class FlowClass : std::uint8_t { Unspecified, Elephant, Mice, Rdma, Tcp };
enum class JobKind : std::uint8_t { Unspecified, IntraTrain, CrossTrain, Ingest, Infer, Batch };
enum class JobState : std::uint8_t {
    Unspecified,
    Draft,
    Queued,
    Matched,
    Staging,
    Running,
    Checkpointing,
    Degraded,
    Migrating,
    Done,
    Failed,
    Cancelled,
};

/// Background traffic that follows the hour. Ends are site ids; carriers are where it enters and leaves.
struct Demand
{
    std::string id;
    std::string src;
    std::string dst;
    std::string srcCarrier;
    std::string dstCarrier;
    std::string trafficClass;
    double busy_bps = 0;
    std::uint32_t profile = 0;
};

/// Factors of the busy rate for each hour of the day, UTC+8.
struct HourProfile
{
    std::string name;
    std::array<double, 24> factor{};
};

struct Flow
{
    std::string id;
    std::string jobId;
    std::string src; ///< pool or site id
    std::string dst;
    std::string tenantId;
    FlowClass flowClass = FlowClass::Unspecified;
    std::uint64_t bytesTotal = 0; ///< 0 = steady
    double rateRequested_bps = 0;
    TimeNs start = 0;
    TimeNs deadline = 0;           ///< 0 = none
    std::vector<std::string> arcs; ///< `link>` / `link<` in path order; empty = routed
};

struct PlacedCards
{
    std::string poolId;
    std::uint32_t cards = 0;
};

/// What bounds where and how a job may run, as its registration says it. 0 or empty = not bound.
struct JobLimits
{
    std::uint32_t latencyClass_ms = 0;    ///< 1, 5 or 20: one way between the users and the pool
    double lossMax = 0;                   ///< packet loss of its paths, 0..1
    double budget_cny = 0;                ///< of the whole job
    double greenMin = 0;                  ///< least share of green power of its pools, 0..1
    std::uint64_t memoryBytes = 0;        ///< of a card
    std::uint64_t gflops = 0;             ///< asked for in all, at the job's precision
    std::uint64_t dataBytes = 0;          ///< to be at the pool before it computes
    std::string dataSite;                 ///< pool or site where its data is
    std::vector<std::uint32_t> provinces; ///< adcodes where it may run
};

struct Job
{
    std::string id;
    std::string tenantId;
    Name name;
    JobKind kind = JobKind::Unspecified;
    JobState state = JobState::Unspecified;
    Precision precision = Precision::Fp16;
    std::string chipClass;
    std::uint32_t cards = 0;
    std::uint64_t parameters = 0;
    std::uint64_t tokens = 0;
    TimeNs deadline = 0;
    TimeNs start = 0;
    TimeNs expectedEnd = 0;
    double progress = 0; ///< 0..1
    std::vector<PlacedCards> placements;
    std::vector<std::string> tunnelIds;
    JobLimits limits;
};

struct Reservation
{
    std::string id;
    std::string objectId;
    std::uint8_t kind = 0; ///< registry.proto ReservationKind
    std::uint64_t quantity = 0;
    TimeNs start = 0;
    TimeNs end = 0;
    std::string jobId;
};

/// A single conduit cut found interesting at the busy hour by routing.
struct NotableCut
{
    std::string conduitId;
    std::string worstArc;
    double peakUtilisation = 0;
};

/// Immutable; entities sorted by identifier.
struct Workload
{
    std::string version;
    std::string sha256;
    Origin origin;
    std::uint32_t busyHour = 21; ///< UTC+8
    std::vector<HourProfile> profiles;
    std::vector<Demand> demands;
    std::vector<std::shared_ptr<const Flow>> flows;
    std::vector<std::shared_ptr<const Job>> jobs;
    std::vector<Reservation> reservations;
    std::vector<NotableCut> notableCuts;
    /// The message it was built from, canonical: kept so that a saved state embeds it field for field. May be
    /// null.
    std::shared_ptr<const std::string> canonicalBytes;
};

} // namespace twin::registry
