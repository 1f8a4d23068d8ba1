#pragma once

#include "twin/compute/placement_plan.h"
#include "twin/scenario/command.h"
#include "twin/scenario/demand_base.h"
#include "twin/support/grid_carbon.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twin::scenario {

inline constexpr std::string_view kScenarioFormat = "suanwang.scenario.v1";
inline constexpr std::size_t kMaxScenarioBytes = std::size_t{4} << 20U;
inline constexpr std::size_t kMaxCommands = 10'000;
inline constexpr std::size_t kMaxListed =
    1'000; ///< elements of a work, placements of a job, conduits of a link
inline constexpr TimeNs kMaxHorizon = 100 * 366 * kDay;

/// What a scenario forks from.
enum class BaseKind : std::uint8_t {
    Registry, ///< a snapshot file (`.swr`): what exists and what is asked, nothing measured
    State,    ///< a saved moment (`.sws`)
    Store,    ///< a past moment of a history
    Live,     ///< the running twin at the moment of the fork
};

struct BaseRef
{
    BaseKind kind = BaseKind::Registry;
    std::string registrySha256; ///< empty: any
    std::string workloadSha256;
    std::string stateSha256;    ///< of state::stateHash; of registries empty
    std::optional<TimeNs> time; ///< the moment
};

/// Whose traffic the outcome is computed with.
enum class DemandKind : std::uint8_t {
    ThisInstant, ///< the base's own moment: levels fitted to what is measured, where there is telemetry
    BusyHour,    ///< the workload's busy hour
    P95,         ///< levels fitted to the 95th percentile of every link's load over a range
    Forecast,    ///< the busy hour at a date, with the growth that is stated or was measured
};

/// As files and outcomes name it.
[[nodiscard]] std::string_view demandKindName(DemandKind kind);

/// A time in which work needs particular care (重保).
struct Guarantee
{
    std::string name;
    Moment from;
    Moment until;
    std::vector<std::uint32_t> provinces; ///< empty: everywhere
};

/// What outcomes assume where the registry is silent; said in each.
struct Assumptions
{
    double carbonPerKwh_g = kGridCarbon_gPerKwh; ///< g CO2 per kWh that is not green
    std::uint64_t tokensPerStep = 4'000'000;     ///< of training across centres
    double mfu = 0.4;                            ///< model FLOPS utilisation without waiting for the network
    /// Of computing between two checkpoints of any job; 0: the best for each (checkpoints.h).
    double checkpoint_s = 0;
    /// By which a run finds places for jobs that wait without one. Not NetworkAware or Exact, which plan all
    /// jobs together.
    compute::PlacementPolicy placement = compute::PlacementPolicy::LeastCost;

    friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

/// A scenario file (docs/scenarios.md): a base, whose traffic, a seed, commands, a horizon.
struct Document
{
    std::string name;
    std::string note;
    BaseRef base;
    DemandKind demand = DemandKind::BusyHour;
    DemandTerms demandTerms; ///< of P95 and Forecast
    std::uint64_t seed = 1;
    TimeNs horizon = 0; ///< of the timeline from the scenario's beginning; 0: to the last change
    Assumptions assumptions;
    std::vector<Guarantee> guarantees;
    std::vector<Command> commands;
};

/// Reads a scenario file. Every refusal names file, line, JSON path and reason. Errors: BadInput, TooLarge
/// (kMaxScenarioBytes, kMaxCommands), Unsupported (a newer version, or a demand base or command of one).
/// Whether identifiers exist depends on the base: Editor says so.
[[nodiscard]] Result<Document> parseDocument(std::string_view text, const std::string& file);
/// The same from a file. Errors also: NotFound, Io.
[[nodiscard]] Result<Document> readDocument(const std::string& path);

/// The canonical text: equal documents give equal bytes, and what it is read into gives them again.
[[nodiscard]] std::string documentText(const Document& document);

/// One command as a file has it, a JSON object on one line; and back. `field` is set to the name of the first
/// field that is wrong, when it is given and there is one. Errors: BadInput, Unsupported.
[[nodiscard]] std::string commandText(const Command& command);
[[nodiscard]] Result<Command> parseCommand(std::string_view text, std::string* field = nullptr);

/// SHA-256 of the canonical text.
[[nodiscard]] std::string hashOf(const Document& document);

} // namespace twin::scenario
