#pragma once

#include "app/transport/http_server.h"
#include "twin/ingest/collector_source.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace app::transport {

/// What a request came to: an answer at once, or what to answer when what it brought is kept.
struct GatewayWork
{
    std::optional<HttpAnswer> refused;
    std::string counter; ///< of a refusal
    std::function<HttpAnswer()> accept;
};

/// How one foreign protocol over HTTP is read and answered. Stateless, but for what `work` holds.
struct GatewayProtocol
{
    const char* name; ///< "otlp": also the front of its sources' names
    const char* path;
    int busyStatus; ///< what its senders try again after
    /// An answer if the request is not of this protocol.
    std::optional<HttpAnswer> (*check)(const HttpRequest& request);
    twin::Result<std::string> (*unpack)(const HttpRequest& request, std::size_t maxBytes);
    twin::Result<std::uint64_t> (*decode)(std::string_view body, twin::ingest::SeriesSink& out);
    HttpAnswer (*accept)(const twin::ingest::Taken& taken);
    HttpAnswer (*fail)(int status, const std::string& reason, int retryAfter_s);
    /// If it is there, it does what `unpack`, `decode` and `accept` do for series.
    std::function<GatewayWork(const HttpRequest&, twin::ingest::CollectorSource&)> work = {};
};

[[nodiscard]] const GatewayProtocol& otlpProtocol();
[[nodiscard]] const GatewayProtocol& remoteWriteProtocol();

} // namespace app::transport
