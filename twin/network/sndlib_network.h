#pragma once

#include "twin/network/sndlib_data.h"

#include <string>

namespace twin::network {

/// The network with its units, models and coordinates decided by `options`, and everything decided said.
/// Errors: BadInput with file and line: identifiers used twice, ends that do not exist, capacities and
/// demands out of range, admissible paths that do not lead from source to target.
[[nodiscard]] Result<NetworkFile> buildSndlibNetwork(const SndlibData& data, NetworkFormat format,
                                                     const std::string& file, const ReadOptions& options);

/// Checks the admissible paths against links and demands. `directed`: links lead one way only.
[[nodiscard]] Result<> checkSndlibPaths(const SndlibData& data, bool directed, const std::string& file);

} // namespace twin::network
