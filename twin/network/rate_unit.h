#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace twin::network {

/// What a file counts rates and capacities in.
enum class RateUnit : std::uint8_t { Bps, Kbps, Mbps, Gbps, Tbps };

inline constexpr std::array<std::string_view, 5> kRateUnitNames{"bps", "kbps", "Mbps", "Gbps", "Tbps"};

/// Bits per second in one.
[[nodiscard]] double bpsIn(RateUnit unit);

/// As people read it: "Mb/s".
[[nodiscard]] std::string_view rateUnitText(RateUnit unit);

/// Understands the spellings of research files, in any case: `MBITPERSEC`, `BITSPERSEC`, `Mbit/s`, `Mb/s`,
/// `Mbps`, and the same with no, k, G or T before. None for anything else.
[[nodiscard]] std::optional<RateUnit> rateUnitFrom(std::string_view word);

} // namespace twin::network
