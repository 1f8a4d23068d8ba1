#pragma once

#include <optional>
#include <string>

#include <sys/socket.h>

namespace app::transport {

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;
    bool isLoopback = false;

    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }

    [[nodiscard]] bool isIpv6() const { return storage.ss_family == AF_INET6; }
};

/// Of a numeric address or "localhost".
[[nodiscard]] std::optional<SocketAddress> socketAddress(const std::string& host, unsigned short port);
/// Numeric, without the port; an IPv4 address in IPv6 clothes as IPv4.
[[nodiscard]] std::string hostText(const sockaddr* address);

} // namespace app::transport
