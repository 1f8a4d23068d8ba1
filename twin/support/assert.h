#pragma once

namespace twin {

/// Reports a broken invariant: aborts where SUANWANG_CHECKS is on, logs once in release. Returns false, so
/// the recovery branch stands beside it: `if (!TWIN_ASSERT(cond, "why")) { … }`.
bool assertionFailed(const char* condition, const char* why, const char* file, int line);

} // namespace twin

/// A claim about our own code, never about input. Evaluates to whether it holds.
#define TWIN_ASSERT(condition, why)                                                                          \
    (static_cast<bool>(condition) || ::twin::assertionFailed(#condition, why, __FILE__, __LINE__))
