#pragma once

#include <string_view>

namespace app::transport {

/// A name or address of this machine alone: what needs no TLS.
[[nodiscard]] inline bool isLoopbackHost(std::string_view host)
{
    return host == "localhost" || host.starts_with("127.") || host == "::1" || host == "[::1]";
}

} // namespace app::transport
