#pragma once

#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/units.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace app::transport {

struct ConnectionLimits
{
    twin::TimeNs helloTimeout = 0;
    twin::TimeNs defaultHeartbeat = 0;
    QString transport; ///< "tcp" or "tls"
};

/// One peer of the native listener: cuts its stream into frames, opens its session at the Hello, sends back
/// what the session tells. Lives on the I/O thread; session events come from the engine's threads through
/// `Outbox`.
class Connection final : public QObject
{
    Q_OBJECT

  public:
    Connection(QTcpSocket* socket, ConnectionLimits limits, twin::ingest::FrameSink& sink, QObject* parent);
    ~Connection() override;

    /// Drops a peer that was silent too long. Called a few times a second.
    void checkDeadline();

  Q_SIGNALS:
    void finished();

  private:
    /// What the engine's threads leave here for the I/O thread.
    struct Outbox
    {
        std::mutex mutex;
        std::optional<twin::ingest::Progress> progress; ///< the newest replaces an older one
        std::deque<twin::ingest::Refusal> refusals;
        bool ready = false;
        bool posted = false;
    };

    void readMore();
    void consume();
    [[nodiscard]] bool handleFrame(std::string& frame);
    void handleHello(const std::string& frame);
    [[nodiscard]] twin::ingest::SessionEvents sessionEvents();
    void post();
    void takeOutbox();
    void writeRefusal(const twin::ingest::Refusal& refusal);
    void writeReply(const std::string& bytes);
    /// Counts `what`, sends the refusal if there is one, and closes.
    void drop(const std::string& what, const twin::ingest::Refusal* refusal = nullptr);

    QTcpSocket* m_socket; ///< child
    ConnectionLimits m_limits;
    twin::ingest::FrameSink& m_sink;
    twin::ingest::FrameSplitter m_splitter;
    twin::ingest::FrameDecoder m_decoder; ///< for the Hello
    std::unique_ptr<twin::ingest::SourceSession> m_session;
    std::shared_ptr<Outbox> m_outbox = std::make_shared<Outbox>();
    std::string m_unread; ///< bytes read from the socket, not yet cut
    std::size_t m_unreadAt = 0;
    std::string m_pending; ///< a frame the engine had no room for
    bool m_paused = false;
    bool m_finished = false;
    twin::TimeNs m_silenceLimit = 0;
    QElapsedTimer m_lastHeard;
};

} // namespace app::transport
