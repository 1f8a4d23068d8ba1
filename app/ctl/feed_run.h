#pragma once

#include "app/transport/feed_sender.h"
#include "twin/generate/feed_simulator.h"
#include "twin/support/result.h"

#include <functional>
#include <memory>

namespace app::ctl {

/// Makes the sender when there is an application for its sockets.
using MakeSender = std::function<twin::Result<std::unique_ptr<transport::FeedSender>>()>;

/// Sends what `simulator` makes until `seconds` have passed (0 = until SIGINT or SIGTERM), waits for the last
/// acknowledgements and prints the sums. Returns an ExitCode: done if everything offered was acknowledged;
/// cancelled if a signal ended the waiting, or the sending and nothing came within five seconds; else
/// input/output. Needs the calling thread for itself.
[[nodiscard]] int sendFeed(twin::generate::FeedSimulator& simulator, const MakeSender& make, double seconds,
                           bool json);

} // namespace app::ctl
