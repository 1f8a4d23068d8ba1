#include "app/transport/nats_source.h"

#include "app/transport/gnmi_messages.h"
#include "app/transport/native_messages.h"
#include "app/transport/nats_link.h"
#include "app/transport/nats_reader.h"

#include <utility>
#include <vector>

namespace app::transport {

struct NatsSource::Impl
{
    NatsSourceOptions options;
    std::unique_ptr<NatsLink> link;
    std::vector<std::unique_ptr<NatsReader>> readers; ///< after `link`: they use it
    bool isStopped = false;

    void add(twin::ingest::FrameSink& sink, NatsChannel channel, std::unique_ptr<MessageHandler> handler,
             const char* refused)
    {
        readers.push_back(std::make_unique<NatsReader>(*link, std::move(channel), std::move(handler),
                                                       [&sink, refused] { sink.countTransport(refused); }));
    }
};

NatsSource::NatsSource(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

twin::Result<std::unique_ptr<NatsSource>> NatsSource::create(NatsSourceOptions options)
{
    auto link = NatsLink::create(options.server);
    if (!link) {
        return twin::failure(std::move(link.error()));
    }
    auto impl = std::make_unique<Impl>();
    impl->options = std::move(options);
    impl->link = std::move(*link);
    return std::unique_ptr<NatsSource>(new NatsSource(std::move(impl)));
}

NatsSource::~NatsSource()
{
    NatsSource::stop();
}

twin::Result<> NatsSource::start(twin::ingest::FrameSink& sink)
{
    Impl& my = *m_impl;
    const NatsSettings& server = my.options.server;
    if (my.options.registry) {
        my.add(sink, registryChannel(server.consumer),
               std::make_unique<RegistryMessages>(my.options.registry), "nats_registry_refused");
    }
    my.add(sink, nativeChannel(server.consumer), std::make_unique<NativeMessages>(sink, "nats", server.url),
           "nats_refused");
    if (my.options.mapping) {
        my.add(sink, telemetryChannel(server.consumer),
               std::make_unique<GnmiMessages>(sink, my.options.mapping, "nats", server.url),
               "nats_gnmi_refused");
    }
    for (const auto& reader : my.readers) {
        reader->start();
    }
    return {};
}

void NatsSource::stop()
{
    if (std::exchange(m_impl->isStopped, true)) {
        return;
    }
    for (const auto& reader : m_impl->readers) {
        reader->stop();
    }
    m_impl->link->close();
}

BusStatus NatsSource::status() const
{
    BusStatus out;
    out.kind = "nats";
    out.address = m_impl->options.server.url;
    out.state = m_impl->link->state();
    out.error = m_impl->link->error();
    for (const auto& reader : m_impl->readers) {
        out.channels.push_back(reader->status());
    }
    return out;
}

} // namespace app::transport
