#include "app/transport/nats_pull.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace app::transport {

namespace {

constexpr int kPendingBytes = 128 << 20; ///< the library's own bound: more is dropped and comes again
constexpr twin::TimeNs kRequestTime = 500 * twin::kMillisecond;
constexpr std::chrono::nanoseconds kRequestLost{kRequestTime + twin::kSecond};
constexpr std::int64_t kApiTimeout_ms = 2'000;

std::uint64_t toNumber(std::string_view text)
{
    std::uint64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

} // namespace

NatsDelivery natsDeliveryOf(std::string_view reply)
{
    std::array<std::string_view, 12> parts;
    std::size_t count = 0;
    while (count < parts.size() && !reply.empty()) {
        const std::string_view part = reply.substr(0, reply.find('.'));
        reply.remove_prefix(std::min(reply.size(), part.size() + 1));
        parts[count++] = part;
    }
    if (count < 9 || parts[1] != "ACK") {
        return {};
    }
    const std::size_t times = count == 9 ? 4 : 6; // the longer form has domain and account before the stream
    return {std::max<std::uint64_t>(1, toNumber(parts[times])), toNumber(parts[times + 4])};
}

twin::Result<std::unique_ptr<NatsPull>> NatsPull::open(nats::ConnectionPtr connection,
                                                       const NatsChannel& channel)
{
    std::unique_ptr<NatsPull> out(new NatsPull);
    out->m_connection = std::move(connection);
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = kApiTimeout_ms;
    jsCtx* context = nullptr;
    if (const natsStatus status = natsConnection_JetStream(&context, out->m_connection.get(), &options);
        status != NATS_OK) {
        return nats::failed(status);
    }
    out->m_context.reset(context);
    const auto consumer = ensureConsumer(context, channel);
    if (!consumer) {
        return twin::failure(consumer.error());
    }
    out->m_stream = consumer->stream;
    out->m_consumer = channel.consumer;
    out->m_unsettled = consumer->unsettled;
    out->m_requestSubject = "$JS.API.CONSUMER.MSG.NEXT." + out->m_stream + "." + out->m_consumer;
    if (auto subscribed = out->subscribe(); !subscribed) {
        return twin::failure(std::move(subscribed.error()));
    }
    return out;
}

twin::Result<> NatsPull::subscribe()
{
    natsInbox* box = nullptr;
    natsStatus status = natsInbox_Create(&box);
    const nats::Owned<natsInbox> owned(box);
    natsSubscription* subscription = nullptr;
    if (status == NATS_OK) {
        m_inbox = std::string(owned.get()) + ".";
        status = natsConnection_SubscribeSync(&subscription, m_connection.get(), (m_inbox + "*").c_str());
    }
    if (status != NATS_OK) {
        return nats::failed(status);
    }
    m_subscription.reset(subscription);
    natsSubscription_SetPendingLimits(subscription, -1, kPendingBytes);
    return {};
}

void NatsPull::ask(std::size_t room)
{
    if (room == 0 || (m_wanted > 0 && Clock::now() < m_overAt)) {
        return;
    }
    const std::string request =
        "{\"batch\":" + std::to_string(room) + ",\"expires\":" + std::to_string(kRequestTime) + "}";
    const std::string reply = m_inbox + std::to_string(++m_request);
    const natsStatus status = natsConnection_PublishRequestString(
        m_connection.get(), m_requestSubject.c_str(), reply.c_str(), request.c_str());
    m_wanted = status == NATS_OK ? room : 0;
    m_overAt = Clock::now() + kRequestLost;
}

/// A request of ours is over: it has expired, or the server does not take it.
void NatsPull::noteStatus(const natsMsg* message)
{
    const std::string_view subject = natsMsg_GetSubject(message);
    if (subject.starts_with(m_inbox) && toNumber(subject.substr(m_inbox.size())) == m_request) {
        m_wanted = 0;
    }
}

nats::Owned<natsMsg> NatsPull::next(twin::TimeNs timeout)
{
    natsMsg* made = nullptr;
    const natsStatus status =
        natsSubscription_NextMsg(&made, m_subscription.get(), timeout / twin::kMillisecond);
    nats::Owned<natsMsg> message(made);
    if (status == NATS_NO_RESPONDERS) {
        m_wanted = 0;
        return nullptr;
    }
    if (status != NATS_OK || !message) {
        return nullptr;
    }
    if (const char* reply = natsMsg_GetReply(message.get()); reply == nullptr || *reply == '\0') {
        noteStatus(message.get());
        return nullptr;
    }
    m_wanted -= std::min<std::size_t>(m_wanted, 1);
    return message;
}

bool NatsPull::isThere()
{
    jsConsumerInfo* made = nullptr;
    jsErrCode code{};
    const natsStatus status =
        js_GetConsumerInfo(&made, m_context.get(), m_stream.c_str(), m_consumer.c_str(), nullptr, &code);
    const nats::Owned<jsConsumerInfo> info(made);
    return status != NATS_NOT_FOUND;
}

} // namespace app::transport
