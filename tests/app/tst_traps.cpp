#include "app/transport/trap_access.h"
#include "app/transport/trap_listener.h"
#include "tests/app/serve_process.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/file_io.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <memory>

using namespace test;
using namespace app::transport;
using twin::kMillisecond;

namespace {

constexpr const char* kEngine = "80001f8804746573740001";
constexpr const char* kRecordedEngine =
    "80001f8804746573740002"; ///< its time begins with the test that uses it
const QString kLinkDown = QStringLiteral("1.3.6.1.6.3.1.1.5.3");
const QString kLinkUp = QStringLiteral("1.3.6.1.6.3.1.1.5.4");

const std::string kAccess = R"({"format": "suanwang.snmp.v1", "communities": ["wang"],
  "users": [
    {"name": "ops", "auth": "SHA-256", "auth_passphrase": "correct horse 1", "priv_passphrase": "battery-staple"},
    {"name": "ops", "auth_passphrase": "x"}]})";

TrapAccess access()
{
    TrapAccess out;
    out.communities = {"wang"};
    out.users.push_back({"ops",
                         TrapSecurity::AuthPriv,
                         "SHA-256",
                         "correct-horse",
                         "AES",
                         "battery-staple",
                         {kEngine, kRecordedEngine}});
    out.users.push_back({"plain", TrapSecurity::AuthNoPriv, "SHA", "another-horse", "", "", {kEngine}});
    return out;
}

QStringList variables(const QString& interface = QStringLiteral("eth0"))
{
    return {"1.3.6.1.2.1.2.2.1.1.17", "i", "17", "1.3.6.1.2.1.2.2.1.7.17",    "i", "1",
            "1.3.6.1.2.1.2.2.1.8.17", "i", "2",  "1.3.6.1.2.1.31.1.1.1.1.17", "s", interface};
}

const QStringList kV2{"-v2c", "-c", "wang"};
const QStringList kPrivate{"-v3",           "-u", "ops", "-l", "authPriv",      "-a", "SHA-256", "-A",
                           "correct-horse", "-x", "AES", "-X", "battery-staple"};
const QStringList kAuth{"-v3", "-u", "plain", "-l", "authNoPriv", "-a", "SHA", "-A", "another-horse"};

bool isInstalled(const char* program)
{
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

/// A twin that listens for traps on loopback.
class Desk
{
  public:
    explicit Desk(twin::ingest::TwinServiceOptions options = {}, std::size_t windowBytes = 8U << 20U)
    {
        const std::string file = m_directory.filePath("rules.json").toStdString();
        const bool isWritten = twin::writeFileAtomically(file, R"({"format": "suanwang.mapping.v1",
  "include": ["snmp_standard", "snmp_environment"],
  "tables": {"interfaces": {"127.0.0.1/eth0": "link-000001>"}, "devices": {"127.0.0.1": "site-000001"}}})")
                                   .has_value();
        options.publishInterval = 10 * kMillisecond;
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world(), nullptr);
        TrapListenerOptions wanted;
        wanted.port = 0;
        wanted.access = access();
        wanted.windowBytes = windowBytes;
        wanted.mapping = twin::ingest::MappingStore::open({file}).value();
        listener = std::make_unique<TrapListener>(std::move(wanted));
        const auto isShown = [this] {
            return service->provider()->at({}) != nullptr;
        };
        if (!isWritten || !service->start() || !listener->start(*service) ||
            !QTest::qWaitFor(isShown, 20'000)) {
            qFatal("not started");
        }
    }

    ~Desk()
    {
        listener->stop();
        service->stop();
    }

    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// snmptrap or snmpinform, unmodified. `uptime` in 1/100 s.
    int send(const char* program, QStringList arguments, const QString& trap, const QString& uptime,
             const QStringList& values = variables()) const
    {
        arguments << QStringLiteral("127.0.0.1:%1").arg(listener->port()) << uptime << trap << values;
        QProcess process;
        process.start(QString::fromLatin1(program), arguments);
        if (!process.waitForFinished(30'000)) {
            return -1;
        }
        return process.exitCode();
    }

    void datagram(const QByteArray& bytes) const
    {
        QUdpSocket socket;
        socket.writeDatagram(bytes, QHostAddress(QHostAddress::LocalHost), listener->port());
        socket.waitForBytesWritten(1'000);
    }

    [[nodiscard]] std::uint64_t counted(const std::string& what) const
    {
        const auto counters = service->status().transport;
        const auto found = counters.find(what);
        return found != counters.end() ? found->second : 0;
    }

    /// All that was counted, for a message.
    [[nodiscard]] std::string counters() const
    {
        std::string out;
        for (const auto& [name, count] : service->status().transport) {
            out += name + " " + std::to_string(count) + "; ";
        }
        return out + source("snmp").lastError;
    }

    [[nodiscard]] twin::state::SourceStatus source(const std::string& name) const
    {
        const auto snapshot = service->provider()->at({});
        for (const auto& status : *snapshot->sources) {
            if (status.name == name) {
                return status;
            }
        }
        return {};
    }

    [[nodiscard]] twin::state::AlarmCounts books() const { return source("snmp/127.0.0.1").alarms; }

    [[nodiscard]] std::vector<twin::state::Alarm> alarms() const
    {
        return *service->provider()->at({})->alarms;
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<TrapListener> listener;

  private:
    QTemporaryDir m_directory;
};

bool closes(const twin::state::AlarmCounts& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

} // namespace

/// Debian's own snmptrap and snmpinform in front of the listener.
class TestTraps final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badAccessFilesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* name, const std::string& text, const char* wanted) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(wanted);
        };
        row("no JSON", "{", "snmp.json:");
        row("no format", "{}", "snmp.json:1: format");
        row("a list of numbers", R"({"format": "suanwang.snmp.v1", "communities": [1]})", "communities");
        row("short passphrase",
            R"({"format": "suanwang.snmp.v1", "users": [{"name": "a", "auth_passphrase": "short"}]})",
            "users.0.auth_passphrase: 8 to 128 bytes");
        row("no privacy",
            R"({"format": "suanwang.snmp.v1", "users": [{"name": "a", "auth_passphrase": "longenough"}]})",
            "users.0.priv_passphrase");
        row("MD5",
            R"({"format": "suanwang.snmp.v1", "users": [{"name": "a", "auth": "MD5", "auth_passphrase": "longenough"}]})",
            "users.0.auth: one of SHA, SHA-224");
        row("engine", R"({"format": "suanwang.snmp.v1", "users": [{"name": "a", "level": "authNoPriv",
          "auth_passphrase": "longenough", "engines": ["xyz"]}]})",
            "snmp.json:2: users.0.engines");
        row("blank in a passphrase", kAccess, "users.0.auth_passphrase");
    }

    void badAccessFilesAreNamedWithTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        const auto parsed = parseTrapAccess("snmp.json", text.toStdString());
        QVERIFY(!parsed.has_value());
        const QString said = QString::fromStdString(parsed.error().text());
        QVERIFY2(said.contains(wanted), qPrintable(said));
        QVERIFY2(!said.contains("longenough") && !said.contains("horse"),
                 qPrintable(said)); // no secret in it
    }

    void beyondLoopbackPrivacyIsNeeded()
    {
        auto service = std::move(twin::ingest::TwinService::create({}).value());
        TrapListenerOptions options;
        options.host = "0.0.0.0";
        options.port = 0;
        options.access.communities = {"public"};
        TrapListener listener(std::move(options));
        const auto started = listener.start(*service);
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, twin::ErrorCode::BadInput);
    }

    void aPortInUseIsReported()
    {
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress(QHostAddress::LocalHost), 0, QAbstractSocket::DontShareAddress));
        auto service = std::move(twin::ingest::TwinService::create({}).value());
        TrapListenerOptions options;
        options.port = other.localPort();
        options.mapping = twin::ingest::MappingStore::open({}).value();
        TrapListener listener(std::move(options));
        const auto started = listener.start(*service);
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().code, twin::ErrorCode::Io);
    }

    void whatIsNoTrapIsCountedWithItsReason()
    {
        const Desk desk;
        desk.datagram("hello");
        desk.datagram(QByteArray(1'400, '\x30'));
        desk.datagram(QByteArray::fromHex("30820fffffff"));
        QTRY_COMPARE(desk.counted("trap_malformed") + desk.counted("trap_version"), std::uint64_t{3});
        QTRY_COMPARE(desk.source("snmp").alarms.refused, std::uint64_t{3});
        QVERIFY(QString::fromStdString(desk.source("snmp").lastError).contains("127.0.0.1"));
        QVERIFY(closes(desk.source("snmp").alarms));
    }

    void trapsRaiseAndClear_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("v2c") << kV2;
        QTest::newRow("v3 authNoPriv") << (kAuth + QStringList{"-e", QStringLiteral("0x%1").arg(kEngine)});
        QTest::newRow("v3 authPriv") << (kPrivate + QStringList{"-e", QStringLiteral("0x%1").arg(kEngine)});
    }

    void trapsRaiseAndClear()
    {
        if (!isInstalled("snmptrap")) {
            QSKIP("needs Debian's package snmp");
        }
        QFETCH(QStringList, arguments);
        const Desk desk;
        QCOMPARE(desk.send("snmptrap", arguments, kLinkDown, "100"), 0);
        QTRY_COMPARE(desk.alarms().size(), std::size_t{1});
        const twin::state::Alarm alarm = desk.alarms().front();
        QCOMPARE(alarm.resourceId, std::string("link-000001"));
        QCOMPARE(alarm.type, std::string("link.down"));
        QVERIFY(alarm.severity == twin::state::Severity::Major);
        QCOMPARE(alarm.source, std::string("snmp/127.0.0.1"));
        QCOMPARE(desk.send("snmptrap", arguments, kLinkUp, "200"), 0);
        QTRY_VERIFY(desk.alarms().empty());
        QTRY_COMPARE(desk.books().applied, std::uint64_t{2});
        QVERIFY(closes(desk.books()));
    }

    void informsAreAnsweredWhenTheyAreKept_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("v2c") << kV2;
        QTest::newRow("v3 authPriv") << kPrivate; // the engine is ours: it is asked for
    }

    void informsAreAnsweredWhenTheyAreKept()
    {
        if (!isInstalled("snmpinform")) {
            QSKIP("needs Debian's package snmp");
        }
        QFETCH(QStringList, arguments);
        const QTemporaryDir directory;
        twin::ingest::TwinServiceOptions options;
        options.storePath = directory.filePath("twin.db").toStdString();
        const Desk desk(options);
        QCOMPARE(desk.send("snmpinform", arguments, kLinkDown, "100"), 0);
        const auto journal = desk.service->status();
        QVERIFY(journal.framesCommitted >= 1); // at the answer, not some time later
        QTRY_COMPARE(desk.alarms().size(), std::size_t{1});
    }

    /// What is never committed is never acknowledged: the sender knows, and tries again.
    void anInformThatIsNotKeptIsNotAnswered()
    {
        if (!isInstalled("snmpinform")) {
            QSKIP("needs Debian's package snmp");
        }
        const Desk desk({}, 0); // no room for anything
        QElapsedTimer timer;
        timer.start();
        QVERIFY(desk.send("snmpinform", kV2 + QStringList{"-t", "1", "-r", "1"}, kLinkDown, "100") != 0);
        QTRY_VERIFY(desk.counted("trap_busy") >= 2);
        QVERIFY(desk.alarms().empty());
    }

    void theSameInformAgainIsADuplicate()
    {
        if (!isInstalled("snmpinform")) {
            QSKIP("needs Debian's package snmp");
        }
        const Desk desk;
        QCOMPARE(desk.send("snmpinform", kV2, kLinkDown, "100"), 0);
        QCOMPARE(desk.send("snmpinform", kV2, kLinkDown, "100"), 0); // answered all the same
        QTRY_COMPARE(desk.books().received, std::uint64_t{2});
        QCOMPARE(desk.books().duplicate, std::uint64_t{1});
        QCOMPARE(desk.alarms().front().count, 1U);
    }

    void strangersAreRefusedAndCounted()
    {
        if (!isInstalled("snmptrap")) {
            QSKIP("needs Debian's package snmp");
        }
        const Desk desk;
        const QString engine = QStringLiteral("0x%1").arg(kEngine);
        desk.send("snmptrap", {"-v2c", "-c", "public"}, kLinkDown, "100");
        QTRY_VERIFY2(desk.counted("trap_wrong_community") == 1, desk.counters().c_str());
        desk.send("snmptrap", {"-v3", "-e", engine, "-u", "nobody", "-l", "noAuthNoPriv"}, kLinkDown, "100");
        QTRY_VERIFY2(desk.counted("trap_unknown_user") == 1, desk.counters().c_str());
        desk.send("snmptrap",
                  {"-v3", "-e", engine, "-u", "ops", "-l", "authPriv", "-a", "SHA-256", "-A", "wrong-horse",
                   "-x", "AES", "-X", "battery-staple"},
                  kLinkDown, "100");
        QTRY_VERIFY2(desk.counted("trap_wrong_key") == 1, desk.counters().c_str());
        desk.send(
            "snmptrap",
            {"-v3", "-e", engine, "-u", "ops", "-l", "authNoPriv", "-a", "SHA-256", "-A", "correct-horse"},
            kLinkDown, "100");
        QTRY_VERIFY2(desk.counted("trap_security_level") == 1, desk.counters().c_str());
        QTRY_VERIFY2(desk.source("snmp").alarms.refused == 4, desk.counters().c_str());
        QVERIFY2(QString::fromStdString(desk.source("snmp").lastError).contains("ops"),
                 desk.counters().c_str());
        QVERIFY(desk.alarms().empty());
        QVERIFY(desk.source("snmp/127.0.0.1").name.empty()); // a stranger is no source
    }

    /// A datagram that somebody recorded and sends once more: within the window it is a duplicate, later it
    /// is refused by its time.
    void replayedMessagesDoNothing()
    {
        if (!isInstalled("snmptrap")) {
            QSKIP("needs Debian's package snmp");
        }
        const Desk desk;
        const QStringList arguments =
            kPrivate + QStringList{"-e", QStringLiteral("0x%1").arg(kRecordedEngine)};
        QUdpSocket ear;
        QVERIFY(ear.bind(QHostAddress(QHostAddress::LocalHost), 0));
        QProcess sender;
        sender.start("snmptrap",
                     arguments +
                         QStringList{"-Z", "1,5000", QStringLiteral("127.0.0.1:%1").arg(ear.localPort()),
                                     "100", kLinkDown} +
                         variables());
        QVERIFY(sender.waitForFinished(20'000));
        QTRY_VERIFY(ear.hasPendingDatagrams());
        QByteArray recorded(static_cast<qsizetype>(ear.pendingDatagramSize()), '\0');
        ear.readDatagram(recorded.data(), recorded.size());
        desk.datagram(recorded);
        QTRY_VERIFY2(desk.books().applied == 1, desk.counters().c_str());
        desk.datagram(recorded);
        QTRY_COMPARE(desk.books().duplicate, std::uint64_t{1});
        desk.send("snmptrap", arguments + QStringList{"-Z", "1,9000"}, kLinkUp, "4000");
        QTRY_COMPARE(desk.books().applied, std::uint64_t{2});
        desk.datagram(recorded); // over 150 s older than what was heard since
        QTRY_VERIFY2(desk.counted("trap_not_in_time") == 1, desk.counters().c_str());
        QVERIFY(desk.alarms().empty());
        QCOMPARE(desk.books().received, std::uint64_t{3});
    }

    void unmappedTrapsAreListedWithARule()
    {
        if (!isInstalled("snmptrap")) {
            QSKIP("needs Debian's package snmp");
        }
        const Desk desk;
        QCOMPARE(desk.send("snmptrap", kV2, "1.3.6.1.4.1.99999.0.7", "100"), 0);
        QTRY_COMPARE(desk.books().refused, std::uint64_t{1});
        const auto status = desk.source("snmp/127.0.0.1");
        QCOMPARE(status.unknownNames.at("1.3.6.1.4.1.99999.0.7"), std::uint64_t{1});
        QVERIFY(status.mappingRules->at("1.3.6.1.4.1.99999.0.7").find("1.3.6.1.2.1.31.1.1.1.1.17") !=
                std::string::npos);
        QCOMPARE(desk.send("snmptrap", kV2, kLinkDown, "100", variables("eth9")), 0); // not in the table
        QTRY_COMPARE(desk.books().refused, std::uint64_t{2});
    }

    /// The whole program, as an operator starts it.
    void serveTakesTraps()
    {
        if (!isInstalled("snmpinform")) {
            QSKIP("needs Debian's package snmp");
        }
        const QTemporaryDir directory;
        ctl_test::ServeProcess serve({"--listen", "127.0.0.1:0", "--snmp-traps", "127.0.0.1:0", "--store",
                                      directory.filePath("twin.db")});
        const QJsonObject first = serve.nextLine();
        const int port = first.value("snmp_port").toInt();
        QVERIFY(port > 0);
        QProcess sender;
        sender.start("snmpinform", QStringList{"-v2c", "-c", "public",
                                               QStringLiteral("127.0.0.1:%1").arg(port), "100", kLinkDown} +
                                       variables());
        QVERIFY(sender.waitForFinished(20'000));
        QCOMPARE(sender.exitCode(), 0);
        const QJsonObject line = serve.lineThat(
            [](const QJsonObject& status) { return status.value("sources").toArray().size() == 1; });
        const QJsonObject source = line.value("sources").toArray().first().toObject();
        QCOMPARE(source.value("name").toString(), QString("snmp/127.0.0.1"));
        const QJsonObject alarms = source.value("alarms").toObject();
        QCOMPARE(alarms.value("received").toInt(), 1);
        QCOMPARE(alarms.value("refused").toInt(), 1); // the shipped tables name no interface
        QCOMPARE(alarms.value("closes").toBool(), true);
        static_cast<void>(serve.endCleanly());
        QCOMPARE(serve.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTraps)
#include "tst_traps.moc"
