#include "twin/ingest/send_window.h"

#include <string>
#include <utility>

namespace twin::ingest {

void SendWindow::push(BatchWriter::Frame frame)
{
    m_bytes += frame.bytes.size();
    m_frames.push_back(std::move(frame));
}

void SendWindow::forgetUpTo(std::uint64_t committed)
{
    bool moved = false;
    while (!m_frames.empty() && m_frames.front().sequence <= committed) {
        m_bytes -= m_frames.front().bytes.size();
        m_frames.pop_front();
        m_offered -= m_offered > 0 ? 1 : 0;
        moved = true;
    }
    if (moved) {
        m_oldestOffered = std::chrono::steady_clock::now(); // it moves: the rest gets its time anew
    }
}

bool SendWindow::offer(SourceSession& session, SteadyTime now)
{
    if (m_offered > 0 && now - m_oldestOffered >= m_resendAfter) {
        m_offered = 0;
    }
    while (m_offered < m_frames.size()) {
        std::string copy = m_frames[m_offered].bytes;
        const SourceSession::Submit taken = session.submit(copy);
        if (taken != SourceSession::Submit::Taken) {
            return taken == SourceSession::Submit::Full;
        }
        if (m_offered == 0) {
            m_oldestOffered = now;
        }
        ++m_offered;
    }
    return true;
}

} // namespace twin::ingest
