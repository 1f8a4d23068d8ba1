#pragma once

#include "app/transport/bus_message.h"
#include "app/transport/bus_status.h"
#include "app/transport/nats_channel.h"
#include "app/transport/nats_link.h"
#include "app/transport/nats_pull.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace app::transport {

/// Reads one family of subjects on a thread of its own: asks for messages while there is room, hands them to
/// a handler, and acknowledges each when the handler says that it is kept. What is here is bounded, in
/// messages and bytes. Whatever the server does, it goes on when the server is back.
class NatsReader
{
  public:
    using OnRefused = std::function<void()>;

    /// `link` outlives it.
    NatsReader(NatsLink& link, NatsChannel channel, std::unique_ptr<MessageHandler> handler,
               OnRefused refused);
    ~NatsReader();
    NatsReader(const NatsReader&) = delete;
    NatsReader& operator=(const NatsReader&) = delete;

    void start();
    /// Waits a little for what is here to be kept and acknowledged, then joins. May be called twice.
    void stop();

    [[nodiscard]] BusChannelStatus status() const;

  private:
    using Clock = std::chrono::steady_clock;

    struct Held
    {
        nats::Owned<natsMsg> message;
        std::size_t bytes = 0;
        Clock::time_point touched; ///< when the server last heard of it
    };

    void run();
    void step();
    [[nodiscard]] bool openPull(const nats::ConnectionPtr& connection);
    [[nodiscard]] std::size_t room() const;
    void fetch();
    void take(nats::Owned<natsMsg> message);
    void answer(natsMsg* message, const char* word);
    void settle();
    void settle(const SettledMessage& settled);
    void keepAlive();
    void lookForConsumer();
    void drain();
    void fail(const std::string& error);

    NatsLink& m_link;
    const NatsChannel m_channel;
    std::unique_ptr<MessageHandler> m_handler;
    OnRefused m_refused;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;

    // The reader's thread alone.
    std::unique_ptr<NatsPull> m_pull;
    std::unordered_map<std::uint64_t, Held> m_held;
    std::uint64_t m_nextId = 1;
    std::size_t m_heldBytes = 0;
    std::size_t m_largest = 0;     ///< bytes of the largest message among the last ones
    bool m_isFirst = true;         ///< no consumer was opened yet
    Clock::time_point m_notBefore; ///< nothing is asked for until then
    Clock::time_point m_lastTouch;
    Clock::time_point m_lastLook;

    mutable std::mutex m_mutex;
    BusChannelStatus m_status;
};

} // namespace app::transport
