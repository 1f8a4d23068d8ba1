#include "app/transport/nats_feed.h"

#include "app/transport/nats_feed_impl.h"
#include "twin/ingest/frame_sequence.h"

#include <algorithm>
#include <cstring>
#include <thread>

namespace app::transport {

namespace {

constexpr std::size_t kPublishAtOnce = 256; ///< between two looks at what came back
constexpr std::chrono::milliseconds kSweep{100};

} // namespace

std::string nativeSubject(const std::string& source)
{
    std::string out = "suanwang.native.";
    for (const char sign : source) {
        const bool isPlain = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
                             (sign >= '0' && sign <= '9') || sign == '-' || sign == '_';
        out.push_back(isPlain ? sign : '_');
    }
    return out;
}

NatsFeed::NatsFeed(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

NatsFeed::~NatsFeed()
{
    m_impl->replies.reset();
    m_impl->link->close();
}

twin::Result<std::unique_ptr<NatsFeed>> NatsFeed::create(const NatsSettings& server,
                                                         FeedSenderOptions options)
{
    auto link = NatsLink::create(server);
    if (!link) {
        return twin::failure(std::move(link.error()));
    }
    auto impl = std::make_unique<Impl>(std::move(options));
    impl->link = std::move(*link);
    if (auto opened = impl->acks.open(impl->options.acksPath); !opened) {
        return twin::failure(std::move(opened.error()));
    }
    return std::unique_ptr<NatsFeed>(new NatsFeed(std::move(impl)));
}

void NatsFeed::Impl::transmit(KeptFrame& frame)
{
    frame.sent = true;
    frame.lastSent = FeedClock::now();
    ++counters.sentFrames;
    if (!options.badLine.isOn()) {
        publish(frame.sequence, frame.framed);
        return;
    }
    std::string tagged(sizeof frame.sequence, '\0');
    std::memcpy(tagged.data(), &frame.sequence, sizeof frame.sequence);
    tagged += frame.framed;
    if (!line.pass(tagged, [this](std::string_view bytes) { publishTagged(bytes); })) {
        ++counters.lostFrames;
    }
}

/// True if anything was sent.
bool NatsFeed::Impl::sendUnsent()
{
    std::size_t sent = 0;
    while (sent < kPublishAtOnce && fatal) {
        KeptFrame* frame = window.nextUnsent();
        if (frame == nullptr) {
            break;
        }
        transmit(*frame);
        ++sent;
    }
    if (sent == 0) {
        line.flush([this](std::string_view bytes) { publishTagged(bytes); });
    }
    return sent > 0;
}

void NatsFeed::Impl::resendOverdue()
{
    const auto now = FeedClock::now();
    if (now - lastSweep < kSweep) {
        return;
    }
    lastSweep = now;
    for (auto& [sequence, frame] : window.frames()) {
        if (frame.sent && now - frame.lastSent > std::chrono::nanoseconds(options.resendAfter)) {
            transmit(frame);
            ++counters.resentFrames;
        }
    }
}

bool NatsFeed::offer(wire::Frame&& frame)
{
    Impl& my = *m_impl;
    if (!twin::ingest::isSequenced(frame)) {
        return true; // the Hello comes with every message
    }
    if (!my.window.hasRoom()) {
        return false;
    }
    wire::Frame taken = std::move(frame);
    my.window.add(taken);
    ++my.counters.offeredFrames;
    my.counters.offeredSamples += my.window.frames().rbegin()->second.samples;
    return true;
}

twin::Result<> NatsFeed::pump(twin::TimeNs timeout)
{
    Impl& my = *m_impl;
    if (!my.connect()) {
        std::this_thread::sleep_for(
            std::chrono::nanoseconds(std::min<twin::TimeNs>(timeout, 50 * twin::kMillisecond)));
        return my.fatal;
    }
    const bool busy = my.sendUnsent();
    my.resendOverdue();
    if (my.fatal) {
        my.readReplies(busy ? 0 : timeout);
    }
    return my.fatal;
}

FeedStatistics NatsFeed::statistics() const
{
    FeedStatistics out = m_impl->counters;
    out.unacknowledgedFrames = m_impl->window.size();
    out.epoch = m_impl->options.epoch;
    return out;
}

} // namespace app::transport
