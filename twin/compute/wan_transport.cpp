#include "twin/compute/wan_transport.h"

#include "twin/compute/input_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace twin::compute {

namespace {

constexpr std::array<std::pair<Transport, std::string_view>, 4> kNames{{{Transport::Lossless, "lossless"},
                                                                        {Transport::GoBackN, "gbn"},
                                                                        {Transport::Selective, "sr"},
                                                                        {Transport::Tcp, "tcp"}}};

double resendRounds(double packets, double loss)
{
    double rounds = 0;
    double missing = loss; // chance that a packet is missing after j rounds
    for (int j = 0; j < 10'000 && missing > 0; ++j) {
        const double more = -std::expm1(packets * std::log1p(-missing));
        if (more < 1e-12) {
            break;
        }
        rounds += more;
        missing *= loss;
    }
    return rounds;
}

Result<> checked(const WanLine& line, double bytes)
{
    return InputCheck()
        .within("rate (b/s)", line.rate_bps, 1e3, 1e16)
        .within("round-trip time (s)", line.rtt_s, 0, 10)
        .within("loss", line.loss, 0, 0.5)
        .within("streams", line.streams, 1, 1e6)
        .within("packet bytes", line.packetBytes, 64, 1e6)
        .within("segment bytes", line.segmentBytes, 64, 1e6)
        .within("bytes", bytes, 0, 1e18)
        .result();
}

} // namespace

std::string_view transportName(Transport transport)
{
    return kNames[static_cast<std::size_t>(transport)].second;
}

std::optional<Transport> transportFromName(std::string_view name)
{
    for (const auto& [transport, known] : kNames) {
        if (known == name) {
            return transport;
        }
    }
    return std::nullopt;
}

Result<WanRate> wanRate(const WanLine& line, double bytes)
{
    if (const auto fine = checked(line, bytes); !fine) {
        return failure(fine.error());
    }
    WanRate out;
    const double stream_bps = line.rate_bps / line.streams;
    out.windowPackets = stream_bps * line.rtt_s / (8 * line.packetBytes);
    out.bufferBytes = line.rate_bps * line.rtt_s / 8;
    switch (line.transport) {
    case Transport::Lossless:
        break;
    case Transport::GoBackN:
        out.efficiency = 1 / (1 + line.loss * out.windowPackets);
        break;
    case Transport::Selective:
        out.efficiency = 1 - line.loss;
        out.resendRounds = resendRounds(bytes / line.packetBytes, line.loss);
        break;
    case Transport::Tcp:
        if (line.loss > 0 && line.rtt_s > 0) {
            const double limit_bps =
                line.streams * 8 * line.segmentBytes / line.rtt_s * 1.22 / std::sqrt(line.loss);
            out.efficiency = std::min(1.0, limit_bps / line.rate_bps);
        }
        break;
    }
    out.goodput_bps = line.rate_bps * out.efficiency;
    return out;
}

} // namespace twin::compute
