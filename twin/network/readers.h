#pragma once

#include "twin/network/network_file.h"

#include <optional>
#include <string>
#include <string_view>

/// One reader per format; parseNetwork chooses. All take UTF-8 text.
namespace twin::network {

[[nodiscard]] Result<NetworkFile> readGml(std::string_view text, const std::string& file,
                                          const ReadOptions& options);
[[nodiscard]] Result<NetworkFile> readGraphMl(std::string_view text, const std::string& file,
                                              const ReadOptions& options);
[[nodiscard]] Result<NetworkFile> readRepetita(std::string_view text, const std::string& file,
                                               const ReadOptions& options);

/// A finite number that fills the whole of `text`; nothing otherwise.
[[nodiscard]] std::optional<double> numberFrom(std::string_view text);

} // namespace twin::network
