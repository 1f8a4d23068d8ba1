#include "twin/scenario/wait_reason.h"

#include "twin/support/number_text.h"

namespace twin::scenario {

std::string text(const WaitReason& reason)
{
    const std::string asked =
        "asks for " +
        (reason.cards > 0 ? std::to_string(reason.cards) + " cards" : exactText(reason.gflops) + " GFLOPS") +
        (reason.isPair ? " in each of two pools; " : "; ");
    switch (reason.kind) {
    case WaitReason::Kind::None:
        break;
    case WaitReason::Kind::Full:
        return asked + "of " + std::to_string(reason.choices) + (reason.isPair ? " pairs" : " pools") +
               " that could take it the most is free in " + reason.where + ": " + std::to_string(reason.free);
    case WaitReason::Kind::Closed:
        return asked + reason.said;
    case WaitReason::Kind::Unfit:
        return std::string(compute::constraintName(reason.binding)) + ": " + reason.said;
    case WaitReason::Kind::LeadsElsewhere:
        return "its transfers lead to pools that cannot take it: " + reason.where;
    case WaitReason::Kind::Other:
        return reason.said;
    }
    return {};
}

} // namespace twin::scenario
