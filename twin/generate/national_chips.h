#pragma once

#include "twin/support/units.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace twin::generate {

/// A class of accelerator or processor under a neutral name. GFLOPS dense, per card; `share` is the part of
/// intelligent pools that have it (an assumption, DOMAIN recipe step 7); FP16 figures are whole TFLOPS.
struct ChipClass
{
    std::string_view name;
    std::string_view vendor;
    std::string_view architecture;
    GflopsByPrecision perCard;
    std::uint64_t memoryBytes;
    double watts;
    double price_cny; ///< to buy
    double share;     ///< of intelligent pools; 0 = in general or super pools only
};

[[nodiscard]] std::span<const ChipClass> chipClasses();

// Numbers of the classes that are not in intelligent pools.
inline constexpr std::size_t kCpuChip = 7;
inline constexpr std::size_t kHpcChip = 8;

/// TFLOPS FP16 of a card.
[[nodiscard]] inline std::uint64_t tflopsFp16(std::size_t chip)
{
    return chipClasses()[chip].perCard[Precision::Fp16] / 1000;
}

} // namespace twin::generate
