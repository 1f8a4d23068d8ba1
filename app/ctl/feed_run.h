#pragma once

#include "app/transport/feed_client.h"
#include "twin/generate/feed_simulator.h"

namespace app::ctl {

/// Sends what `simulator` makes until `seconds` have passed (0 = until SIGINT or SIGTERM), waits for the last
/// acknowledgements and prints the sums. Returns an ExitCode: done if everything offered was acknowledged;
/// cancelled if a signal ended the waiting, or the sending and nothing came within five seconds; else
/// input/output. Needs the calling thread for itself.
[[nodiscard]] int sendFeed(twin::generate::FeedSimulator& simulator, transport::FeedClientOptions options,
                           double seconds, bool json);

} // namespace app::ctl
