#pragma once

#include "twin/compute/placement_plan.h"

#include <cstdint>
#include <string>

namespace twin::scenario {

/// Why a job in the queue has no place, as data: who shows it says it in a language of its own.
struct WaitReason
{
    enum class Kind : std::uint8_t {
        None,   ///< it has one, or nobody has looked
        Full,   ///< of `choices` pools (or pairs) that could take it `where` has the most free: `free` cards
        Closed, ///< none of those takes new jobs; `said` of the last
        Unfit,  ///< no pool can take it at all: `binding`, and `said` of it
        LeadsElsewhere, ///< its transfers lead to pools that cannot take it: `where`
        Other,          ///< `said`
    };

    Kind kind = Kind::None;
    compute::Constraint binding = compute::Constraint::State;
    bool isPair = false;     ///< asks for two pools
    std::uint32_t cards = 0; ///< asked for, in each pool; 0: `gflops`
    double gflops = 0;
    std::uint64_t choices = 0;
    std::int64_t free = 0;
    std::string where{};
    std::string said{}; ///< English

    friend bool operator==(const WaitReason&, const WaitReason&) = default;
};

/// In English; empty of None.
[[nodiscard]] std::string text(const WaitReason& reason);

} // namespace twin::scenario
