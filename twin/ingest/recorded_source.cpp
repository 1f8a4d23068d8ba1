#include "twin/ingest/recorded_source.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace twin::ingest {

namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr auto kRetry = std::chrono::milliseconds(2);
constexpr auto kSettling = std::chrono::microseconds(200);
constexpr auto kLongestSleep =
    std::chrono::milliseconds(100); ///< the clock moves on between frames that lie apart

/// How far the clock may run ahead of what was applied: a tenth of the time for which frames after a gap
/// wait.
constexpr TimeNs kMostAhead = 200 * kMillisecond;

struct Voice
{
    std::uint64_t epoch = 0;
    std::unique_ptr<SourceSession> session;
};

} // namespace

struct RecordedSource::Impl
{
    history::Recording recording;
    RecordedSourceOptions options;
    FrameSink* sink = nullptr;
    std::map<std::string, Voice, std::less<>> voices;
    steady_clock::time_point begun;
    TimeNs firstReceive = 0;
    TimeNs settledAt = 0;
    bool hasBegun = false;
    bool isFirstRegistry = true;
    std::atomic<std::uint64_t> sent = 0;
    mutable std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::optional<Result<>> outcome;
    std::thread thread;

    explicit Impl(history::Recording played)
        : recording(std::move(played))
    {}

    /// False when stopping.
    bool pause(nanoseconds time)
    {
        std::unique_lock lock(mutex);
        return !changed.wait_for(lock, time, [this] { return stopping; });
    }

    static Result<> cancelled() { return failure(ErrorCode::Cancelled, "the replay was stopped"); }

    /// Until everything sent so far is applied.
    Result<> settle()
    {
        while (options.isSettled && !options.isSettled()) {
            if (!pause(kSettling)) {
                return cancelled();
            }
        }
        return {};
    }

    /// Waits until it is the frame's turn, moving the clock along.
    Result<> waitFor(TimeNs receiveTime)
    {
        if (!hasBegun) {
            hasBegun = true;
            begun = steady_clock::now();
            firstReceive = settledAt = receiveTime;
        }
        if (std::abs(receiveTime - settledAt) > kMostAhead) {
            if (auto settled = settle(); !settled) {
                return settled;
            }
            settledAt = receiveTime;
        }
        while (options.speed > 0) {
            const auto elapsed = std::chrono::duration<double, std::nano>(steady_clock::now() - begun);
            const TimeNs now = firstReceive + static_cast<TimeNs>(elapsed.count() * options.speed);
            if (now >= receiveTime) {
                break;
            }
            options.clock->set(std::max(options.clock->now(), now));
            const nanoseconds left(
                static_cast<std::int64_t>(static_cast<double>(receiveTime - now) / options.speed));
            if (!pause(std::min<nanoseconds>(left, kLongestSleep))) {
                return cancelled();
            }
        }
        options.clock->set(receiveTime);
        return {};
    }

    /// A source that began anew speaks in a new epoch: its old session goes, as it did then.
    Result<SourceSession*> sessionOf(const history::RecordedFrame& frame)
    {
        const auto known = voices.find(frame.source);
        if (known != voices.end() && known->second.epoch == frame.epoch) {
            return known->second.session.get();
        }
        SourceHello hello;
        hello.source = std::string(frame.source);
        hello.epoch = frame.epoch;
        hello.transport = "recording";
        auto opened = sink->openSource(hello, {});
        if (!opened) {
            return failure(opened.error());
        }
        Voice& voice = voices[hello.source];
        voice = {frame.epoch, std::move(*opened)};
        return voice.session.get();
    }

    Result<> send(const history::RecordedFrame& frame)
    {
        if (auto turn = waitFor(frame.receiveTime); !turn) {
            return turn;
        }
        auto session = sessionOf(frame);
        if (!session) {
            return failure(session.error());
        }
        std::string bytes(frame.body);
        while (true) {
            switch ((*session)->submit(bytes)) {
            case SourceSession::Submit::Taken:
                sent.fetch_add(1, std::memory_order_relaxed);
                return isStopping() ? cancelled() : Result<>{};
            case SourceSession::Submit::Closed:
                return failure(ErrorCode::Io,
                               "the twin takes no more frames of " + std::string(frame.source));
            case SourceSession::Submit::Full:
                break;
            }
            if (!pause(kRetry)) {
                return cancelled();
            }
        }
    }

    Result<> swapRegistry(TimeNs validFrom, std::string_view snapshot)
    {
        if (std::exchange(isFirstRegistry, false) && options.isBegun) {
            return {};
        }
        if (hasBegun) { // the first one stands before anything is heard, whatever the clock said
            if (auto turn = waitFor(std::max(validFrom, options.clock->now())); !turn) {
                return turn;
            }
        }
        auto settled = settle();
        return settled && options.registry ? options.registry(snapshot) : settled;
    }

    bool isStopping() const
    {
        const std::scoped_lock lock(mutex);
        return stopping;
    }

    void run()
    {
        auto played = recording.visit({[this](TimeNs validFrom, std::string_view snapshot) {
                                           return swapRegistry(validFrom, snapshot);
                                       },
                                       [this](const history::RecordedFrame& frame) {
                                           return send(frame);
                                       }});
        const std::scoped_lock lock(mutex);
        outcome = std::move(played);
    }
};

RecordedSource::RecordedSource(history::Recording recording, RecordedSourceOptions options)
    : m_impl(std::make_unique<Impl>(std::move(recording)))
{
    m_impl->options = std::move(options);
}

RecordedSource::~RecordedSource()
{
    RecordedSource::stop();
}

Result<> RecordedSource::start(FrameSink& sink)
{
    m_impl->sink = &sink;
    m_impl->thread = std::thread([this] { m_impl->run(); });
    return {};
}

void RecordedSource::stop()
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->changed.notify_all();
    if (m_impl->thread.joinable()) {
        m_impl->thread.join();
    }
    for (auto& [source, voice] : m_impl->voices) {
        voice.session->close();
    }
}

std::optional<Result<>> RecordedSource::outcome() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->outcome;
}

std::uint64_t RecordedSource::played() const
{
    return m_impl->sent.load(std::memory_order_relaxed);
}

} // namespace twin::ingest
