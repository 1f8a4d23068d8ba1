#include "app/transport/http_tls.h"

#include "twin/support/file_io.h"

#include <gnutls/gnutls.h>
#include <microhttpd.h>

#include <QSslConfiguration>

#include <utility>

namespace app::transport {

twin::Result<TlsFiles> readTlsFiles(const TlsSettings& settings)
{
    constexpr std::uint64_t kPemBound = 1U << 20U;
    if (auto checked = sslConfiguration(settings); !checked) { // says what is wrong in the same words
        return twin::failure(std::move(checked.error()));
    }
    TlsFiles out;
    for (const auto& [file, text] :
         {std::pair(&settings.certificateFile, &out.certificate), std::pair(&settings.keyFile, &out.key),
          std::pair(&settings.authorityFile, &out.authority)}) {
        auto bytes = twin::readFile(*file, kPemBound);
        if (!bytes) {
            return twin::failure(std::move(bytes.error()));
        }
        *text = std::move(*bytes);
    }
    return out;
}

bool showsGoodCertificate(MHD_Connection* connection)
{
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (info == nullptr || info->tls_session == nullptr) {
        return false;
    }
    auto* session = static_cast<gnutls_session_t>(info->tls_session);
    unsigned status = 0;
    // Without a certificate the call fails; with a bad one it says so in `status`.
    return gnutls_certificate_verify_peers2(session, &status) == GNUTLS_E_SUCCESS && status == 0;
}

} // namespace app::transport
