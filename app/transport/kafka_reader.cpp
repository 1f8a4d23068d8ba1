#include "app/transport/kafka_reader.h"

#include <algorithm>
#include <string_view>

namespace app::transport {

namespace {

constexpr std::size_t kHeldMessages = 1'024;
constexpr std::size_t kHeldBytes = 32U << 20U;
constexpr int kPoll_ms = 10;
constexpr int kTail = 8; ///< messages of a partition that a topic read from its tail begins with
constexpr std::chrono::milliseconds kCommitEvery{200};
constexpr std::chrono::seconds kDrainTime{2};
constexpr twin::TimeNs kDrainWait = 5 * twin::kMillisecond;

struct DestroyList
{
    void operator()(rd_kafka_topic_partition_list_t* it) const { rd_kafka_topic_partition_list_destroy(it); }
};

using PartitionList = std::unique_ptr<rd_kafka_topic_partition_list_t, DestroyList>;

} // namespace

KafkaReader::KafkaReader(twin::ingest::FrameSink& sink, std::vector<KafkaTopic> topics)
    : m_sink(sink)
    , m_topics(std::move(topics))
{
    m_status.kind = "kafka";
    m_status.state = "connecting";
    for (const KafkaTopic& topic : m_topics) {
        BusChannelStatus channel;
        channel.subject = topic.name;
        m_status.channels.push_back(std::move(channel));
    }
}

KafkaReader::~KafkaReader()
{
    stop();
}

void KafkaReader::note(const std::string& state, const std::string& error)
{
    const std::scoped_lock lock(m_mutex);
    m_status.state = state;
    m_status.error = error;
}

void KafkaReader::onError(rd_kafka_t*, int code, const char* reason, void* self)
{
    auto& reader = *static_cast<KafkaReader*>(self);
    const std::scoped_lock lock(reader.m_mutex);
    reader.m_status.error = reason;
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && reader.m_status.state == "connected") {
        reader.m_status.state = "reconnecting";
    }
}

/// The library says nowhere else that a broker is there again.
int KafkaReader::onStatistics(rd_kafka_t*, char* json, std::size_t length, void* self)
{
    auto& reader = *static_cast<KafkaReader*>(self);
    if (std::string_view(json, length).find("\"state\":\"UP\"") != std::string_view::npos) {
        reader.note("connected", {});
    }
    return 0; // the library keeps its text
}

void KafkaReader::assign(rd_kafka_topic_partition_list_t* partitions)
{
    for (int i = 0; i < partitions->cnt; ++i) {
        rd_kafka_topic_partition_t& one = partitions->elems[i];
        const auto topic = std::ranges::find(m_topics, std::string_view(one.topic), &KafkaTopic::name);
        if (topic != m_topics.end() && topic->isFromTail) {
            one.offset = RD_KAFKA_OFFSET_TAIL(kTail);
        }
    }
    note("connected", {});
    m_isPaused = false;
}

void KafkaReader::onRebalance(rd_kafka_t* kafka, rd_kafka_resp_err_t code,
                              rd_kafka_topic_partition_list_t* partitions, void* self)
{
    auto& reader = *static_cast<KafkaReader*>(self);
    if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        reader.assign(partitions);
        rd_kafka_assign(kafka, partitions);
        return;
    }
    reader.settle();
    reader.commit(true);
    reader.m_windows.clear(); // whoever has them now reads what was not committed
    rd_kafka_assign(kafka, nullptr);
}

twin::Result<> KafkaReader::start(KafkaConf conf, const std::string& group)
{
    rd_kafka_conf_set_opaque(conf.get(), this);
    rd_kafka_conf_set_error_cb(conf.get(), onError);
    rd_kafka_conf_set_stats_cb(conf.get(), onStatistics);
    rd_kafka_conf_set_log_cb(conf.get(), onLog);
    rd_kafka_conf_set_rebalance_cb(conf.get(), onRebalance);
    char why[512] = {};
    m_kafka.reset(rd_kafka_new(RD_KAFKA_CONSUMER, conf.get(), why, sizeof why));
    if (!m_kafka) {
        return twin::failure(twin::ErrorCode::BadInput, std::string("Kafka: ") + why);
    }
    static_cast<void>(conf.release()); // the library has it now
    rd_kafka_poll_set_consumer(m_kafka.get());
    const PartitionList topics(rd_kafka_topic_partition_list_new(static_cast<int>(m_topics.size())));
    for (const KafkaTopic& topic : m_topics) {
        rd_kafka_topic_partition_list_add(topics.get(), topic.name.c_str(), RD_KAFKA_PARTITION_UA);
    }
    if (const auto code = rd_kafka_subscribe(m_kafka.get(), topics.get());
        code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return twin::failure(twin::ErrorCode::Io, std::string("Kafka: ") + rd_kafka_err2str(code));
    }
    for (BusChannelStatus& channel : m_status.channels) {
        channel.consumer = group;
    }
    m_thread = std::thread([this] { run(); });
    return {};
}

void KafkaReader::stop()
{
    m_stopping = true;
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

BusStatus KafkaReader::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

bool KafkaReader::isFull() const
{
    return m_held.size() >= kHeldMessages || m_heldBytes >= kHeldBytes ||
           std::ranges::any_of(m_topics, [](const KafkaTopic& topic) { return topic.handler->isFull(); });
}

void KafkaReader::pauseWhenFull()
{
    const bool wanted = isFull();
    if (wanted == m_isPaused) {
        return;
    }
    rd_kafka_topic_partition_list_t* made = nullptr;
    if (rd_kafka_assignment(m_kafka.get(), &made) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return;
    }
    const PartitionList assigned(made);
    const auto code = wanted ? rd_kafka_pause_partitions(m_kafka.get(), made)
                             : rd_kafka_resume_partitions(m_kafka.get(), made);
    m_isPaused = code == RD_KAFKA_RESP_ERR_NO_ERROR ? wanted : m_isPaused;
}

void KafkaReader::run()
{
    while (!m_stopping) {
        settle();
        commit(false);
        pauseWhenFull();
        // Paused it gives events only, but a message that was on its way is still taken.
        if (Message message{rd_kafka_consumer_poll(m_kafka.get(), kPoll_ms)}) {
            take(std::move(message));
        }
    }
    drain();
    rd_kafka_consumer_close(m_kafka.get());
    for (const KafkaTopic& topic : m_topics) {
        topic.handler->close();
    }
    m_held.clear(); // before the library goes
    m_kafka.reset();
    note("stopped", {});
}

void KafkaReader::take(Message message)
{
    const std::string topicName = message->rkt != nullptr ? rd_kafka_topic_name(message->rkt) : "";
    const auto topic = std::ranges::find(m_topics, topicName, &KafkaTopic::name);
    if (topic == m_topics.end()) {
        return;
    }
    const auto index = static_cast<std::size_t>(topic - m_topics.begin());
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        const std::scoped_lock lock(m_mutex);
        m_status.channels[index].error = rd_kafka_message_errstr(message.get());
        return;
    }
    m_windows[{topicName, message->partition}].add(message->offset);
    const std::string_view key(static_cast<const char*>(message->key), message->key_len);
    // The key of a notification is its device, as the subject is on NATS.
    Held held{std::move(message), "telemetry." + std::string(key), index};
    const std::size_t bytes = held.message->len;
    const std::uint64_t id = m_nextId++;
    const Held& kept = m_held.emplace(id, std::move(held)).first->second;
    m_heldBytes += bytes;
    topic->handler->take({id, kept.subject, {static_cast<const char*>(kept.message->payload), bytes}});
    const std::scoped_lock lock(m_mutex);
    BusChannelStatus& channel = m_status.channels[index];
    channel.stream = topicName;
    channel.error.clear();
    ++channel.messages;
    channel.bytes += bytes;
    ++channel.inFlight;
    channel.inFlightBytes += bytes;
}

void KafkaReader::settle()
{
    for (std::size_t i = 0; i < m_topics.size(); ++i) {
        for (const SettledMessage& settled : m_topics[i].handler->settle()) {
            settle(settled, i);
        }
    }
}

void KafkaReader::settle(const SettledMessage& settled, std::size_t topic)
{
    const auto held = m_held.find(settled.id);
    if (held == m_held.end()) {
        return;
    }
    const rd_kafka_message_t& message = *held->second.message;
    const std::size_t bytes = message.len;
    const auto window = m_windows.find({m_topics[topic].name, message.partition});
    if (window != m_windows.end()) {
        window->second.settle(message.offset);
    }
    m_heldBytes -= bytes;
    m_held.erase(held);
    if (!settled.problem.empty()) {
        m_sink.countTransport(m_topics[topic].refusedCounter);
    }
    const std::scoped_lock lock(m_mutex);
    BusChannelStatus& channel = m_status.channels[topic];
    channel.acknowledged += settled.isKept ? 1 : 0;
    channel.refused += settled.problem.empty() ? 0 : 1;
    --channel.inFlight;
    channel.inFlightBytes -= bytes;
    if (!settled.problem.empty()) {
        channel.lastRefusal = settled.problem;
    }
}

void KafkaReader::commit(bool isLast)
{
    if (!isLast && Clock::now() - m_lastCommit < kCommitEvery) {
        return;
    }
    m_lastCommit = Clock::now();
    const PartitionList list(rd_kafka_topic_partition_list_new(8));
    for (auto& [partition, window] : m_windows) {
        if (const auto next = window.takeCommit()) {
            rd_kafka_topic_partition_list_add(list.get(), partition.first.c_str(), partition.second)->offset =
                *next;
        }
    }
    if (list->cnt > 0) {
        // A commit that is lost only brings the messages again.
        static_cast<void>(rd_kafka_commit(m_kafka.get(), list.get(), isLast ? 0 : 1));
    }
}

void KafkaReader::drain()
{
    const auto end = Clock::now() + kDrainTime;
    while (!m_held.empty() && Clock::now() < end) {
        settle();
        if (!m_held.empty()) {
            m_topics.front().handler->wait(kDrainWait);
        }
    }
    commit(true);
}

} // namespace app::transport
