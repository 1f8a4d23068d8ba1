#include "twin/ingest/local_source.h"

#include "twin/ingest/frame_sequence.h"
#include "twin/proto/telemetry.pb.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace twin::ingest {

namespace wire = ::suanwang::telemetry::v1;

namespace {

constexpr auto kRetry = std::chrono::milliseconds(5);

} // namespace

struct LocalSource::Impl
{
    LocalSourceOptions options;
    Produce produce;
    std::unique_ptr<SourceSession> session;
    std::uint64_t sequence = 0;
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::thread thread;

    void run();
    bool send(wire::Frame& frame);

    /// False when stopping.
    bool pause(std::chrono::nanoseconds time)
    {
        std::unique_lock lock(mutex);
        return !changed.wait_for(lock, time, [this] { return stopping; });
    }
};

bool LocalSource::Impl::send(wire::Frame& frame)
{
    if (isSequenced(frame)) {
        setSequence(frame, ++sequence);
    }
    std::string bytes = frame.SerializeAsString();
    while (true) {
        switch (session->submit(bytes)) {
        case SourceSession::Submit::Taken:
            return true;
        case SourceSession::Submit::Closed:
            return false;
        case SourceSession::Submit::Full:
            break;
        }
        if (!pause(kRetry)) {
            return false;
        }
    }
}

void LocalSource::Impl::run()
{
    const std::shared_ptr<const Clock> clock =
        options.clock != nullptr ? options.clock : std::make_shared<const SystemClock>();
    std::vector<wire::Frame> frames;
    do {
        frames.clear();
        produce(clock->now(), frames);
        for (wire::Frame& frame : frames) {
            if (!send(frame)) {
                return;
            }
        }
    } while (pause(std::chrono::nanoseconds(options.interval)));
}

LocalSource::LocalSource(LocalSourceOptions options, Produce produce)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->options = std::move(options);
    m_impl->produce = std::move(produce);
}

LocalSource::~LocalSource()
{
    LocalSource::stop();
}

Result<> LocalSource::start(FrameSink& sink)
{
    auto session = sink.openSource(m_impl->options.hello, {});
    if (!session) {
        return failure(std::move(session.error()));
    }
    m_impl->session = std::move(*session);
    m_impl->sequence = m_impl->session->progress().highest();
    m_impl->thread = std::thread([this] { m_impl->run(); });
    return {};
}

void LocalSource::stop()
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->changed.notify_all();
    if (m_impl->thread.joinable()) {
        m_impl->thread.join();
    }
    if (m_impl->session != nullptr) {
        m_impl->session->close();
        m_impl->session.reset();
    }
}

} // namespace twin::ingest
