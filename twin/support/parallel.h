#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace twin {

/// How many threads to use when the caller asks for `wanted`; 0 = one per processor. At least 1, at most 256.
[[nodiscard]] unsigned threadCount(unsigned wanted);

/// Calls `work(item, worker)` once for every item in [0, count), on `threads` threads that each take the next
/// item when they are free; the caller is worker 0. Results must not depend on who takes what: write them by
/// item. Returns when all are done; with `cancelled` set by anybody, as soon as the items begun are done.
/// @param threads at least 1; worker numbers are below it. Where the system gives fewer, fewer do it all.
/// `work` must not throw.
void parallelFor(std::size_t count, unsigned threads,
                 const std::function<void(std::size_t item, unsigned worker)>& work,
                 const std::atomic<bool>* cancelled = nullptr);

} // namespace twin
