#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace twin {

/// Two lower-case hex digits a byte.
[[nodiscard]] std::string hexText(std::span<const std::byte> bytes);

/// SHA-256 as 64 lower-case hex digits.
[[nodiscard]] std::string sha256Hex(std::span<const std::byte> bytes);
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

} // namespace twin
