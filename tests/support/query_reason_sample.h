#pragma once

#include "twin/compute/query_reason.h"

#include <string>

namespace test {

/// A reason of the kind with as many names as it says, N1 and so on, and the figure 7.
inline twin::compute::QueryReason queryReasonOf(twin::compute::QueryReasonKind kind)
{
    twin::compute::QueryReason out{kind, {"N1", "N2", "N3"}, 7};
    const std::string said = text(out);
    while (!out.names.empty() && said.find(out.names.back()) == std::string::npos) {
        out.names.pop_back();
    }
    return out;
}

} // namespace test
