#pragma once

#include <string_view>

/// Compiled catalogues (.qm), built into the program.
namespace translations {

[[nodiscard]] std::string_view englishCatalogue();
[[nodiscard]] std::string_view chineseCatalogue();

} // namespace translations
