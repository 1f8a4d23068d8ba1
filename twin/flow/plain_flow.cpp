#include "twin/flow/plain_flow.h"

#include "twin/support/text_encoding.h"

#include <cmath>
#include <string>

namespace twin::flow {

namespace {

/// What an instance has no word for; empty = nothing.
std::string tooMuchOf(const FlowRequest& flow)
{
    std::string out;
    const auto add = [&](bool isThere, const char* what) {
        out += isThere ? (out.empty() ? "" : ", ") + std::string(what) : std::string();
    };
    add(!std::isfinite(flow.bytes), "it is steady (no bytes)");
    add(flow.terms.weight != 1, "it has a weight");
    add(flow.terms.priority != 0, "it has a priority");
    add(std::isfinite(flow.terms.cap_bps), "it has a rate cap");
    return out;
}

} // namespace

Result<> checkPlain(std::span<const FlowRequest> flows)
{
    for (const FlowRequest& flow : flows) {
        if (const std::string reason = tooMuchOf(flow); !reason.empty()) {
            return failure(ErrorCode::Unsupported, "flow '" + lineOfText(flow.id, 80) +
                                                       "' cannot stand in a plain instance: " + reason);
        }
    }
    return {};
}

} // namespace twin::flow
