#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// What of a long line's bandwidth a transport makes use of.
namespace twin::compute {

/// Light in fibre, one way.
inline constexpr double kFibreDelay_s_per_km = 4.9e-6;

enum class Transport : std::uint8_t {
    Lossless,  ///< flow control with buffers of one bandwidth-delay product: nothing is dropped
    GoBackN,   ///< RDMA: a lost packet, and all sent since, are sent again
    Selective, ///< only what was lost is sent again
    Tcp,       ///< one connection, by Mathis et al.
};

[[nodiscard]] std::string_view transportName(Transport transport);
[[nodiscard]] std::optional<Transport> transportFromName(std::string_view name); ///< lossless, gbn, sr, tcp

struct WanLine
{
    double rate_bps = 0; ///< allocated, of all streams together
    double rtt_s = 0;
    double loss = 0; ///< of packets
    Transport transport = Transport::Lossless;
    std::uint32_t streams = 1; ///< connections that share the rate equally
    double packetBytes = 4'096;
    double segmentBytes = 1'460; ///< of TCP
};

struct WanRate
{
    double efficiency = 1; ///< goodput over rate
    double goodput_bps = 0;
    double windowPackets = 0; ///< in flight on a stream at its full rate
    double bufferBytes = 0;   ///< a bandwidth-delay product: what lossless flow control needs at the far end
    double resendRounds = 0;  ///< of a message of `bytes`: round trips for what was lost, beyond the first
};

/// Goodput of a line while `bytes` are sent as one exchange.
///
/// Go-back-N: 1/(1 + p·W), W = rate · RTT / (8 · packet) of one stream. Selective: 1 − p, and after the last
/// packet as many round trips as it takes until none is missing: Σ over j ≥ 1 of 1 − (1 − p^j)^packets.
/// TCP: the lesser of the rate and streams · segment/RTT · 1.22/√p (Mathis et al., CCR 27, 1997). Lossless:
/// all of it; loss is taken to be prevented.
/// Errors: BadInput (out of range).
[[nodiscard]] Result<WanRate> wanRate(const WanLine& line, double bytes);

} // namespace twin::compute
