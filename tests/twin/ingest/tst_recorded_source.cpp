#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/history/journal.h"
#include "twin/ingest/recorded_source.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/state_hash.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace test;
using namespace twin::ingest;
using twin::ErrorCode;
using twin::kSecond;
using twin::ManualClock;
using twin::Result;
using twin::TimeNs;
using twin::history::Recording;
using twin::history::RecordingWriter;

namespace {

constexpr std::uint32_t kPools = 50;

/// An engine at a clock that is set by hand.
struct Engine
{
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(kNoon);
    std::unique_ptr<TwinService> service;

    explicit Engine(const std::string& store = {})
    {
        TwinServiceOptions options;
        options.clock = clock;
        options.publishInterval = 5 * twin::kMillisecond;
        if (!store.empty()) {
            options.storePath = store;
        }
        service = std::move(TwinService::create(options).value());
        service->setRegistry(world({.pools = kPools}), nullptr);
        static_cast<void>(service->start());
    }

    [[nodiscard]] std::string hash() const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? twin::state::stateHash(*snapshot) : std::string();
    }

    [[nodiscard]] twin::state::Totals totals() const { return service->provider()->at({})->totals; }
};

void send(SourceSession& session, const wire::Frame& frame)
{
    std::string bytes = frame.SerializeAsString();
    while (session.submit(bytes) == SourceSession::Submit::Full) {
        std::this_thread::yield();
    }
}

std::unique_ptr<SourceSession> openSource(Engine& engine, const std::string& name, std::uint64_t epoch)
{
    SourceHello hello;
    hello.source = name;
    hello.epoch = epoch;
    return std::move(engine.service->openSource(hello, {}).value());
}

/// Two sources, one that starts anew, a clock that runs ahead, a late value and an alarm: what was live.
void live(Engine& engine)
{
    auto north = openSource(engine, "north", 1);
    auto south = openSource(engine, "south", 9);
    send(*north, define(1, kPools));
    send(*south, define(1, kPools));
    std::uint64_t sequence = 1;
    for (int second = 0; second < 60; ++second) {
        engine.clock->set(kNoon + second * kSecond);
        send(*north, batch(++sequence, engine.clock->now(), std::vector<double>(30, 20 + second % 7)));
        const TimeNs odd = second == 20   ? 3600 * kSecond
                           : second == 30 ? -10 * kSecond
                                          : 0; // far ahead, late
        send(*south,
             batch(sequence, engine.clock->now() + odd, std::vector<double>(kPools, 30 + second % 5)));
        if (second == 40) {
            north->close();
            north = openSource(engine, "north", 2);
            sequence = 1;
            south->close();
            south = openSource(engine, "south", 10);
            send(*north, define(1, kPools));
            send(*south, define(1, kPools));
        }
    }
    send(*north, alarm(++sequence, engine.clock->now(), poolId(3), wire::MAJOR));
}

/// The journal of a store as a recording.
Result<twin::history::RecordingSummary> record(const std::string& store, const std::string& path)
{
    auto journal = twin::history::Journal::openReadOnly(store);
    auto writer = RecordingWriter::create(path, {kNoon, kNoon + 60 * kSecond, "test", "", true});
    if (!journal || !writer || !writer->addRegistry(kNoon, "the registry")) {
        return twin::failure(ErrorCode::Io, "no store, or no recording");
    }
    bool isWhole = true;
    auto walked = journal->forEach([&](const twin::history::JournalEntry& entry) {
        isWhole = writer->add({entry.source, entry.epoch, entry.receiveTime, entry.samples, entry.body})
                      .has_value();
        return isWhole;
    });
    if (!walked || !isWhole) {
        return twin::failure(ErrorCode::Io, "not written");
    }
    return writer->finish();
}

} // namespace

class RecordedSourceTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_recording;
    std::string m_liveHash;

    std::string at(const char* name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

    RecordedSourceOptions optionsFor(Engine& engine, double speed = 0)
    {
        RecordedSourceOptions options;
        options.clock = engine.clock;
        options.speed = speed;
        options.isSettled = [&engine] {
            return engine.service->status().queuedFrames == 0;
        };
        options.registry = [](std::string_view snapshot) -> Result<> {
            return snapshot == "the registry" ? Result<>{}
                                              : twin::failure(ErrorCode::BadInput, "another registry");
        };
        return options;
    }

  private Q_SLOTS:

    void initTestCase()
    {
        {
            Engine engine(at("live.store"));
            live(engine);
            engine.service->stop();
            m_liveHash = engine.hash();
        }
        m_recording = at("night.swrec");
        const auto written = record(at("live.store"), m_recording);
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        QCOMPARE(written->frames, std::uint64_t{2 + 120 + 2 + 1});
    }

    void aRegistryThatIsRefusedEndsIt()
    {
        Engine engine;
        auto options = optionsFor(engine);
        options.registry = [](std::string_view) -> Result<> {
            return twin::failure(ErrorCode::Invalid, "refused");
        };
        RecordedSource source(Recording::open(m_recording).value(), options);
        QVERIFY(source.start(*engine.service));
        QTRY_VERIFY(source.outcome());
        QVERIFY(!*source.outcome());
        QCOMPARE(source.outcome()->error().code, ErrorCode::Invalid);
    }

    /// The same pipeline, frame by frame, at the same receive times: the same state, bit for bit.
    void replayEqualsLive()
    {
        Engine engine;
        RecordedSource source(Recording::open(m_recording).value(), optionsFor(engine));
        QVERIFY(source.start(*engine.service));
        QTRY_VERIFY(source.outcome());
        QVERIFY2(*source.outcome(), "played to its end");
        source.stop();
        engine.service->stop();
        QCOMPARE(engine.hash(), m_liveHash);
        const auto totals = engine.totals();
        QCOMPARE(totals.received, std::uint64_t{60 * 30 + 60 * kPools});
        QCOMPARE(totals.received,
                 totals.applied + totals.merged + totals.late + totals.duplicate + totals.refused);
    }

    void speedChangesNothingButTheTimeItTakes()
    {
        Engine engine;
        RecordedSource source(Recording::open(m_recording).value(), optionsFor(engine, 100));
        QElapsedTimer time;
        time.start();
        QVERIFY(source.start(*engine.service));
        QTRY_VERIFY_WITH_TIMEOUT(source.outcome(), 20'000);
        QVERIFY(time.elapsed() >= 500); // a minute, a hundred times as fast
        source.stop();
        engine.service->stop();
        QCOMPARE(engine.hash(), m_liveHash);
    }

    void playedTwiceIntoOneStoreNothingDoubles()
    {
        Engine engine(at("twice.store"));
        for (int i = 0; i < 2; ++i) {
            RecordedSource source(Recording::open(m_recording).value(), optionsFor(engine));
            QVERIFY(source.start(*engine.service));
            QTRY_VERIFY(source.outcome());
            source.stop();
        }
        engine.service->stop();
        QCOMPARE(engine.hash(), m_liveHash);
        QCOMPARE(engine.totals().duplicate, std::uint64_t{60 * 30 + 60 * kPools});
    }

    void stoppedInTheMiddleItSaysSo()
    {
        Engine engine;
        RecordedSource source(Recording::open(m_recording).value(), optionsFor(engine, 0.1));
        QVERIFY(source.start(*engine.service));
        source.stop();
        QVERIFY(source.outcome());
        QCOMPARE(source.outcome()->error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(RecordedSourceTest)
#include "tst_recorded_source.moc"
