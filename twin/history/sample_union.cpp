#include "twin/history/sample_union.h"

#include <algorithm>

namespace twin::history {

bool supersedes(const StoredSample& sample, const StoredSample& held)
{
    return sample.cell().supersedes(held.cell());
}

std::vector<StoredSample> unite(std::vector<StoredSample> samples)
{
    const auto time = [](const StoredSample& sample) {
        return sample.stamp.time;
    };
    // Blocks come in order of time and hardly overlap: mostly this is one pass.
    if (!std::ranges::is_sorted(samples, {}, time)) {
        std::ranges::stable_sort(samples, {}, time);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (kept == 0 || time(samples[kept - 1]) != time(samples[i])) {
            samples[kept++] = samples[i];
        } else if (supersedes(samples[i], samples[kept - 1])) {
            samples[kept - 1] = samples[i];
        }
    }
    samples.resize(kept);
    return samples;
}

} // namespace twin::history
