#include "app/transport/trap_listener.h"

#include "app/transport/loopback.h"
#include "app/transport/tcp_server.h"
#include "app/transport/trap_session.h"
#include "twin/ingest/collector_source.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <list>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

namespace app::transport {

namespace {

using std::chrono::steady_clock;
using twin::ingest::CollectorSource;
using SteadyTime = steady_clock::time_point;

constexpr int kTick_ms = 20;        ///< to look for commits and for the end
constexpr std::size_t kBurst = 512; ///< datagrams between two looks
constexpr auto kHouseInterval = std::chrono::seconds(1);
constexpr const char* kDoor = "snmp"; ///< the source whose books have what is refused at once

} // namespace

struct TrapListener::Impl
{
    using SourcePtr = std::shared_ptr<CollectorSource>;

    struct Sender
    {
        SourcePtr source;
        SteadyTime heard;
    };

    /// Of what its source has not finished: no commit covers it.
    static constexpr std::uint64_t kNotFinished = std::numeric_limits<std::uint64_t>::max();

    struct Waiting
    {
        SourcePtr source;
        std::uint64_t upTo = kNotFinished;
        std::unique_ptr<TrapInform> inform;
        SteadyTime deadline;
    };

    TrapListenerOptions options;
    twin::ingest::FrameSink* sink = nullptr;
    std::unique_ptr<TrapSession> session;
    std::map<std::string, Sender> senders;
    std::set<SourcePtr> touched; ///< since the last `finish` of theirs
    std::list<Waiting> waiting;
    std::list<Waiting> fresh; ///< their source is not finished yet
    SteadyTime lastHouse;
    std::uint32_t dropped = 0; ///< by the kernel, as counted
    std::atomic<bool> stopping = false;
    std::atomic<std::uint16_t> port = 0;
    std::thread thread;

    explicit Impl(TrapListenerOptions given)
        : options(std::move(given))
    {}

    [[nodiscard]] SourcePtr senderOf(const std::string& name, const std::string& peer)
    {
        if (const auto found = senders.find(name); found != senders.end()) {
            if (!found->second.source->isClosed()) {
                found->second.heard = steady_clock::now();
                return found->second.source;
            }
            touched.erase(found->second.source);
            senders.erase(found);
        }
        if (senders.size() >= options.maxSenders) {
            sink->countTransport("trap_too_many_senders");
            return nullptr;
        }
        twin::ingest::CollectorOptions collector;
        collector.hello.source = name;
        collector.hello.transport = "snmp";
        collector.hello.peer = peer;
        collector.mapping = options.mapping;
        collector.clock = options.clock;
        collector.windowBytes = options.windowBytes;
        auto opened = CollectorSource::open(*sink, std::move(collector), {});
        if (!opened) {
            sink->countTransport("trap_sender_refused");
            return nullptr;
        }
        SourcePtr made(std::move(*opened));
        senders[name] = {made, steady_clock::now()};
        return made;
    }

    void refused(const char* counter, const std::string& reason, const std::string& peer)
    {
        sink->countTransport(counter);
        if (const SourcePtr door = senderOf(kDoor, "")) {
            door->refuseAlarm(reason + " (from " + peer + ")");
            touched.insert(door);
        }
    }

    void received(twin::ingest::TrapMessage&& trap, std::unique_ptr<TrapInform> inform)
    {
        const SourcePtr source = senderOf(std::string(kDoor) + "/" + trap.peer, trap.peer);
        if (source == nullptr) {
            refused("trap_lost", "no more senders are taken", trap.peer);
            return;
        }
        const bool isInform = inform != nullptr;
        if (source->isFull() || (isInform && waiting.size() + fresh.size() >= options.maxInforms)) {
            sink->countTransport("trap_busy");
            if (!isInform) { // an inform comes again
                source->refuseAlarm("too much waits to be kept");
                touched.insert(source);
            }
            return;
        }
        static_cast<void>(source->addAlarm(twin::ingest::foreignAlarm(trap))); // its fate is in the books
        touched.insert(source);
        if (isInform) {
            fresh.push_back({source, kNotFinished, std::move(inform),
                             steady_clock::now() + std::chrono::nanoseconds(options.commitTimeout)});
        }
    }

    /// What came since the last time goes to the engine.
    void finishTouched()
    {
        for (const SourcePtr& source : touched) {
            const std::uint64_t upTo = source->finish().upTo;
            for (Waiting& one : fresh) {
                one.upTo = one.source == source ? upTo : one.upTo;
            }
        }
        touched.clear();
        waiting.splice(waiting.end(), fresh);
    }

    void settle()
    {
        const SteadyTime now = steady_clock::now();
        for (auto at = waiting.begin(); at != waiting.end();) {
            if (at->source->committedUpTo() >= at->upTo) {
                at->inform->answer();
            } else if (at->source->isClosed() || now >= at->deadline) {
                sink->countTransport("trap_commit_timeout");
            } else {
                ++at;
                continue;
            }
            at = waiting.erase(at);
        }
        for (auto& [name, sender] : senders) {
            sender.source->resend();
        }
    }

    /// What came faster than it was read is lost, but not in silence.
    void countDropped()
    {
        const std::uint32_t now = session->dropped();
        const std::uint32_t more = now - std::exchange(dropped, now);
        if (more == 0) {
            return;
        }
        for (std::uint32_t i = 0; i < more; ++i) {
            sink->countTransport("trap_socket_full");
        }
        if (const SourcePtr door = senderOf(kDoor, "")) {
            door->refuseAlarm("datagrams came faster than they were read", more);
            touched.insert(door);
        }
    }

    void keepHouse()
    {
        const SteadyTime now = steady_clock::now();
        if (now - lastHouse < kHouseInterval) {
            return;
        }
        lastHouse = now;
        countDropped();
        options.mapping->reloadIfChanged();
        std::erase_if(senders, [&](const auto& entry) {
            const bool waits = std::ranges::any_of(
                waiting, [&](const Waiting& one) { return one.source == entry.second.source; });
            return !waits && now - entry.second.heard >= std::chrono::nanoseconds(options.forgetSenderAfter);
        });
    }

    [[nodiscard]] bool hasDatagram() const
    {
        char byte = 0;
        return ::recv(session->socket(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT | MSG_TRUNC) >= 0;
    }

    void run()
    {
        while (!stopping.load()) {
            pollfd ready{session->socket(), POLLIN, 0};
            ::poll(&ready, 1, kTick_ms);
            for (std::size_t i = 0; i < kBurst && hasDatagram(); ++i) {
                session->read();
            }
            finishTouched();
            settle();
            keepHouse();
        }
        waiting.clear(); // unanswered: they come again
        fresh.clear();
        for (auto& [name, sender] : senders) {
            sender.source->close();
        }
        senders.clear();
    }
};

twin::Result<TrapListenerOptions> trapListenerOptions(const std::string& address,
                                                      const std::string& accessFile)
{
    const auto where = parseListenAddress(address);
    if (!where) {
        return twin::failure(where.error());
    }
    TrapListenerOptions out;
    out.host = where->host;
    out.port = where->port;
    if (accessFile.empty()) {
        out.access.communities = {"public"};
        return out;
    }
    auto access = readTrapAccess(accessFile);
    if (!access) {
        return twin::failure(std::move(access.error()));
    }
    out.access = std::move(*access);
    return out;
}

TrapListener::TrapListener(TrapListenerOptions options)
    : m_impl(std::make_unique<Impl>(std::move(options)))
{}

TrapListener::~TrapListener()
{
    TrapListener::stop();
}

twin::Result<> TrapListener::start(twin::ingest::FrameSink& sink)
{
    Impl& my = *m_impl;
    const bool isLoopback = isLoopbackHost(my.options.host);
    if (!isLoopback && !my.options.access.hasPrivateUser()) {
        return twin::failure(twin::ErrorCode::BadInput,
                             "traps beyond loopback need an SNMPv3 user of level authPriv (--snmp-access)");
    }
    my.sink = &sink;
    TrapEvents events;
    events.received = [&my](auto&& trap, auto inform) {
        my.received(std::move(trap), std::move(inform));
    };
    events.refused = [&my](const char* counter, const std::string& reason, const std::string& peer) {
        my.refused(counter, reason, peer);
    };
    auto opened =
        TrapSession::open(my.options.host, my.options.port, isLoopback, my.options.access, std::move(events));
    if (!opened) {
        return twin::failure(std::move(opened.error()));
    }
    my.session = std::move(*opened);
    my.port.store(my.session->port());
    my.stopping.store(false);
    my.thread = std::thread([&my] { my.run(); });
    return {};
}

void TrapListener::stop()
{
    Impl& my = *m_impl;
    my.stopping.store(true);
    if (my.thread.joinable()) {
        my.thread.join();
    }
    my.session.reset();
}

std::uint16_t TrapListener::port() const
{
    return m_impl->port.load();
}

} // namespace app::transport
