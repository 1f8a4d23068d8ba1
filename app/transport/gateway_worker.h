#pragma once

#include "app/transport/gateway_protocol.h"
#include "app/transport/http_server.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/frame_source.h"
#include "twin/ingest/mapping_store.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace app::transport {

struct GatewayWorkerOptions
{
    std::shared_ptr<twin::ingest::MappingStore> mapping;
    std::shared_ptr<const twin::Clock> clock;  ///< null = SystemClock
    std::string transport = "http";            ///< "http" or "https", as sources show it
    std::size_t maxUnpackedBytes = 64U << 20U; ///< of one body
    std::size_t maxQueuedBytes = 64U << 20U;   ///< of bodies that wait for the worker
    std::size_t maxSenders = 512;
    std::size_t maxSeriesPerSender = 200'000;
    std::size_t windowBytes = 8U << 20U;             ///< of one sender, uncommitted
    twin::TimeNs commitTimeout = 10 * twin::kSecond; ///< then the sender is asked to try again
    twin::TimeNs forgetSenderAfter = 10 * twin::kMinute;
};

/// One sender as `/status/sources` shows it.
struct SenderStatus
{
    std::string name;
    std::size_t series = 0;
    std::vector<twin::ingest::UnmappedSeries> unmapped;
};

/// Between HTTP and the engine: unpacks and maps bodies on a thread of its own, one after the other, and
/// answers each when everything it brought is committed. Never loses silently: what cannot be taken now is
/// answered so that the sender tries again.
class GatewayWorker
{
  public:
    explicit GatewayWorker(GatewayWorkerOptions options);
    ~GatewayWorker();
    GatewayWorker(const GatewayWorker&) = delete;
    GatewayWorker& operator=(const GatewayWorker&) = delete;

    void start(twin::ingest::FrameSink& sink);
    /// Answers everything that waits; closes the senders' sessions.
    void stop();

    /// Any thread; the reply comes on any.
    void take(const GatewayProtocol& protocol, HttpRequest&& request, HttpReply reply);
    [[nodiscard]] std::vector<SenderStatus> senders() const;

  private:
    using SteadyTime = std::chrono::steady_clock::time_point;

    struct Job
    {
        const GatewayProtocol* protocol = nullptr;
        HttpRequest request;
        HttpReply reply;
    };

    struct Sender
    {
        std::shared_ptr<twin::ingest::CollectorSource> source;
        SteadyTime heard;
    };

    struct Waiting ///< for the commit
    {
        std::shared_ptr<twin::ingest::CollectorSource> source;
        const GatewayProtocol* protocol = nullptr;
        twin::ingest::Taken taken;
        std::function<HttpAnswer()> accept; ///< instead of the protocol's; may be empty
        HttpReply reply;
        SteadyTime deadline;
    };

    void run();
    void process(Job& job);
    void work(Job& job, const std::shared_ptr<twin::ingest::CollectorSource>& source);
    [[nodiscard]] std::shared_ptr<twin::ingest::CollectorSource> senderOf(const Job& job);
    [[nodiscard]] std::string nameOf(const Job& job) const;
    void settle();
    void keepHouse();
    void fail(const Job& job, int status, const std::string& reason, const char* counter, int retryAfter_s);

    GatewayWorkerOptions m_options;
    twin::ingest::FrameSink* m_sink = nullptr;
    std::list<Waiting> m_waiting; ///< worker
    SteadyTime m_lastHouse;       ///< worker
    mutable std::mutex m_sendersMutex;
    std::map<std::string, Sender> m_senders; ///< changed by the worker under the mutex

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    std::size_t m_queuedBytes = 0;
    bool m_committed = false; ///< something was, since the worker looked
    bool m_stopping = true;
    std::thread m_thread;
};

} // namespace app::transport
