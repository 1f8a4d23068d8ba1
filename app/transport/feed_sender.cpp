#include "app/transport/feed_sender.h"

#include <chrono>

namespace app::transport {

twin::Result<> FeedSender::drain(twin::TimeNs timeout)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::nanoseconds(timeout);
    while (const std::size_t left = statistics().unacknowledgedFrames) {
        if (std::chrono::steady_clock::now() > end) {
            return twin::failure(twin::ErrorCode::Io,
                                 std::to_string(left) + " frames were not acknowledged in time");
        }
        if (auto pumped = pump(10 * twin::kMillisecond); !pumped) {
            return pumped;
        }
    }
    return {};
}

} // namespace app::transport
