#pragma once

#include "twin/ingest/frame_source.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

namespace twin::ingest {

/// What the pipeline's threads share of one session: who it is, and the way back to its transport. Thread
/// safe.
class SessionCore
{
  public:
    SessionCore(std::uint32_t number, const SourceHello& hello, SessionEvents events)
        : source(number)
        , name(hello.source)
        , epoch(hello.epoch)
        , m_events(std::move(events))
    {}

    const std::uint32_t source; ///< number in the books
    const std::string name;
    const std::uint64_t epoch;
    std::atomic<bool> wantsReady = false;

    void acknowledge(const Progress& progress)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_open && m_events.acknowledged) {
            m_events.acknowledged(progress);
        }
    }

    void refuse(const Refusal& refusal)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_open && m_events.refused) {
            m_events.refused(refusal);
        }
    }

    void tellReady()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_open && m_events.ready) {
            m_events.ready();
        }
    }

    /// True for the first close. No event is delivered afterwards.
    bool close()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_open, false);
    }

    [[nodiscard]] bool isOpen() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_open;
    }

  private:
    mutable std::mutex m_mutex;
    SessionEvents m_events;
    bool m_open = true;
};

} // namespace twin::ingest
