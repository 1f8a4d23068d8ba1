#pragma once

#include "twin/history/samples.h"

#include <vector>

namespace twin::history {

/// Brings the samples of one series from several blocks (and the journal's tail) into one: by time, and of
/// those of one time the one that the live state would hold.
[[nodiscard]] std::vector<StoredSample> unite(std::vector<StoredSample> samples);

/// Whether `sample` takes the place of `held`, as in the live state.
[[nodiscard]] bool supersedes(const StoredSample& sample, const StoredSample& held);

} // namespace twin::history
