#include "tests/app/test_certificates.h"
#include "tests/app/transport_bench.h"
#include "twin/history/journal.h"
#include "twin/ingest/frame_codec.h"
#include "twin/support/file_io.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace test;
using namespace app::transport;
using twin::ErrorCode;

namespace {

QByteArray framed(const wire::Frame& frame)
{
    std::string out;
    twin::ingest::appendFrame(out, frame.SerializeAsString());
    return QByteArray::fromStdString(out);
}

wire::Frame helloFrame(twin::TimeNs heartbeat, std::uint32_t protocol = 1)
{
    wire::Frame frame;
    frame.mutable_hello()->set_source("raw");
    frame.mutable_hello()->set_heartbeat_ns(heartbeat);
    frame.mutable_hello()->set_protocol(protocol);
    return frame;
}

void connectRaw(QTcpSocket& socket, const ServedTwin& twin)
{
    socket.connectToHost(QStringLiteral("127.0.0.1"), twin.server->port());
    QVERIFY(socket.waitForConnected(5'000));
}

/// The first reply on a raw socket.
std::optional<wire::Reply> readReply(QTcpSocket& socket)
{
    twin::ingest::FrameSplitter splitter;
    for (int i = 0; i < 100; ++i) {
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5'000)) {
            return std::nullopt;
        }
        const QByteArray bytes = socket.readAll();
        std::string_view stream(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        const auto frame = splitter.next(stream);
        wire::Reply reply;
        if (frame && *frame && reply.ParseFromString(**frame)) {
            return reply;
        }
    }
    return std::nullopt;
}

} // namespace

class TestTransport final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_directory.emplace(); }

    void aBadAddressIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "7400", ":7400", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:x", "a b:1"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }

    void aBadAddressIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!parseListenAddress(text.toStdString()).has_value());
    }

    void listeningBeyondLoopbackNeedsTls()
    {
        auto service = std::move(twin::ingest::TwinService::create({}).value());
        TcpServer server(parseListenAddress("0.0.0.0:0").value());
        const auto started = server.start(*service);
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, ErrorCode::BadInput);
    }

    void aPortInUseIsReported()
    {
        const ServedTwin twin;
        TcpServerOptions options;
        options.port = twin.server->port();
        TcpServer second(options);
        const auto started = second.start(*twin.service);
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, ErrorCode::Io);
    }

    void nonsenseIsRefusedAndCounted_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("counter");
        QTest::addColumn<int>("reason");
        QTest::newRow("length zero") << QByteArray("\x00", 1) << "bad_stream" << int(wire::BAD_FRAME);
        QTest::newRow("length of 2 GiB")
            << QByteArray("\xFF\xFF\xFF\xFF\x07") << "bad_stream" << int(wire::TOO_LARGE);
        QTest::newRow("a web browser")
            << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html;q=0.9\r\n\r\n"
                          "and some more so that the first frame is whole, 71 bytes as its length says")
            << "bad_hello" << int(wire::BAD_FRAME);
        QTest::newRow("a batch before Hello")
            << framed(batch(1, 5, std::vector<double>{1})) << "bad_hello" << int(wire::NO_HELLO);
        QTest::newRow("a later protocol")
            << framed(helloFrame(0, 9)) << "bad_hello" << int(wire::UNSUPPORTED_PROTOCOL);
    }

    void nonsenseIsRefusedAndCounted()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, counter);
        QFETCH(int, reason);
        const ServedTwin twin;
        QTcpSocket socket;
        connectRaw(socket, twin);
        socket.write(bytes);
        const auto reply = readReply(socket);
        QVERIFY(reply.has_value() && reply->has_refuse());
        QCOMPARE(int(reply->refuse().reason()), reason);
        QVERIFY(reply->refuse().closing());
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(twin.counted(counter.toStdString()), 1U);
    }

    void aPeerThatSaysNothingIsDropped()
    {
        TcpServerOptions listen;
        listen.helloTimeout = 200 * twin::kMillisecond;
        const ServedTwin twin({}, listen);
        QTcpSocket socket;
        connectRaw(socket, twin);
        QTRY_COMPARE(twin.counted("hello_timeout"), 1U);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void aHalfFrameHoldsNobodyForEver()
    {
        TcpServerOptions listen;
        listen.helloTimeout = 200 * twin::kMillisecond;
        const ServedTwin twin({}, listen);
        QTcpSocket socket;
        connectRaw(socket, twin);
        socket.write("\x40half", 5);
        QTRY_COMPARE(twin.counted("hello_timeout"), 1U);
    }

    void aSourceThatFallsSilentIsDropped()
    {
        const ServedTwin twin;
        QTcpSocket socket;
        connectRaw(socket, twin);
        socket.write(framed(helloFrame(60 * twin::kMillisecond)));
        QVERIFY(readReply(socket)->has_welcome());
        QTRY_COMPARE(twin.counted("idle_dropped"), 1U);
        QTRY_VERIFY(!twin.source().connected);
    }

    void connectionsAreBounded()
    {
        TcpServerOptions listen;
        listen.maxConnections = 3;
        const ServedTwin twin({}, listen);
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 5; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            connectRaw(*sockets.back(), twin);
        }
        QTRY_COMPARE(twin.counted("too_many_connections"), 2U);
        sockets.clear();
        QTRY_VERIFY([&] { // room again
            QTcpSocket socket;
            connectRaw(socket, twin);
            socket.write(framed(helloFrame(0)));
            const auto reply = readReply(socket);
            return reply && reply->has_welcome();
        }());
    }

    void whatIsOfferedArrivesAndIsAcknowledged()
    {
        const ServedTwin twin;
        auto options = twin.clientOptions();
        options.acksPath = path("acks.csv");
        auto client = std::move(FeedClient::create(options).value());
        QVERIFY(offerBatches(*client, 1, 200));
        QVERIFY(client->drain(20 * twin::kSecond).has_value());
        QTRY_COMPARE(twin.source().applied, 199U * 50);
        QTRY_COMPARE(twin.inlet(49), 0.0); // 200 % 100
        QCOMPARE(twin.source().received, twin.source().applied);
        QCOMPARE(client->statistics().acknowledgedSamples, 199U * 50);
        client.reset();
        const std::string acks = twin::readFile(path("acks.csv")).value();
        QCOMPARE(std::count(acks.begin(), acks.end(), '\n'), 200);
        QVERIFY(acks.find("feeder,1,200,50\n") != std::string::npos);
    }

    void aCutLineLosesNothing()
    {
        const ServedTwin twin;
        auto client = std::move(FeedClient::create(twin.clientOptions()).value());
        for (int round = 0; round < 6; ++round) {
            QVERIFY(offerBatches(*client, round * 40 + 1, round * 40 + 40));
            client->breakLine();
        }
        QVERIFY(client->drain(20 * twin::kSecond).has_value());
        QTRY_COMPARE(twin.source().applied, 239U * 50);
        QVERIFY(client->statistics().connects > 1);
        QCOMPARE(twin.source().received, twin.source().applied + twin.source().duplicate);
    }

    void aTwinWithAStoreGoesOnWhereItWas()
    {
        twin::ingest::TwinServiceOptions options;
        options.storePath = path("store.db");
        auto first = std::make_unique<ServedTwin>(options);
        auto client = std::move(FeedClient::create(first->clientOptions()).value());
        TcpServerOptions samePort;
        samePort.port = first->server->port();
        QVERIFY(offerBatches(*client, 1, 50));
        first.reset();
        const ServedTwin second(options, samePort);
        QVERIFY(offerBatches(*client, 51, 100));
        QVERIFY(client->drain(20 * twin::kSecond).has_value());
        QCOMPARE(client->statistics().epoch, 1U);
        QTRY_COMPARE(second.inlet(3), 0.0);
        const auto store = twin::history::Journal::openReadOnly(path("store.db"));
        QCOMPARE(store->loadProgress()->front().progress.contiguous, 100U);
        QCOMPARE(store->recordCount().value(), 100U);
    }

    void aTwinThatForgotIsToldAgain()
    {
        auto first = std::make_unique<ServedTwin>();
        auto client = std::move(FeedClient::create(first->clientOptions()).value());
        TcpServerOptions samePort;
        samePort.port = first->server->port();
        QVERIFY(offerBatches(*client, 1, 20));
        QVERIFY(client->drain(20 * twin::kSecond).has_value());
        first.reset();
        const ServedTwin second({}, samePort);
        QVERIFY(offerBatches(*client, 21, 30)); // the dictionary was sent in the former life only
        QVERIFY(client->drain(20 * twin::kSecond).has_value());
        QTRY_COMPARE(second.inlet(3), 30.0);
        QVERIFY(client->statistics().epoch > 1);
        QCOMPARE(second.source().refused, 0U);
    }

    void tlsAsksForACertificateOnBothSides()
    {
        if (!Certificates::canBeMade()) {
            QSKIP("needs the openssl program and Qt's TLS backend");
        }
        const Certificates certificates(m_directory->path());
        certificates.make();
        TcpServerOptions listen;
        listen.tls = certificates.of("server");
        const ServedTwin twin({}, listen);
        auto options = twin.clientOptions();
        options.host = "127.0.0.1";
        options.tls = certificates.of("client");
        auto client = std::move(FeedClient::create(options).value());
        QVERIFY(offerBatches(*client, 1, 10));
        const auto drained = client->drain(20 * twin::kSecond);
        QVERIFY2(drained.has_value(), client->statistics().lastError.c_str());
        QTRY_COMPARE(twin.source().transport, std::string("tls"));

        options.tls = {path("stranger.pem"), path("stranger.key"), path("ca.pem")};
        options.source = "stranger";
        auto stranger = std::move(FeedClient::create(options).value());
        QVERIFY(stranger->offer(define(0, 1)));
        QVERIFY(!stranger->drain(500 * twin::kMillisecond).has_value());
        auto plain = std::move(FeedClient::create(twin.clientOptions()).value());
        QVERIFY(plain->offer(define(0, 1)));
        QVERIFY(!plain->drain(500 * twin::kMillisecond).has_value());
        QCOMPARE(twin.service->provider()->at({})->sources->size(), 1U);
    }

    void tlsFilesThatAreNoneAreRefused()
    {
        QVERIFY(twin::writeFileAtomically(path("text"), "hello").has_value());
        FeedClientOptions options;
        options.tls = {path("text"), path("text"), path("text")};
        QVERIFY(!FeedClient::create(options).has_value());
        options.tls = {path("text"), "", ""};
        QVERIFY(!FeedClient::create(options).has_value());
    }

  private:
    std::string path(const std::string& name) const
    {
        return m_directory->filePath(QString::fromStdString(name)).toStdString();
    }

    std::optional<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
