#include "app/transport/http_server.h"
#include "app/transport/tcp_server.h"
#include "tests/app/gateway_bench.h"
#include "tests/app/test_certificates.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <string>

using namespace gateway_test;

class TestHttpTls final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void listeningBeyondLoopbackNeedsTls()
    {
        HttpServerOptions options;
        options.host = "0.0.0.0";
        HttpServer server(options, {}, [](const std::string&) {});
        const auto started = server.start();
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, twin::ErrorCode::BadInput);
    }

    void tlsAsksForACertificateOfOurAuthority()
    {
        if (!Certificates::canBeMade()) {
            QSKIP("needs the openssl program and Qt's TLS backend");
        }
        const Certificates certificates(m_directory.path());
        certificates.make();
        HttpServerOptions http;
        http.tls = certificates.of("server");
        const Gateway twin(http);
        const auto status = [&](const std::string& who) {
            QSslConfiguration configuration = sslConfiguration(certificates.of("client")).value();
            if (who == "nobody") {
                configuration.setLocalCertificateChain({});
                configuration.setPrivateKey({});
            } else {
                const TlsSettings shown = certificates.of(who);
                configuration.setLocalCertificateChain(
                    QSslCertificate::fromPath(QString::fromStdString(shown.certificateFile)));
                QFile key(QString::fromStdString(shown.keyFile));
                static_cast<void>(key.open(QIODevice::ReadOnly));
                configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
            }
            QSslSocket socket;
            socket.setSslConfiguration(configuration);
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), twin.gateway->port());
            if (!socket.waitForEncrypted(10'000)) {
                return -1;
            }
            socket.write(httpRequest("POST", "/v1/metrics", kOtlp,
                                     QByteArray::fromStdString(temperatures(1, wallTime(), 50))));
            return readReply(socket).status;
        };
        QCOMPARE(status("client"), 200);
        QVERIFY(status("stranger") != 200);
        QVERIFY(status("nobody") != 200);
        QCOMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 50)).status, 0); // without TLS
        QCOMPARE(twin.service->provider()->at({})->sources->size(), std::size_t{1});
    }

  private:
    QTemporaryDir m_directory;
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_http_tls.moc"
