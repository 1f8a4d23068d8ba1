#include "models/planner/key_figures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace models {

namespace {

/// Of what is stranded, the precision that compute is reckoned in.
constexpr std::array<std::string_view, 11> kFirst{
    "peak_utilisation", "peak_link",    "n1_headroom",      "n1_worst", "stranded_gflops_fp16", "flows_late",
    "jobs_slowed",      "jobs_stopped", "energy_cny_per_h", "lost_bps", "flows_slowed",
};

} // namespace

void putKeyFiguresFirst(std::vector<std::string>& keys)
{
    std::ranges::stable_sort(
        keys, {}, [](const std::string& key) { return std::ranges::find(kFirst, key) - kFirst.begin(); });
}

} // namespace models
