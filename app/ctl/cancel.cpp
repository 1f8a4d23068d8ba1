#include "app/ctl/cancel.h"

#include <csignal>

namespace app::ctl {

namespace {

std::atomic<bool> g_cancelled{false}; // set by the signal handler

static_assert(std::atomic<bool>::is_always_lock_free, "only such an atomic may be set by a signal handler");

extern "C" void cancelRun(int)
{
    g_cancelled.store(true, std::memory_order_relaxed);
}

void listenTo(int signal)
{
    struct sigaction action = {};
    action.sa_handler = cancelRun;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigaction(signal, &action, nullptr);
}

} // namespace

const std::atomic<bool>* cancelFlag()
{
    static const bool isListening = [] {
        listenTo(SIGINT);
        listenTo(SIGTERM);
        return true;
    }();
    static_cast<void>(isListening);
    return &g_cancelled;
}

} // namespace app::ctl
