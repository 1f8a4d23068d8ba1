#pragma once

#include "app/transport/bus_message.h"
#include "app/transport/bus_status.h"
#include "app/transport/kafka_settings.h"
#include "app/transport/offset_window.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/result.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace app::transport {

/// One topic: how its messages are meant.
struct KafkaTopic
{
    std::string name;
    std::unique_ptr<MessageHandler> handler;
    bool isFromTail = false; ///< every start reads the last few messages, instead of where it left off
    const char* refusedCounter = "";
};

/// Polls a consumer group on a thread of its own and hands messages to their topic's handler; commits offsets
/// of what the handlers have kept. What is here is bounded: full, it pauses its partitions and goes on
/// polling, as the group demands.
class KafkaReader
{
  public:
    KafkaReader(twin::ingest::FrameSink& sink, std::vector<KafkaTopic> topics);
    ~KafkaReader();
    KafkaReader(const KafkaReader&) = delete;
    KafkaReader& operator=(const KafkaReader&) = delete;

    /// Errors: BadInput (the library does not take the settings), Io.
    [[nodiscard]] twin::Result<> start(KafkaConf conf, const std::string& group);
    /// Waits a little for what is here to be kept, commits, leaves the group, joins. May be called twice.
    void stop();

    /// State, error and channels; any thread.
    [[nodiscard]] BusStatus status() const;

  private:
    using Clock = std::chrono::steady_clock;
    using Partition = std::pair<std::string, std::int32_t>; ///< topic, number

    struct DestroyMessage
    {
        void operator()(rd_kafka_message_t* it) const { rd_kafka_message_destroy(it); }
    };

    using Message = std::unique_ptr<rd_kafka_message_t, DestroyMessage>;

    struct Held
    {
        Message message;
        std::string subject;
        std::size_t topic = 0;
    };

    struct Destroy
    {
        void operator()(rd_kafka_t* it) const { rd_kafka_destroy(it); }
    };

    static void onError(rd_kafka_t*, int code, const char* reason, void* self);
    static int onStatistics(rd_kafka_t*, char* json, std::size_t length, void* self);

    static void onLog(const rd_kafka_t*, int, const char*, const char*) {}

    static void onRebalance(rd_kafka_t* kafka, rd_kafka_resp_err_t code,
                            rd_kafka_topic_partition_list_t* partitions, void* self);

    void run();
    void take(Message message);
    void settle();
    void settle(const SettledMessage& settled, std::size_t topic);
    void commit(bool isLast);
    void drain();
    [[nodiscard]] bool isFull() const;
    void pauseWhenFull();
    void assign(rd_kafka_topic_partition_list_t* partitions);
    void note(const std::string& state, const std::string& error);

    twin::ingest::FrameSink& m_sink;
    std::vector<KafkaTopic> m_topics;
    std::unique_ptr<rd_kafka_t, Destroy> m_kafka;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;

    // The reader's thread alone.
    std::unordered_map<std::uint64_t, Held> m_held;
    std::map<Partition, OffsetWindow> m_windows;
    std::uint64_t m_nextId = 1;
    std::size_t m_heldBytes = 0;
    bool m_isPaused = false;
    Clock::time_point m_lastCommit;

    mutable std::mutex m_mutex;
    BusStatus m_status;
};

} // namespace app::transport
