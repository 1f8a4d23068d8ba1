#pragma once

#include "app/transport/nats_handles.h"
#include "app/transport/tls_settings.h"
#include "twin/support/result.h"

#include <string>

namespace app::transport {

/// How a NATS server is reached, by whoever reads or writes.
struct NatsSettings
{
    std::string url; ///< nats://HOST:PORT or tls://HOST:PORT, several joined by commas; no credentials in it
    std::string consumer = "suanwang"; ///< begins the names of the durable consumers: one per twin
    TlsSettings tls;             ///< of tls://; the certificate may be missing where the server wants none
    std::string credentialsFile; ///< a .creds file, or one line USER:PASSWORD
};

/// What the library connects with: reconnects for ever. Errors: BadInput (a URL that is none, that holds
/// credentials, or that is not tls:// beyond loopback; a consumer's name; a certificate), NotFound, Io.
[[nodiscard]] twin::Result<nats::Owned<natsOptions>> natsOptionsOf(const NatsSettings& settings);

} // namespace app::transport
