#pragma once

#include "twin/compute/data_rules.h"
#include "twin/registry/workload.h"

#include <cstdint>
#include <string>
#include <vector>

/// What work asks for (按需获取). Times are seconds from the moment planned for, whose first midnight (UTC+8)
/// is 0.
namespace twin::compute {

inline constexpr std::size_t kMostRequests = 20'000;
inline constexpr std::uint32_t kMostPoolsOfAJob = 4;

/// A job to be placed. What is 0 or empty is not asked for.
struct PlacementRequest
{
    std::string id;
    std::string tenant;
    registry::JobKind kind = registry::JobKind::Batch;
    Precision precision = Precision::Fp16;
    std::string chipClass;
    std::uint32_t cards = 0; ///< or
    double gflops = 0;       ///< at the precision: as many cards as that takes
    double memoryBytes = 0;  ///< of a card
    std::uint32_t pools = 1; ///< it is spread evenly over exactly so many (cross_train: at least 2)
    double start_s = 0;
    double hours = 1;      ///< of computing at full efficiency
    double deadline_s = 0; ///< all done
    std::string dataSite;  ///< where its data is
    double dataBytes = 0;  ///< to be there before it computes
    double gbps =
        0; ///< reserved: of staging (0 = the step that the deadline asks for), between pools, to users
    std::string usersSite;
    double latency_ms = 0;      ///< one way, from the users, or else from the data
    double latencyClass_ms = 0; ///< promised by the pool's service level: where nobody says who the users are
    double lossMax = 0;         ///< packet loss, promised by the pool's service level
    double budget_cny = 0;
    double greenMin = 0;
    double pueMax = 0;
    double availabilityMin = 0;
    std::vector<std::uint32_t> provinces;        ///< where it may run
    std::vector<std::uint32_t> transitProvinces; ///< where its traffic may pass
    DataClass data = DataClass::General;
    std::uint32_t protection = 0;
    registry::PriceKind price = registry::PriceKind::OnDemand;
    double parameters = 0; ///< of training: gradients and checkpoints
    double tokensPerStep = 4e6;
};

/// Something that is taken already.
struct StandingReservation
{
    std::string pool; ///< with chipClass; or
    std::string chipClass;
    double cards = 0;
    std::string arc;
    double gbps = 0;
    double from_s = 0;
    double to_s = 0;
};

struct PlacementRequests
{
    std::vector<PlacementRequest> jobs;
    std::vector<StandingReservation> reservations;
};

} // namespace twin::compute
