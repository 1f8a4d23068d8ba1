#pragma once

#include "twin/flow/fluid_instance.h"
#include "twin/support/result.h"

#include <string>
#include <string_view>

namespace twin::flow {

struct InstanceFileOptions
{
    std::size_t maxBytes = std::size_t{2} << 30U;
    std::size_t maxLinks = 10'000'000;
    std::size_t maxFlows = 10'000'000;
    std::size_t maxPathLinks = 500'000'000; ///< of all flows together
};

/// Reads a plain instance as the peers' programs do: a line `LINKS FLOWS`; a capacity in bytes/s a line; a
/// flow a line, `bytes start_s K link_1 … link_K`, links by number from 0. Blank lines are left out. Errors,
/// with file and line: whatever is not so, numbers out of range, a link twice on a path, too much.
[[nodiscard]] Result<FluidInstance> readInstance(const std::string& path,
                                                 const InstanceFileOptions& options = {});
[[nodiscard]] Result<FluidInstance> parseInstance(std::string_view text, const std::string& file,
                                                  const InstanceFileOptions& options = {});

/// The same as text; capacities above kFastestLink_bps as that, which is what they count as. Flows must have
/// an end, weight 1, priority 0 and no cap, as the format has no room for them. Errors: Unsupported, naming
/// the flow by its number.
[[nodiscard]] Result<std::string> instanceText(const FluidInstance& instance);

} // namespace twin::flow
