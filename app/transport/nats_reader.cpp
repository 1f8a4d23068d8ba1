#include "app/transport/nats_reader.h"

#include <algorithm>
#include <utility>

namespace app::transport {

namespace {

constexpr std::size_t kHeldBytes = 32U << 20U; ///< beyond it nothing more is asked for
constexpr std::size_t kAskMessages = 256;
constexpr std::size_t kFirstGuess = 1U << 20U; ///< bytes of a message, until one was seen
constexpr twin::TimeNs kMessageWait = 10 * twin::kMillisecond;
constexpr twin::TimeNs kFullWait = 5 * twin::kMillisecond;
constexpr twin::TimeNs kIdleWait = 50 * twin::kMillisecond;
constexpr std::chrono::milliseconds kRetry{500};
constexpr std::chrono::nanoseconds kTouchAfter{twin::kSecond};
constexpr std::chrono::seconds kLookEvery{5};
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::chrono::nanoseconds kEarlierLife{kNatsAckWait + 200 * twin::kMillisecond};

// What the server understands on the subject of an acknowledgement.
constexpr const char* kKept = "+ACK";
constexpr const char* kPoison = "+TERM";
constexpr const char* kWorking = "+WPI";

} // namespace

NatsReader::NatsReader(NatsLink& link, NatsChannel channel, std::unique_ptr<MessageHandler> handler,
                       OnRefused refused)
    : m_link(link)
    , m_channel(std::move(channel))
    , m_handler(std::move(handler))
    , m_refused(std::move(refused))
{
    m_status.subject = m_channel.subject;
    m_status.consumer = m_channel.consumer;
}

NatsReader::~NatsReader()
{
    stop();
}

void NatsReader::start()
{
    m_thread = std::thread([this] { run(); });
}

void NatsReader::stop()
{
    m_stopping = true;
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

BusChannelStatus NatsReader::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

void NatsReader::fail(const std::string& error)
{
    m_notBefore = Clock::now() + kRetry;
    const std::scoped_lock lock(m_mutex);
    m_status.error = error;
}

void NatsReader::run()
{
    while (!m_stopping) {
        step();
    }
    drain();
    m_handler->close();
    m_held.clear();
    m_pull.reset();
}

void NatsReader::step()
{
    settle();
    keepAlive();
    const bool isEarly = Clock::now() < m_notBefore;
    const nats::ConnectionPtr connection = m_link.connection();
    if (m_pull && connection && connection != m_pull->connection()) {
        m_pull.reset(); // the link was made anew
    }
    if (isEarly || !connection || (!m_pull && !openPull(connection))) {
        m_handler->wait(kIdleWait);
        return;
    }
    fetch();
    lookForConsumer();
}

bool NatsReader::openPull(const nats::ConnectionPtr& connection)
{
    auto pull = NatsPull::open(connection, m_channel);
    if (!pull) {
        fail(pull.error().reason);
        return false;
    }
    m_pull = std::move(*pull);
    m_lastLook = Clock::now();
    if (std::exchange(m_isFirst, false) && m_pull->unsettled() > 0) {
        // What an earlier life had in hand comes first, in order, once the server gives it up.
        m_notBefore = Clock::now() + kEarlierLife;
    }
    const std::scoped_lock lock(m_mutex);
    m_status.stream = m_pull->stream();
    m_status.error.clear();
    return true;
}

/// How many messages may be asked for now, by count and by what the last ones weighed.
std::size_t NatsReader::room() const
{
    if (m_handler->isFull() || m_held.size() >= kNatsInFlight || m_heldBytes >= kHeldBytes) {
        return 0;
    }
    const std::size_t each = m_largest > 0 ? m_largest : kFirstGuess;
    const std::size_t byBytes = std::max<std::size_t>(1, (kHeldBytes - m_heldBytes) / each);
    return std::min({byBytes, kNatsInFlight - m_held.size(), kAskMessages});
}

void NatsReader::fetch()
{
    const std::size_t free = room();
    m_pull->ask(free);
    if (free == 0 && m_pull->wanted() == 0) {
        m_handler->wait(kFullWait);
        return;
    }
    twin::TimeNs wait = kMessageWait;
    std::size_t largest = 0;
    for (std::size_t taken = 0; taken < kAskMessages && !m_handler->isFull(); ++taken) {
        nats::Owned<natsMsg> message = m_pull->next(wait);
        if (!message) {
            break;
        }
        largest = std::max(largest, static_cast<std::size_t>(natsMsg_GetDataLength(message.get())));
        take(std::move(message));
        wait = 0;
    }
    m_largest = largest > 0 ? largest : m_largest;
    if (m_handler->isFull()) {
        m_handler->wait(kFullWait);
    }
}

void NatsReader::take(nats::Owned<natsMsg> message)
{
    const auto bytes = static_cast<std::size_t>(natsMsg_GetDataLength(message.get()));
    const NatsDelivery delivery = natsDeliveryOf(natsMsg_GetReply(message.get()));
    const BusMessage taken{
        m_nextId++, natsMsg_GetSubject(message.get()), {natsMsg_GetData(message.get()), bytes}};
    m_heldBytes += bytes;
    m_held.emplace(taken.id, Held{std::move(message), bytes, Clock::now()});
    m_handler->take(taken);
    const std::scoped_lock lock(m_mutex);
    ++m_status.messages;
    m_status.bytes += bytes;
    m_status.redelivered += delivery.times > 1 ? 1 : 0;
    m_status.behind = delivery.behind;
    m_status.inFlight = m_held.size();
    m_status.inFlightBytes = m_heldBytes;
}

/// One that is lost on the way only brings the message again.
void NatsReader::answer(natsMsg* message, const char* word)
{
    if (m_pull) {
        natsConnection_PublishString(m_pull->connection().get(), natsMsg_GetReply(message), word);
    }
}

void NatsReader::settle()
{
    for (const SettledMessage& settled : m_handler->settle()) {
        settle(settled);
    }
}

void NatsReader::settle(const SettledMessage& settled)
{
    const auto held = m_held.find(settled.id);
    if (held == m_held.end()) {
        return;
    }
    answer(held->second.message.get(), settled.isKept ? kKept : kPoison);
    m_heldBytes -= held->second.bytes;
    m_held.erase(held);
    if (!settled.problem.empty()) {
        m_refused();
    }
    const std::scoped_lock lock(m_mutex);
    m_status.acknowledged += settled.isKept ? 1 : 0;
    m_status.refused += settled.problem.empty() ? 0 : 1;
    m_status.inFlight = m_held.size();
    m_status.inFlightBytes = m_heldBytes;
    if (!settled.problem.empty()) {
        m_status.lastRefusal = settled.problem;
    }
}

/// A journal that is slow or full must not make the server deliver everything again and again.
void NatsReader::keepAlive()
{
    const auto now = Clock::now();
    if (now - m_lastTouch < kTouchAfter / 4) {
        return;
    }
    m_lastTouch = now;
    for (auto& [id, held] : m_held) {
        if (now - held.touched > kTouchAfter) {
            held.touched = now;
            answer(held.message.get(), kWorking);
        }
    }
}

/// A consumer that is gone says nothing; it is only silent.
void NatsReader::lookForConsumer()
{
    if (Clock::now() - m_lastLook < kLookEvery) {
        return;
    }
    m_lastLook = Clock::now();
    if (!m_pull->isThere()) {
        m_pull.reset();
    }
}

void NatsReader::drain()
{
    const auto end = Clock::now() + kDrainTime;
    while (!m_held.empty() && Clock::now() < end && m_link.connection()) {
        settle();
        if (!m_held.empty()) {
            m_handler->wait(kFullWait);
        }
    }
}

} // namespace app::transport
