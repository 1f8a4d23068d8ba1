#pragma once

#include "app/transport/tls_settings.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace app::transport {

struct TcpServerOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; ///< 0 = any free one
    TlsSettings tls;        ///< required beyond loopback
    std::size_t maxConnections = 256;
    twin::TimeNs helloTimeout = 5 * twin::kSecond;
    twin::TimeNs defaultHeartbeat =
        10 * twin::kSecond; ///< of sources that promise none; silent for three = dropped
};

/// Reads "HOST:PORT" ("[::1]:7400", "127.0.0.1:0"). Errors: BadInput.
[[nodiscard]] twin::Result<TcpServerOptions> parseListenAddress(const std::string& text);

/// The native telemetry listener: one I/O thread for all connections. Loopback only unless TLS with client
/// certificates is set. A peer that is silent, half open or speaks nonsense is dropped and counted; a full
/// engine is answered by not reading.
class TcpServer final : public twin::ingest::FrameSource
{
  public:
    explicit TcpServer(TcpServerOptions options);
    ~TcpServer() override;

    /// Errors: Invalid (beyond loopback without TLS, bad TLS files), Io (cannot bind).
    [[nodiscard]] twin::Result<> start(twin::ingest::FrameSink& sink) override;
    void stop() override;

    /// The bound port; 0 before start.
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
