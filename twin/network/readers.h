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

/// Either form of SNDlib (`format`), its demands included.
[[nodiscard]] Result<NetworkFile> readSndlibNetwork(std::string_view text, NetworkFormat format,
                                                    const std::string& file, const ReadOptions& options);

/// The file's text as UTF-8: from UTF-8, from Latin-1 where an XML declaration says so, or from GB18030.
/// Errors: BadInput with file and line.
[[nodiscard]] Result<std::string> textOf(std::string_view bytes, const std::string& file);

/// Name of the first element, without its namespace prefix; empty when the text is not XML.
[[nodiscard]] std::string_view xmlRootName(std::string_view text);

/// A finite number that fills the whole of `text`; nothing otherwise.
[[nodiscard]] std::optional<double> numberFrom(std::string_view text);

} // namespace twin::network
