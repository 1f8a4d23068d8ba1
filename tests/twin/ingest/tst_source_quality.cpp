#include "tests/twin/ingest/otlp_messages.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/accounting.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/remote_write_decoder.h"
#include "twin/ingest/source_interval.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/file_io.h"
#include "twin/support/rng.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

using namespace test;
using namespace twin;
using namespace twin::ingest;
using state::RefusedFor;

namespace {

constexpr TimeNs kStart = 1'780'000'000 * kSecond;
constexpr TimeNs kYear = 365 * 24 * kHour;

constexpr const char* kRules = R"({"format": "suanwang.mapping.v1",
  "rules": [
    {"metric": "busy", "entity": "{pool}", "to": "pool.utilisation_ratio"},
    {"metric": "temp", "entity": "{pool}", "to": "pool.inlet_celsius", "interval_s": 300},
    {"metric": "bytes", "entity": "{pool}", "to": "pool.ingress_bps", "rate": true},
    {"metric": "card", "entity": "{pool}", "to": "pool.memory_used_ratio", "combine": "mean"},
    {"metric": "status", "entity": "{pool}", "to": "pool.state"},
    {"metric": "noise", "ignore": true}
  ]})";

/// A twin of four pools, with or without a store, and one collector in front of it. Comes back with the same
/// store when it is restarted.
class Desk
{
  public:
    explicit Desk(bool withStore = false)
    {
        if (!writeFileAtomically(path("rules.json"), kRules)) {
            qFatal("no rules");
        }
        mapping = MappingStore::open({path("rules.json")}).value();
        m_withStore = withStore;
        begin();
    }

    void restart()
    {
        source.reset();
        service->stop();
        service.reset();
        clock->set(clock->now() + kSecond);
        begin();
    }

    Taken send(const prom::WriteRequest& request)
    {
        if (!decodeRemoteWrite(request.SerializeAsString(), *source)) {
            qFatal("not decoded");
        }
        const Taken taken = source->finish();
        if (!QTest::qWaitFor([&] { return source->committedUpTo() >= taken.upTo && service->isSettled(); },
                             20'000)) {
            qFatal("not settled");
        }
        return taken;
    }

    Taken one(const std::string& name, TimeNs time, double value, Labels more = {})
    {
        prom::WriteRequest request;
        more.emplace_back("pool", idOf("pool", 0));
        addSample(addSeries(request, name, more), time, value);
        return send(request);
    }

    /// The newest snapshot at the moment the clock shows.
    [[nodiscard]] state::SnapshotPtr shown() const
    {
        const TimeNs now = clock->now();
        state::SnapshotPtr out;
        const bool isThere = QTest::qWaitFor(
            [&] {
                out = service->provider()->at({});
                return out != nullptr && out->time >= now;
            },
            20'000);
        return isThere ? out : nullptr;
    }

    [[nodiscard]] bool isStaleAt(TimeNs time, PoolMetric metric) const
    {
        clock->set(time);
        return state::liveValue(*shown(), {EntityKind::Pool, 0}, static_cast<std::size_t>(metric)).stale;
    }

    [[nodiscard]] state::SourceStatus books() const
    {
        const auto sources = shown()->sources;
        return sources->empty() ? state::SourceStatus{} : sources->front();
    }

    [[nodiscard]] std::string path(const char* name) const
    {
        return directory.filePath(QString::fromUtf8(name)).toStdString();
    }

    QTemporaryDir directory;
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(kStart);
    std::shared_ptr<MappingStore> mapping;
    std::unique_ptr<TwinService> service;
    std::unique_ptr<CollectorSource> source;

  private:
    void begin()
    {
        TwinServiceOptions options;
        options.publishInterval = 5 * kMillisecond;
        options.clock = clock;
        if (m_withStore) {
            options.storePath = path("store.sqlite");
        }
        service = std::move(TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 4}), nullptr);
        if (!service->start()) {
            qFatal("not started");
        }
        CollectorOptions collector;
        collector.hello.source = "remote-write/edge";
        collector.mapping = mapping;
        collector.clock = clock;
        source = std::move(CollectorSource::open(*service, std::move(collector), {}).value());
    }

    bool m_withStore = false;
};

bool closes(const state::SourceStatus& of)
{
    const std::uint64_t refused =
        std::accumulate(of.refusedFor.begin(), of.refusedFor.end(), std::uint64_t{0});
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused &&
           of.refused == refused;
}

} // namespace

class TestSourceQuality final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anIntervalIsLearned_data()
    {
        QTest::addColumn<QList<double>>("times"); // s; each a request of its own that comes at that time
        QTest::addColumn<double>("period");
        QTest::addColumn<bool>("isState");
        QTest::addColumn<double>("interval"); // s; 0 = that of the metric
        QTest::newRow("nothing heard") << QList<double>{} << 10.0 << false << 60.0;
        QTest::newRow("heard once: as slow as a slow scrape") << QList<double>{0} << 10.0 << false << 60.0;
        QTest::newRow("heard once, of a slow metric") << QList<double>{0} << 60.0 << false << 0.0;
        QTest::newRow("every minute") << QList<double>{0, 60, 120, 180} << 10.0 << false << 60.0;
        QTest::newRow("every minute, twice") << QList<double>{0, 60} << 10.0 << false << 60.0;
        QTest::newRow("as the metric says") << QList<double>{0, 10, 20, 30} << 10.0 << false << 0.0;
        QTest::newRow("every second") << QList<double>{0, 1, 2, 3} << 10.0 << false << 1.0;
        QTest::newRow("every second, too short to tell") << QList<double>{0, 1, 2} << 10.0 << false << 0.0;
        QTest::newRow("a state that flaps") << QList<double>{0, 1, 2, 3} << 60.0 << true << 0.0;
        QTest::newRow("when it changes") << QList<double>{0, 2, 3, 40} << 10.0 << false << 0.0;
        QTest::newRow("jitter") << QList<double>{0, 15.004, 29.996, 45.01} << 10.0 << false << 15.0;
        QTest::newRow("one scrape missed") << QList<double>{0, 15, 30, 60} << 10.0 << false << 15.0;
        QTest::newRow("an outage") << QList<double>{0, 15, 30, 20'000} << 10.0 << false << 15.0;
        QTest::newRow("out of order") << QList<double>{0, 15, 5, 30, 20, 45} << 10.0 << false << 15.0;
        QTest::newRow("an odd interval") << QList<double>{0, 17, 34, 51} << 10.0 << false << 20.0;
        QTest::newRow("longer than is believed")
            << QList<double>{0, 9e4, 18e4, 27e4} << 10.0 << false << 3600.0;
    }

    void anIntervalIsLearned()
    {
        QFETCH(QList<double>, times);
        QFETCH(double, period);
        QFETCH(bool, isState);
        QFETCH(double, interval);
        SourceInterval series;
        std::uint64_t request = 0;
        for (const double time : times) {
            const TimeNs at = kStart + static_cast<TimeNs>(time * static_cast<double>(kSecond));
            series.hear(at, at, ++request);
        }
        const TimeNs metric = static_cast<TimeNs>(period) * kSecond;
        QCOMPARE(series.value_ms(metric, isState), static_cast<std::uint32_t>(interval * 1'000));
    }

    /// A sender that collects every second and sends every five: the newest value is up to five seconds old.
    void whatIsSentTogetherIsAsOftenAsItIsSent()
    {
        SourceInterval series;
        for (int request = 1; request <= 4; ++request) {
            for (int i = 0; i < 5; ++i) {
                series.hear(kStart + (request * 5 + i) * kSecond, kStart + (request * 5 + 5) * kSecond,
                            static_cast<std::uint64_t>(request));
            }
        }
        QCOMPARE(series.value_ms(kMinute, false), 5'000U);
    }

    /// After an outage ten minutes of scrapes come in a second: they are 15 s apart all the same.
    void aBacklogIsNoInterval()
    {
        SourceInterval series;
        TimeNs now = kStart;
        std::uint64_t request = 0;
        for (int burst = 0; burst < 8; ++burst) {
            ++request;
            now += kSecond / 10;
            for (int i = 0; i < 5; ++i) {
                series.hear(kStart - 10 * kMinute + (burst * 5 + i) * 15 * kSecond, now, request);
            }
        }
        QCOMPARE(series.value_ms(10 * kSecond, false), 15'000U);
    }

    void aSlowSourceIsNotStaleBetweenTwoScrapes()
    {
        Desk desk;
        desk.one("busy", kStart, 0.5);
        QVERIFY(!desk.isStaleAt(kStart + 59 * kSecond, PoolMetric::Utilisation));
        for (int i = 1; i <= 4; ++i) {
            desk.clock->set(kStart + i * kMinute);
            desk.one("busy", desk.clock->now(), 0.5);
        }
        const TimeNs last = desk.clock->now();
        QVERIFY(!desk.isStaleAt(last + 59 * kSecond, PoolMetric::Utilisation));
        QVERIFY(!desk.isStaleAt(last + 150 * kSecond, PoolMetric::Utilisation));
        QVERIFY(desk.isStaleAt(last + 151 * kSecond, PoolMetric::Utilisation));
    }

    void aFastSourceIsStaleSoon()
    {
        Desk desk;
        for (int i = 0; i <= 4; ++i) {
            desk.clock->set(kStart + i * kSecond);
            desk.one("busy", desk.clock->now(), 0.5);
        }
        const TimeNs last = desk.clock->now();
        QVERIFY(!desk.isStaleAt(last + 2'500 * kMillisecond, PoolMetric::Utilisation));
        QVERIFY(desk.isStaleAt(last + 2'501 * kMillisecond, PoolMetric::Utilisation));
    }

    void aRuleMaySayTheInterval()
    {
        Desk desk;
        desk.one("temp", kStart, 20);
        QVERIFY(!desk.isStaleAt(kStart + 750 * kSecond, PoolMetric::Inlet));
        QVERIFY(desk.isStaleAt(kStart + 751 * kSecond, PoolMetric::Inlet));
    }

    void aCombinedValueIsAsOftenAsItsSlowestPart()
    {
        Desk desk;
        for (int i = 0; i <= 8; ++i) {
            desk.clock->set(kStart + i * 15 * kSecond);
            desk.one("card", desk.clock->now(), 0.25, {{"gpu", "0"}});
            if (i % 4 == 0) {
                desk.one("card", desk.clock->now() + kMillisecond, 0.75, {{"gpu", "1"}});
            }
        }
        const auto cell = desk.shown()->cell(EntityKind::Pool, 0, PoolMetric::MemoryUsed);
        QCOMPARE(cell.value, 0.5);
        QCOMPARE(cell.interval_ms, 60'000U);
    }

    void repeatsAreKnownAcrossARestart()
    {
        Desk desk(true);
        prom::WriteRequest request;
        const Labels labels{{"pool", idOf("pool", 0)}};
        for (int t = 0; t < 4; ++t) {
            addSample(addSeries(request, "busy", labels), kStart + t * kSecond, 0.1 * t);
            addSample(addSeries(request, "bytes", labels), kStart + t * kSecond, 1'000.0 * t);
            addSample(addSeries(request, "card", {{"gpu", "0"}, {"pool", idOf("pool", 0)}}),
                      kStart + t * kSecond, 0.2);
            addSample(addSeries(request, "card", {{"gpu", "1"}, {"pool", idOf("pool", 0)}}),
                      kStart + t * kSecond, 0.4);
        }
        desk.clock->set(kStart + 4 * kSecond);
        QCOMPARE(desk.send(request).duplicate, std::uint64_t{0});
        QTRY_COMPARE_WITH_TIMEOUT(desk.books().received, std::uint64_t{16},
                                  20'000); // published after the answer
        const auto before = desk.books();
        QCOMPARE(before.duplicate, std::uint64_t{0});
        QVERIFY(closes(before));
        desk.restart();
        // The answer was lost: it comes once more, and nothing of it is new.
        desk.send(request);
        QTRY_COMPARE_WITH_TIMEOUT(desk.books().received, std::uint64_t{16}, 20'000);
        const auto books = desk.books();
        QVERIFY(closes(books));
        QCOMPARE(books.applied, std::uint64_t{0});
        QCOMPARE(books.late, std::uint64_t{0});
        // The four of `busy`, the three rates of `bytes` (its first point is the start of the first), the
        // four values that the parts of `card` make.
        QCOMPARE(books.duplicate, std::uint64_t{11});
        QCOMPARE(books.merged, std::uint64_t{5});
        // What follows is new.
        desk.clock->set(kStart + 10 * kSecond);
        QCOMPARE(desk.one("busy", kStart + 9 * kSecond, 0.9).duplicate, std::uint64_t{0});
        QTRY_COMPARE_WITH_TIMEOUT(desk.books().applied, std::uint64_t{1}, 20'000);
        QCOMPARE(desk.shown()->cell(EntityKind::Pool, 0, PoolMetric::Utilisation).value, 0.9);
        // The second time it is the series itself that knows.
        QCOMPARE(desk.one("busy", kStart + 9 * kSecond, 0.9).duplicate, std::uint64_t{1});
        QVERIFY(closes(desk.books()));
    }

    void theMomentOfAnIntervalComesBackWithTheStore()
    {
        Desk desk(true);
        for (int i = 0; i <= 4; ++i) {
            desk.clock->set(kStart + i * kMinute);
            desk.one("busy", desk.clock->now(), 0.5);
        }
        QCOMPARE(desk.shown()->cell(EntityKind::Pool, 0, PoolMetric::Utilisation).interval_ms, 60'000U);
        desk.restart();
        QCOMPARE(desk.shown()->cell(EntityKind::Pool, 0, PoolMetric::Utilisation).interval_ms, 60'000U);
    }

    /// Whatever a source does, every one of its points ends in one book, and every refusal has its reason.
    void theBooksCloseAfterEverything()
    {
        Desk desk;
        Rng rng(7, "faults");
        std::uint64_t points = 0;
        const auto number = [&](std::uint64_t below) {
            return rng.next() % below;
        };
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        const std::array<double, 6> values{0.5, 0.25, std::nan(""), kInfinity, -kInfinity, 1e300};
        const std::array<TimeNs, 6> jumps{0, 0, kYear, -kYear, -kMinute, kSecond};
        const std::array<const char*, 7> names{"busy", "temp", "bytes", "card", "status", "noise", "mystery"};
        for (int round = 0; round < 60; ++round) {
            desk.clock->set(kStart + round * kSecond);
            prom::WriteRequest request;
            for (int i = 0; i < 20; ++i) {
                const std::string id = number(8) == 0 ? "nowhere" : idOf("pool", number(4));
                prom::TimeSeries& series =
                    addSeries(request, names[number(names.size())], {{"pool", id}, {"gpu", "0"}});
                for (std::uint64_t k = 0; k < 1 + number(3); ++k, ++points) {
                    const TimeNs time = number(30) == 0 ? 0 : desk.clock->now() + jumps[number(jumps.size())];
                    addSample(series, time, values[number(values.size())]);
                }
            }
            desk.send(request);
            if (round % 7 == 0) { // all of it again
                desk.send(request);
                for (const auto& series : request.timeseries()) {
                    points += static_cast<std::uint64_t>(series.samples_size());
                }
            }
            QVERIFY2(closes(desk.books()), qPrintable(QString::number(round)));
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.books().received, points, 20'000);
        const auto books = desk.books();
        for (const RefusedFor reason : {RefusedFor::Unmapped, RefusedFor::Ignored, RefusedFor::UnknownName,
                                        RefusedFor::BadValue, RefusedFor::BadTime}) {
            QVERIFY2(refusedCount(books, reason) > 0, state::refusedForName(reason).data());
        }
        QVERIFY(books.duplicate > 0);
        QVERIFY(books.late > 0);
    }
};

QTEST_GUILESS_MAIN(TestSourceQuality)
#include "tst_source_quality.moc"
