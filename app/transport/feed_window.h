#pragma once

#include "twin/ingest/sequence_tracker.h"

#include "twin/proto/telemetry.pb.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace app::transport {

namespace wire = ::suanwang::telemetry::v1;

/// A frame kept until it is acknowledged.
struct KeptFrame
{
    std::uint64_t sequence = 0;
    std::string framed; ///< with its length prefix
    std::uint64_t samples = 0;
    bool sent = false; ///< on this connection
    std::chrono::steady_clock::time_point lastSent;
};

/// What a sender must keep: unacknowledged frames by sequence, and the dictionary as it is now, so that a
/// twin that has lost its memory can be told again. A plain value.
class FeedWindow
{
  public:
    FeedWindow(std::size_t maxFrames, std::size_t maxBytes)
        : m_maxFrames(maxFrames)
        , m_maxBytes(maxBytes)
    {}

    [[nodiscard]] bool hasRoom() const
    {
        return m_frames.empty() || (m_frames.size() < m_maxFrames && m_bytes < m_maxBytes);
    }

    /// Numbers and keeps `frame`. Precondition: Define, Retire, Batch or Event.
    void add(wire::Frame& frame);

    using OnAcknowledged = std::function<void(std::uint64_t sequence, std::uint64_t samples)>;
    /// Lets go of what `progress` has. True if anything was.
    bool acknowledge(const twin::ingest::Progress& progress, const OnAcknowledged& each);

    /// After a reconnect everything left counts as not sent.
    void markUnsent();
    /// The first frame not sent on this connection, or null.
    [[nodiscard]] KeptFrame* nextUnsent();

    [[nodiscard]] bool allSent() { return nextUnsent() == nullptr; }

    /// The twin knows nothing: numbers from 1 again, the dictionary first, then the batches and events that
    /// were kept.
    void restart();

    [[nodiscard]] std::map<std::uint64_t, KeptFrame>& frames() { return m_frames; }

    [[nodiscard]] std::size_t size() const { return m_frames.size(); }

    /// Highest sequence ever acknowledged in this epoch.
    [[nodiscard]] std::uint64_t acknowledgedUpTo() const { return m_acknowledgedUpTo; }

  private:
    void remember(const wire::Frame& frame);
    [[nodiscard]] std::vector<wire::Frame> dictionaryFrames() const;

    const std::size_t m_maxFrames;
    const std::size_t m_maxBytes;
    std::map<std::uint64_t, KeptFrame> m_frames;
    std::size_t m_bytes = 0;
    std::uint64_t m_next = 1;
    std::uint64_t m_nextUnsent = 1;
    std::uint64_t m_acknowledgedUpTo = 0;
    std::map<std::uint32_t, wire::EntityEntry> m_entities;
    std::map<std::uint32_t, wire::MetricEntry> m_metrics;
};

} // namespace app::transport
