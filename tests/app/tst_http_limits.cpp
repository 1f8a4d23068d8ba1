#include "tests/app/gateway_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace gateway_test;

namespace {

QJsonArray sourcesOf(const Gateway& twin)
{
    const HttpReplyText page = exchange(twin.gateway->port(), httpRequest("GET", "/status/sources", {}, ""));
    return QJsonDocument::fromJson(page.body).object()["sources"].toArray();
}

} // namespace

class TestHttpLimits final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeTakenIsRefusedAndCounted_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("counter");
        const QByteArray good = QByteArray::fromStdString(temperatures(1, wallTime(), 50));
        const HttpHeaders gzip{{"Content-Type", kProtobuf}, {"Content-Encoding", "gzip"}};
        const QByteArray bomb = QByteArray::fromStdString(gzipped(std::string(200U << 20U, '\0')));
        const QByteArray claim("\xFF\xFF\xFF\xFF\x0F", 5);
        QTest::newRow("nothing there") << httpRequest("GET", "/", {}, "") << 404 << "http_not_found";
        QTest::newRow("read what is written")
            << httpRequest("GET", "/v1/metrics", {}, "") << 405 << "http_bad_method";
        QTest::newRow("OTLP in JSON")
            << httpRequest("POST", "/v1/metrics", {{"Content-Type", "application/json"}}, "{}") << 415
            << "http_bad_content_type";
        QTest::newRow("no type") << httpRequest("POST", "/v1/metrics", {}, good) << 415
                                 << "http_bad_content_type";
        QTest::newRow("remote-write 2.0")
            << httpRequest("POST", "/api/v1/write",
                           {{"Content-Type", kProtobuf + ";proto=io.prometheus.write.v2.Request"}}, good)
            << 415 << "http_bad_content_type";
        QTest::newRow("zstd") << httpRequest("POST", "/v1/metrics",
                                             {{"Content-Type", kProtobuf}, {"Content-Encoding", "zstd"}},
                                             good)
                              << 415 << "http_bad_encoding";
        QTest::newRow("not snappy") << httpRequest("POST", "/api/v1/write", kOtlp, good) << 415
                                    << "http_bad_encoding";
        QTest::newRow("no gzip") << httpRequest("POST", "/v1/metrics", gzip, good) << 400
                                 << "http_bad_packing";
        QTest::newRow("no snappy block")
            << httpRequest("POST", "/api/v1/write", kRemoteWrite, good.left(20)) << 400 << "http_bad_packing";
        QTest::newRow("gzip bomb") << httpRequest("POST", "/v1/metrics", gzip, bomb) << 413
                                   << "http_unpacks_too_large";
        QTest::newRow("snappy claim")
            << httpRequest("POST", "/api/v1/write", kRemoteWrite, claim) << 413 << "http_unpacks_too_large";
        QTest::newRow("no export") << httpRequest("POST", "/v1/metrics", kOtlp, "hello") << 400
                                   << "http_bad_body";
        QTest::newRow("64 MiB announced")
            << QByteArray("POST /v1/metrics HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-protobuf\r\n"
                          "Content-Length: 67108864\r\n\r\n")
            << 413 << "http_too_large";
    }

    void whatCannotBeTakenIsRefusedAndCounted()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QString, counter);
        const Gateway twin;
        const HttpReplyText reply = exchange(twin.gateway->port(), request);
        QCOMPARE(reply.status, status);
        QCOMPARE(twin.counted(counter.toStdString()), std::uint64_t{1});
        QCOMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 50)).status, 200);
    }

    void aBodyWithoutEndIsCutAtTheBound()
    {
        const Gateway twin;
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
        QVERIFY(socket.waitForConnected(10'000));
        socket.write("POST /v1/metrics HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-protobuf\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n");
        const QByteArray chunk = "100000\r\n" + QByteArray(1 << 20, 'x') + "\r\n";
        int sent = 0;
        for (; sent < 64 && socket.state() == QAbstractSocket::ConnectedState; ++sent) {
            socket.write(chunk);
            while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5'000)) {
            }
        }
        QTRY_COMPARE(twin.counted("http_too_large"), std::uint64_t{1});
        QVERIFY(sent < 64);
        QCOMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 50)).status, 200);
    }

    /// Ever new names: counted to the last one and listed up to a bound, and the gateway goes on.
    void aMillionUnknownSeriesAreCountedOneByOne()
    {
        const Gateway twin;
        constexpr int kRequests = 50;
        constexpr int kSeries = 20'000;
        for (int request = 0; request < kRequests; ++request) {
            prom::WriteRequest body;
            for (int i = 0; i < kSeries; ++i) {
                addSample(addSeries(body, "mystery_" + std::to_string(request * kSeries + i), {}), wallTime(),
                          1);
            }
            const HttpReplyText reply =
                twin.post("/api/v1/write", kRemoteWrite, snappyBlock(body.SerializeAsString()));
            QCOMPARE(reply.status, 204);
            QCOMPARE(reply.header("X-Suanwang-Refused"), QByteArray::number(kSeries));
        }
        const std::uint64_t all = std::uint64_t{kRequests} * kSeries;
        QTRY_COMPARE(twin.totals().refused, all);
        QVERIFY(closes(twin.totals()));
        const QJsonObject source = sourcesOf(twin)[0].toObject();
        QCOMPARE(source["unmapped"].toArray().size(), 256);
        QCOMPARE(source["refused_for"].toObject(), (QJsonObject{{"unmapped", 1'000'000}}));
        double listed = 0;
        for (const auto& series : source["unmapped"].toArray()) {
            listed += series.toObject()["points"].toDouble();
        }
        QCOMPARE(listed, static_cast<double>(all));
        QCOMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 50)).status, 200);
    }

    void whoTricklesIsDropped()
    {
        HttpServerOptions http;
        http.requestTimeout = 400 * kMillisecond;
        const Gateway twin(http);
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 100; ++i) {
            slow.push_back(std::make_unique<QTcpSocket>());
            slow.back()->connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
            QVERIFY(slow.back()->waitForConnected(10'000));
            slow.back()->write(i % 2 == 0 ? "POST /v1/metrics HTTP/1.1\r\nX-A: "
                                          : "POST /v1/metrics HTTP/1.1\r\nHost: t\r\nContent-Type: "
                                            "application/x-protobuf\r\nContent-Length: 1000\r\n\r\n");
        }
        QCOMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 50)).status, 200);
        const auto connected = [&] {
            int count = 0;
            for (const auto& socket : slow) {
                socket->write("a"); // a byte now and then is no request
                socket->flush();
                count += socket->state() == QAbstractSocket::ConnectedState ? 1 : 0;
            }
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(connected(), 0, 20'000);
        QVERIFY(twin.counted("http_timeout") >= 100);
        QCOMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 51)).status, 200);
    }

    void twoThousandConnectionsAtOnceAreSurvived()
    {
        const Gateway twin;
        std::vector<std::unique_ptr<QTcpSocket>> all;
        for (int i = 0; i < 2'000; ++i) {
            all.push_back(std::make_unique<QTcpSocket>());
            all.back()->connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
            if (!all.back()->waitForConnected(10'000)) {
                qInfo("%d connections: %s", i, qPrintable(all.back()->errorString()));
                all.pop_back();
                break;
            }
        }
        // All of them ask at the same time, and everybody is answered.
        const std::string body = temperatures(2, wallTime(), 62);
        const QByteArray request = httpRequest("POST", "/v1/metrics", kOtlp, QByteArray::fromStdString(body));
        for (const auto& socket : all) {
            socket->write(request);
            socket->flush();
        }
        int answered = 0;
        int good = 0;
        for (const auto& socket : all) {
            const int status = readReply(*socket).status;
            answered += status != 0 ? 1 : 0;
            good += status == 200 ? 1 : 0;
        }
        QCOMPARE(answered, static_cast<int>(all.size()));
        QVERIFY(good > 0);
        all.clear();
        QTRY_COMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 63)).status, 200);
        QTRY_COMPARE(twin.hottest(0), 63.0);
        QVERIFY(closes(twin.totals()));
    }

    void addressesHaveNoMoreThanTheirShare()
    {
        HttpServerOptions http;
        http.maxPerAddress = 5;
        const Gateway twin(http);
        std::vector<std::unique_ptr<QTcpSocket>> all;
        for (int i = 0; i < 10; ++i) {
            all.push_back(std::make_unique<QTcpSocket>());
            all.back()->connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
            QVERIFY(all.back()->waitForConnected(10'000));
        }
        QTRY_COMPARE(twin.counted("http_too_many_connections"), std::uint64_t{5});
        all.clear();
        QTRY_COMPARE(twin.post("/v1/metrics", kOtlp, temperatures(1, wallTime(), 50)).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_http_limits.moc"
