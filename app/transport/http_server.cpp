#include "app/transport/http_server.h"

#include "app/transport/http_exchange.h"
#include "app/transport/http_limits.h"
#include "app/transport/http_tls.h"
#include "app/transport/socket_address.h"

#include <microhttpd.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace app::transport {

namespace {

constexpr auto kSweep = std::chrono::milliseconds(50);
constexpr std::size_t kHeaderBytes = 32U << 10U; ///< of one connection: request line, headers, read buffer
constexpr rlim_t kOtherFiles = 256;              ///< left to the rest of the program

/// Each connection is a file: the soft limit of a login shell (1,024) is raised to what there may be.
std::size_t connectionsAllowed(std::size_t wanted)
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) {
        return std::min<std::size_t>(wanted, 512);
    }
    const rlim_t needed = wanted + kOtherFiles;
    if (files.rlim_cur < needed) {
        files.rlim_cur = std::min(files.rlim_max, needed);
        static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
        static_cast<void>(::getrlimit(RLIMIT_NOFILE, &files));
    }
    return files.rlim_cur > 2 * kOtherFiles ? std::min<std::size_t>(wanted, files.rlim_cur - kOtherFiles)
                                            : std::min<std::size_t>(wanted, files.rlim_cur / 2);
}

} // namespace

struct HttpServer::Impl
{
    HttpServerOptions options;
    Count count;
    HttpLimits limits;
    HttpExchanges exchanges;
    MHD_Daemon* daemon = nullptr;
    std::uint16_t port = 0;
    std::string key, certificate, authority; ///< PEM, alive while the daemon is
    std::atomic<bool> quiesced = false;
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::thread sweeper;

    Impl(HttpServerOptions given, std::vector<HttpRoute> routes, Count counter)
        : options(std::move(given))
        , count(std::move(counter))
        , limits({options.maxPerAddress, options.requestsPerSecond,
                  std::chrono::nanoseconds(options.requestTimeout)})
        , exchanges({options.maxBodyBytes, options.maxBodiesBytes, options.tls.isOn()}, std::move(routes),
                    limits, count)
    {}

    static MHD_Result admit(void* self, const sockaddr* address, socklen_t)
    {
        auto& my = *static_cast<Impl*>(self);
        const bool good = !my.quiesced && my.limits.admits(hostText(address));
        if (!good) {
            my.count("http_too_many_connections");
        }
        return good ? MHD_YES : MHD_NO;
    }

    static void connection(void* self, MHD_Connection* of, void** context,
                           MHD_ConnectionNotificationCode code)
    {
        auto& my = *static_cast<Impl*>(self);
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            const auto* info = MHD_get_connection_info(of, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
            const std::string address = info != nullptr ? hostText(info->client_addr) : "?";
            const auto* socket = MHD_get_connection_info(of, MHD_CONNECTION_INFO_CONNECTION_FD);
            *context = my.limits.open(address, socket != nullptr ? socket->connect_fd : -1);
        } else if (*context != nullptr) {
            my.limits.close(static_cast<HttpLimits::Peer*>(*context));
            *context = nullptr;
        }
    }

    void sweep()
    {
        std::unique_lock lock(mutex);
        while (!changed.wait_for(lock, kSweep, [this] { return stopping; })) {
            for (std::size_t cut = limits.cutSlow(std::chrono::steady_clock::now()); cut > 0; --cut) {
                count("http_timeout");
            }
        }
    }

    [[nodiscard]] twin::Result<> begin(const SocketAddress& address);
};

twin::Result<> HttpServer::Impl::begin(const SocketAddress& address)
{
    std::vector<MHD_OptionItem> items;
    if (options.tls.isOn()) {
        auto files = readTlsFiles(options.tls);
        if (!files) {
            return twin::failure(std::move(files.error()));
        }
        key = std::move(files->key);
        certificate = std::move(files->certificate);
        authority = std::move(files->authority);
        static char priorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
        items = {{MHD_OPTION_HTTPS_MEM_KEY, 0, key.data()},
                 {MHD_OPTION_HTTPS_MEM_CERT, 0, certificate.data()},
                 {MHD_OPTION_HTTPS_MEM_TRUST, 0, authority.data()},
                 {MHD_OPTION_HTTPS_PRIORITIES, 0, priorities}};
    }
    items.push_back({MHD_OPTION_END, 0, nullptr});
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    flags |= options.tls.isOn() ? static_cast<unsigned>(MHD_USE_TLS) : 0U;
    flags |= address.isIpv6() ? static_cast<unsigned>(MHD_USE_IPv6) : 0U;
    errno = 0;
    daemon = MHD_start_daemon(flags, 0, &Impl::admit, this, &HttpExchanges::handle, &exchanges,
                              MHD_OPTION_SOCK_ADDR, address.get(), MHD_OPTION_CONNECTION_LIMIT,
                              static_cast<unsigned>(connectionsAllowed(options.maxConnections)),
                              MHD_OPTION_CONNECTION_MEMORY_LIMIT, kHeaderBytes, MHD_OPTION_NOTIFY_CONNECTION,
                              &Impl::connection, this, MHD_OPTION_NOTIFY_COMPLETED, &HttpExchanges::completed,
                              &exchanges, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
    if (daemon == nullptr) {
        return twin::failure(twin::ErrorCode::Io, "cannot listen on " + options.host + ":" +
                                                      std::to_string(options.port) + ": " +
                                                      (errno != 0 ? std::strerror(errno) : "refused"));
    }
    const auto* info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    port = info != nullptr ? info->port : options.port;
    return {};
}

HttpServer::HttpServer(HttpServerOptions options, std::vector<HttpRoute> routes, Count count)
    : m_impl(std::make_unique<Impl>(std::move(options), std::move(routes), std::move(count)))
{}

HttpServer::~HttpServer()
{
    HttpServer::stop();
}

twin::Result<> HttpServer::start()
{
    Impl& my = *m_impl;
    const auto address = socketAddress(my.options.host, my.options.port);
    if (!address) {
        return twin::failure(twin::ErrorCode::BadInput, "'" + my.options.host + "' is not an address");
    }
    if (!address->isLoopback && !my.options.tls.isOn()) {
        return twin::failure(twin::ErrorCode::BadInput, "listening beyond loopback (" + my.options.host +
                                                            ") needs TLS with client certificates");
    }
    if (auto begun = my.begin(*address); !begun) {
        return begun;
    }
    my.sweeper = std::thread([&my] { my.sweep(); });
    return {};
}

void HttpServer::quiesce()
{
    m_impl->quiesced = true;
}

void HttpServer::stop()
{
    Impl& my = *m_impl;
    if (my.daemon == nullptr) {
        return;
    }
    {
        const std::scoped_lock lock(my.mutex);
        my.stopping = true;
    }
    my.changed.notify_all();
    my.sweeper.join();
    my.exchanges.close();
    MHD_stop_daemon(std::exchange(my.daemon, nullptr));
    my.port = 0;
}

std::uint16_t HttpServer::port() const
{
    return m_impl->port;
}

} // namespace app::transport
