#pragma once

#include "twin/history/byte_stream.h"
#include "twin/support/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::history {

/// Byte k of every number together: the low ones of a noisy series are noise, the high ones nearly constant,
/// and an entropy coder should not mix them.
using Planes = std::array<std::string, 8>;

/// Writes values bit for bit in the smallest of several forms: one value, whole multiples of a power of ten
/// (as double or as widened float, differenced up to twice), or the bits XORed with those before. The form
/// goes to `head`, the numbers to `planes`.
void encodeValues(std::span<const double> values, ByteWriter& head, Planes& planes);

/// How the next values are written: read from `head` in the order they were written.
struct ValueForm
{
    enum class Kind : std::uint8_t { Constant, Decimal, FloatDecimal, Xor };

    Kind kind = Kind::Constant;
    std::uint8_t width = 0; ///< bytes a number
    std::uint8_t order = 0; ///< times differenced
    int exponent = 0;
    std::uint64_t first = 0; ///< Constant: the bits; decimals: the first number
    std::uint64_t step = 1;  ///< all numbers are the first plus a multiple of it
};

/// Errors: BadInput.
[[nodiscard]] Result<ValueForm> readValueForm(ByteReader& head);

/// Bytes one series takes of plane `plane`, for `count` values.
[[nodiscard]] constexpr std::size_t planeShare(const ValueForm& form, std::size_t plane, std::size_t count)
{
    return plane < form.width ? count : 0;
}

/// `offsets`: where this series' bytes begin in each plane; they must be there (planeShare each). Replaces
/// `out`.
void decodeValues(const ValueForm& form, const Planes& planes, const std::array<std::size_t, 8>& offsets,
                  std::size_t count, std::vector<double>& out);

} // namespace twin::history
