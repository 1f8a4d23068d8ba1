#include "twin/support/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace twin {

std::string exactText(double value)
{
    std::array<char, 64> buffer{};
    const double size = std::abs(value);
    const bool isPlain = size == 0 || (size >= 1e-6 && size < 1e18);
    const auto format = isPlain ? std::chars_format::fixed : std::chars_format::general;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    return {buffer.data(), end};
}

} // namespace twin
