#pragma once

#include "twin/compute/split_route.h"
#include "twin/network/graph.h"
#include "twin/support/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Whether a transfer can be promised, and how; or why not, and what can.
namespace twin::compute {

struct TransferRequest
{
    network::NodeIndex src;
    network::NodeIndex dst;
    double bytes = 0;
    double deadline_s = 0;   ///< from its start; 0 = none: any step does, the highest with room is taken
    double most_bps = 100e9; ///< what the user's line takes
    std::uint32_t mostPaths = 4;
    TimeNs delayMax = 0; ///< 0 = none
};

enum class AdmissionReason : std::uint8_t {
    Admitted,
    NoWay,      ///< nothing leads there
    NoRoom,     ///< the network has less room than the deadline asks for
    TooFast,    ///< more than the highest step, or than the user's line
    TooManyWays ///< the room is there, but on more paths than wanted
};

[[nodiscard]] std::string_view admissionReasonName(AdmissionReason reason);

/// What can be promised instead of what was asked for; the same paths serve both.
struct TransferOffer
{
    double rate_bps = 0;
    double finish_s = 0;    ///< all of it, later than asked for
    double bytesInTime = 0; ///< of it by the deadline
    std::vector<RoutePart> parts;
};

struct Admission
{
    AdmissionReason reason = AdmissionReason::NoWay;
    double needed_bps = 0; ///< by the deadline, with kLineUse
    double rate_bps = 0;   ///< promised: a step of the ladder
    double finish_s = 0;
    std::vector<RoutePart> parts;       ///< what every path has to carry; together the rate
    std::vector<std::uint32_t> binding; ///< arcs that are full (SplitRoute::cut)
    std::optional<TransferOffer> offer; ///< none when admitted, or when not even the lowest step has room

    [[nodiscard]] bool isAdmitted() const { return reason == AdmissionReason::Admitted; }
};

/// The lowest step of the ladder that meets the deadline, on few short paths.
/// @param free_bps room by arc, e.g. freeCapacity()
/// Errors: BadInput (out of range, places that are none).
[[nodiscard]] Result<Admission> admitTransfer(const network::Graph& graph, std::span<const double> free_bps,
                                              const TransferRequest& request);

/// The most that can be sent there beside what the network carries, over however many ways (a greatest flow):
/// 0 where nothing leads there.
[[nodiscard]] double roomFor(const network::Graph& graph, std::span<const double> free_bps,
                             const TransferRequest& request);

/// The most one way can carry: the least room on its arcs.
[[nodiscard]] double roomOn(std::span<const std::uint32_t> arcs, std::span<const double> free_bps);

/// Room by arc: what loads leave of `share` of the capacity; none on arcs that failed.
[[nodiscard]] std::vector<double> freeCapacity(const network::Graph& graph, std::span<const double> load_bps,
                                               double share = 1, std::span<const std::uint8_t> failed = {});

} // namespace twin::compute
