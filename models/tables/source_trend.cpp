#include "models/tables/source_trend.h"

#include <algorithm>
#include <limits>

namespace models {

using namespace twin::state;

namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

} // namespace

bool SourceTrend::note(const Snapshot& snapshot)
{
    if (!snapshot.live) {
        return false;
    }
    const twin::TimeNs passed = snapshot.time - m_last;
    const bool startsOver = m_last == 0 || passed < 0 || passed > kKept * Sparklines::kStep;
    if (!startsOver && passed < Sparklines::kStep) {
        return false;
    }
    if (startsOver) {
        m_rings.clear();
        m_last = snapshot.time;
    }
    const auto steps = static_cast<qsizetype>((snapshot.time - m_last) / Sparklines::kStep);
    m_last += steps * Sparklines::kStep;
    for (const SourceStatus& status : *snapshot.sources) {
        append(m_rings[status.name], status, snapshot.time, steps);
    }
    std::erase_if(m_rings, [&](const auto& entry) { return entry.second.noted != snapshot.time; });
    return true;
}

/// A stretch nobody looked at gets its mean: no more is known of it.
void SourceTrend::append(Ring& ring, const SourceStatus& status, twin::TimeNs now, qsizetype steps) const
{
    const bool isNew = ring.rates.isEmpty();
    if (isNew) {
        ring.rates.fill(kUnknown, kKept);
    }
    const auto seconds = static_cast<double>(now - ring.noted) / static_cast<double>(twin::kSecond);
    const bool isKnown = !isNew && status.received >= ring.received && seconds > 0; // less: it began anew
    const float rate =
        isKnown ? static_cast<float>(static_cast<double>(status.received - ring.received) / seconds)
                : kUnknown;
    ring.rates.remove(0, steps);
    ring.rates += QList<float>(steps, rate);
    ring.received = status.received;
    ring.noted = now;
}

QList<float> SourceTrend::points(const std::string& source, twin::TimeNs end) const
{
    const auto found = m_rings.find(source);
    const twin::TimeNs back = std::max<twin::TimeNs>(0, m_last - end);
    const auto behind = static_cast<qsizetype>((back + Sparklines::kStep - 1) / Sparklines::kStep);
    QList<float> out(Sparklines::kPoints, kUnknown);
    for (qsizetype i = 0; found != m_rings.end() && i < out.size(); ++i) {
        const qsizetype at = kKept - behind - out.size() + i;
        out[i] = at >= 0 ? found->second.rates[at] : kUnknown;
    }
    return out;
}

} // namespace models
