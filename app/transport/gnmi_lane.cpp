#include "app/transport/gnmi_lane.h"

#include <utility>

namespace app::transport {

namespace {

constexpr std::chrono::minutes kSilence{
    10}; ///< longer than any counter is read: its rate needs the last value
constexpr std::chrono::milliseconds kResendEvery{250};

} // namespace

GnmiLane::GnmiLane(std::unique_ptr<twin::ingest::CollectorSource> source)
    : m_source(std::move(source))
    , m_lastHeard(Clock::now())
{}

void GnmiLane::take(const BusMessage& message, const twin::ingest::GnmiDecoder& decoder,
                    std::string_view target)
{
    m_lastHeard = Clock::now();
    decoder.give(target, m_places, *m_source);
    m_fresh.push_back(message);
}

void GnmiLane::settle(std::vector<SettledMessage>& out)
{
    if (!m_fresh.empty()) {
        // What came together goes into frames together. Values that were refused are in the source's books.
        const twin::ingest::Taken taken = m_source->finish();
        for (const BusMessage& message : m_fresh) {
            m_waiting.push_back({message, taken.upTo});
        }
        m_fresh.clear();
    }
    const std::uint64_t committed = m_source->committedUpTo();
    while (!m_waiting.empty() && m_waiting.front().upTo <= committed) {
        out.push_back({m_waiting.front().message.id, true, {}});
        m_waiting.pop_front();
    }
    if (!m_waiting.empty() && Clock::now() - m_lastResend > kResendEvery) {
        m_lastResend = Clock::now();
        m_source->resend();
    }
}

std::vector<BusMessage> GnmiLane::giveBack()
{
    std::vector<BusMessage> out;
    for (const Waiting& waiting : m_waiting) {
        out.push_back(waiting.message);
    }
    out.insert(out.end(), m_fresh.begin(), m_fresh.end());
    m_waiting.clear();
    m_fresh.clear();
    return out;
}

bool GnmiLane::isSilent() const
{
    return m_waiting.empty() && m_fresh.empty() && Clock::now() - m_lastHeard > kSilence;
}

} // namespace app::transport
