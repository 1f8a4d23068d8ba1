#include "app/transport/gateway_worker.h"

#include "twin/support/text_encoding.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace app::transport {

namespace {

using std::chrono::steady_clock;
using twin::ingest::CollectorSource;
using twin::ingest::Taken;

constexpr auto kTick = std::chrono::milliseconds(100); ///< to offer again and to look at deadlines
constexpr auto kHouseInterval = std::chrono::seconds(1);
constexpr std::size_t kMaxNameBytes = 100;
constexpr int kRetrySoon_s = 1;
constexpr int kRetryLater_s = 5;

} // namespace

GatewayWorker::GatewayWorker(GatewayWorkerOptions options)
    : m_options(std::move(options))
{}

GatewayWorker::~GatewayWorker()
{
    stop();
}

void GatewayWorker::start(twin::ingest::FrameSink& sink)
{
    m_sink = &sink;
    m_stopping = false;
    m_thread = std::thread([this] { run(); });
}

void GatewayWorker::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void GatewayWorker::fail(const Job& job, int status, const std::string& reason, const char* counter,
                         int retryAfter_s)
{
    if (m_sink != nullptr) {
        m_sink->countTransport(counter);
    }
    job.reply(job.protocol->fail(status, reason, retryAfter_s));
}

void GatewayWorker::take(const GatewayProtocol& protocol, HttpRequest&& request, HttpReply reply)
{
    Job job{&protocol, std::move(request), std::move(reply)};
    if (auto refused = protocol.check(job.request)) {
        m_sink->countTransport("http_bad_content_type");
        job.reply(std::move(*refused));
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        const std::size_t bytes = job.request.body.size();
        if (!m_stopping && (m_jobs.empty() || m_queuedBytes + bytes <= m_options.maxQueuedBytes)) {
            m_queuedBytes += bytes;
            m_jobs.push_back(std::move(job));
            m_changed.notify_all();
            return;
        }
    }
    fail(job, protocol.busyStatus, "the twin is behind", "http_busy", kRetrySoon_s);
}

void GatewayWorker::run()
{
    while (true) {
        std::optional<Job> job;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, kTick, [this] { return m_stopping || m_committed || !m_jobs.empty(); });
            if (m_stopping) {
                break;
            }
            m_committed = false;
            if (!m_jobs.empty()) {
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
                m_queuedBytes -= job->request.body.size();
            }
        }
        if (job) {
            process(*job);
        }
        settle();
        keepHouse();
    }
    for (Job& job : m_jobs) { // nothing enters any more
        fail(job, 503, "the service ends", "http_ending", kRetryLater_s);
    }
    m_jobs.clear();
    for (Waiting& waiting : m_waiting) {
        waiting.reply(waiting.protocol->fail(503, "the service ends", kRetryLater_s));
    }
    m_waiting.clear();
    const std::scoped_lock lock(m_sendersMutex);
    for (auto& [name, sender] : m_senders) {
        sender.source->close();
    }
    m_senders.clear();
}

std::string GatewayWorker::nameOf(const Job& job) const
{
    const std::string given = twin::lineOfText(job.request.source, kMaxNameBytes);
    return std::string(job.protocol->name) + "/" + (given.empty() ? job.request.address : given);
}

/// Null when there is none and none can be opened; the job is answered then.
std::shared_ptr<CollectorSource> GatewayWorker::senderOf(const Job& job)
{
    const std::string name = nameOf(job);
    if (const auto found = m_senders.find(name); found != m_senders.end()) {
        if (!found->second.source->isClosed()) {
            found->second.heard = steady_clock::now();
            return found->second.source;
        }
        const std::scoped_lock lock(m_sendersMutex);
        m_senders.erase(found);
    }
    if (m_senders.size() >= m_options.maxSenders) {
        fail(job, job.protocol->busyStatus, "too many senders", "http_too_many_senders", kRetryLater_s);
        return nullptr;
    }
    twin::ingest::CollectorOptions options;
    options.hello.source = name;
    options.hello.transport = m_options.transport;
    options.hello.peer = job.request.address;
    options.mapping = m_options.mapping;
    options.clock = m_options.clock;
    options.windowBytes = m_options.windowBytes;
    options.maxSeries = m_options.maxSeriesPerSender;
    auto opened = CollectorSource::open(*m_sink, std::move(options), [this](std::uint64_t) {
        const std::scoped_lock lock(m_mutex);
        m_committed = true;
        m_changed.notify_all();
    });
    if (!opened) {
        fail(job, 503, opened.error().reason, "http_sender_refused", kRetryLater_s);
        return nullptr;
    }
    const std::scoped_lock lock(m_sendersMutex);
    Sender& made = m_senders[name];
    made = {std::shared_ptr<CollectorSource>(std::move(*opened)), steady_clock::now()};
    return made.source;
}

void GatewayWorker::process(Job& job)
{
    const auto source = senderOf(job);
    if (source == nullptr) {
        return;
    }
    if (source->isFull()) {
        fail(job, job.protocol->busyStatus, "too much of this sender waits to be kept", "http_busy",
             kRetrySoon_s);
        return;
    }
    if (job.protocol->work) {
        work(job, source);
        return;
    }
    auto unpacked = job.protocol->unpack(job.request, m_options.maxUnpackedBytes);
    if (!unpacked) {
        const bool isLarge = unpacked.error().code == twin::ErrorCode::TooLarge;
        const bool isOther = unpacked.error().code == twin::ErrorCode::Unsupported;
        fail(job,
             isLarge   ? 413
             : isOther ? 415
                       : 400,
             unpacked.error().reason,
             isLarge   ? "http_unpacks_too_large"
             : isOther ? "http_bad_encoding"
                       : "http_bad_packing",
             0);
        return;
    }
    job.request.body = {};
    if (auto decoded = job.protocol->decode(*unpacked, *source); !decoded) {
        fail(job, 400, decoded.error().reason, "http_bad_body", 0);
        return;
    }
    m_waiting.push_back({source,
                         job.protocol,
                         source->finish(),
                         {},
                         std::move(job.reply),
                         steady_clock::now() + std::chrono::nanoseconds(m_options.commitTimeout)});
}

void GatewayWorker::work(Job& job, const std::shared_ptr<CollectorSource>& source)
{
    GatewayWork done = job.protocol->work(job.request, *source);
    Taken taken = source->finish(); // refusals too belong into the books
    if (done.refused) {
        m_sink->countTransport(done.counter);
        job.reply(std::move(*done.refused));
        return;
    }
    m_waiting.push_back({source, job.protocol, std::move(taken), std::move(done.accept), std::move(job.reply),
                         steady_clock::now() + std::chrono::nanoseconds(m_options.commitTimeout)});
}

/// Answers those whose points are kept, and those that waited for too long.
void GatewayWorker::settle()
{
    const SteadyTime now = steady_clock::now();
    for (auto at = m_waiting.begin(); at != m_waiting.end();) {
        if (at->source->committedUpTo() >= at->taken.upTo) {
            at->reply(at->accept ? at->accept() : at->protocol->accept(at->taken));
        } else if (at->source->isClosed() || now >= at->deadline) {
            m_sink->countTransport("http_commit_timeout");
            at->reply(at->protocol->fail(503, "not kept yet", kRetryLater_s));
        } else {
            at->source->resend();
            ++at;
            continue;
        }
        at = m_waiting.erase(at);
    }
}

void GatewayWorker::keepHouse()
{
    const SteadyTime now = steady_clock::now();
    if (now - m_lastHouse < kHouseInterval) {
        return;
    }
    m_lastHouse = now;
    m_options.mapping->reloadIfChanged();
    const std::scoped_lock lock(m_sendersMutex);
    std::erase_if(m_senders, [&](const auto& entry) {
        const bool waits = std::any_of(m_waiting.begin(), m_waiting.end(), [&](const Waiting& waiting) {
            return waiting.source == entry.second.source;
        });
        return !waits && now - entry.second.heard >= std::chrono::nanoseconds(m_options.forgetSenderAfter);
    });
}

std::vector<SenderStatus> GatewayWorker::senders() const
{
    const std::scoped_lock lock(m_sendersMutex);
    std::vector<SenderStatus> out;
    for (const auto& [name, sender] : m_senders) {
        out.push_back({name, sender.source->seriesCount(), sender.source->unmapped()});
    }
    return out;
}

} // namespace app::transport
