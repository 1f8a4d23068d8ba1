#include "twin/support/parallel.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace twin {

namespace {

constexpr unsigned kMaxThreads = 256;

} // namespace

unsigned threadCount(unsigned wanted)
{
    const unsigned some = wanted == 0 ? std::thread::hardware_concurrency() : wanted;
    return std::clamp(some, 1U, kMaxThreads);
}

void parallelFor(std::size_t count, unsigned threads,
                 const std::function<void(std::size_t item, unsigned worker)>& work,
                 const std::atomic<bool>* cancelled)
{
    std::atomic<std::size_t> next{0};
    const auto run = [&](unsigned worker) {
        while (cancelled == nullptr || !cancelled->load(std::memory_order_relaxed)) {
            const std::size_t item = next.fetch_add(1, std::memory_order_relaxed);
            if (item >= count) {
                return;
            }
            work(item, worker);
        }
    };
    const auto workers = static_cast<unsigned>(std::min<std::size_t>(threads, count));
    std::vector<std::jthread> helpers;
    helpers.reserve(workers);
    for (unsigned worker = 1; worker < workers; ++worker) {
        try {
            helpers.emplace_back(run, worker);
        } catch (const std::system_error&) {
            break; // no more threads to be had: those there are do it all
        }
    }
    run(0);
}

} // namespace twin
