#include "app/transport/listener.h"

#include "app/transport/connection.h"

#include <QSslSocket>

#include <memory>
#include <utility>

namespace app::transport {

namespace {

constexpr int kSweep_ms = 50;

} // namespace

Listener::Listener(const TcpServerOptions& options, std::optional<QSslConfiguration> tls,
                   twin::ingest::FrameSink& sink)
    : m_options(options)
    , m_tls(std::move(tls))
    , m_sink(sink)
    , m_sweep(this)
{
    connect(&m_sweep, &QTimer::timeout, this, [this] {
        const QList<Connection*> now = m_connections; // a drop changes the list
        for (Connection* connection : now) {
            connection->checkDeadline();
        }
    });
    m_sweep.start(kSweep_ms);
}

QTcpSocket* Listener::makeSocket(qintptr handle)
{
    if (!m_tls) {
        auto plain = std::make_unique<QTcpSocket>();
        return plain->setSocketDescriptor(handle) ? plain.release() : nullptr;
    }
    auto secure = std::make_unique<QSslSocket>();
    if (!secure->setSocketDescriptor(handle)) {
        return nullptr;
    }
    secure->setSslConfiguration(*m_tls);
    connect(secure.get(), &QSslSocket::sslErrors, this, [this] { m_sink.countTransport("tls_refused"); });
    secure->startServerEncryption();
    return secure.release();
}

void Listener::incomingConnection(qintptr handle)
{
    QTcpSocket* socket = makeSocket(handle);
    if (socket == nullptr) {
        m_sink.countTransport("socket_error");
        return;
    }
    m_sink.countTransport("connections");
    if (static_cast<std::size_t>(m_connections.size()) >= m_options.maxConnections) {
        m_sink.countTransport("too_many_connections");
        socket->abort();
        socket->deleteLater();
        return;
    }
    const ConnectionLimits limits{m_options.helloTimeout, m_options.defaultHeartbeat,
                                  m_tls ? QStringLiteral("tls") : QStringLiteral("tcp")};
    auto* connection = new Connection(socket, limits, m_sink, this);
    m_connections.append(connection);
    connect(connection, &Connection::finished, this, [this, connection] {
        m_connections.removeOne(connection);
        connection->deleteLater();
    });
}

} // namespace app::transport
