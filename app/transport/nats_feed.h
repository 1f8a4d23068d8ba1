#pragma once

#include "app/transport/feed_sender.h"
#include "app/transport/nats_settings.h"
#include "twin/support/result.h"

#include <memory>

namespace app::transport {

/// The sending end of the native protocol through NATS JetStream: each frame is a message of its own on
/// `suanwang.native.<source>`, and acknowledged when the server has stored it. What is not is published
/// again; the twin knows a frame it has. One thread.
class NatsFeed final : public FeedSender
{
  public:
    /// Errors: those of natsOptionsOf, Io (the acks file).
    [[nodiscard]] static twin::Result<std::unique_ptr<NatsFeed>> create(const NatsSettings& server,
                                                                        FeedSenderOptions options);
    ~NatsFeed() override;

    [[nodiscard]] bool offer(suanwang::telemetry::v1::Frame&& frame) override;
    [[nodiscard]] twin::Result<> pump(twin::TimeNs timeout) override;
    [[nodiscard]] FeedStatistics statistics() const override;

  private:
    struct Impl;
    explicit NatsFeed(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// `suanwang.native.` and the source's name, with '_' for what a subject may not have.
[[nodiscard]] std::string nativeSubject(const std::string& source);

} // namespace app::transport
