#include "twin/compute/admission.h"

#include "twin/compute/ingress.h"
#include "twin/compute/input_check.h"
#include "twin/compute/rate_ladder.h"

#include <algorithm>
#include <limits>

namespace twin::compute {

namespace {

double secondsFor(double bytes, double rate_bps)
{
    return 8 * bytes / kLineUse / rate_bps;
}

/// The widest `most` parts, cut down to `rate_bps` together; nothing if they carry less.
std::optional<std::vector<RoutePart>> partsFor(double rate_bps, const SplitRoute& route, std::uint32_t most)
{
    std::vector<RoutePart> out;
    double missing = rate_bps;
    for (const RoutePart& part : route.parts) {
        if (out.size() == most || missing <= 0) {
            break;
        }
        out.push_back(part);
        out.back().rate_bps = std::min(part.rate_bps, missing);
        missing -= out.back().rate_bps;
    }
    if (missing > rate_bps * 1e-9) {
        return std::nullopt;
    }
    return out;
}

/// The highest step with room on as many paths as are wanted.
std::optional<TransferOffer> bestOffer(const network::Graph& graph, std::span<const double> free_bps,
                                       const TransferRequest& request, double below_bps)
{
    const auto all = splitRoute(graph, free_bps, request.src, request.dst, below_bps, request.delayMax);
    for (auto step = stepWithin(std::min(below_bps, all.rate_bps)); step; step = stepWithin(*step * 0.99)) {
        const auto route = splitRoute(graph, free_bps, request.src, request.dst, *step, request.delayMax);
        if (auto parts = partsFor(*step, route, request.mostPaths)) {
            const double bytesInTime =
                request.deadline_s > 0 ? std::min(request.bytes, *step * kLineUse * request.deadline_s / 8)
                                       : request.bytes;
            return TransferOffer{*step, secondsFor(request.bytes, *step), bytesInTime, std::move(*parts)};
        }
    }
    return std::nullopt;
}

Result<> checked(const TransferRequest& request)
{
    return InputCheck()
        .within("bytes", request.bytes, 1, 1e19)
        .within("deadline (s)", request.deadline_s, 0, 1e9)
        .within("line (b/s)", request.most_bps, kRateSteps_bps.front(), 1e14)
        .within("paths", request.mostPaths, 1, 64)
        .require(request.src.isValid() && request.dst.isValid(),
                 "a place of the transfer is not in the network")
        .require(request.src != request.dst, "the transfer ends where it begins")
        .result();
}

} // namespace

std::string_view admissionReasonName(AdmissionReason reason)
{
    switch (reason) {
    case AdmissionReason::Admitted:
        return "admitted";
    case AdmissionReason::NoWay:
        return "no_way";
    case AdmissionReason::NoRoom:
        return "no_room";
    case AdmissionReason::TooFast:
        return "too_fast";
    case AdmissionReason::TooManyWays:
        return "too_many_ways";
    }
    return "no_way";
}

Result<Admission> admitTransfer(const network::Graph& graph, std::span<const double> free_bps,
                                const TransferRequest& request)
{
    if (const auto fine = checked(request); !fine) {
        return failure(fine.error());
    }
    Admission out;
    const double line_bps = std::min(request.most_bps, kRateSteps_bps.back());
    out.needed_bps = request.deadline_s > 0 ? secondsFor(request.bytes, 1) / request.deadline_s : 0;
    const auto step = request.deadline_s > 0 ? stepFor(out.needed_bps) : std::nullopt;
    const double wanted_bps = step && *step <= line_bps ? *step : line_bps;
    const SplitRoute route =
        splitRoute(graph, free_bps, request.src, request.dst, wanted_bps, request.delayMax);
    out.binding = route.cut;
    if (step && *step <= line_bps) {
        if (auto parts = partsFor(*step, route, request.mostPaths)) {
            out.reason = AdmissionReason::Admitted;
            out.rate_bps = *step;
            out.parts = std::move(*parts);
        } else {
            out.reason = route.rate_bps <= 0                    ? AdmissionReason::NoWay
                         : route.rate_bps >= *step * (1 - 1e-9) ? AdmissionReason::TooManyWays
                                                                : AdmissionReason::NoRoom;
        }
    } else {
        out.reason = AdmissionReason::TooFast;
    }
    if (out.isAdmitted()) {
        out.finish_s = secondsFor(request.bytes, out.rate_bps);
        return out;
    }
    out.offer = bestOffer(graph, free_bps, request, wanted_bps);
    if (request.deadline_s == 0) { // whatever can be had is what was asked for
        out.reason = out.offer ? AdmissionReason::Admitted
                               : (route.rate_bps <= 0 ? AdmissionReason::NoWay : AdmissionReason::NoRoom);
        if (out.offer) {
            out.rate_bps = out.offer->rate_bps;
            out.finish_s = out.offer->finish_s;
            out.parts = std::move(out.offer->parts);
            out.offer.reset();
        }
    }
    return out;
}

double roomFor(const network::Graph& graph, std::span<const double> free_bps, const TransferRequest& request)
{
    constexpr double kAll = std::numeric_limits<double>::infinity();
    return request.src == request.dst
               ? kAll
               : splitRoute(graph, free_bps, request.src, request.dst, kAll, request.delayMax).rate_bps;
}

double roomOn(std::span<const std::uint32_t> arcs, std::span<const double> free_bps)
{
    double out = std::numeric_limits<double>::infinity();
    for (const std::uint32_t arc : arcs) {
        out = std::min(out, free_bps[arc]);
    }
    return out;
}

std::vector<double> freeCapacity(const network::Graph& graph, std::span<const double> load_bps, double share,
                                 std::span<const std::uint8_t> failed)
{
    std::vector<double> out(graph.arcCount());
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const bool isDown = !failed.empty() && failed[arc] != 0;
        const double load = load_bps.empty() ? 0 : load_bps[arc];
        out[arc] = isDown ? 0 : std::max(0.0, share * static_cast<double>(graph.capacity()[arc]) - load);
    }
    return out;
}

} // namespace twin::compute
