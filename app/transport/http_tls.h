#pragma once

#include "app/transport/tls_settings.h"
#include "twin/support/result.h"

#include <string>

struct MHD_Connection;

namespace app::transport {

struct TlsFiles
{
    std::string certificate; ///< PEM
    std::string key;
    std::string authority;
};

/// Errors: those of sslConfiguration.
[[nodiscard]] twin::Result<TlsFiles> readTlsFiles(const TlsSettings& settings);

/// Whether the peer showed a certificate of our authority. I/O thread.
[[nodiscard]] bool showsGoodCertificate(MHD_Connection* connection);

} // namespace app::transport
