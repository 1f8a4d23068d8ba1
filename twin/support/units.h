#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace twin {

/// Nanoseconds since 1970-01-01 UTC. Durations too are signed nanoseconds.
using TimeNs = std::int64_t;

inline constexpr TimeNs kMicrosecond = 1'000;
inline constexpr TimeNs kMillisecond = 1'000'000;
inline constexpr TimeNs kSecond = 1'000'000'000;
inline constexpr TimeNs kMinute = 60 * kSecond;
inline constexpr TimeNs kHour = 3600 * kSecond;
inline constexpr TimeNs kDay = 24 * kHour;

/// Number formats of arithmetic; FLOPS mean nothing without one.
enum class Precision : std::uint8_t { Fp64, Fp32, Tf32, Bf16, Fp16, Fp8, Int8 };

inline constexpr std::size_t kPrecisionCount = 7;
inline constexpr std::array<std::string_view, kPrecisionCount> kPrecisionNames{"fp64", "fp32", "tf32", "bf16",
                                                                               "fp16", "fp8",  "int8"};

/// GFLOPS by precision; index with `static_cast<size_t>(Precision)`. 0 = not offered.
struct GflopsByPrecision
{
    std::array<std::uint64_t, kPrecisionCount> value{};

    [[nodiscard]] constexpr std::uint64_t operator[](Precision p) const
    {
        return value[static_cast<std::size_t>(p)];
    }

    constexpr std::uint64_t& operator[](Precision p) { return value[static_cast<std::size_t>(p)]; }

    friend constexpr bool operator==(const GflopsByPrecision&, const GflopsByPrecision&) = default;
};

[[nodiscard]] std::string_view precisionName(Precision p);
[[nodiscard]] std::optional<Precision> precisionFromName(std::string_view name);

/// 0.0001 CNY.
using MoneyE4 = std::int64_t;

inline constexpr std::uint64_t kGigabit = 1'000'000'000;
inline constexpr std::uint64_t kTerabit = 1'000'000'000'000;

} // namespace twin
