#pragma once

#include "twin/state/sample_batch.h"
#include "twin/state/twin_state.h"

#include <vector>

namespace twin::ingest {

/// A job's change says what changed; what `known` has of it beyond that (model, tokens, chip class) stays.
void completeJobs(std::vector<state::TwinEvent>& events, const state::TwinState& state,
                  const state::Snapshot& known);

} // namespace twin::ingest
