#include "app/console/milestones.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace app::console {

namespace {

/// CPU time since the process began is no wall time, so the start is taken when static objects are made:
/// after the libraries were loaded (some 20 ms), before main.
const std::chrono::steady_clock::time_point kStart = std::chrono::steady_clock::now();

} // namespace

void reachMilestone(const char* name)
{
    static const bool wanted = std::getenv("SUANWANG_TIMING") != nullptr;
    if (wanted) {
        const auto passed = std::chrono::steady_clock::now() - kStart;
        const double ms = std::chrono::duration<double, std::milli>(passed).count();
        std::fprintf(stderr, "{\"milestone\": \"%s\", \"ms\": %.1f}\n", name, ms);
    }
}

} // namespace app::console
