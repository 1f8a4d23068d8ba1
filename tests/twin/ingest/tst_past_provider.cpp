#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/registry/small_snapshot.h"
#include "twin/ingest/past_provider.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/recent_history.h"
#include "twin/state/state_hash.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <thread>

using namespace test;
using namespace twin::ingest;
using twin::EntityKind;
using twin::kMinute;
using twin::kSecond;
using twin::ManualClock;
using twin::PoolMetric;
using twin::TimeNs;
using twin::state::Severity;
using twin::state::SnapshotPtr;
using twin::state::TimeMode;

namespace {

constexpr TimeNs kBegin = 1'790'000'000 * kSecond;
const std::string kPool = kZhongwei;
constexpr auto kInlet = static_cast<std::size_t>(PoolMetric::Inlet);

wire::Frame defineInlet()
{
    wire::Frame frame;
    wire::Define& body = *frame.mutable_define();
    body.set_sequence(1);
    body.add_metrics()->set_name("pool.inlet_celsius");
    wire::EntityEntry* entity = body.add_entities();
    entity->set_kind(wire::POOL);
    entity->set_id(kPool);
    return frame;
}

double inletAt(int second)
{
    return 20 + second / 10 % 40 * 0.25;
}

/// A twin with a store that lived three quarters of an hour at a clock set by hand: more than memory keeps.
class Night
{
  public:
    explicit Night(const std::string& store)
    {
        TwinServiceOptions options;
        options.clock = clock;
        options.storePath = store;
        options.publishInterval = twin::kMillisecond;
        options.fold.window = kMinute;
        options.fold.keepFrames = 2 * kMinute;
        service = std::move(TwinService::create(options).value());
        giveRegistry(*service, smallSnapshot());
        static_cast<void>(service->start());
        SourceHello hello;
        hello.source = "s";
        hello.epoch = 1;
        session = std::move(service->openSource(hello, {}).value());
        send(defineInlet());
        for (int second = 0; second <= kSeconds; second += 10) {
            pass(second);
        }
    }

    static constexpr int kSeconds = 45 * 60;

    void send(const wire::Frame& frame)
    {
        std::string bytes = frame.SerializeAsString();
        while (session->submit(bytes) == SourceSession::Submit::Full) {
            std::this_thread::yield();
        }
    }

    /// Ten seconds go by and are seen: the twin publishes each, as it does when nobody hurries it.
    void pass(int second)
    {
        clock->set(kBegin + second * kSecond);
        send(batch(++sequence, clock->now(), {inletAt(second)}));
        if (second == 300) {
            send(alarm(++sequence, clock->now(), kPool, wire::MAJOR));
        } else if (second == 900) {
            send(alarm(++sequence, clock->now(), kPool, wire::CLEARED));
        }
        const auto isShown = [&] {
            const SnapshotPtr now = provider().at({});
            const std::size_t alarms = second >= 300 && second < 900 ? 1 : 0; // they come after the value
            return now && now->time == clock->now() && inlet(*now) == inletAt(second) &&
                   now->alarms->size() == alarms;
        };
        QElapsedTimer waited;
        waited.start();
        while (!isShown() && waited.elapsed() < 10'000) {
            std::this_thread::yield();
        }
        QVERIFY(isShown());
        hashes[second] = twin::state::stateHash(*provider().at({}));
    }

    [[nodiscard]] const twin::state::SnapshotProvider& provider() const { return *service->provider(); }

    [[nodiscard]] SnapshotPtr at(int second) const
    {
        return provider().at({TimeMode::Fixed, kBegin + second * kSecond});
    }

    static double inlet(const twin::state::Snapshot& snapshot)
    {
        return snapshot
            .cell(EntityKind::Pool, snapshot.find(EntityKind::Pool, kPool)->index, PoolMetric::Inlet)
            .value;
    }

    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(kBegin);
    std::unique_ptr<TwinService> service;
    std::unique_ptr<SourceSession> session;
    std::uint64_t sequence = 1;
    std::map<int, std::string> hashes; ///< of the live state, by second
};

} // namespace

class PastProviderTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Night> m_night;

    std::string at(const char* name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

  private Q_SLOTS:

    void initTestCase() { m_night = std::make_unique<Night>(at("night.store")); }

    void cleanupTestCase() { m_night.reset(); }

    void withoutAStoreFileThereIsWhatMemoryHas()
    {
        const auto recent = std::make_shared<twin::state::RecentHistory>();
        const PastProvider provider(recent, at("no.such.store"));
        QVERIFY(provider.range().isEmpty());
        QVERIFY(!provider.at({TimeMode::Fixed, kBegin}));
        QTRY_VERIFY(!provider.error().empty());
        QVERIFY(provider.marks({0, kBegin}, 10).empty());
        QVERIFY(provider.series({EntityKind::Pool, kPool, kInlet}, {0, kBegin}, 10).empty());
    }

    void aFileThatIsNoStoreIsSaid()
    {
        QFile file(m_folder.filePath(QStringLiteral("text.store")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a database, but long enough to look at, and then some more of it");
        file.close();
        const auto& live = m_night->provider();
        const PastProvider provider(
            std::shared_ptr<const twin::state::SnapshotProvider>(&live, [](const void*) {}),
            at("text.store"));
        QCOMPARE(provider.range().end, live.range().end);
        QVERIFY(!provider.error().empty());
        QVERIFY(provider.at({}) != nullptr); // the present goes on
    }

    void everythingSinceTheBeginningIsThere()
    {
        QTRY_VERIFY(m_night->service->status().foldedSamples > 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_night->provider().range().begin, kBegin, 20'000);
        QCOMPARE(m_night->provider().range().end, kBegin + Night::kSeconds * kSecond);
    }

    /// Not only the values: times, order and alarms, bit for bit.
    void pastMomentsAreWhatLiveShowed()
    {
        for (const int second : {0, 10, 300, 310, 890, 900, 1200, 1500}) {
            const SnapshotPtr moment = m_night->at(second);
            QVERIFY(moment);
            QVERIFY(!moment->live);
            QCOMPARE(moment->time, kBegin + second * kSecond);
            QCOMPARE(Night::inlet(*moment), inletAt(second));
            QCOMPARE(moment->alarms->size(), std::size_t(second >= 300 && second < 900 ? 1 : 0));
            QVERIFY2(twin::state::stateHash(*moment) == m_night->hashes.at(second),
                     qPrintable(QString::number(second)));
        }
    }

    void theRegistryIsTheSameObjectWhileItIsTheSame()
    {
        QCOMPARE(m_night->at(600)->registry, m_night->provider().at({})->registry);
    }

    void theLastMomentIsKept() { QCOMPARE(m_night->at(700), m_night->at(700)); }

    void whatMemoryHasComesFromMemory()
    {
        const SnapshotPtr moment = m_night->at(Night::kSeconds - 60);
        QCOMPARE(Night::inlet(*moment), inletAt(Night::kSeconds - 60));
        QVERIFY(!moment->sources->empty()); // which the store does not have
    }

    void aCurveGoesAcrossBoth()
    {
        const auto points = m_night->provider().series({EntityKind::Pool, kPool, kInlet},
                                                       {kBegin, kBegin + Night::kSeconds * kSecond}, 1000);
        QVERIFY(points.size() >= 270 && points.size() <= 1000);
        for (const auto& point : points) {
            QVERIFY(point.known);
            QVERIFY(point.value >= 20 && point.value < 30);
        }
        QVERIFY(points.front().time <= kBegin + 10 * kSecond);
        QVERIFY(points.back().time >= kBegin + (Night::kSeconds - 20) * kSecond);
    }

    void anUnknownSeriesIsEmpty()
    {
        const twin::state::TimeRange all{kBegin, kBegin + Night::kSeconds * kSecond};
        for (const auto& point : m_night->provider().series({EntityKind::Pool, "none", kInlet}, all, 100)) {
            QVERIFY(!point.known);
        }
        QVERIFY(m_night->provider().series({EntityKind::Pool, kPool, 99}, all, 100).empty());
    }

    void alarmsAreMarked()
    {
        const auto marks = m_night->provider().marks({kBegin, kBegin + Night::kSeconds * kSecond}, 100);
        QCOMPARE(marks.size(), std::size_t{2});
        QCOMPARE(marks[0].time, kBegin + 300 * kSecond);
        QCOMPARE(marks[0].severity, Severity::Major);
        QCOMPARE(marks[1].time, kBegin + 900 * kSecond);
        QCOMPARE(marks[1].severity, Severity::Cleared);
        QCOMPARE(m_night->provider().marks({kBegin + 300 * kSecond, kBegin + 900 * kSecond}, 100).size(),
                 std::size_t{1});
    }

    void liveIsTheNewest() { QVERIFY(m_night->provider().at({})->live); }
};

QTEST_GUILESS_MAIN(PastProviderTest)
#include "tst_past_provider.moc"
