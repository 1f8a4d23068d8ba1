#pragma once

#include "twin/scenario/n1_table.h"
#include "twin/scenario/situation.h"
#include "twin/support/digest.h"

#include <string>

namespace twin::scenario {

/// What a run came to, for the hash of it.
void addRun(Digest& digest, const Situation& before, const Situation& after, const N1Table& n1Before,
            const N1Table& n1After);

/// The `state_hash` that `suanwangctl scenario run` prints (without a timeline): equal hashes, equal outcomes
/// and equal N-1 tables. Precondition: both tables are whole.
[[nodiscard]] std::string runHash(const Situation& before, const Situation& after, const N1Table& n1Before,
                                  const N1Table& n1After);

} // namespace twin::scenario
