#pragma once

#include "twin/support/units.h"

#include "twin/proto/telemetry.pb.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::generate {

namespace wire = ::suanwang::telemetry::v1;

/// Something that makes telemetry for a sender to number, keep and send. One thread at a time.
class FeedProducer
{
  public:
    FeedProducer() = default;
    FeedProducer(const FeedProducer&) = delete;
    FeedProducer& operator=(const FeedProducer&) = delete;
    virtual ~FeedProducer() = default;

    /// The connection's opening: source name, promised heartbeat, software. `epoch` and `source_time_ns` are
    /// left 0: the sender fills them, since it knows when its numbering began. Heartbeats are the sender's
    /// too.
    [[nodiscard]] virtual wire::Hello hello() const = 0;

    /// Appends every frame due up to and including `upTo` (source time, ns since 1970 UTC) that was not
    /// produced before, in sending order: Define, Retire, Batch and Event, with sequence 0 (the sender
    /// numbers them). A `upTo` before the last one adds nothing. The first call gives the dictionary and one
    /// value of every series.
    virtual void produce(TimeNs upTo, std::vector<wire::Frame>& out) = 0;

    /// Samples in all batches produced so far.
    [[nodiscard]] virtual std::uint64_t samplesProduced() const = 0;
};

} // namespace twin::generate
