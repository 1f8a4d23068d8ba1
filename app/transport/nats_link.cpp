#include "app/transport/nats_link.h"

#include <utility>

namespace app::transport {

namespace {

constexpr std::chrono::milliseconds kAttemptPause{1'000};
constexpr std::int64_t kFlushTimeout_ms = 1'000;

} // namespace

twin::Result<std::unique_ptr<NatsLink>> NatsLink::create(const NatsSettings& settings)
{
    auto options = natsOptionsOf(settings);
    if (!options) {
        return twin::failure(std::move(options.error()));
    }
    return std::unique_ptr<NatsLink>(new NatsLink(std::move(*options)));
}

NatsLink::NatsLink(nats::Owned<natsOptions> options)
    : m_options(std::move(options))
{}

/// May take as long as the library's time-out: the mutex is free meanwhile.
void NatsLink::connect(std::unique_lock<std::mutex>& lock)
{
    m_isConnecting = true;
    natsConnection* made = nullptr;
    lock.unlock();
    const natsStatus status = natsConnection_Connect(&made, m_options.get());
    const std::string problem = status != NATS_OK ? nats::problem(status) : std::string();
    lock.lock();
    m_isConnecting = false;
    m_nextAttempt = Clock::now() + kAttemptPause;
    if (made != nullptr) {
        m_connection = nats::ConnectionPtr(made, nats::Destroy());
    }
    if (status != NATS_OK) {
        m_error = problem;
    }
}

nats::ConnectionPtr NatsLink::connection()
{
    std::unique_lock lock(m_mutex);
    if (m_isClosed) {
        return nullptr;
    }
    if (m_connection && natsConnection_IsClosed(m_connection.get())) {
        const char* last = nullptr;
        natsConnection_GetLastError(m_connection.get(), &last);
        m_error = last != nullptr ? last : "closed";
        m_connection.reset();
    }
    if (!m_connection && !m_isConnecting && Clock::now() >= m_nextAttempt) {
        connect(lock);
    }
    if (!m_connection || natsConnection_Status(m_connection.get()) != NATS_CONN_STATUS_CONNECTED) {
        return nullptr;
    }
    m_wasUp = true;
    return m_connection;
}

std::string NatsLink::state() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_isClosed) {
        return "stopped";
    }
    if (m_connection && natsConnection_Status(m_connection.get()) == NATS_CONN_STATUS_CONNECTED) {
        return "connected";
    }
    return m_wasUp ? "reconnecting" : "connecting";
}

std::string NatsLink::error() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_isClosed ||
        (m_connection && natsConnection_Status(m_connection.get()) == NATS_CONN_STATUS_CONNECTED)) {
        return {};
    }
    const char* last = nullptr;
    if (m_connection && natsConnection_GetLastError(m_connection.get(), &last) != NATS_OK &&
        last != nullptr) {
        return last;
    }
    return m_wasUp ? "the server is gone" : m_error;
}

void NatsLink::close()
{
    nats::ConnectionPtr last;
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = true;
        last.swap(m_connection);
    }
    if (last) {
        if (natsConnection_Status(last.get()) == NATS_CONN_STATUS_CONNECTED) {
            natsConnection_FlushTimeout(last.get(), kFlushTimeout_ms);
        }
        natsConnection_Close(last.get());
    }
}

} // namespace app::transport
