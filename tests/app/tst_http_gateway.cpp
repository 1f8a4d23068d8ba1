#include "app/transport/http_server.h"
#include "tests/app/gateway_bench.h"
#include "tests/support/patience.h"
#include "twin/history/journal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <vector>

using namespace gateway_test;

class TestHttpGateway final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_directory.emplace(); }

    void aPortInUseIsReported()
    {
        const Gateway twin;
        HttpServerOptions options;
        options.port = twin.gateway->port();
        HttpServer server(options, {}, [](const std::string&) {});
        const auto started = server.start();
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, twin::ErrorCode::Io);
    }

    void twoHundredMeansCommitted()
    {
        twin::ingest::TwinServiceOptions options;
        options.storePath = path("store.db");
        const Gateway twin({}, {}, options);
        std::uint64_t samples = 0;
        for (int i = 0; i < 10; ++i) {
            const bool isOtlp = i % 2 == 0;
            const HttpReplyText reply =
                isOtlp ? twin.post("/v1/metrics", kOtlp, temperatures(50, wallTime(), 50 + i))
                       : twin.post("/api/v1/write", kRemoteWrite, written(50, wallTime(), 50 + i));
            QCOMPARE(reply.status, isOtlp ? 200 : 204);
            QVERIFY(reply.body.isEmpty());
            samples += 50;
            std::uint64_t kept = 0;
            const auto journal = twin::history::Journal::openReadOnly(path("store.db"));
            const auto progress = journal->loadProgress();
            for (const auto& record : *progress) {
                kept += record.samples;
            }
            QCOMPARE(kept, samples);
        }
        QTRY_COMPARE(twin.hottest(49), 59.0);
        QVERIFY(closes(twin.totals()));
    }

    void whatIsRejectedIsSaidInThePartialSuccess()
    {
        const Gateway twin;
        OtlpRequest request;
        request.gauge("DCGM_FI_DEV_GPU_TEMP", {{"pool", "pool-000001"}}, wallTime(), 50);
        request.gauge("DCGM_FI_DEV_GPU_TEMP", {{"pool", "pool-000002"}}, 0, 50);
        request.gauge("unheard_of", {}, wallTime(), 50);
        request.gauge("go_goroutines", {}, wallTime(), 50);
        const HttpReplyText reply =
            twin.post("/v1/metrics", {{"Content-Type", kProtobuf}, {"Content-Encoding", "gzip"}},
                      gzipped(request.bytes()));
        QCOMPARE(reply.status, 200);
        otlp::ExportResponse response;
        QVERIFY(response.ParseFromString(reply.body.toStdString()));
        QCOMPARE(response.partial_success().rejected_data_points(), 2);
        QCOMPARE(response.partial_success().error_message(),
                 std::string(
                     "1 points of series without a mapping; 1 refused, at last DCGM_FI_DEV_GPU_TEMP: a point "
                     "without a time"));
    }

    void aFullJournalIsAskedAgainLaterAndLosesNothing()
    {
        twin::ingest::TwinServiceOptions options;
        options.storePath = path("store.db");
        options.journalBytes = 200'000;
        GatewayWorkerOptions worker;
        worker.commitTimeout = 300 * kMillisecond;
        worker.windowBytes = 2'000;
        const Gateway twin({}, worker, options);
        std::uint64_t acknowledged = 0;
        int later = 0;
        int busy = 0;
        for (int i = 0; i < 2'000 && busy == 0; ++i) {
            const HttpReplyText reply = twin.post("/v1/metrics", kOtlp, temperatures(50, wallTime(), 50));
            acknowledged += reply.status == 200 ? 50 : 0;
            later += reply.status == 503 ? 1 : 0;
            busy += reply.status == 429 ? 1 : 0;
            QVERIFY(reply.status == 200 || !reply.header("Retry-After").isEmpty());
        }
        QVERIFY(acknowledged > 0);
        QVERIFY(later > 0);
        QCOMPARE(busy, 1);
        QVERIFY(twin.counted("http_busy") > 0);
        QVERIFY(twin.counted("http_commit_timeout") > 0);
        const auto journal = twin::history::Journal::openReadOnly(path("store.db"));
        QVERIFY(journal->loadProgress()->front().samples >= acknowledged);
        QTRY_VERIFY(closes(twin.totals()));
    }

    void aPrometheusThatIsHeldBackTriesAgain()
    {
        HttpServerOptions http;
        http.requestsPerSecond = 3;
        const Gateway twin(http);
        int good = 0;
        HttpReplyText refused;
        for (int i = 0; i < 20 && refused.status == 0; ++i) {
            const HttpReplyText reply = twin.post("/api/v1/write", kRemoteWrite, written(1, wallTime(), 50));
            good += reply.status == 204 ? 1 : 0;
            refused = reply.status == 204 ? refused : reply;
        }
        QVERIFY(good >= 3);
        QCOMPARE(refused.status, 503); // 429 it would drop
        QCOMPARE(refused.header("Retry-After"), QByteArray("1"));
        QVERIFY(twin.counted("http_rate") > 0);
    }

    void theSameRequestFromManyAtOnceCountsOnce()
    {
        const Gateway twin;
        const std::string body = temperatures(50, wallTime(), 61);
        const QByteArray request = httpRequest("POST", "/v1/metrics", kOtlp, QByteArray::fromStdString(body));
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 8; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
            QVERIFY(sockets.back()->waitForConnected(10'000));
            sockets.back()->write(request);
            sockets.back()->flush();
        }
        for (const auto& socket : sockets) {
            QCOMPARE(readReply(*socket).status, 200);
        }
        QTRY_COMPARE(twin.totals().received, std::uint64_t{400});
        QCOMPARE(twin.totals().duplicate, std::uint64_t{350});
        QCOMPARE(twin.totals().applied, std::uint64_t{50});
        QVERIFY(closes(twin.totals()));
    }

    /// A sender that loses its order and sends everything twice: the newest value is shown, and each repeat
    /// is known.
    void requestsInAnyOrderAndTwiceMakeOneTruth()
    {
        const Gateway twin;
        const TimeNs begin = wallTime() - 20 * kSecond;
        std::vector<int> order;
        for (int i = 0; i < 12; ++i) {
            order.insert(order.end(), 2, i);
        }
        std::shuffle(order.begin(), order.end(), std::minstd_rand(5));
        for (const int i : order) {
            QCOMPARE(
                twin.post("/api/v1/write", kRemoteWrite, written(50, begin + i * kSecond, 40 + i)).status,
                204);
        }
        QTRY_COMPARE(twin.totals().received, std::uint64_t{24 * 50});
        QCOMPARE(twin.totals().duplicate, std::uint64_t{12 * 50});
        QCOMPARE(twin.totals().refused, std::uint64_t{0});
        QVERIFY(closes(twin.totals()));
        QTRY_COMPARE(twin.hottest(49), 51.0);
    }

    void oneConnectionServesManyRequests()
    {
        const Gateway twin;
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
        QVERIFY(socket.waitForConnected(10'000));
        for (int i = 0; i < 20; ++i) {
            socket.write(httpRequest("POST", "/v1/metrics", kOtlp,
                                     QByteArray::fromStdString(temperatures(10, wallTime(), 40 + i))));
            QCOMPARE(readReply(socket).status, 200);
        }
        QTRY_COMPARE(twin.hottest(9), 59.0);
    }

    void sendersAreToldApartByWhatTheyCallThemselves()
    {
        const Gateway twin;
        HttpHeaders named = kOtlp;
        named.append(std::pair<QByteArray, QByteArray>("X-Suanwang-Source", "edge-7"));
        QCOMPARE(twin.post("/v1/metrics", named, temperatures(3, wallTime(), 50)).status, 200);
        OtlpRequest odd;
        odd.gauge("mystery", {{"pool", "p"}}, wallTime(), 1);
        QCOMPARE(twin.post("/v1/metrics", kOtlp, odd.bytes()).status, 200);
        QTRY_COMPARE(twin.totals().received, std::uint64_t{4});
        const auto page = exchange(twin.gateway->port(), httpRequest("GET", "/status/sources", {}, ""));
        QCOMPARE(page.status, 200);
        const QJsonObject json = QJsonDocument::fromJson(page.body).object();
        QVERIFY(json["mapping"].toObject()["rules"].toInt() > 30);
        const QJsonArray sources = json["sources"].toArray();
        QCOMPARE(sources.size(), 2);
        const QJsonObject plain = sources[0].toObject();
        QCOMPARE(plain["name"].toString(), QString("otlp/127.0.0.1"));
        const QJsonObject unmapped = plain["unmapped"].toArray().at(0).toObject();
        QCOMPARE(unmapped["metric"].toString(), QString("mystery"));
        QCOMPARE(unmapped["points"].toInt(), 1);
        QCOMPARE(unmapped["rule"].toObject()["entity"].toString(), QString("{pool}"));
        QCOMPARE(sources[1].toObject()["name"].toString(), QString("otlp/edge-7"));
        QCOMPARE(sources[1].toObject()["applied"].toInt(), 3);
    }

    void stoppingAnswersWhoWaits()
    {
        twin::ingest::TwinServiceOptions options;
        options.storePath = path("store.db");
        options.journalBytes = 65'536; // soon full
        options.fold.on = false;       // and nothing makes room in it
        GatewayWorkerOptions worker;
        worker.commitTimeout = twin::kHour; // nothing else ends the waiting
        Gateway twin({}, worker, options);
        for (int i = 0; i < 200; ++i) {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
            QVERIFY(socket.waitForConnected(10'000));
            socket.write(httpRequest("POST", "/v1/metrics", kOtlp,
                                     QByteArray::fromStdString(temperatures(50, wallTime(), 50))));
            bool isFull = false;
            const auto isDecided = [&] {
                isFull = twin.service->status().journalError == "the journal is full";
                return isFull || socket.bytesAvailable() > 0;
            };
            QVERIFY(QTest::qWaitFor(isDecided, test::patience_ms()));
            if (!isFull) {
                QCOMPARE(readReply(socket).status, 200); // kept
                continue;
            }
            twin.gateway->stop();
            QCOMPARE(readReply(socket).status, 503);
            return;
        }
        QFAIL("the journal was never full");
    }

  private:
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_directory->filePath(QString::fromStdString(name)).toStdString();
    }

    std::optional<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestHttpGateway)
#include "tst_http_gateway.moc"
