#include "app/transport/socket_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cstring>

namespace app::transport {

std::optional<SocketAddress> socketAddress(const std::string& host, unsigned short port)
{
    const std::string numeric = host == "localhost" ? "127.0.0.1" : host;
    SocketAddress out;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (::inet_pton(AF_INET, numeric.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        out.size = sizeof v4;
        out.isLoopback = (ntohl(v4.sin_addr.s_addr) >> 24U) == 127;
        std::memcpy(&out.storage, &v4, sizeof v4);
        return out;
    }
    if (::inet_pton(AF_INET6, numeric.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        out.size = sizeof v6;
        out.isLoopback = IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) != 0;
        std::memcpy(&out.storage, &v6, sizeof v6);
        return out;
    }
    return std::nullopt;
}

std::string hostText(const sockaddr* address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address == nullptr) {
        return "?";
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, address, sizeof v6);
        if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) != 0) {
            ::inet_ntop(AF_INET, v6.sin6_addr.s6_addr + 12, text.data(), text.size());
        } else {
            ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
        }
        return text.data();
    }
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return text.data();
}

} // namespace app::transport
