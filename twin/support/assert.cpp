#include "twin/support/assert.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace twin {

bool assertionFailed(const char* condition, const char* why, const char* file, int line)
{
    static std::atomic<int> reports{0};
    if (reports.fetch_add(1) < 20) {
        std::fprintf(stderr, "%s:%d: broken invariant: %s (%s)\n", file, line, why, condition);
    }
#ifdef SUANWANG_CHECKS
    std::abort();
#else
    return false;
#endif
}

} // namespace twin
