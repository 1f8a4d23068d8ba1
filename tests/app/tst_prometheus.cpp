#include "tests/app/http_client.h"
#include "tests/support/places.h"
#include "twin/support/file_io.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <string>

using namespace test;

namespace {

/// A port nobody listens on now. Whoever takes it before we do makes the test fail, not lie.
quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16{0};
}

/// A program that ends with the test.
class Program
{
  public:
    Program(const QString& name, const QStringList& arguments, const QString& log)
    {
        m_process.setStandardErrorFile(log, QIODevice::Append);
        m_process.start(name, arguments);
    }

    ~Program() { static_cast<void>(stop()); }

    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] bool stop()
    {
        if (m_process.state() == QProcess::NotRunning) {
            return true;
        }
        m_process.terminate();
        return m_process.waitForFinished(20'000);
    }

    /// kill -9.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(20'000);
    }

    QProcess& process() { return m_process; }

  private:
    QProcess m_process;
};

} // namespace

/// Debian's own prometheus and prometheus-node-exporter, as installed, in front of `suanwangctl serve`.
class TestPrometheus final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        for (const char* name : {"prometheus", "prometheus-node-exporter"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(name)).isEmpty()) {
                QSKIP(qPrintable(QStringLiteral("needs Debian's package %1").arg(QString::fromLatin1(name))));
            }
        }
        QProcess generate;
        generate.start(test::programPathQ("/suanwangctl"),
                       {"generate", "national", "--seed", "1", "--out", file("nation.swr")});
        QVERIFY(generate.waitForFinished(60'000) && generate.exitCode() == 0);
    }

    void aNodeIsSeenThroughPrometheus()
    {
        m_http = freePort();
        auto serve = startServe();
        QVERIFY(portOf(*serve) != 0);
        const quint16 exporterPort = freePort();
        const QString exporterAddress = QStringLiteral("127.0.0.1:%1").arg(exporterPort);
        Program exporter(QStringLiteral("prometheus-node-exporter"),
                         {"--web.listen-address=" + exporterAddress}, file("exporter.log"));
        writeConfiguration(exporterAddress);
        auto prometheus = startPrometheus();
        // The processors' rates need two scrapes; memory comes with the first.
        QTRY_VERIFY_WITH_TIMEOUT(source().value("applied").toInt() > 5, 25'000);
        const QJsonObject before = source();
        QVERIFY(closes(before));
        QVERIFY(!before["unmapped"].toArray().isEmpty());

        // The twin dies and comes back: Prometheus tries again until it is taken.
        serve->kill();
        serve = startServe();
        QVERIFY(portOf(*serve) != 0);
        QTRY_VERIFY_WITH_TIMEOUT(source().value("applied").toInt() > 2, 25'000);

        // Prometheus dies and comes back: it goes on where its own log ends, and what it sends again is
        // known.
        prometheus->kill();
        const QJsonObject then = source();
        prometheus = startPrometheus();
        QTRY_VERIFY_WITH_TIMEOUT(source().value("applied").toInt() > then["applied"].toInt() + 5, 25'000);
        QVERIFY(closes(source()));
        QVERIFY(prometheus->stop());
        QTRY_VERIFY_WITH_TIMEOUT(closes(source()), 5'000);
        QVERIFY(serve->stop());
        const QJsonObject last = lastStatus(*serve);
        QCOMPARE(last["state"].toString(), QString("stopped"));
        QVERIFY(last["closes"].toBool());
        QCOMPARE(failedSamples(), 0);
    }

  private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }

    [[nodiscard]] std::unique_ptr<Program> startServe() const
    {
        return std::make_unique<Program>(
            test::programPathQ("/suanwangctl"),
            QStringList{"serve", "--json", "--registry", file("nation.swr"), "--listen", "127.0.0.1:0",
                        "--http", QStringLiteral("127.0.0.1:%1").arg(m_http), "--store", file("store.db")},
            file("serve.log"));
    }

    [[nodiscard]] std::unique_ptr<Program> startPrometheus() const
    {
        return std::make_unique<Program>(
            QStringLiteral("prometheus"),
            QStringList{"--config.file=" + file("prometheus.yml"), "--storage.tsdb.path=" + file("data"),
                        QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(freePort())},
            file("prometheus.log"));
    }

    [[nodiscard]] static quint16 portOf(Program& serve)
    {
        while (!serve.process().canReadLine()) {
            if (!serve.process().waitForReadyRead(20'000)) {
                return 0;
            }
        }
        const QJsonObject first = QJsonDocument::fromJson(serve.process().readLine()).object();
        return static_cast<quint16>(first.value("http_port").toInt());
    }

    [[nodiscard]] static QJsonObject lastStatus(Program& serve)
    {
        QByteArray last;
        while (serve.process().canReadLine()) {
            last = serve.process().readLine();
        }
        return QJsonDocument::fromJson(last).object();
    }

    void writeConfiguration(const QString& exporter) const
    {
        const QString text =
            QStringLiteral("global:\n"
                           "  scrape_interval: 1s\n"
                           "  external_labels: {pool: CN.11.E001.110100-001}\n"
                           "scrape_configs:\n"
                           "  - job_name: node\n"
                           "    static_configs: [{targets: ['%1']}]\n"
                           "remote_write:\n"
                           "  - url: http://127.0.0.1:%2/api/v1/write\n"
                           "    queue_config: {batch_send_deadline: 500ms, min_backoff: 100ms, "
                           "max_backoff: 500ms}\n")
                .arg(exporter)
                .arg(m_http);
        QVERIFY(twin::writeFileAtomically(file("prometheus.yml").toStdString(), text.toStdString()));
    }

    /// What the twin says of the Prometheus; empty while it says nothing.
    [[nodiscard]] QJsonObject source() const
    {
        const HttpReplyText page = exchange(m_http, httpRequest("GET", "/status/sources", {}, ""));
        for (const auto& one : QJsonDocument::fromJson(page.body).object()["sources"].toArray()) {
            if (one.toObject()["name"].toString().startsWith(QStringLiteral("remote-write/"))) {
                return one.toObject();
            }
        }
        return {};
    }

    [[nodiscard]] static bool closes(const QJsonObject& books)
    {
        return !books.isEmpty() &&
               books["received"].toInt() == books["applied"].toInt() + books["merged"].toInt() +
                                                books["late"].toInt() + books["duplicate"].toInt() +
                                                books["refused"].toInt();
    }

    /// Prometheus says when it gives samples up.
    [[nodiscard]] int failedSamples() const
    {
        const auto log = twin::readFile(file("prometheus.log").toStdString());
        return log ? static_cast<int>(QString::fromStdString(*log).count(QStringLiteral("non-recoverable")))
                   : -1;
    }

    QTemporaryDir m_folder;
    quint16 m_http = 0;
};

QTEST_GUILESS_MAIN(TestPrometheus)
#include "tst_prometheus.moc"
