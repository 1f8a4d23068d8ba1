#include "app/transport/tls_settings.h"

#include "twin/support/file_io.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace app::transport {

namespace {

constexpr std::uint64_t kPemBound = 1U << 20U;

twin::Result<QByteArray> readPem(const std::string& path)
{
    auto bytes = twin::readFile(path, kPemBound);
    if (!bytes) {
        return twin::failure(std::move(bytes.error()));
    }
    return QByteArray(bytes->data(), static_cast<qsizetype>(bytes->size()));
}

QSslKey readKey(const QByteArray& pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull()) {
            return key;
        }
    }
    return {};
}

} // namespace

twin::Result<QSslConfiguration> sslConfiguration(const TlsSettings& settings)
{
    if (settings.certificateFile.empty() || settings.keyFile.empty() || settings.authorityFile.empty()) {
        return twin::failure(twin::ErrorCode::BadInput,
                             "TLS needs a certificate, a key and an authority file");
    }
    const auto certificate = readPem(settings.certificateFile);
    const auto key = readPem(settings.keyFile);
    const auto authority = readPem(settings.authorityFile);
    for (const auto* read : {&certificate, &key, &authority}) {
        if (!*read) {
            return twin::failure(read->error());
        }
    }
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificate, QSsl::Pem);
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(*authority, QSsl::Pem);
    const QSslKey privateKey = readKey(*key);
    if (chain.isEmpty() || authorities.isEmpty()) {
        return twin::failureAt(twin::ErrorCode::BadInput,
                               chain.isEmpty() ? settings.certificateFile : settings.authorityFile, 0,
                               "not a certificate in PEM");
    }
    if (privateKey.isNull()) {
        return twin::failureAt(twin::ErrorCode::BadInput, settings.keyFile, 0, "not a private key in PEM");
    }
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    out.setProtocol(QSsl::TlsV1_2OrLater);
    out.setLocalCertificateChain(chain);
    out.setPrivateKey(privateKey);
    out.setCaCertificates(authorities);
    out.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return out;
}

} // namespace app::transport
