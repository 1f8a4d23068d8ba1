#include "app/transport/tcp_server.h"

#include "app/transport/listener.h"

#include <QHostAddress>
#include <QThread>

#include <atomic>
#include <optional>
#include <utility>

namespace app::transport {

namespace {

std::optional<QHostAddress> addressOf(const std::string& host)
{
    if (host == "localhost") {
        return QHostAddress(QHostAddress::LocalHost);
    }
    QHostAddress out;
    return out.setAddress(QString::fromStdString(host)) ? std::optional(out) : std::nullopt;
}

} // namespace

twin::Result<TcpServerOptions> parseListenAddress(const std::string& text)
{
    const std::size_t colon = text.rfind(':');
    bool good = colon != std::string::npos && colon > 0;
    const uint port = good ? QString::fromStdString(text.substr(colon + 1)).toUInt(&good) : 0;
    std::string host = good ? text.substr(0, colon) : std::string();
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    if (!good || port > 65'535 || !addressOf(host)) {
        return twin::failure(twin::ErrorCode::BadInput,
                             "'" + text + "' is not an address like 127.0.0.1:7400");
    }
    TcpServerOptions out;
    out.host = host;
    out.port = static_cast<std::uint16_t>(port);
    return out;
}

struct TcpServer::Impl
{
    TcpServerOptions options;
    std::unique_ptr<Listener> listener; ///< lives on `thread` while it runs
    QThread thread;
    std::atomic<std::uint16_t> port = 0;
};

TcpServer::TcpServer(TcpServerOptions options)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->options = std::move(options);
}

TcpServer::~TcpServer()
{
    TcpServer::stop();
}

twin::Result<> TcpServer::start(twin::ingest::FrameSink& sink)
{
    const TcpServerOptions& options = m_impl->options;
    const auto address = addressOf(options.host);
    if (!address) {
        return twin::failure(twin::ErrorCode::BadInput, "'" + options.host + "' is not an address");
    }
    std::optional<QSslConfiguration> tls;
    if (options.tls.isOn()) {
        auto made = sslConfiguration(options.tls);
        if (!made) {
            return twin::failure(std::move(made.error()));
        }
        tls = std::move(*made);
    }
    if (!address->isLoopback() && !tls) {
        return twin::failure(twin::ErrorCode::BadInput, "listening beyond loopback (" + options.host +
                                                            ") needs TLS with client certificates");
    }
    m_impl->listener = std::make_unique<Listener>(options, std::move(tls), sink);
    m_impl->listener->moveToThread(&m_impl->thread);
    m_impl->thread.setObjectName(QStringLiteral("transport"));
    m_impl->thread.start();
    QString problem;
    QMetaObject::invokeMethod(
        m_impl->listener.get(),
        [&] {
            if (m_impl->listener->listen(*address, options.port)) {
                m_impl->port = m_impl->listener->serverPort();
            } else {
                problem = m_impl->listener->errorString();
            }
        },
        Qt::BlockingQueuedConnection);
    if (m_impl->port == 0) {
        stop();
        return twin::failure(twin::ErrorCode::Io, "cannot listen on " + options.host + ":" +
                                                      std::to_string(options.port) + ": " +
                                                      problem.toStdString());
    }
    return {};
}

void TcpServer::stop()
{
    if (m_impl->listener == nullptr) {
        return;
    }
    // Sockets and timers die on their own thread, while it ends.
    Listener* listener = m_impl->listener.release();
    QObject::connect(&m_impl->thread, &QThread::finished, listener, &QObject::deleteLater);
    m_impl->thread.quit();
    m_impl->thread.wait();
    m_impl->port = 0;
}

std::uint16_t TcpServer::port() const
{
    return m_impl->port;
}

} // namespace app::transport
