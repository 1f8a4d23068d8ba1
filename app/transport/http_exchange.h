#pragma once

#include "app/transport/http_limits.h"
#include "app/transport/http_server.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <microhttpd.h>

namespace app::transport {

/// Requests between their first header and their answer. The static functions are what libmicrohttpd calls,
/// on its I/O thread; replies come on any.
class HttpExchanges
{
  public:
    struct Bounds
    {
        std::size_t bodyBytes = 0;
        std::size_t allBodiesBytes = 0;
        bool needsCertificate = false;
    };

    HttpExchanges(Bounds bounds, std::vector<HttpRoute> routes, HttpLimits& limits, HttpServer::Count& count)
        : m_bounds(bounds)
        , m_routes(std::move(routes))
        , m_limits(limits)
        , m_count(count)
    {}

    static MHD_Result handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* version, const char* data, std::size_t* size, void** context);
    static void completed(void* self, MHD_Connection* connection, void** context,
                          MHD_RequestTerminationCode code);

    /// From now on requests are answered at once that the service ends.
    void close() { m_closed = true; }

  private:
    struct Exchange ///< shared by the I/O thread and the reply
    {
        const HttpRoute* route = nullptr;
        HttpRequest request;
        std::size_t held = 0; ///< bytes of the body, as counted
        bool isHandled = false;
        std::mutex mutex;
        MHD_Connection* connection = nullptr; ///< under the mutex; null = gone, nobody waits
        std::optional<HttpAnswer> answer;     ///< under the mutex
    };

    using Held = std::shared_ptr<Exchange>;

    MHD_Result begin(MHD_Connection* connection, const char* url, const std::string& method, void** context);
    MHD_Result receive(Exchange& exchange, const char* data, std::size_t* size);
    MHD_Result finish(MHD_Connection* connection, const Held& exchange);
    MHD_Result refuse(MHD_Connection* connection, int status, const std::string& reason, const char* counter,
                      int retryAfter_s = 0, const HttpRoute* route = nullptr);
    static MHD_Result send(MHD_Connection* connection, const HttpAnswer& answer);
    [[nodiscard]] HttpLimits::Peer* peerOf(MHD_Connection* connection) const;

    const Bounds m_bounds;
    const std::vector<HttpRoute> m_routes;
    HttpLimits& m_limits;
    HttpServer::Count& m_count;
    std::size_t m_held = 0; ///< bytes of all bodies; I/O thread
    std::atomic<bool> m_closed = false;
};

} // namespace app::transport
