#pragma once

#include <array>
#include <optional>

/// The steps an elastic line is sold in, 10 Mb/s to 100 Gb/s.
namespace twin::compute {

inline constexpr std::array<double, 13> kRateSteps_bps{10e6, 20e6, 50e6, 100e6, 200e6, 500e6, 1e9,
                                                       2e9,  5e9,  10e9, 20e9,  50e9,  100e9};

/// The lowest step of at least `rate_bps`; nothing above 100 Gb/s.
[[nodiscard]] constexpr std::optional<double> stepFor(double rate_bps)
{
    for (const double step : kRateSteps_bps) {
        if (step >= rate_bps) {
            return step;
        }
    }
    return std::nullopt;
}

/// The highest step of at most `rate_bps`; nothing below 10 Mb/s.
[[nodiscard]] constexpr std::optional<double> stepWithin(double rate_bps)
{
    std::optional<double> best;
    for (const double step : kRateSteps_bps) {
        if (step <= rate_bps) {
            best = step;
        }
    }
    return best;
}

} // namespace twin::compute
