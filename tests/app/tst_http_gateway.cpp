#include "app/transport/http_gateway.h"
#include "app/transport/tcp_server.h"
#include "tests/app/http_client.h"
#include "tests/app/test_certificates.h"
#include "tests/twin/ingest/otlp_messages.h"
#include "tests/twin/state/test_world.h"
#include "twin/history/journal.h"
#include "twin/ingest/twin_service.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <vector>

using namespace test;
using namespace app::transport;
using twin::kMillisecond;
using twin::kSecond;
using twin::PoolMetric;
using twin::TimeNs;

namespace {

const QByteArray kProtobuf = "application/x-protobuf";
const HttpHeaders kOtlp{{"Content-Type", kProtobuf}};
const HttpHeaders kRemoteWrite{{"Content-Type", kProtobuf}, {"Content-Encoding", "snappy"}};

TimeNs wallTime()
{
    return twin::SystemClock().now();
}

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

/// A twin of 50 pools behind a gateway on loopback, as `serve` assembles them, with the shipped mapping.
class Gateway
{
  public:
    explicit Gateway(HttpServerOptions http = {}, GatewayWorkerOptions worker = {},
                     twin::ingest::TwinServiceOptions options = {})
    {
        options.publishInterval = 10 * kMillisecond;
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 50}), nullptr);
        worker.mapping = twin::ingest::MappingStore::open({}).value();
        gateway = std::make_unique<HttpGateway>(std::move(http), std::move(worker), service->provider());
        if (!service->start() || !gateway->start(*service)) {
            qFatal("not started");
        }
    }

    ~Gateway()
    {
        gateway->stop();
        service->stop();
    }

    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    [[nodiscard]] HttpReplyText post(const QByteArray& path, const HttpHeaders& headers,
                                     const std::string& body) const
    {
        return exchange(gateway->port(), httpRequest("POST", path, headers, QByteArray::fromStdString(body)));
    }

    [[nodiscard]] std::uint64_t counted(const std::string& what) const
    {
        const auto counters = service->status().transport;
        const auto found = counters.find(what);
        return found != counters.end() ? found->second : 0;
    }

    [[nodiscard]] double hottest(std::uint32_t pool) const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? snapshot->cell(twin::EntityKind::Pool, pool, PoolMetric::CardCelsiusMax).value : -1;
    }

    [[nodiscard]] twin::state::Totals totals() const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? snapshot->totals : twin::state::Totals{};
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<HttpGateway> gateway;
};

/// The temperature of one card of each of `pools` pools.
std::string temperatures(int pools, TimeNs time, double value, const std::string& gpu = "0")
{
    OtlpRequest request;
    for (int i = 0; i < pools; ++i) {
        request.gauge("DCGM_FI_DEV_GPU_TEMP",
                      {{"gpu", gpu}, {"pool", idOf("pool", static_cast<std::size_t>(i))}}, time, value);
    }
    return request.bytes();
}

std::string written(int pools, TimeNs time, double value)
{
    prom::WriteRequest request;
    for (int i = 0; i < pools; ++i) {
        addSample(addSeries(request, "DCGM_FI_DEV_GPU_TEMP",
                            {{"gpu", "0"}, {"pool", idOf("pool", static_cast<std::size_t>(i))}}),
                  time, value);
    }
    return snappyBlock(request.SerializeAsString());
}

QJsonArray sourcesOf(const Gateway& twin)
{
    const HttpReplyText page = exchange(twin.gateway->port(), httpRequest("GET", "/status/sources", {}, ""));
    return QJsonDocument::fromJson(page.body).object()["sources"].toArray();
}

} // namespace

class TestHttpGateway final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_directory.emplace(); }

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

    void listeningBeyondLoopbackNeedsTls()
    {
        HttpServerOptions options;
        options.host = "0.0.0.0";
        HttpServer server(options, {}, [](const std::string&) {});
        const auto started = server.start();
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, twin::ErrorCode::BadInput);
    }

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
        options.journalBytes = 65'536; // full at once
        Gateway twin({}, {}, options);
        for (int i = 0; i < 200; ++i) {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), twin.gateway->port());
            QVERIFY(socket.waitForConnected(10'000));
            socket.write(httpRequest("POST", "/v1/metrics", kOtlp,
                                     QByteArray::fromStdString(temperatures(50, wallTime(), 50))));
            socket.flush();
            if (socket.waitForReadyRead(8'000)) {
                continue; // kept
            }
            twin.gateway->stop(); // by now it has read the request, on a very busy machine too
            QCOMPARE(readReply(socket).status, 503);
            return;
        }
        QFAIL("the journal was never full");
    }

    void tlsAsksForACertificateOfOurAuthority()
    {
        if (!Certificates::canBeMade()) {
            QSKIP("needs the openssl program and Qt's TLS backend");
        }
        const Certificates certificates(m_directory->path());
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
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_directory->filePath(QString::fromStdString(name)).toStdString();
    }

    std::optional<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestHttpGateway)
#include "tst_http_gateway.moc"
