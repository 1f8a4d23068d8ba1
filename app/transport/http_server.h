#pragma once

#include "app/transport/tls_settings.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace app::transport {

struct HttpServerOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; ///< 0 = any free one
    TlsSettings tls;        ///< required beyond loopback
    std::size_t maxConnections = 4'096;
    std::size_t maxPerAddress = 2'560; ///< connections
    std::size_t maxBodyBytes = 16U << 20U;
    std::size_t maxBodiesBytes = 256U << 20U; ///< of all requests together
    double requestsPerSecond = 1'000;         ///< of one address, with as many at once
    /// From the connection, or the answer before, to a whole request: a peer that trickles is dropped.
    twin::TimeNs requestTimeout = 30 * twin::kSecond;
};

struct HttpRequest
{
    std::string address;                                        ///< of the peer, without its port
    std::string path;                                           ///< without the query
    std::string query;                                          ///< after the "?"
    std::vector<std::pair<std::string, std::string>> arguments; ///< of the query, decoded; at most 64
    std::string contentType;                                    ///< lower case, without parameters' blanks
    std::string contentEncoding;                                ///< lower case; empty = identity
    std::string source; ///< what the sender calls itself (X-Suanwang-Source); may be empty
    std::string body;
};

struct HttpAnswer
{
    int status = 200;
    std::string contentType; ///< empty = none
    std::string body;
    int retryAfter_s = 0; ///< 0 = not said
    std::vector<std::pair<std::string, std::string>> headers;
};

/// Gives the answer to one request; any thread, once.
using HttpReply = std::function<void(HttpAnswer)>;

/// One method and path; a path that ends in "/" is that of all below it. `handle` is called on the I/O thread
/// with the whole body: hand over and return.
struct HttpRoute
{
    std::string method; ///< "GET", "POST" or "PATCH"
    std::string path;
    std::function<void(HttpRequest&&, HttpReply)> handle;
    int busyStatus = 503; ///< of a refusal by rate or memory: what its senders try again after
    /// How this route words a refusal; empty: plain text.
    std::function<HttpAnswer(int status, const std::string& reason, int retryAfter_s)> refusal = {};
};

/// HTTP/1.1 on one I/O thread (libmicrohttpd). Loopback only unless TLS with client certificates is set.
/// Bodies are streamed into bounded memory; every refusal is counted through `count`.
class HttpServer
{
  public:
    using Count = std::function<void(const std::string& what)>;

    HttpServer(HttpServerOptions options, std::vector<HttpRoute> routes, Count count);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Errors: BadInput (beyond loopback without TLS, bad TLS files), Io (cannot bind).
    [[nodiscard]] twin::Result<> start();
    /// Takes no new connections; what is being answered still may be.
    void quiesce();
    /// Ends all connections. Precondition: every reply was given. May be called twice.
    void stop();

    /// The bound port; 0 before start.
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
