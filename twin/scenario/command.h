#pragma once

#include "twin/support/units.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a scenario does to the twin, as values: a scenario is a base and a list of these (document.h). The
/// names are those of the file (docs/scenarios.md).
namespace twin::scenario {

/// What can fail, be degraded, drained or restored.
enum class TargetKind : std::uint8_t {
    Conduit,
    Link,
    Interconnection,
    Site,
    Pool,
    ServiceNode, ///< of 1+M+N
    Province,    ///< its power; named by its adcode, e.g. 640000
    Source,      ///< of telemetry
    IdentifierService,
    Card, ///< one of the cards a job runs on; named by the job
};

struct Target
{
    TargetKind kind = TargetKind::Conduit;
    std::string id;

    friend auto operator<=>(const Target&, const Target&) = default;
};

/// A time: absolute (ns since 1970), or from the scenario's beginning on (ns, whole milliseconds).
struct Moment
{
    bool isAbsolute = false;
    TimeNs ns = 0;

    friend bool operator==(const Moment&, const Moment&) = default;
};

// --- Failures ---------------------------------------------------------------------------------------------

struct Fail
{
    Target target;
    bool withSites = true; ///< of a province: its sites lose power too, not only its pools
};

struct Degrade
{
    Target target;
    double left = 1; ///< part of capacity (links) or of cards (pools) that is left, 0 to 1
};

struct Drain
{
    Target target; ///< carries no traffic, takes no new jobs; what runs in a pool goes on
};

struct Restore
{
    Target target;
};

// --- The network ------------------------------------------------------------------------------------------

struct AddLink
{
    std::string id;
    std::string a;
    std::string b;
    std::string carrier;               ///< may be empty
    std::uint64_t capacity_bps = 0;    ///< each way
    std::vector<std::string> conduits; ///< in order from a to b
    std::optional<TimeNs> delay;       ///< none: from the conduits' routes
    std::uint32_t waves = 0;           ///< 0: not said
};

struct AddConduit
{
    std::string id;
    std::string a;
    std::string b;
    std::uint64_t route_m = 0;
};

/// A pool like another one: its chips, plant, prices and access links, all under the new identifier.
struct AddPool
{
    std::string id;   ///< says enterprise and place
    std::string like; ///< a pool of the same province
    double scale = 1; ///< of its cards and plant
};

struct Remove
{
    Target target; ///< a link, conduit (with all in it) or pool
};

struct ResizeLink
{
    std::string id;
    std::uint64_t capacity_bps = 0; ///< a to b; the reverse direction in proportion
};

struct ResizeConduit
{
    std::string id;
    double factor = 1; ///< of the capacity of every link in it
};

struct ResizePool
{
    std::string id;
    double factor = 1; ///< of cards and plant
};

/// What the registry plans enters when its date has come (`in_service` of planned and building assets).
struct PlannedBuilds
{};

// --- Money and energy -------------------------------------------------------------------------------------

/// Pools by one of these; all when none is given.
struct PoolSelection
{
    std::string pool;
    std::string subject; ///< enterprise
    std::uint32_t province = 0;

    friend bool operator==(const PoolSelection&, const PoolSelection&) = default;
};

struct SetPrice
{
    PoolSelection pools;
    double factor = 1; ///< of every price per card and hour
};

struct SetTariff
{
    PoolSelection pools;
    MoneyE4 perKwh = 0;
};

struct SetPue
{
    PoolSelection pools;
    double pue = 1;
};

// --- Demand and jobs --------------------------------------------------------------------------------------

/// Which traffic is meant; empty fields mean any.
struct DemandSelection
{
    std::string kind;  ///< `background`, a flow class (`elephant`, `mice`, `rdma`, `tcp`), or a traffic class
    std::string place; ///< a site or pool at either end
    std::uint32_t province = 0; ///< at either end

    friend bool operator==(const DemandSelection&, const DemandSelection&) = default;
};

struct ScaleDemand
{
    DemandSelection which;
    double factor = 1;
};

/// Grows with every quarter that has passed since the scenario's beginning.
struct Growth
{
    DemandSelection which;
    double perQuarter = 0; ///< 0.05 = 5 % more a quarter
};

struct AddDemand
{
    std::string id;
    std::string src;
    std::string dst;
    double bps = 0;
    std::uint64_t bytes = 0; ///< 0: steady
    std::optional<Moment> deadline;
    std::string tenant;
    std::string job{}; ///< it belongs to; may come later
};

struct CardsAt
{
    std::string pool;
    std::uint32_t cards = 0;

    friend bool operator==(const CardsAt&, const CardsAt&) = default;
};

struct SubmitJob
{
    std::string id;
    std::string tenant;
    std::string kind = "intra_train"; ///< as registry.proto's JobKind, lower case
    std::string chipClass;            ///< empty: any
    std::vector<CardsAt> placements;  ///< empty: it waits, and a run finds it a place
    std::uint64_t parameters = 0;
    std::uint64_t tokens = 0;
    double wan_bps = 0; ///< from each of its pools to the next one, when there are several
    std::optional<Moment> deadline{};
    std::uint32_t cards{}; ///< it asks for, without placements
};

struct MoveJob
{
    std::string id;
    std::vector<CardsAt> placements;
};

struct CancelJob
{
    std::string id;
};

// --- Rules and works --------------------------------------------------------------------------------------

enum class RoutingCost : std::uint8_t { Delay, Metric, Hops };

struct SetPolicy
{
    std::optional<RoutingCost> routing;     ///< what paths are short in
    std::optional<double> utilisationLimit; ///< of an N-1 check, 0.1 to 10
};

/// Work on elements within the command's `at` and `until`.
struct PlannedWork
{
    std::string id;
    std::vector<Target> elements;
    bool isDrained = true; ///< traffic is moved away before (method `drain`), or cut off (`shutdown`)
};

using Action =
    std::variant<Fail, Degrade, Drain, Restore, AddLink, AddConduit, AddPool, Remove, ResizeLink,
                 ResizeConduit, ResizePool, PlannedBuilds, SetPrice, SetTariff, SetPue, ScaleDemand, Growth,
                 AddDemand, SubmitJob, MoveJob, CancelJob, SetPolicy, PlannedWork>;

struct Command
{
    Action action;
    std::optional<Moment> at;    ///< none: from the beginning
    std::optional<Moment> until; ///< none: for good
    std::string note;
};

/// As files name them: `conduit`, `service_node`…
[[nodiscard]] std::string_view targetKindName(TargetKind kind);
[[nodiscard]] std::optional<TargetKind> targetKindFromName(std::string_view name);
/// `fail`, `add_link`…
[[nodiscard]] std::string_view actionName(const Action& action);
/// `conduit D.BEJ~TJN`.
[[nodiscard]] std::string text(const Target& target);
/// What an action is about, in a few words: `fail conduit D.BEJ~TJN`.
[[nodiscard]] std::string text(const Action& action);

} // namespace twin::scenario
