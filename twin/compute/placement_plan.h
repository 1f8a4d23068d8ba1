#pragma once

#include "twin/compute/placement_request.h"
#include "twin/compute/split_route.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twin::compute {

enum class PlacementPolicy : std::uint8_t {
    FirstFit, ///< pools in order of their identifiers
    LeastCost,
    LeastLatency,
    LeastCarbon,
    Balanced,     ///< the offer of which least is taken afterwards
    NetworkAware, ///< least cost, ways around full links over several paths, and search for better
    Exact,        ///< least cost, proven, for small questions
};

[[nodiscard]] std::string_view policyName(PlacementPolicy policy);
[[nodiscard]] std::optional<PlacementPolicy> policyFromName(std::string_view name);

/// What can stand in the way of a job at an offer. The order is that in which they are told.
enum class Constraint : std::uint8_t {
    State, ///< the pool is down, draining or out of service
    ChipClass,
    PrecisionOffered,
    Memory,
    Data,
    Protection,
    Province,
    Availability,
    Loss,
    Green,
    Pue,
    PriceOffered,
    Window, ///< night: more hours than the night has
    Way,    ///< nothing leads there, within the provinces of transit
    Latency,
    Rate, ///< staging in time asks for more than 100 Gb/s
    Deadline,
    Budget,
    CardsAtAll, ///< more cards than are free when nothing else is placed
    CardsLeft,  ///< taken by others of this plan
    Bandwidth,  ///< not enough room on the way
};

inline constexpr std::size_t kConstraintCount = 21;
[[nodiscard]] std::string_view constraintName(Constraint constraint);

struct PlacedPart
{
    std::uint32_t offer = 0; ///< in the offer table
    std::uint32_t cards = 0;
};

/// Bandwidth that is reserved from one place to another.
struct PlacedLeg
{
    network::NodeIndex src;
    network::NodeIndex dst;
    double rate_bps = 0;
    double from_s = 0;
    double to_s = 0;
    std::vector<RoutePart> parts;
};

struct PlacedJob
{
    std::vector<PlacedPart> parts;
    std::vector<PlacedLeg> legs;
    double start_s = 0;   ///< staging begins, cards are held from here
    double compute_s = 0; ///< computing begins
    double end_s = 0;
    double efficiency = 1;  ///< of training across pools (inter_centre.h), else 1
    double latency_ms = 0;  ///< of the part of it that was asked for; 0 = none
    double cost_cny = 0;    ///< cards and network
    double network_cny = 0; ///< of it
    double kwh = 0;
    double kgCo2 = 0;
};

/// Why a job has no place.
struct Rejection
{
    Constraint binding = Constraint::State;
    /// Of every constraint: offers at which it is the only thing in the way.
    std::array<std::uint32_t, kConstraintCount> alone{};
    /// Of every constraint: offers it rules out, whatever else does.
    std::array<std::uint32_t, kConstraintCount> all{};
    std::string detail; ///< what was asked for, and the nearest there is
};

struct PlacementPlan
{
    std::vector<std::optional<PlacedJob>> jobs;       ///< in the order of the requests
    std::vector<std::optional<Rejection>> rejections; ///< where there is no place
    double cost_cny = 0;
    double kgCo2 = 0;
    std::uint32_t placed = 0;
    /// Exact: no plan that places as many costs less than this; the gap to it.
    double bound_cny = 0;
    bool isProven = false;
    std::vector<std::string> restrictions; ///< exact: what the bound leaves out, a sentence each
    std::uint64_t nodes = 0;               ///< of the search
    std::uint64_t work = 0;                ///< of the search, ExactWork (exact_work.h)
    bool isEndedByClock = false;           ///< exactSeconds ended it: another run may come to another plan
};

} // namespace twin::compute
