#pragma once

#include "twin/support/result.h"

#include <string>

class QSslConfiguration;

namespace app::transport {

/// PEM files of one side: its certificate chain, its private key, and the authorities whose certificates it
/// accepts from the other side. All three or none.
struct TlsSettings
{
    std::string certificateFile;
    std::string keyFile;
    std::string authorityFile;

    [[nodiscard]] bool isOn() const
    {
        return !certificateFile.empty() || !keyFile.empty() || !authorityFile.empty();
    }
};

/// The configuration both sides use: TLS 1.2 or later, the peer must show a certificate of `authorityFile`.
/// Errors: Invalid (one of three missing, not PEM, key does not fit), NotFound, Io.
[[nodiscard]] twin::Result<QSslConfiguration> sslConfiguration(const TlsSettings& settings);

} // namespace app::transport
