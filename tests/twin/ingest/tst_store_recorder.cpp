#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/registry/small_snapshot.h"
#include "twin/history/history_store.h"
#include "twin/ingest/past_reader.h"
#include "twin/ingest/played_recording.h"
#include "twin/ingest/recording_check.h"
#include "twin/ingest/recording_player.h"
#include "twin/ingest/store_recorder.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/state_hash.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <thread>

using namespace test;
using namespace twin::ingest;
using twin::ErrorCode;
using twin::kMinute;
using twin::kSecond;
using twin::ManualClock;
using twin::Result;
using twin::TimeNs;
using twin::history::Recording;

namespace {

constexpr TimeNs kBegin = 1'790'000'000 * kSecond;
constexpr int kEnd = 20 * 60;     ///< s
constexpr int kSwap = 17 * 60;    ///< s: the second registry
constexpr int kRestart = 15 * 60; ///< s: north begins anew
constexpr TimeNs kKept = 6 * kMinute;

wire::Frame defineInlet(const std::string& pool)
{
    wire::Frame frame;
    wire::Define& body = *frame.mutable_define();
    body.set_sequence(1);
    body.add_metrics()->set_name("pool.inlet_celsius");
    wire::EntityEntry* entity = body.add_entities();
    entity->set_kind(wire::POOL);
    entity->set_id(pool);
    return frame;
}

TimeNs at(int second)
{
    return kBegin + second * kSecond;
}

/// The small network with a pool's name changed: another registry of the same entities.
twin::registry::SnapshotDocument renamedSnapshot()
{
    auto document = smallSnapshot();
    auto& registry = *document.message().mutable_registry();
    registry.set_version("renamed");
    registry.mutable_pools(0)->mutable_name()->set_en("Renamed");
    registry.set_sha256(twin::registry::contentHash(registry));
    return document;
}

std::string hashOf(const TwinService& service)
{
    const auto snapshot = service.provider()->at({});
    return snapshot && snapshot->registry ? twin::state::stateHash(*snapshot) : std::string();
}

/// A twin with a store that lived twenty minutes: two sources, one that began anew, a registry that was
/// swapped, alarms; folded every minute, and frames let go of.
class Night
{
  public:
    explicit Night(const std::string& store, int seconds = kEnd, TimeNs keepFrames = kKept,
                   std::uint64_t keepFrameBytes = FoldOptions().keepFrameBytes)
    {
        TwinServiceOptions options;
        options.clock = clock;
        options.storePath = store;
        options.publishInterval = twin::kMillisecond;
        options.fold.window = kMinute;
        options.fold.keepFrames = keepFrames;
        options.fold.keepFrameBytes = keepFrameBytes;
        service = std::move(TwinService::create(options).value());
        giveRegistry(*service, smallSnapshot());
        static_cast<void>(service->start());
        north = open("north", 1);
        south = open("south", 7);
        send(*north, defineInlet(kZhongwei));
        send(*south, defineInlet(kBeijing));
        for (int second = 0; second <= seconds; second += 5) {
            pass(second);
        }
    }

    void stop()
    {
        north->close();
        south->close();
        service->stop();
        hash = hashOf(*service);
    }

    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(kBegin);
    std::unique_ptr<TwinService> service;
    std::string hash;                  ///< when it had stopped
    std::map<int, std::string> hashes; ///< while it lived, by second
    std::uint64_t samples = 0;
    std::size_t alarms = 0;

  private:
    std::unique_ptr<SourceSession> open(const std::string& name, std::uint64_t epoch)
    {
        SourceHello hello;
        hello.source = name;
        hello.epoch = epoch;
        return std::move(service->openSource(hello, {}).value());
    }

    void send(SourceSession& session, const wire::Frame& frame)
    {
        std::string bytes = frame.SerializeAsString();
        while (session.submit(bytes) == SourceSession::Submit::Full) {
            std::this_thread::yield();
        }
    }

    void settle()
    {
        QElapsedTimer waited;
        waited.start();
        while (!service->isSettled() && waited.elapsed() < 20'000) {
            std::this_thread::yield();
        }
        QVERIFY(service->isSettled());
    }

    void pass(int second)
    {
        clock->set(at(second));
        if (second == kRestart) {
            north->close();
            north = open("north", 2);
            send(*north, defineInlet(kZhongwei));
            northSequence = 1;
        }
        if (second == kSwap) {
            giveRegistry(*service, renamedSnapshot());
        }
        const TimeNs odd = second == 965 ? 3600 * kSecond : second == 1000 ? -20 * kSecond : 0; // ahead, late
        send(*north, batch(++northSequence, clock->now() + odd, {20 + second % 40 * 0.25}));
        // It says its own interval, which changes; the other one goes by the metric's period.
        wire::Frame own = batch(++southSequence, clock->now(), {25 + second % 30 * 0.5});
        own.mutable_batch()->mutable_columns(0)->set_interval_ms(second < 600 ? 5'000 : 20'000);
        send(*south, own);
        samples += 2;
        if (second % 300 == 100) {
            send(*south, alarm(++southSequence, clock->now(), kBeijing, wire::MAJOR));
            alarms = 1;
        } else if (second % 300 == 200) {
            send(*south, alarm(++southSequence, clock->now(), kBeijing, wire::CLEARED));
            alarms = 0;
        }
        settle();
        // Published with everything in it: the twin does that within a millisecond or two.
        const auto isShown = [this] {
            const auto now = service->provider()->at({});
            return now && now->totals.received == samples && now->alarms->size() == alarms;
        };
        QTRY_VERIFY(isShown());
        hashes[second] = hashOf(*service);
    }

    std::unique_ptr<SourceSession> north;
    std::unique_ptr<SourceSession> south;
    std::uint64_t northSequence = 1;
    std::uint64_t southSequence = 1;
};

} // namespace

class StoreRecorderTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_store;
    std::string m_hash;
    std::map<int, std::string> m_hashes;

    std::string in(const char* name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

    /// Plays it to its end; the state's hash.
    std::string play(const std::string& path, std::optional<std::string> store = {}, double speed = 0)
    {
        auto player = RecordingPlayer::open(path, {speed, std::move(store)});
        if (!player) {
            return player.error().text();
        }
        if (auto started = (*player)->start(); !started) {
            return started.error().text();
        }
        if (!QTest::qWaitFor([&] { return (*player)->outcome().has_value(); }, 30'000)) {
            return "it does not end";
        }
        if (const auto ended = *(*player)->outcome(); !ended) {
            return ended.error().text();
        }
        (*player)->stop();
        const auto totals = (*player)->provider()->at({})->totals;
        const bool closes = totals.received ==
                            totals.applied + totals.merged + totals.late + totals.duplicate + totals.refused;
        return closes && totals.received == (*player)->summary().samples ? hashOf((*player)->service())
                                                                         : "the books do not close";
    }

    Result<StoreRecording> record(const char* name, std::optional<int> from = {}, std::optional<int> to = {})
    {
        RecordOptions options;
        options.from = from ? std::optional(at(*from)) : std::nullopt;
        options.to = to ? std::optional(at(*to)) : std::nullopt;
        options.note = "the night";
        options.madeBy = "test";
        return recordStore(m_store, in(name), options);
    }

  private Q_SLOTS:

    void initTestCase()
    {
        m_store = in("night.store");
        Night night(m_store);
        // What is older than the frames that stay is let go of.
        QTRY_VERIFY_WITH_TIMEOUT(night.service->status().folds >= 18, 20'000);
        const auto isTrimmed = [this] {
            auto store = twin::history::historyStore(m_store);
            auto reader = (*store)->openReader();
            const auto points = (*reader)->restartPoints();
            return points && !points->empty() && points->front().made > at(12 * 60);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTrimmed(), 20'000);
        night.stop();
        m_hash = night.hash;
        m_hashes = night.hashes;
        QCOMPARE(m_hash, m_hashes.at(kEnd));
    }

    void whatCannotBeRecordedIsSaid()
    {
        RecordOptions options;
        QCOMPARE(recordStore(in("none.store"), in("x.swrec"), options).error().code, ErrorCode::NotFound);
        QFile text(m_folder.filePath(QStringLiteral("text.store")));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("not a database, but long enough to look at, and then some more of it");
        text.close();
        QVERIFY(!recordStore(in("text.store"), in("x.swrec"), options));
        options.note = std::string(4'097, 'x');
        QCOMPARE(recordStore(m_store, in("x.swrec"), options).error().code, ErrorCode::BadInput);
        QCOMPARE(record("x.swrec", 1100, 1090).error().code, ErrorCode::BadInput);
        QCOMPARE(record("x.swrec", kEnd + 10).error().code, ErrorCode::Invalid);
        QCOMPARE(recordStore(m_store, in("no/such/folder.swrec"), {}).error().code, ErrorCode::Io);
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("x.swrec"))));
    }

    void aBeginBeforeWhatIsKeptSaysSinceWhen()
    {
        const auto early = record("x.swrec", 60);
        QVERIFY(!early);
        QCOMPARE(early.error().code, ErrorCode::Invalid);
        QVERIFY2(early.error().reason.find("frames are kept only since 20") != std::string::npos,
                 early.error().reason.c_str());
        QVERIFY(early.error().reason.find("--keep-frames-minutes") != std::string::npos);
        QCOMPARE(record("x.swrec", {}, 60).error().code, ErrorCode::Invalid);
    }

    void cancelledItLeavesNothing()
    {
        const QDir folder(m_folder.path());
        const auto before = folder.entryList();
        RecordOptions options;
        int asked = 0;
        options.isCancelled = [&asked] {
            return ++asked > 20;
        };
        QCOMPARE(recordStore(m_store, in("x.swrec"), options).error().code, ErrorCode::Cancelled);
        QCOMPARE(folder.entryList(), before);
    }

    /// After folds and trims there is no first frame any more: it begins with a kept moment.
    void allThatIsKeptPlaysToTheSameState()
    {
        const auto written = record("all.swrec");
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        QVERIFY(written->summary.start);
        QCOMPARE(written->summary.header.end, at(kEnd));
        QCOMPARE(written->summary.header.note, std::string("the night"));
        QCOMPARE(written->summary.registries.size(), std::size_t{2});
        QCOMPARE(written->forgotten, std::uint64_t{0});
        QCOMPARE(play(in("all.swrec")), m_hash);
    }

    void aStretchPlaysToTheStateAtItsEnd_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("from the middle") << 1030 << kEnd;
        QTest::newRow("up to before a source began anew") << 870 << kRestart - 5;
        QTest::newRow("over that") << 870 << kRestart + 50;
        QTest::newRow("with the registry's swap") << kSwap - 60 << kSwap + 30;
        QTest::newRow("up to before the swap") << kSwap - 60 << kSwap - 5;
        QTest::newRow("beginning at the swap") << kSwap << kSwap + 10;
        QTest::newRow("one moment") << 1100 << 1100;
    }

    void aStretchPlaysToTheStateAtItsEnd()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        const auto written = record("stretch.swrec", from, to);
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        QCOMPARE(written->summary.header.begin, at(from));
        QCOMPARE(written->summary.header.end, at(to));
        QVERIFY(*written->summary.start <= at(from));
        QCOMPARE(play(in("stretch.swrec")), m_hashes.at(to));
    }

    void speedChangesNothing()
    {
        QVERIFY(record("short.swrec", 1180));
        QCOMPARE(play(in("short.swrec"), {}, 100), m_hash);
    }

    void playedIntoAStoreItIsHistory()
    {
        QVERIFY(record("kept.swrec", 1000));
        const std::string store = in("new.store");
        QCOMPARE(play(in("kept.swrec"), store), m_hash);
        auto past = PastReader::open(store);
        QVERIFY(past);
        for (const int second : {1005, kSwap - 5, kSwap + 10, kEnd}) {
            const auto moment = (*past)->stateAt(at(second));
            QVERIFY2(moment && *moment, moment ? "none" : moment.error().text().c_str());
            QVERIFY2(twin::state::stateHash(**moment) == m_hashes.at(second),
                     qPrintable(QString::number(second)));
        }
        const auto again = RecordingPlayer::open(in("kept.swrec"), {0, store});
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Invalid);
        // And can be recorded again from there.
        const auto copied = recordStore(store, in("copy.swrec"), {});
        QVERIFY2(copied, copied ? "" : copied.error().text().c_str());
        QVERIFY(copied->summary.start);
        QCOMPARE(play(in("copy.swrec")), m_hash);
    }

    /// As the console opens one: every moment of it is history, and the last one stands still.
    void itCanBeGoneAboutIn()
    {
        QVERIFY(record("look.swrec", 900));
        const std::string store = in("look.store");
        QCOMPARE(playIntoStore(in("look.swrec"), in("cancelled.store"), [] { return true; }).error().code,
                 ErrorCode::Cancelled);
        const auto played = playIntoStore(in("look.swrec"), store, {});
        QVERIFY2(played, played ? "" : played.error().text().c_str());
        const auto& provider = *played->provider;
        QVERIFY(!provider.at({})->live);
        QCOMPARE(twin::state::stateHash(*provider.at({})), m_hash);
        QVERIFY(provider.range().begin <= at(900));
        QCOMPARE(provider.range().end, at(kEnd));
        for (const int second : {905, kSwap - 5, kSwap + 10, 1100, kEnd - 5}) {
            const auto moment = provider.at({twin::state::TimeMode::Fixed, at(second)});
            QVERIFY(moment);
            QVERIFY2(twin::state::stateHash(*moment) == m_hashes.at(second),
                     qPrintable(QString::number(second)));
        }
        QVERIFY(!provider.marks(provider.range(), 100).empty());
        auto opened = twin::history::historyStore(store);
        auto reader = (*opened)->openReader();
        QCOMPARE((*reader)->foldPosition().value(), (*reader)->newestFrame().value());
    }

    void contentsAreRead()
    {
        QVERIFY(record("read.swrec", 860));
        const auto contents = readContents(Recording::open(in("read.swrec")).value());
        QVERIFY(contents);
        QVERIFY(contents->problems.empty());
        QCOMPARE(contents->sources.size(), std::size_t{2});
        QCOMPARE(contents->sources.at("north").epochs, (std::set<std::uint64_t>{1, 2}));
        QCOMPARE(contents->sources.at("south").epochs, (std::set<std::uint64_t>{7}));
    }

    void aFlippedByteIsNamedBeforeAnythingPlays()
    {
        QVERIFY(record("flipped.swrec", 1100));
        QFile file(m_folder.filePath(QStringLiteral("flipped.swrec")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 place = file.size() - 400;
        QVERIFY(file.seek(place));
        const char byte = file.read(1)[0];
        QVERIFY(file.seek(place));
        file.putChar(static_cast<char>(byte ^ 1));
        file.close();
        const auto opened = RecordingPlayer::open(in("flipped.swrec"), {0, in("none.yet")});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::BadInput);
        QVERIFY(opened.error().reason.starts_with("block "));
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("none.yet"))));
    }

    /// By time alone all would stay; a minute has some 24 frames of 30 to 40 bytes.
    void whatIsKeptIsBoundedByBytesToo()
    {
        for (const bool isBounded : {false, true}) {
            const std::string store = in(isBounded ? "bounded.store" : "unbounded.store");
            {
                Night night(store, 360, twin::kHour, isBounded ? 2'000 : 1ULL << 40U);
                QTRY_VERIFY_WITH_TIMEOUT(night.service->status().folds >= 5, 20'000);
                const auto firstKept = [&store] {
                    auto opened = twin::history::historyStore(store);
                    auto reader = (*opened)->openReader();
                    twin::history::JournalOrder first = 0;
                    static_cast<void>((*reader)->frames(
                        0, [&](twin::history::JournalOrder order, const twin::history::JournalEntry&) {
                            first = order;
                            return false;
                        }));
                    return first;
                };
                QTRY_VERIFY_WITH_TIMEOUT(!isBounded || firstKept() > 50, 20'000);
                night.stop();
            }
            const auto written = recordStore(store, in("kept.swrec"), {});
            QVERIFY2(written, written ? "" : written.error().text().c_str());
            QCOMPARE(written->summary.start.has_value(), isBounded);
            QCOMPARE(written->summary.header.begin > at(60), isBounded);
        }
    }

    /// Nothing folded yet: from the journal's first frame.
    void fromTheVeryBeginning()
    {
        const std::string store = in("short.store");
        std::string hash;
        {
            Night night(store, 30);
            night.stop();
            hash = night.hash;
        }
        RecordOptions options;
        options.from = kBegin - kMinute; // nothing was before, so nothing is missing
        const auto written = recordStore(store, in("begin.swrec"), options);
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        QVERIFY(!written->summary.start);
        QCOMPARE(written->summary.header.begin, kBegin);
        QCOMPARE(play(in("begin.swrec")), hash);
        QCOMPARE(play(in("begin.swrec"), in("begin.store")), hash);
    }
};

QTEST_GUILESS_MAIN(StoreRecorderTest)
#include "tst_store_recorder.moc"
