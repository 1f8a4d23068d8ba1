#include "app/transport/connection.h"

#include "app/transport/replies.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>
#include <variant>

namespace app::transport {

namespace {

using twin::ingest::Refusal;
using twin::ingest::RefuseReason;
using twin::ingest::refuseReasonFor;
using twin::ingest::SourceSession;

constexpr qint64 kReadChunk = 256 << 10;
constexpr qint64 kReadBuffer = 1 << 20;   ///< beyond it the kernel's window closes: that is the back-pressure
constexpr qint64 kWriteBound = 256 << 10; ///< a peer that does not read its acknowledgements waits for them
constexpr std::size_t kMaxRefusalsWaiting = 1'000;
constexpr twin::TimeNs kMinSilence = 150 * twin::kMillisecond;

std::string peerText(const QTcpSocket& socket)
{
    return (socket.peerAddress().toString() + u':' + QString::number(socket.peerPort())).toStdString();
}

} // namespace

Connection::Connection(QTcpSocket* socket, ConnectionLimits limits, twin::ingest::FrameSink& sink,
                       QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(std::move(limits))
    , m_sink(sink)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_silenceLimit = m_limits.helloTimeout;
    m_lastHeard.start();
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::readMore);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] { takeOutbox(); });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] { drop({}); });
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        drop(error == QAbstractSocket::RemoteHostClosedError ? "" : "socket_error");
    });
}

Connection::~Connection()
{
    if (m_session) {
        m_session->close();
    }
}

void Connection::checkDeadline()
{
    // Paused for us to catch up, a peer is not to blame; one that does not read its replies is.
    const bool isOurs = m_paused && m_socket->bytesToWrite() <= kWriteBound;
    if (isOurs || m_finished || m_lastHeard.nsecsElapsed() < m_silenceLimit) {
        return;
    }
    const Refusal refusal{0, m_session ? RefuseReason::Internal : RefuseReason::NoHello,
                          "silent for too long", true};
    drop(m_session ? "idle_dropped" : "hello_timeout", &refusal);
}

void Connection::drop(const std::string& what, const Refusal* refusal)
{
    if (std::exchange(m_finished, true)) {
        return;
    }
    if (!what.empty()) {
        m_sink.countTransport(what);
    }
    if (refusal != nullptr) {
        writeRefusal(*refusal);
        m_socket->flush();
    }
    if (m_session) {
        m_session->close();
    }
    m_socket->disconnectFromHost();
    Q_EMIT finished();
}

void Connection::readMore()
{
    while (!m_paused && !m_finished && m_socket->bytesAvailable() > 0) {
        m_unread.resize(static_cast<std::size_t>(std::min(kReadChunk, m_socket->bytesAvailable())));
        const qint64 got = m_socket->read(m_unread.data(), static_cast<qint64>(m_unread.size()));
        if (got <= 0) {
            return;
        }
        m_unread.resize(static_cast<std::size_t>(got));
        m_unreadAt = 0;
        m_lastHeard.start();
        consume();
    }
}

/// Cuts `m_unread` into frames until it is used up or the engine has no room.
void Connection::consume()
{
    while (!m_paused && !m_finished && m_unreadAt < m_unread.size()) {
        std::string_view rest = std::string_view(m_unread).substr(m_unreadAt);
        auto frame = m_splitter.next(rest);
        m_unreadAt = m_unread.size() - rest.size();
        if (!frame) {
            const Refusal refusal{0, refuseReasonFor(frame.error()), frame.error().reason, true};
            drop("bad_stream", &refusal);
            return;
        }
        if (*frame && !handleFrame(**frame)) {
            m_pending = std::move(**frame);
            m_paused = true;
        }
    }
}

/// False, and `frame` untouched, when there is no room.
bool Connection::handleFrame(std::string& frame)
{
    if (!m_session) {
        handleHello(frame);
        return true;
    }
    switch (m_session->submit(frame)) {
    case SourceSession::Submit::Taken:
        return true;
    case SourceSession::Submit::Full:
        return false;
    case SourceSession::Submit::Closed:
        break;
    }
    takeOutbox(); // the reason, if the session was told one
    drop("session_closed");
    return true;
}

void Connection::handleHello(const std::string& frame)
{
    auto decoded = m_decoder.decode(frame, {});
    auto* hello = decoded ? std::get_if<twin::ingest::SourceHello>(&*decoded) : nullptr;
    if (hello == nullptr) {
        const Refusal refusal{0, decoded ? RefuseReason::NoHello : refuseReasonFor(decoded.error()),
                              decoded ? "the first frame is not a Hello" : decoded.error().reason, true};
        drop("bad_hello", &refusal);
        return;
    }
    hello->transport = m_limits.transport.toStdString();
    hello->peer = peerText(*m_socket);
    auto session = m_sink.openSource(*hello, sessionEvents());
    if (!session) {
        const Refusal refusal{0, refuseReasonFor(session.error()), session.error().reason, true};
        drop("bad_hello", &refusal);
        return;
    }
    m_session = std::move(*session);
    m_silenceLimit =
        std::max(kMinSilence, 3 * (hello->heartbeat > 0 ? hello->heartbeat : m_limits.defaultHeartbeat));
    writeReply(welcomeBytes(m_session->progress()));
}

/// The lambdas run on the engine's threads: they leave a note and wake the I/O thread.
twin::ingest::SessionEvents Connection::sessionEvents()
{
    twin::ingest::SessionEvents events;
    events.acknowledged = [this](const twin::ingest::Progress& progress) {
        const std::scoped_lock lock(m_outbox->mutex);
        m_outbox->progress = progress;
        post();
    };
    events.refused = [this](const Refusal& refusal) {
        const std::scoped_lock lock(m_outbox->mutex);
        if (m_outbox->refusals.size() < kMaxRefusalsWaiting) {
            m_outbox->refusals.push_back(refusal);
        }
        post();
    };
    events.ready = [this] {
        const std::scoped_lock lock(m_outbox->mutex);
        m_outbox->ready = true;
        post();
    };
    return events;
}

/// With the outbox locked; any thread. One wake is enough for all that is in it.
void Connection::post()
{
    if (!std::exchange(m_outbox->posted, true)) {
        QMetaObject::invokeMethod(
            this, [this] { takeOutbox(); }, Qt::QueuedConnection);
    }
}

void Connection::takeOutbox()
{
    if (m_socket->bytesToWrite() > kWriteBound) {
        return; // bytesWritten comes back here
    }
    std::optional<twin::ingest::Progress> progress;
    std::deque<Refusal> refusals;
    bool ready = false;
    {
        const std::scoped_lock lock(m_outbox->mutex);
        progress.swap(m_outbox->progress);
        refusals.swap(m_outbox->refusals);
        ready = std::exchange(m_outbox->ready, false);
        m_outbox->posted = false;
    }
    if (progress && !m_finished) {
        writeReply(acknowledgementBytes(*progress));
    }
    for (const Refusal& refusal : refusals) {
        if (m_finished) {
            return;
        }
        if (refusal.closing) {
            drop("refused_" + std::string(refuseReasonName(refusal.reason)), &refusal);
        } else {
            writeRefusal(refusal);
        }
    }
    if (ready && m_paused && !m_finished) {
        m_paused = false;
        m_lastHeard.start();
        if (!handleFrame(m_pending)) {
            m_paused = true;
            return;
        }
        consume();
        readMore();
    }
}

void Connection::writeRefusal(const Refusal& refusal)
{
    writeReply(refusalBytes(refusal));
}

void Connection::writeReply(const std::string& bytes)
{
    std::string framed;
    twin::ingest::appendFrame(framed, bytes);
    m_socket->write(framed.data(), static_cast<qint64>(framed.size()));
}

} // namespace app::transport
