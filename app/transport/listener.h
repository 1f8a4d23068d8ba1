#pragma once

#include "app/transport/tcp_server.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTimer>

#include <optional>

namespace app::transport {

class Connection;

/// Accepts peers on the I/O thread, within a bound, and sweeps their deadlines.
class Listener final : public QTcpServer
{
    Q_OBJECT

  public:
    Listener(const TcpServerOptions& options, std::optional<QSslConfiguration> tls,
             twin::ingest::FrameSink& sink);

  protected:
    void incomingConnection(qintptr handle) override;

  private:
    [[nodiscard]] QTcpSocket* makeSocket(qintptr handle);

    TcpServerOptions m_options;
    std::optional<QSslConfiguration> m_tls;
    twin::ingest::FrameSink& m_sink;
    QList<Connection*> m_connections;
    QTimer m_sweep;
};

} // namespace app::transport
