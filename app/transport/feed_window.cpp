#include "app/transport/feed_window.h"

#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_sequence.h"

#include <algorithm>
#include <utility>

namespace app::transport {

namespace {

constexpr int kEntriesPerDefine = 10'000;

std::uint64_t samplesOf(const wire::Frame& frame)
{
    std::uint64_t out = 0;
    for (const wire::Column& column : frame.batch().columns()) {
        out += static_cast<std::uint64_t>(column.f32_size() + column.f64_size());
    }
    return out;
}

} // namespace

void FeedWindow::remember(const wire::Frame& frame)
{
    for (const wire::EntityEntry& entry : frame.define().entities()) {
        m_entities[entry.number()] = entry;
    }
    for (const wire::MetricEntry& entry : frame.define().metrics()) {
        m_metrics[entry.number()] = entry;
    }
    for (const std::uint32_t number : frame.retire().entities()) {
        m_entities.erase(number);
    }
    for (const std::uint32_t number : frame.retire().metrics()) {
        m_metrics.erase(number);
    }
}

void FeedWindow::add(wire::Frame& frame)
{
    remember(frame);
    const std::uint64_t sequence = m_next++;
    twin::ingest::setSequence(frame, sequence);
    KeptFrame kept;
    kept.sequence = sequence;
    twin::ingest::appendFrame(kept.framed, frame.SerializeAsString());
    kept.samples = samplesOf(frame);
    m_bytes += kept.framed.size();
    m_frames.emplace(sequence, std::move(kept));
}

bool FeedWindow::acknowledge(const twin::ingest::Progress& progress, const OnAcknowledged& each)
{
    const std::size_t before = m_frames.size();
    const auto release = [&](std::uint64_t first, std::uint64_t last) {
        auto at = m_frames.lower_bound(first);
        while (at != m_frames.end() && at->first <= last) {
            each(at->first, at->second.samples);
            m_bytes -= at->second.framed.size();
            at = m_frames.erase(at);
        }
    };
    release(0, progress.contiguous);
    for (const twin::ingest::SequenceRange& range : progress.ranges) {
        release(range.first, range.last);
    }
    m_acknowledgedUpTo = std::max(m_acknowledgedUpTo, progress.highest());
    return m_frames.size() != before;
}

void FeedWindow::markUnsent()
{
    for (auto& [sequence, frame] : m_frames) {
        frame.sent = false;
    }
    m_nextUnsent = 1;
}

KeptFrame* FeedWindow::nextUnsent()
{
    auto at = m_frames.lower_bound(m_nextUnsent);
    while (at != m_frames.end() && at->second.sent) {
        ++at;
    }
    m_nextUnsent = at != m_frames.end() ? at->first : m_next;
    return at != m_frames.end() ? &at->second : nullptr;
}

std::vector<wire::Frame> FeedWindow::dictionaryFrames() const
{
    std::vector<wire::Frame> out;
    const auto current = [&out]() -> wire::Define& {
        if (out.empty() || out.back().define().entities_size() >= kEntriesPerDefine) {
            out.emplace_back();
        }
        return *out.back().mutable_define();
    };
    for (const auto& [number, entry] : m_metrics) {
        *current().add_metrics() = entry;
    }
    for (const auto& [number, entry] : m_entities) {
        *current().add_entities() = entry;
    }
    return out;
}

void FeedWindow::restart()
{
    const auto old = std::exchange(m_frames, {});
    m_bytes = 0;
    m_next = 1;
    m_nextUnsent = 1;
    m_acknowledgedUpTo = 0;
    for (wire::Frame& frame : dictionaryFrames()) {
        add(frame);
    }
    for (const auto& [sequence, kept] : old) {
        twin::ingest::FrameSplitter splitter;
        std::string_view stream = kept.framed;
        const auto bytes = splitter.next(stream);
        wire::Frame frame;
        if (bytes && *bytes && frame.ParseFromString(**bytes) && (frame.has_batch() || frame.has_event())) {
            add(frame);
        }
    }
}

} // namespace app::transport
