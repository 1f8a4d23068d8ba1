#include "twin/ingest/sequencer.h"

#include <utility>

namespace twin::ingest {

void Sequencer::push(DecodedFrame&& frame, std::uint64_t contiguous, std::vector<DecodedFrame>& out)
{
    const TimeNs now = frame.receiveTime;
    expire(now, out);
    if (contiguous >= m_next) {
        m_next = contiguous + 1;
        release(out);
    }
    if (frame.sequence <= m_next) {
        if (frame.sequence == m_next) {
            ++m_next;
        }
        out.push_back(std::move(frame));
        release(out);
        return;
    }
    if (m_parked.empty()) {
        m_waitingSince = now;
    }
    m_parkedSamples += frame.samples;
    m_parked.emplace(frame.sequence, std::move(frame));
    while (m_parked.size() > m_limits.frames || m_parkedSamples > m_limits.samples) {
        skipGap(out);
    }
}

void Sequencer::expire(TimeNs now, std::vector<DecodedFrame>& out)
{
    while (!m_parked.empty() && now - m_waitingSince > m_limits.patience) {
        skipGap(out);
    }
}

void Sequencer::flush(std::vector<DecodedFrame>& out)
{
    while (!m_parked.empty()) {
        skipGap(out);
    }
}

/// Gives out every parked frame that is due now.
void Sequencer::release(std::vector<DecodedFrame>& out)
{
    bool progressed = false;
    while (!m_parked.empty() && m_parked.begin()->first <= m_next) {
        if (m_parked.begin()->first == m_next) {
            ++m_next;
        }
        DecodedFrame& frame = m_parked.begin()->second;
        m_parkedSamples -= frame.samples;
        out.push_back(std::move(frame));
        m_parked.erase(m_parked.begin());
        progressed = true;
    }
    if (progressed && !m_parked.empty()) {
        m_waitingSince = m_parked.begin()->second.receiveTime; // the next gap was found by this frame
    }
}

void Sequencer::skipGap(std::vector<DecodedFrame>& out)
{
    ++m_gapsSkipped;
    m_next = m_parked.begin()->first;
    release(out);
}

} // namespace twin::ingest
