#include "twin/ingest/decode_stage.h"

#include <chrono>
#include <utility>
#include <variant>

namespace twin::ingest {

namespace {

constexpr auto kPatience = std::chrono::milliseconds(200);
constexpr std::size_t kItemOverhead = 256; ///< bytes a queued frame takes beside its content

} // namespace

DecodeStage::DecodeStage(std::size_t maxBytes, Accounting& accounting, const Clock& clock, Output output)
    : m_accounting(accounting)
    , m_clock(clock)
    , m_output(std::move(output))
    , m_queue(maxBytes)
{}

DecodeStage::~DecodeStage()
{
    finish();
}

void DecodeStage::start()
{
    m_thread = std::thread([this] { run(); });
}

void DecodeStage::finish()
{
    m_queue.close();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

SourceSession::Submit DecodeStage::submit(const std::shared_ptr<SessionCore>& session, std::string& bytes)
{
    const std::size_t weight = bytes.size() + kItemOverhead;
    RawFrame raw{session, std::move(bytes), m_clock.now()};
    m_queuedFrames.fetch_add(1, std::memory_order_relaxed);
    if (m_queue.tryPush(raw, weight)) {
        return SourceSession::Submit::Taken;
    }
    m_queuedFrames.fetch_sub(1, std::memory_order_relaxed);
    bytes = std::move(raw.bytes);
    if (m_queue.isClosed()) {
        return SourceSession::Submit::Closed;
    }
    {
        const std::scoped_lock lock(m_waitingMutex);
        if (!session->wantsReady.exchange(true)) {
            m_waiting.push_back(session);
        }
    }
    if (m_queue.weight() == 0) { // emptied between the two: nobody else would tell
        tellWaiting();
    }
    return SourceSession::Submit::Full;
}

void DecodeStage::tellWaiting()
{
    std::vector<std::shared_ptr<SessionCore>> waiting;
    {
        const std::scoped_lock lock(m_waitingMutex);
        waiting.swap(m_waiting);
        for (const auto& session : waiting) {
            session->wantsReady.store(false);
        }
    }
    for (const auto& session : waiting) {
        session->tellReady();
    }
}

void DecodeStage::run()
{
    while (true) {
        const bool last = m_queue.isClosed(); // asked first: nothing enters after it
        std::vector<RawFrame> frames = m_queue.takeAll(kPatience);
        if (frames.empty() && last) {
            return;
        }
        tellWaiting();
        for (RawFrame& raw : frames) {
            handle(raw);
            m_queuedFrames.fetch_sub(1, std::memory_order_release); // what handed it on is seen before
        }
    }
}

void DecodeStage::refuse(const RawFrame& raw, const Error& error)
{
    Tally tally;
    tally.refuse(state::RefusedFor::BadFrame, 1); // how many samples it had cannot be known
    tally.error = error.reason;
    m_accounting.enter(raw.session->source, tally, raw.receiveTime);
    raw.session->refuse({0, refuseReasonFor(error), error.reason, false});
}

void DecodeStage::handle(RawFrame& raw)
{
    const std::uint32_t source = raw.session->source;
    auto decoded = m_decoder.decode(raw.bytes, raw.session->name);
    if (!decoded) {
        m_accounting.heard(source, raw.bytes.size(), raw.receiveTime, 0);
        refuse(raw, decoded.error());
        return;
    }
    if (const auto* heartbeat = std::get_if<HeartbeatFrame>(&*decoded)) {
        m_accounting.heard(source, raw.bytes.size(), raw.receiveTime, heartbeat->sourceTime);
        return;
    }
    auto* frame = std::get_if<DecodedFrame>(&*decoded);
    if (frame == nullptr) {
        m_accounting.heard(source, raw.bytes.size(), raw.receiveTime, 0);
        refuse(raw, Error{ErrorCode::BadInput, "a second Hello on one connection", {}, 0, 0});
        return;
    }
    m_accounting.heard(source, raw.bytes.size(), raw.receiveTime, frame->sourceTime);
    frame->receiveTime = raw.receiveTime;
    const std::size_t weight = raw.bytes.size() + frame->samples * sizeof(double) + kItemOverhead;
    StoreItem item{std::move(raw.session), std::move(raw.bytes), std::move(*frame)};
    static_cast<void>(m_output(item, weight)); // closed only when the service ends
}

} // namespace twin::ingest
