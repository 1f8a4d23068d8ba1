#include "app/ctl/feed_run.h"

#include "app/ctl/answer_text.h"
#include "app/ctl/command.h"
#include "twin/support/clock.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using twin::TimeNs;
using twin::generate::FeedSimulator;
using twin::generate::wire::Frame;

constexpr TimeNs kLongestWait = 50 * twin::kMillisecond; ///< so that a signal and the clock are looked at
constexpr TimeNs kCatchUp = 5 * twin::kSecond; ///< further behind than this, it goes on with the present
constexpr std::chrono::seconds kDrainTimeout{60};
constexpr std::chrono::seconds kDrainAfterSignal{5}; ///< who ended it by hand does not want to wait a minute

std::atomic<int> g_signals{0}; // counted by the signal handler

extern "C" void stopFeed(int)
{
    g_signals.fetch_add(1, std::memory_order_relaxed);
}

int signals()
{
    return g_signals.load(std::memory_order_relaxed);
}

std::uint64_t unacknowledgedSamples(const transport::FeedStatistics& sums)
{
    return sums.offeredSamples - std::min(sums.acknowledgedSamples, sums.offeredSamples);
}

/// One run: the simulator's frames, in order, through the client's window.
class FeedRun
{
  public:
    FeedRun(FeedSimulator& simulator, transport::FeedSender& client, TimeNs end)
        : m_simulator(simulator)
        , m_client(client)
        , m_end(end)
    {}

    /// Until the end or a signal. Errors: those of FeedSender::pump.
    twin::Result<> send();
    /// Waits for the last acknowledgements. Errors: those of FeedSender::pump; Io after a minute; Cancelled
    /// at a signal, or when a signal ended the sending and nobody answers.
    twin::Result<> drain();

  private:
    /// Makes what is due and not more than a tick of it: a receiver that is behind slows production down.
    void produce(TimeNs now);
    /// True when everything made was taken by the client.
    bool offerAll();
    void noteLine();
    [[nodiscard]] tl::unexpected<twin::Error> unacknowledged(twin::ErrorCode code) const;

    FeedSimulator& m_simulator;
    transport::FeedSender& m_client;
    TimeNs m_end;
    std::vector<Frame> m_frames;
    std::size_t m_next = 0;
    std::string m_lastError;
    twin::SystemClock m_clock;
};

void FeedRun::produce(TimeNs now)
{
    if (m_next == m_frames.size()) {
        m_frames.clear();
        m_next = 0;
        if (now - m_simulator.nextTick() > kCatchUp) {
            m_simulator.skipTo(now);
        }
        m_simulator.produce(std::min(now, m_simulator.nextTick()), m_frames);
    }
}

bool FeedRun::offerAll()
{
    while (m_next < m_frames.size() && m_client.offer(std::move(m_frames[m_next]))) {
        ++m_next;
    }
    return m_next == m_frames.size();
}

void FeedRun::noteLine()
{
    std::string error = m_client.statistics().lastError;
    if (error != m_lastError && !error.empty()) {
        std::fprintf(stderr, "%s\n", error.c_str());
    }
    m_lastError = std::move(error);
}

twin::Result<> FeedRun::send()
{
    while (signals() == 0) {
        const TimeNs now = m_clock.now();
        if (now >= m_end) {
            break;
        }
        produce(now);
        const bool taken = offerAll();
        const TimeNs untilNext = std::min(m_simulator.nextTick(), m_end) - m_clock.now();
        const TimeNs wait = taken ? std::clamp<TimeNs>(untilNext, 0, kLongestWait) : kLongestWait;
        if (twin::Result<> pumped = m_client.pump(wait); !pumped) {
            return pumped;
        }
        noteLine();
    }
    return {};
}

tl::unexpected<twin::Error> FeedRun::unacknowledged(twin::ErrorCode code) const
{
    const transport::FeedStatistics sums = m_client.statistics();
    return twin::failure(code, std::to_string(sums.unacknowledgedFrames) + " frames with " +
                                   std::to_string(unacknowledgedSamples(sums)) +
                                   " samples were not acknowledged");
}

twin::Result<> FeedRun::drain()
{
    const int before = signals();
    const auto patience = before > 0 ? kDrainAfterSignal : kDrainTimeout;
    const auto end = std::chrono::steady_clock::now() + patience;
    while (m_client.statistics().unacknowledgedFrames > 0) {
        if (signals() != before) {
            return unacknowledged(twin::ErrorCode::Cancelled);
        }
        if (std::chrono::steady_clock::now() > end) {
            return unacknowledged(before > 0 ? twin::ErrorCode::Cancelled : twin::ErrorCode::Io);
        }
        if (twin::Result<> pumped = m_client.pump(kLongestWait); !pumped) {
            return pumped;
        }
        noteLine();
    }
    return {};
}

void printSums(const transport::FeedStatistics& sums, const std::string& source, std::uint64_t epoch,
               double seconds, bool json)
{
    nlohmann::ordered_json answer{
        {"source", source},
        {"epoch", epoch},
        {"frames", sums.offeredFrames},
        {"samples", sums.offeredSamples},
        {"acknowledged_frames", sums.acknowledgedFrames},
        {"acknowledged_samples", sums.acknowledgedSamples},
        {"unacknowledged_frames", sums.unacknowledgedFrames},
        {"unacknowledged_samples", unacknowledgedSamples(sums)},
        {"sent_frames", sums.sentFrames},
        {"resent_frames", sums.resentFrames},
        {"lost_frames", sums.lostFrames},
        {"sent_bytes", sums.sentBytes},
        {"refusals", sums.refusals},
        {"connects", sums.connects},
        {"seconds", seconds},
        {"rate", seconds > 0 ? static_cast<double>(sums.acknowledgedSamples) / seconds : 0.0},
    };
    if (!sums.lastError.empty()) {
        answer["last_error"] = sums.lastError;
    }
    printAnswer(answer, json);
}

} // namespace

int sendFeed(FeedSimulator& simulator, const MakeSender& make, double seconds, bool json)
{
    int argc = 1;
    char name[] = "suanwangctl";
    char* argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv); // the sockets want one

    g_signals.store(0, std::memory_order_relaxed);
    std::signal(SIGINT, stopFeed);
    std::signal(SIGTERM, stopFeed);

    auto client = make();
    if (!client) {
        return report(client.error());
    }
    const std::uint64_t epoch = (*client)->statistics().epoch; // as asked for; a restart may raise it
    const auto begun = std::chrono::steady_clock::now();
    const TimeNs start = simulator.nextTick();
    const TimeNs end =
        seconds > 0 ? start + static_cast<TimeNs>(seconds * 1e9) : std::numeric_limits<TimeNs>::max();
    FeedRun run(simulator, **client, end);
    twin::Result<> sent = run.send();
    if (sent) {
        sent = run.drain();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    printSums((*client)->statistics(), simulator.hello().source(), epoch, took.count(), json);
    return sent ? static_cast<int>(kDone) : report(sent.error());
}

} // namespace app::ctl
