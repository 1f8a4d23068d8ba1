#pragma once

#include "twin/compute/placement_request.h"
#include "twin/support/result.h"

#include <string>
#include <string_view>

namespace twin::compute {

inline constexpr std::string_view kJobsFormat = "suanwang.jobs.v1";
inline constexpr std::uint64_t kJobsFileBound = 16ULL << 20U;

/// Reads a jobs file (docs/formats.md, "Jobs"). Errors, each with file and line: no JSON, a field that is
/// unknown, missing, of another type or out of range, an identifier used twice, more than kMostRequests jobs
/// (TooLarge), another format (Unsupported).
[[nodiscard]] Result<PlacementRequests> readJobs(const std::string& path);
/// The same from text; `file` names it in errors.
[[nodiscard]] Result<PlacementRequests> parseJobs(std::string_view text, const std::string& file);

} // namespace twin::compute
