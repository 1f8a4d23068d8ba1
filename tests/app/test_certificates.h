#pragma once

#include "app/transport/tls_settings.h"
#include "twin/support/file_io.h"

#include <QProcess>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTest>

#include <string>
#include <utility>

namespace test {

/// An authority; a server, a client and a server of another name (`elsewhere`) it signed; and a stranger
/// nobody signed, in a folder.
class Certificates
{
  public:
    explicit Certificates(QString folder)
        : m_folder(std::move(folder))
    {}

    [[nodiscard]] static bool canBeMade()
    {
        return !QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty() &&
               QSslSocket::supportsSsl();
    }

    void make() const
    {
        const std::string key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
        openssl("req -x509 " + key + " -subj /CN=authority -keyout ca.key -out ca.pem");
        openssl("req -x509 " + key + " -subj /CN=stranger -keyout stranger.key -out stranger.pem");
        for (const std::string who : {"server", "client", "elsewhere"}) {
            const bool isHere = who != "elsewhere";
            QVERIFY(twin::writeFileAtomically(path("names"), isHere
                                                                 ? "subjectAltName=DNS:localhost,IP:127.0.0.1"
                                                                 : "subjectAltName=DNS:elsewhere.invalid")
                        .has_value());
            openssl("req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost "
                    "-keyout " +
                    who + ".key -out " + who + ".csr");
            openssl("x509 -req -in " + who +
                    ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out " + who +
                    ".pem");
        }
    }

    [[nodiscard]] app::transport::TlsSettings of(const std::string& who) const
    {
        return {path(who + ".pem"), path(who + ".key"), path("ca.pem")};
    }

  private:
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.toStdString() + "/" + name;
    }

    void openssl(const std::string& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder);
        process.start(QStringLiteral("openssl"), QString::fromStdString(arguments).split(u' '));
        QVERIFY(process.waitForFinished(20'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    QString m_folder;
};

} // namespace test
