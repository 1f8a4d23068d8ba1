#include "tests/app/ctl_process.h"
#include "tests/support/places.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/registry/small_snapshot.h"
#include "twin/history/history_store.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/state_hash.h"
#include "twin/support/rng.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <thread>

using namespace test;
using ctl_test::Bench;
using ctl_test::Outcome;
using twin::kMinute;
using twin::kSecond;
using twin::TimeNs;

namespace {

constexpr TimeNs kBegin = 1'795'720'320 * kSecond; // 2026-11-27 03:12 in Beijing
constexpr int kEnd = 300;                          // s

wire::Frame defineInlet()
{
    wire::Frame frame;
    wire::Define& body = *frame.mutable_define();
    body.set_sequence(1);
    body.add_metrics()->set_name("pool.inlet_celsius");
    wire::EntityEntry* entity = body.add_entities();
    entity->set_kind(wire::POOL);
    entity->set_id(kZhongwei);
    return frame;
}

/// A store in which a source was heard for five minutes; the live state's hash at the end.
std::string live(const std::string& store)
{
    using namespace twin::ingest;
    TwinServiceOptions options;
    auto clock = std::make_shared<twin::ManualClock>(kBegin);
    options.clock = clock;
    options.storePath = store;
    auto service = std::move(TwinService::create(options).value());
    giveRegistry(*service, smallSnapshot());
    static_cast<void>(service->start());
    SourceHello hello;
    hello.source = "north";
    hello.epoch = 1;
    auto session = std::move(service->openSource(hello, {}).value());
    std::uint64_t sequence = 1;
    const auto send = [&](const wire::Frame& frame) {
        std::string bytes = frame.SerializeAsString();
        while (session->submit(bytes) == SourceSession::Submit::Full) {
            std::this_thread::yield();
        }
    };
    send(defineInlet());
    for (int second = 0; second <= kEnd; ++second) {
        clock->set(kBegin + second * kSecond);
        send(batch(++sequence, clock->now(), {20 + second % 40 * 0.25}));
    }
    session->close();
    service->stop();
    return twin::state::stateHash(*service->provider()->at({}));
}

/// A store with much in it that does not compress: writing it down takes a while.
void fill(const std::string& path)
{
    using namespace twin::history;
    auto store = historyStore(path);
    auto writer = (*store)->openWriter({});
    QVERIFY(writer);
    twin::Rng random(1, "bodies");
    std::string body(1U << 20U, '\0');
    for (std::uint64_t sequence = 1; sequence <= 64; ++sequence) {
        for (char& byte : body) {
            byte = static_cast<char>(random.next());
        }
        const JournalEntry entry{"s", 1, sequence, kBegin, RecordKind::Batch, 1, body};
        QVERIFY((*writer)->append({&entry, 1}, [](std::size_t) { return ProgressUpdate{}; }));
    }
}

/// Whether the process has a file of the folder open for writing that has no name.
bool isWriting(qint64 process, const QString& folder)
{
    const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(process));
    for (const QFileInfo& file :
         descriptors.entryInfoList(QDir::System | QDir::Files | QDir::NoDotAndDotDot)) {
        const QString target = file.symLinkTarget();
        if (target.startsWith(folder) &&
            (target.contains(QLatin1String("/#")) || target.contains(QLatin1String(".part")))) {
            return true;
        }
    }
    return false;
}

} // namespace

class TstRecordingCommands final : public QObject
{
    Q_OBJECT

    Bench m_bench;
    QString m_hash;

    QString file(const char* name) { return m_bench.file(QString::fromLatin1(name)); }

    Outcome record(const QStringList& more)
    {
        return m_bench.run(QStringList{"record", file("live.store"), "--json"} + more);
    }

  private Q_SLOTS:

    void initTestCase()
    {
        m_hash = QString::fromStdString(live(file("live.store").toStdString()));
        const Outcome outcome = record({"--out", file("night.swrec"), "--note", "a night"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    }

    void whatCannotBeDoneSaysWhy_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* says) {
            QTest::newRow(name) << arguments << code << QString::fromLatin1(says);
        };
        const QString store = file("live.store");
        const QString out = file("x.swrec");
        row("no store", {"record", file("none"), "--out", out}, 3, "none");
        row("no moment", {"record", store, "--out", out, "--from", "noon"}, 2, "--from: 'noon' is no moment");
        row("backwards",
            {"record", store, "--out", out, "--from", "2026-11-27 03:14", "--to", "2026-11-27 03:13"}, 2,
            "before it begins");
        row("later", {"record", store, "--out", out, "--from", "2027-01-01 00:00"}, 1,
            "received at 2026-11-27T03:17:00+08:00");
        row("earlier", {"record", store, "--out", out, "--to", "2026-01-01 00:00"}, 1,
            "received at 2026-11-27T03:12:00+08:00");
        row("over its store", {"record", store, "--out", store}, 2, "would overwrite");
        row("over a device", {"record", store, "--out", "/dev/full"}, 2, "a file of its own");
        row("no folder", {"record", store, "--out", file("no/folder.swrec")}, 3, "folder.swrec");
        row("a long note", {"record", store, "--out", out, "--note", QString(5'000, 'x')}, 2, "4,096");
        row("no recording", {"replay", store}, 2, "not a recording");
        row("absent", {"replay", file("none.swrec")}, 3, "none.swrec");
        row("speed", {"replay", file("night.swrec"), "--speed", "-1"}, 2, "--speed");
        row("a store that is there", {"replay", file("night.swrec"), "--store", store}, 2, "there already");
        row("validate absent", {"validate", file("none.swrec")}, 3, "none.swrec");
        row("where a network belongs", {"route", "--network", file("night.swrec"), "--from", "A"}, 2,
            "a recording");
        row("where a registry belongs", {"serve", "--registry", file("night.swrec"), "--seconds", "1"}, 2,
            "a recording");
    }

    void whatCannotBeDoneSaysWhy()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const Outcome outcome = m_bench.run(arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(says), qPrintable(outcome.errors));
        QVERIFY(!QFile::exists(file("x.swrec")));
    }

    void aFlippedByteIsNamed()
    {
        QByteArray bytes = m_bench.read("night.swrec");
        const qsizetype place = bytes.size() / 2;
        bytes[place] = static_cast<char>(bytes[place] ^ 4);
        m_bench.write("flipped.swrec", bytes);
        for (const char* command : {"replay", "validate"}) {
            const Outcome outcome =
                m_bench.run({QString::fromLatin1(command), file("flipped.swrec"), "--json"});
            QCOMPARE(outcome.code, 2);
            const QRegularExpression named(
                QStringLiteral("flipped\\.swrec: block \\d+, at byte \\d+: its hash differs"));
            QVERIFY2(outcome.errors.contains(named), qPrintable(outcome.errors));
        }
    }

    void itIsWhatWasHeard()
    {
        const Outcome outcome = m_bench.run({"validate", file("night.swrec"), "--json"});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json["begin"].toString(), QStringLiteral("2026-11-27T03:12:00+08:00"));
        QCOMPARE(outcome.json["end"].toString(), QStringLiteral("2026-11-27T03:17:00+08:00"));
        QCOMPARE(outcome.json["frames"].toInt(), kEnd + 2);
        QCOMPARE(outcome.json["samples"].toInt(), kEnd + 1);
        QCOMPARE(outcome.json["note"].toString(), QStringLiteral("a night"));
        QCOMPARE(outcome.json["registries"].toArray().size(), 1);
        QCOMPARE(outcome.json["chain"].toString().size(), 64);
        QCOMPARE(outcome.json["unreadable_frames"].toInt(), 0);
        QCOMPARE(outcome.json["sources"][0]["source"].toString(), QStringLiteral("north"));
    }

    /// Bit for bit, and the books close.
    void itPlaysToTheStateThatWasLive()
    {
        const Outcome outcome = m_bench.run({"replay", file("night.swrec"), "--speed", "0", "--json"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QCOMPARE(outcome.json["state_hash"].toString(), m_hash);
        QCOMPARE(outcome.json["received"].toInt(), kEnd + 1);
        QCOMPARE(outcome.json["applied"].toInt(), kEnd + 1);
        QCOMPARE(outcome.json["closes"].toBool(), true);
        QCOMPARE(outcome.json["played_frames"].toInt(), kEnd + 2);
        QVERIFY(outcome.json["seconds"].toDouble() > 0);
    }

    /// A real feed over a line that loses, doubles and reorders: what `serve` ended with is what the replay
    /// ends with.
    void itEqualsWhatServeSaid()
    {
        QVERIFY(m_bench.run({"generate", "national", "--seed", "1", "--out", file("nation.swr")}).code == 0);
        QProcess serve;
        serve.start(test::programPathQ("/suanwangctl"),
                    {"serve", "--json", "--registry", file("nation.swr"), "--listen", "127.0.0.1:0",
                     "--store", file("served.store")});
        QTRY_VERIFY_WITH_TIMEOUT(serve.canReadLine(), 30'000);
        const int port = QJsonDocument::fromJson(serve.readLine())["port"].toInt();
        const Outcome fed = m_bench.run({"feed", "--json", "--registry", file("nation.swr"), "--to",
                                         QStringLiteral("127.0.0.1:%1").arg(port), "--seconds", "4", "--loss",
                                         "0.05", "--duplicate", "0.05", "--reorder", "0.05"});
        QVERIFY2(fed.code == 0, qPrintable(fed.errors));
        serve.terminate();
        QVERIFY(serve.waitForFinished(30'000));
        QJsonObject last;
        while (serve.canReadLine()) {
            last = QJsonDocument::fromJson(serve.readLine()).object();
        }
        QVERIFY(!last["state_hash"].toString().isEmpty());
        QVERIFY(m_bench.run({"record", file("served.store"), "--out", file("served.swrec")}).code == 0);
        const Outcome played = m_bench.run({"replay", file("served.swrec"), "--speed", "0", "--json"});
        QVERIFY2(played.code == 0, qPrintable(played.errors));
        QCOMPARE(played.json["state_hash"], last["state_hash"]);
        QCOMPARE(played.json["received"], fed.json["acknowledged_samples"]);
        QCOMPARE(played.json["registry"].toString(), last["registry"].toObject()["version"].toString());
        QCOMPARE(played.json["synthetic"].toBool(), true);
    }

    void aStoreThatGetsItCanBeRecordedAgain()
    {
        QVERIFY(
            record({"--out", file("part.swrec"), "--from", "2026-11-27 03:13", "--to", "2026-11-27 03:14"})
                .code == 0);
        const Outcome first = m_bench.run(
            {"replay", file("part.swrec"), "--speed", "0", "--store", file("new.store"), "--json"});
        QVERIFY2(first.code == 0, qPrintable(first.errors));
        QVERIFY(m_bench.run({"record", file("new.store"), "--out", file("copy.swrec")}).code == 0);
        const Outcome second = m_bench.run({"replay", file("copy.swrec"), "--speed", "0", "--json"});
        QCOMPARE(second.json["state_hash"], first.json["state_hash"]);
        QVERIFY(second.json["state_hash"].toString() != m_hash);
    }

    void aSignalEndsAReplay()
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), {"replay", file("night.swrec")});
        QVERIFY(process.waitForStarted());
        const QDir descriptors(QStringLiteral("/proc/%1/task").arg(process.processId()));
        QTRY_VERIFY(descriptors.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 3); // its twin runs
        process.terminate();
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("frames"));
    }

    void killedWhileItWritesItLeavesNothing_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("asked to end") << SIGTERM;
        QTest::newRow("killed") << SIGKILL;
    }

    void killedWhileItWritesItLeavesNothing()
    {
        QFETCH(int, signal);
        if (!QFile::exists(file("big.store"))) {
            fill(file("big.store").toStdString());
        }
        const QTemporaryDir folder;
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"),
                      {"record", file("big.store"), "--out", folder.filePath(QStringLiteral("big.swrec"))});
        QVERIFY(process.waitForStarted());
        QElapsedTimer waited;
        waited.start();
        const QString path = QFileInfo(folder.path()).canonicalFilePath();
        while (!isWriting(process.processId(), path) && waited.elapsed() < 20'000) {
            std::this_thread::yield();
        }
        QVERIFY(isWriting(process.processId(), path));
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitStatus() == QProcess::CrashExit, signal == SIGKILL);
        if (signal == SIGTERM) {
            QCOMPARE(process.exitCode(), 4);
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::Hidden),
                 QStringList());
    }
};

QTEST_GUILESS_MAIN(TstRecordingCommands)
#include "tst_recording_commands.moc"
