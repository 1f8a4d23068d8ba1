#pragma once

#include "twin/scenario/reason.h"

namespace test {

/// A reason of the kind with everything a kind may have: whatever it says of these can be found in its words.
inline twin::scenario::Reason reasonOf(twin::scenario::ReasonKind kind)
{
    using namespace twin::scenario;
    return Reason(kind, {TargetKind::Conduit, "D.1"}, {"N1", "N2", "N3", "N4"}).with({3, 7});
}

/// All of them.
template <typename Use> void forEachReasonKind(Use&& use)
{
    for (std::size_t i = 0; i < twin::scenario::kReasonKinds; ++i) {
        use(static_cast<twin::scenario::ReasonKind>(i));
    }
}

} // namespace test
