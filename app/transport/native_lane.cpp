#include "app/transport/native_lane.h"

#include <algorithm>
#include <utility>

namespace app::transport {

namespace {

using twin::ingest::Refusal;
using twin::ingest::RefuseReason;
using twin::ingest::SourceSession;

constexpr std::chrono::milliseconds kFullPause{500};
constexpr std::chrono::seconds kOverPause{1}; ///< two that speak for one source must not take turns too fast
constexpr std::chrono::seconds kPatience{5};  ///< uncommitted for so long: the engine is asked again
constexpr twin::TimeNs kDefaultHeartbeat = 10 * twin::kSecond;

} // namespace

NativeLane::NativeLane(twin::ingest::FrameSink& sink, twin::ingest::SourceHello hello,
                       std::shared_ptr<Bell> bell)
    : m_sink(sink)
    , m_hello(std::move(hello))
    , m_bell(std::move(bell))
    , m_outbox(std::make_shared<Outbox>())
    , m_lastHeard(Clock::now())
    , m_lastProgress(Clock::now())
{}

NativeLane::~NativeLane()
{
    if (m_session) {
        m_session->close();
    }
}

/// The lambdas run on the engine's threads: they leave a note and wake the reader.
twin::ingest::SessionEvents NativeLane::events() const
{
    twin::ingest::SessionEvents out;
    out.acknowledged = [outbox = m_outbox, bell = m_bell](const twin::ingest::Progress& progress) {
        {
            const std::scoped_lock lock(outbox->mutex);
            outbox->progress = progress;
        }
        bell->ring();
    };
    out.refused = [outbox = m_outbox, bell = m_bell](const Refusal& refusal) {
        {
            const std::scoped_lock lock(outbox->mutex);
            if (!refusal.closing) {
                outbox->isLater |= refusal.sequence > 0; // 0: not decodable, which the reader knows already
            } else if (refusal.reason == RefuseReason::SourceInUse) {
                outbox->isOver = true;
            } else {
                outbox->refusedForEver = refusal.detail;
            }
        }
        bell->ring();
    };
    out.ready = [bell = m_bell] {
        bell->ring();
    };
    return out;
}

twin::Result<> NativeLane::speak()
{
    if (m_session && !m_isOver) {
        return {};
    }
    m_outbox = std::make_shared<Outbox>();
    auto session = m_sink.openSource(m_hello, events());
    if (!session) {
        return twin::failure(std::move(session.error()));
    }
    m_session = std::move(*session);
    m_isOver = false;
    return {};
}

void NativeLane::take(std::uint64_t id, const twin::ingest::FrameBundle& bundle)
{
    m_lastHeard = Clock::now();
    m_lastProgress = m_kept.empty() ? m_lastHeard : m_lastProgress;
    Kept kept;
    kept.id = id;
    kept.open = bundle.frames.size();
    for (const twin::ingest::BundledFrame& frame : bundle.frames) {
        if (kept.problem.empty() && !frame.error.empty()) {
            kept.problem = "frame " + std::to_string(kept.frames.size() + 1) + ": " + frame.error;
        }
        kept.isAnyGood |= frame.error.empty();
        kept.frames.push_back({frame.sequence, frame.bytes});
    }
    m_kept.push_back(std::move(kept));
    offerAll();
}

/// False when the engine takes nothing now.
bool NativeLane::offer(Frame& frame)
{
    std::string bytes(frame.bytes);
    switch (m_session->submit(bytes)) {
    case SourceSession::Submit::Taken:
        frame.isOffered = true;
        return true;
    case SourceSession::Submit::Full:
        break;
    case SourceSession::Submit::Closed:
        m_isOver = true;
        m_againAt = Clock::now() + kOverPause;
        break;
    }
    return false;
}

void NativeLane::offerAll()
{
    m_waiting = false;
    for (Kept& kept : m_kept) {
        for (Frame& frame : kept.frames) {
            if (frame.isDone || frame.isOffered) {
                continue;
            }
            if (m_isOver || !offer(frame)) {
                m_waiting = true;
                return;
            }
            if (frame.sequence == 0) { // the books have it, the journal never will
                frame.isDone = true;
                --kept.open;
            }
        }
    }
}

void NativeLane::apply(const twin::ingest::Progress& progress)
{
    for (Kept& kept : m_kept) {
        for (Frame& frame : kept.frames) {
            if (!frame.isDone && frame.sequence > 0 && progress.contains(frame.sequence)) {
                frame.isDone = true;
                --kept.open;
                m_lastProgress = Clock::now();
            }
        }
    }
}

void NativeLane::takeOutbox()
{
    std::optional<twin::ingest::Progress> progress;
    bool isLater = false;
    {
        const std::scoped_lock lock(m_outbox->mutex);
        progress.swap(m_outbox->progress);
        isLater = std::exchange(m_outbox->isLater, false);
        m_isOver |= std::exchange(m_outbox->isOver, false);
        if (!m_outbox->refusedForEver.empty()) {
            m_refusedForEver = m_outbox->refusedForEver;
        }
    }
    if (!m_againAt && (isLater || (m_isOver && m_waiting))) {
        m_againAt = Clock::now() + (isLater ? std::chrono::milliseconds(kFullPause) : kOverPause);
    }
    if (m_isOver && m_session) {
        progress = m_session->progress(); // nobody tells any more what became of the frames it took
    }
    if (progress) {
        apply(*progress);
    }
}

void NativeLane::offerAgainWhenDue()
{
    const auto now = Clock::now();
    const bool isStuck = now - m_lastProgress > kPatience;
    if (m_kept.empty() || !(isStuck || (m_againAt && now >= *m_againAt))) {
        return;
    }
    m_againAt.reset();
    m_lastProgress = now;
    for (Kept& kept : m_kept) {
        for (Frame& frame : kept.frames) {
            frame.isOffered = false;
        }
    }
    if (const auto open = speak(); !open) {
        m_refusedForEver = open.error().reason;
        return;
    }
    offerAll();
}

void NativeLane::settle(std::vector<SettledMessage>& out)
{
    takeOutbox();
    offerAgainWhenDue();
    if (m_waiting && !m_isOver) {
        offerAll();
    }
    for (Kept& kept : m_kept) {
        if (!m_refusedForEver.empty() && kept.open > 0) {
            out.push_back({kept.id, false, m_refusedForEver});
            kept.open = 0;
        } else if (kept.open == 0) {
            out.push_back({kept.id, kept.isAnyGood, std::move(kept.problem)});
        }
    }
    std::erase_if(m_kept, [](const Kept& kept) { return kept.open == 0; });
    if (!m_refusedForEver.empty()) {
        m_isOver = true;
        m_waiting = false;
        m_refusedForEver.clear();
    }
}

bool NativeLane::isSilent() const
{
    const twin::TimeNs heartbeat = m_hello.heartbeat > 0 ? m_hello.heartbeat : kDefaultHeartbeat;
    return m_kept.empty() && Clock::now() - m_lastHeard > std::chrono::nanoseconds(3 * heartbeat);
}

} // namespace app::transport
