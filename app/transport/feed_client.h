#pragma once

#include "app/transport/feed_sender.h"
#include "app/transport/tls_settings.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <string>

namespace app::transport {

struct FeedClientOptions : FeedSenderOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    TlsSettings tls; ///< empty = plain TCP
};

/// The sending end of the native protocol on a connection: says Hello, sends frames, keeps what the twin has
/// not acknowledged and sends it again after a reconnect (with back-off). Works without an event loop; one
/// thread; that thread needs a QCoreApplication somewhere in the program.
class FeedClient final : public FeedSender
{
  public:
    /// Errors: Io (the acks file, TLS files), BadInput (TLS files).
    [[nodiscard]] static twin::Result<std::unique_ptr<FeedClient>> create(FeedClientOptions options);
    ~FeedClient() override;

    [[nodiscard]] bool offer(suanwang::telemetry::v1::Frame&& frame) override;
    [[nodiscard]] twin::Result<> pump(twin::TimeNs timeout) override;
    [[nodiscard]] FeedStatistics statistics() const override;

    /// Cuts the line without warning (tests); the next pump reconnects.
    void breakLine();

  private:
    struct Impl;
    explicit FeedClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
