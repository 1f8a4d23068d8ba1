#pragma once

#include <QRgb>

#include <bit>
#include <cstdint>
#include <cstring>

/// Four neighbouring pixels of an RGB32 image at a time. The compiler's own vector types: they become SSE2 on
/// x86-64, Neon on ARM and plain code elsewhere, without a line written for any of them.
namespace views::quad {

using Float4 = float __attribute__((vector_size(16)));
using Int4 = std::int32_t __attribute__((vector_size(16)));
using Short8 = std::uint16_t __attribute__((vector_size(16)));
using Byte16 = std::uint8_t __attribute__((vector_size(16)));

inline constexpr int kPixels = 4;
inline constexpr int kPixelBytes = sizeof(QRgb);

[[nodiscard]] inline Float4 all(float value)
{
    return Float4{value, value, value, value};
}

[[nodiscard]] inline Float4 smaller(Float4 a, Float4 b)
{
    return a < b ? a : b;
}

[[nodiscard]] inline Float4 larger(Float4 a, Float4 b)
{
    return a > b ? a : b;
}

[[nodiscard]] inline Int4 whole(Float4 values)
{
    return __builtin_convertvector(values, Int4);
}

/// What is laid over four pixels: `keep` 256ths of what is there, and `add` 256ths of a channel's step. Of
/// each channel, in the order of memory.
struct Cover
{
    Short8 keepLow, keepHigh;
    Short8 addLow, addHigh;
};

/// Of four pixels: `keep` 0..1, the other three 0..255·(1 - keep); truncated and rounded so that no channel
/// overflows and alpha stays full.
[[nodiscard]] inline Cover coverOf(Float4 keep, Float4 red, Float4 green, Float4 blue)
{
    constexpr float kOne = 256;
    constexpr float kHalf = 128;
    const Int4 kept = whole(keep * kOne);
    const Int4 alpha = 255 * (256 - kept);
    const Int4 blueGreen = whole(blue * kOne + kHalf) | (whole(green * kOne + kHalf) << 16);
    const Int4 redAlpha = whole(red * kOne + kHalf) | (alpha << 16);
    const Int4 twice = kept | (kept << 16);
    return {std::bit_cast<Short8>(__builtin_shufflevector(twice, twice, 0, 0, 1, 1)),
            std::bit_cast<Short8>(__builtin_shufflevector(twice, twice, 2, 2, 3, 3)),
            std::bit_cast<Short8>(__builtin_shufflevector(blueGreen, redAlpha, 0, 4, 1, 5)),
            std::bit_cast<Short8>(__builtin_shufflevector(blueGreen, redAlpha, 2, 6, 3, 7))};
}

[[nodiscard]] inline Byte16 covered(Byte16 pixels, const Cover& cover)
{
    const Byte16 none{};
    const auto low = std::bit_cast<Short8>(
        __builtin_shufflevector(pixels, none, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    const auto high = std::bit_cast<Short8>(
        __builtin_shufflevector(pixels, none, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
    const Short8 newLow = (low * cover.keepLow + cover.addLow) >> 8;
    const Short8 newHigh = (high * cover.keepHigh + cover.addHigh) >> 8;
    return __builtin_shufflevector(std::bit_cast<Byte16>(newLow), std::bit_cast<Byte16>(newHigh), 0, 2, 4, 6,
                                   8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

/// Lays `cover` over the four pixels at `at`.
inline void lay(std::uint8_t* at, const Cover& cover)
{
    Byte16 pixels;
    std::memcpy(&pixels, at, sizeof pixels);
    pixels = covered(pixels, cover);
    std::memcpy(at, &pixels, sizeof pixels);
}

/// Over the first `count` of them, 0..4; the rest are not touched.
inline void lay(std::uint8_t* at, const Cover& cover, int count)
{
    Byte16 pixels{};
    const auto bytes = static_cast<std::size_t>(count * kPixelBytes);
    std::memcpy(&pixels, at, bytes);
    pixels = covered(pixels, cover);
    std::memcpy(at, &pixels, bytes);
}

} // namespace views::quad
