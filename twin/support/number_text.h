#pragma once

#include <string>

namespace twin {

/// The shortest text that reads back as the same number, without an exponent where it need not be (1e-6 to
/// 1e18).
[[nodiscard]] std::string exactText(double value);

} // namespace twin
