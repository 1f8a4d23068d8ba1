#include "tests/twin/ingest/otlp_messages.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/accounting.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/otlp_decoder.h"
#include "twin/ingest/remote_write_decoder.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/file_io.h"
#include "twin/support/rng.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

using namespace test;
using namespace twin;
using namespace twin::ingest;

namespace {

constexpr TimeNs kStart = 1'780'000'000 * kSecond;

/// The rules of these tests: pools by their label, a link by a table.
constexpr const char* kRules = R"({"format": "suanwang.mapping.v1",
  "rules": [
    {"metric": "temp", "entity": "{pool}", "to": "pool.inlet_celsius"},
    {"metric": "bytes", "entity": "{pool}", "to": "pool.ingress_bps", "rate": true, "factor": 8, "wraps_bits": 32},
    {"metric": "plain", "entity": "{pool}", "to": "pool.egress_bps", "rate": true},
    {"metric": "busy", "entity": "{pool}", "to": "pool.utilisation_ratio", "combine": "mean"},
    {"metric": "busy", "entity": "{pool}", "to": "pool.card_utilisation_max_ratio", "combine": "max"},
    {"metric": "used", "entity": "{pool}", "to": "pool.memory_used_ratio", "combine": "ratio", "part": "numerator"},
    {"metric": "all", "entity": "{pool}", "to": "pool.memory_used_ratio", "combine": "ratio", "part": "denominator"},
    {"metric": "status", "entity": "{pool}", "to": "pool.state", "states": {"1": "up", "2": "down"}},
    {"metric": "noise*", "ignore": true}
  ]})";

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

/// A twin of 50 pools with one collector of remote-write in front of it.
class Desk
{
  public:
    explicit Desk(CollectorOptions collector = {}, const std::string& rules = kRules)
        : clock(std::make_shared<ManualClock>(kStart))
    {
        writeRules(rules);
        mapping = MappingStore::open({file()}).value();
        TwinServiceOptions options;
        options.publishInterval = 5 * kMillisecond;
        options.clock = clock;
        service = std::move(TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 50}), nullptr);
        if (!service->start()) {
            qFatal("not started");
        }
        open(std::move(collector));
    }

    void open(CollectorOptions options = {})
    {
        options.hello.source = "prometheus";
        options.mapping = mapping;
        options.clock = clock;
        source = std::move(CollectorSource::open(*service, std::move(options), {}).value());
    }

    [[nodiscard]] std::string file() const { return directory.filePath("rules.json").toStdString(); }

    void writeRules(const std::string& rules) const { QVERIFY(writeFileAtomically(file(), rules)); }

    /// One request, and everything of it applied.
    Taken send(const prom::WriteRequest& request)
    {
        if (!decodeRemoteWrite(request.SerializeAsString(), *source)) {
            qFatal("not decoded");
        }
        return settle();
    }

    Taken settle()
    {
        const Taken taken = source->finish();
        const bool committed = QTest::qWaitFor([&] { return source->committedUpTo() >= taken.upTo; }, 20'000);
        if (!committed || !follow()) {
            qFatal("not settled");
        }
        return taken;
    }

    /// A frame of another source goes the same way behind it: when its value is shown, so is everything
    /// before.
    bool follow()
    {
        if (m_follower == nullptr) {
            m_follower = std::move(service->openSource({"zz-follower", 1, 0, 0, "test", ""}, {}).value());
            wire::Frame definition = define(1, 0);
            definition.mutable_define()->mutable_metrics(0)->set_name("link.forward_bps");
            wire::EntityEntry* link = definition.mutable_define()->add_entities();
            link->set_kind(wire::LINK);
            link->set_id(idOf("link", 0));
            std::string bytes = definition.SerializeAsString();
            static_cast<void>(m_follower->submit(bytes));
        }
        ++m_followed;
        std::string bytes =
            batch(m_followed + 1, kStart + static_cast<TimeNs>(m_followed), {static_cast<double>(m_followed)})
                .SerializeAsString();
        static_cast<void>(m_follower->submit(bytes));
        return QTest::qWaitFor(
            [&] {
                const auto now = service->provider()->at({});
                return now != nullptr && now->cell(EntityKind::Link, 0, LinkMetric::Forward).value ==
                                             static_cast<double>(m_followed);
            },
            20'000);
    }

    Taken one(const std::string& name, const Labels& labels, TimeNs time, double value)
    {
        prom::WriteRequest request;
        addSample(addSeries(request, name, labels), time, value);
        return send(request);
    }

    [[nodiscard]] const state::Cell cell(std::uint32_t pool, PoolMetric metric) const
    {
        return service->provider()->at({})->cell(EntityKind::Pool, pool, metric);
    }

    [[nodiscard]] double value(std::uint32_t pool, PoolMetric metric) const
    {
        return cell(pool, metric).value;
    }

    [[nodiscard]] state::SourceStatus books() const
    {
        const auto sources = service->provider()->at({})->sources;
        return sources->empty() ? state::SourceStatus{} : sources->front();
    }

    QTemporaryDir directory;
    std::shared_ptr<ManualClock> clock;
    std::shared_ptr<MappingStore> mapping;
    std::unique_ptr<TwinService> service;
    std::unique_ptr<CollectorSource> source;

  private:
    std::unique_ptr<SourceSession> m_follower;
    std::uint64_t m_followed = 0;
};

Labels pool(int number, Labels more = {})
{
    more.emplace_back("pool", idOf("pool", static_cast<std::size_t>(number)));
    return more;
}

double staleMarker()
{
    const std::uint64_t bits = 0x7FF0000000000002;
    double out = 0;
    std::memcpy(&out, &bits, sizeof out);
    return out;
}

/// An engine that says what it is told to.
class DeafSink final : public FrameSink
{
  public:
    struct Told
    {
        std::vector<std::string> frames;
        SessionEvents events;
        SourceSession::Submit answer = SourceSession::Submit::Taken;
        Tally entered;
    };

    class Session final : public SourceSession
    {
      public:
        explicit Session(std::shared_ptr<Told> told)
            : m_told(std::move(told))
        {}

        Submit submit(std::string& bytes) override
        {
            if (m_told->answer == Submit::Taken) {
                m_told->frames.push_back(std::move(bytes));
            }
            return m_told->answer;
        }

        void enter(const Tally& tally) override { m_told->entered = tally; }

        [[nodiscard]] Progress progress() const override { return {}; }

        void close() override {}

      private:
        std::shared_ptr<Told> m_told;
    };

    Result<std::unique_ptr<SourceSession>> openSource(const SourceHello&, SessionEvents events) override
    {
        told->events = std::move(events);
        return std::unique_ptr<SourceSession>(std::make_unique<Session>(told));
    }

    void countTransport(const std::string&) override {}

    std::shared_ptr<Told> told = std::make_shared<Told>();
};

} // namespace

class TestCollectorSource final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aSeriesWithoutARuleIsRefusedAndListed()
    {
        Desk desk;
        prom::WriteRequest request;
        addSample(addSeries(request, "mystery", {{"a", "b"}}), kStart, 1);
        addSample(addSeries(request, "mystery", {{"a", "c"}}), kStart, 1);
        addSample(addSeries(request, "temp", {{"rack", "7"}}), kStart, 1);
        addSample(addSeries(request, "noise_total", {}), kStart, 1);
        const Taken taken = desk.send(request);
        QCOMPARE(taken.points, std::uint64_t{4});
        QCOMPARE(taken.refused, std::uint64_t{4});
        QCOMPARE(taken.unmapped, std::uint64_t{3});
        QCOMPARE(taken.ignored, std::uint64_t{1});
        const auto listed = desk.source->unmapped();
        QCOMPARE(listed.size(), std::size_t{2});
        QCOMPARE(listed[0].example.name, std::string("mystery"));
        QCOMPARE(listed[0].example.labels.front().value, std::string("b"));
        QCOMPARE(listed[0].points, std::uint64_t{2});
        QCOMPARE(listed[1].problem, std::string("no label pool"));
        const auto books = desk.books();
        QCOMPARE(books.refused, std::uint64_t{4});
        QCOMPARE(books.unknownNames.at("mystery"), std::uint64_t{2});
        QCOMPARE(books.mappingRules->at("mystery"), suggestRule(listed[0].example));
        QCOMPARE(books.mappingRules->size(), std::size_t{2});
        QVERIFY(closes(books));
    }

    void anEntityTheRegistryDoesNotHaveIsRefusedByName()
    {
        Desk desk;
        desk.one("temp", {{"pool", "nowhere"}}, kStart, 20);
        QCOMPARE(desk.books().refused, std::uint64_t{1});
        QCOMPARE(desk.books().unknownNames.at("nowhere"), std::uint64_t{1});
    }

    void oddNumbersAreRefusedAndStaleMarkersAreMissing()
    {
        Desk desk;
        desk.one("temp", pool(0), kStart, 20);
        for (const double odd : {std::nan(""), std::numeric_limits<double>::infinity(), 1e9}) {
            static TimeNs at = kStart;
            desk.one("temp", pool(0), at += kMillisecond, odd);
        }
        QCOMPARE(desk.books().refused, std::uint64_t{3});
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 20.0);
        desk.one("temp", pool(0), kStart + kSecond, staleMarker());
        QVERIFY(!desk.cell(0, PoolMetric::Inlet).isKnown());
        QCOMPARE(desk.books().applied, std::uint64_t{2});
        desk.one("temp", pool(1), 0, 20);
        QCOMPARE(desk.books().refused, std::uint64_t{4});
        QVERIFY(closes(desk.books()));
    }

    void textThatIsNoUtf8DoesNoHarm()
    {
        Desk desk;
        prom::WriteRequest request;
        request.add_timeseries();
        std::string bytes;
        {
            prom::WriteRequest good;
            addSample(addSeries(good, "temp", {{"pool", "XXXX"}}), kStart, 1);
            addSample(addSeries(good, "XXXX", {{"pool", "p"}}), kStart, 1);
            bytes = good.SerializeAsString();
        }
        for (std::size_t at = 0; (at = bytes.find("XXXX", at)) != std::string::npos; ++at) {
            bytes.replace(at, 4, "\xFF\xFE\n\x80");
        }
        QVERIFY(decodeRemoteWrite(bytes, *desk.source).has_value());
        const Taken taken = desk.settle();
        QCOMPARE(taken.refused, std::uint64_t{2});
        QVERIFY(closes(desk.books()));
        QCOMPARE(desk.books().received, std::uint64_t{2});
    }

    void whatIsRepeatedIsADuplicate()
    {
        Desk desk;
        prom::WriteRequest request;
        for (int i = 0; i < 50; ++i) {
            prom::TimeSeries& series = addSeries(request, "temp", pool(i));
            for (int t = 0; t < 4; ++t) {
                addSample(series, kStart + t * kSecond, 20 + t);
            }
        }
        desk.clock->set(kStart + 4 * kSecond);
        for (int i = 0; i < 3; ++i) {
            const Taken taken = desk.send(request);
            QCOMPARE(taken.duplicate, std::uint64_t{i == 0 ? 0U : 200U});
        }
        const auto books = desk.books();
        QCOMPARE(books.received, std::uint64_t{600});
        QCOMPARE(books.duplicate, std::uint64_t{400});
        QCOMPARE(books.applied + books.late + books.merged, std::uint64_t{200});
        QCOMPARE(desk.value(49, PoolMetric::Inlet), 23.0);
        QVERIFY(closes(books));
    }

    void anOlderPointIsLate()
    {
        Desk desk;
        desk.clock->set(kStart + kMinute);
        desk.one("temp", pool(0), kStart + 10 * kSecond, 30);
        desk.one("temp", pool(0), kStart + 5 * kSecond, 25);
        desk.one("bytes", pool(0), kStart + 10 * kSecond, 100);
        const Taken late = desk.one("bytes", pool(0), kStart + 5 * kSecond, 50);
        QCOMPARE(late.late, std::uint64_t{1});
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 30.0);
        QCOMPARE(desk.books().late, std::uint64_t{2});
        QVERIFY(closes(desk.books()));
    }

    void aClockThatJumpsByAYearStopsNothing()
    {
        Desk desk;
        desk.one("temp", pool(0), kStart + 365 * kDay, 30);
        QCOMPARE(desk.cell(0, PoolMetric::Inlet).quality, state::Quality::Estimated);
        QCOMPARE(desk.cell(0, PoolMetric::Inlet).sourceTime, kStart);
        QVERIFY(desk.books().clockSkew > 364 * kDay);
        desk.one("plain", pool(0), kStart, 100);
        desk.clock->set(kStart + 10 * kSecond);
        desk.one("plain", pool(0), kStart + 365 * kDay, 200); // ahead: at our time
        QCOMPARE(desk.value(0, PoolMetric::Egress), 10.0);
        desk.clock->set(kStart + 20 * kSecond);
        desk.one("plain", pool(0), kStart + 20 * kSecond, 400);
        QCOMPARE(desk.value(0, PoolMetric::Egress), 20.0);
        desk.one("temp", pool(0), kStart + 20 * kSecond, 31);
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 31.0);
        QCOMPARE(desk.cell(0, PoolMetric::Inlet).quality, state::Quality::Good);
        // A year behind: late, and kept as such.
        desk.one("temp", pool(0), kStart - 365 * kDay, 1);
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 31.0);
        QVERIFY(closes(desk.books()));
    }

    void aCounterBecomesARate_data()
    {
        QTest::addColumn<QList<double>>("counts"); // one each 10 s
        QTest::addColumn<QList<double>>("rates");  // after each; -1 = not yet known
        constexpr double kWrap = 4'294'967'296.0;
        QTest::newRow("steady") << QList<double>{100, 200, 300} << QList<double>{-1, 80, 80};
        QTest::newRow("standing") << QList<double>{100, 100} << QList<double>{-1, 0};
        QTest::newRow("wraps") << QList<double>{kWrap - 50, 50, 150} << QList<double>{-1, 80, 80};
        QTest::newRow("begins again") << QList<double>{1000, 2000, 0, 100} << QList<double>{-1, 800, 800, 80};
        QTest::newRow("sender restarts") << QList<double>{1e6, 7, 107} << QList<double>{-1, -1, 80};
    }

    void aCounterBecomesARate()
    {
        QFETCH(QList<double>, counts);
        QFETCH(QList<double>, rates);
        Desk desk;
        for (int i = 0; i < counts.size(); ++i) {
            const TimeNs at = kStart + i * 10 * kSecond;
            desk.clock->set(at);
            desk.one("bytes", pool(3), at, counts[i]);
            const double rate = desk.value(3, PoolMetric::Ingress);
            QCOMPARE(std::isnan(rate) ? -1.0 : rate, rates[i]);
        }
        QVERIFY(closes(desk.books()));
        QCOMPARE(desk.books().received, static_cast<std::uint64_t>(counts.size()));
    }

    void aCounterThatNeverWrapsBeganAgain()
    {
        Desk desk;
        desk.one("plain", pool(0), kStart, 4'294'967'000.0);
        desk.clock->set(kStart + 10 * kSecond);
        desk.one("plain", pool(0), kStart + 10 * kSecond, 50);
        QVERIFY(!desk.cell(0, PoolMetric::Egress).isKnown());
    }

    void aRateIsNotTakenOverALongSilence()
    {
        Desk desk;
        desk.one("plain", pool(0), kStart, 0);
        desk.clock->set(kStart + kHour);
        desk.one("plain", pool(0), kStart + kHour, 3600);
        QVERIFY(!desk.cell(0, PoolMetric::Egress).isKnown());
        desk.clock->set(kStart + kHour + kSecond);
        desk.one("plain", pool(0), kStart + kHour + kSecond, 3610);
        QCOMPARE(desk.value(0, PoolMetric::Egress), 10.0);
    }

    void sumsOfOtlpBecomeRates()
    {
        Desk desk;
        const auto export_ = [&](auto fill) {
            OtlpRequest request;
            fill(request);
            QVERIFY(decodeOtlpMetrics(request.bytes(), *desk.source).has_value());
            desk.settle();
        };
        // What was added in two seconds.
        export_(
            [](OtlpRequest& r) { r.sum("plain", pool(0), kStart - 2 * kSecond, kStart, 10, otlp::DELTA); });
        QCOMPARE(desk.value(0, PoolMetric::Egress), 5.0);
        // A sender that began anew says since when it counts.
        export_(
            [](OtlpRequest& r) { r.sum("plain", pool(1), kStart - kHour, kStart, 1000, otlp::CUMULATIVE); });
        desk.clock->set(kStart + 10 * kSecond);
        export_([](OtlpRequest& r) {
            r.sum("plain", pool(1), kStart + 5 * kSecond, kStart + 10 * kSecond, 5000, otlp::CUMULATIVE);
        });
        QCOMPARE(desk.value(1, PoolMetric::Egress), 1000.0);
        QVERIFY(closes(desk.books()));
    }

    void severalSeriesMakeOneValue()
    {
        Desk desk;
        prom::WriteRequest request;
        for (int gpu = 0; gpu < 4; ++gpu) {
            addSample(addSeries(request, "busy", pool(0, {{"gpu", std::to_string(gpu)}})), kStart, 0.2 * gpu);
        }
        addSample(addSeries(request, "used", pool(0, {{"n", "1"}})), kStart, 30);
        addSample(addSeries(request, "used", pool(0, {{"n", "2"}})), kStart, 50);
        addSample(addSeries(request, "all", pool(0, {{"n", "1"}})), kStart, 100);
        addSample(addSeries(request, "all", pool(0, {{"n", "2"}})), kStart, 100);
        const Taken taken = desk.send(request);
        QCOMPARE(taken.taken, std::uint64_t{8});
        QVERIFY(std::abs(desk.value(0, PoolMetric::Utilisation) - 0.3) < 1e-12);
        QVERIFY(std::abs(desk.value(0, PoolMetric::CardUtilisationMax) - 0.6) < 1e-12);
        QVERIFY(std::abs(desk.value(0, PoolMetric::MemoryUsed) - 0.4) < 1e-12);
        // Twelve: the cards' points count once for each of their two meanings.
        QCOMPARE(desk.books().received, std::uint64_t{12});
        QCOMPARE(desk.books().applied, std::uint64_t{3});
        QCOMPARE(desk.books().merged, std::uint64_t{9});
    }

    void partsThatComeApartMakeTheSameValue()
    {
        Desk desk;
        for (int gpu = 0; gpu < 4; ++gpu) { // one request each, one time
            desk.one("busy", pool(0, {{"gpu", std::to_string(gpu)}}), kStart, 0.2 * gpu);
        }
        QVERIFY(std::abs(desk.value(0, PoolMetric::Utilisation) - 0.3) < 1e-12);
        QVERIFY(closes(desk.books()));
    }

    void whoIsSilentOrSaysItEndedCountsNoMore()
    {
        Desk desk;
        const auto tell = [&](int gpu, TimeNs at, double value) {
            desk.clock->set(std::max(desk.clock->now(), at));
            desk.one("busy", pool(0, {{"gpu", std::to_string(gpu)}}), at, value);
        };
        tell(0, kStart, 0.2);
        tell(1, kStart, 0.8);
        tell(0, kStart + 15 * kSecond, 0.2);
        tell(1, kStart + 15 * kSecond, 0.8);
        QCOMPARE(desk.value(0, PoolMetric::Utilisation), 0.5);
        for (int i = 2; i < 5; ++i) { // 2.5 intervals of 15 s later
            tell(0, kStart + i * 15 * kSecond, 0.2);
        }
        QCOMPARE(desk.value(0, PoolMetric::Utilisation), 0.2);
        tell(0, kStart + 75 * kSecond, staleMarker());
        QVERIFY(!desk.cell(0, PoolMetric::Utilisation).isKnown());
        QVERIFY(closes(desk.books()));
    }

    void catchingUpMakesAValueForEachMoment()
    {
        Desk desk;
        desk.clock->set(kStart + kMinute);
        prom::WriteRequest request;
        for (int gpu = 0; gpu < 2; ++gpu) {
            prom::TimeSeries& series = addSeries(request, "busy", pool(0, {{"gpu", std::to_string(gpu)}}));
            for (int t = 0; t < 3; ++t) {
                addSample(series, kStart + t * 10 * kSecond, 0.1 * t + 0.2 * gpu);
            }
        }
        desk.send(request);
        // Three moments of two meanings; of each series the last stays.
        QVERIFY(std::abs(desk.value(0, PoolMetric::Utilisation) - 0.3) < 1e-12);
        QCOMPARE(desk.books().merged, std::uint64_t{6});
        QCOMPARE(desk.books().received, std::uint64_t{12});
        QVERIFY(closes(desk.books()));
    }

    void statesAreTranslated()
    {
        Desk desk;
        desk.one("status", pool(0), kStart, 2);
        QCOMPARE(desk.value(0, PoolMetric::State), 3.0);
        const Taken taken = desk.one("status", pool(0), kStart + kSecond, 9);
        QCOMPARE(taken.refused, std::uint64_t{1});
        QCOMPARE(taken.reason, std::string("status: no state is '9'"));
    }

    void aNewMappingTakesOverWithoutLosingWhatIsKnown()
    {
        Desk desk;
        desk.one("plain", pool(0), kStart, 0);
        desk.one("busy", pool(0, {{"gpu", "0"}}), kStart, 0.2);
        desk.one("busy", pool(0, {{"gpu", "1"}}), kStart, 0.4);
        desk.one("mystery", pool(0), kStart, 21);
        std::string rules = kRules;
        rules.insert(
            rules.find("    {\"metric\": \"temp\""),
            "    {\"metric\": \"mystery\", \"entity\": \"{pool}\", \"to\": \"pool.inlet_celsius\"},\n");
        desk.writeRules(rules);
        QVERIFY(desk.mapping->reloadIfChanged());
        desk.clock->set(kStart + 10 * kSecond);
        desk.one("plain", pool(0), kStart + 10 * kSecond, 50);
        QCOMPARE(desk.value(0, PoolMetric::Egress), 5.0);
        desk.one("busy", pool(0, {{"gpu", "0"}}), kStart + 10 * kSecond, 0.6); // the other is remembered
        QCOMPARE(desk.value(0, PoolMetric::Utilisation), 0.5);
        QCOMPARE(desk.one("mystery", pool(0), kStart + 10 * kSecond, 22).unmapped, std::uint64_t{0});
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 22.0);
        QVERIFY(desk.source->unmapped().empty());
        QCOMPARE(desk.one("plain", pool(0), kStart + 10 * kSecond, 50).duplicate, std::uint64_t{1});
        QVERIFY(closes(desk.books()));
    }

    void aMillionUnknownSeriesAreCountedInLittleMemory()
    {
        Desk desk;
        std::uint64_t sent = 0;
        for (int round = 0; round < 10; ++round) {
            prom::WriteRequest request;
            for (int i = 0; i < 100'000; ++i) {
                const int number = round * 100'000 + i;
                addSample(addSeries(request, "unknown_" + std::to_string(number), {}), kStart, 1);
            }
            QVERIFY(decodeRemoteWrite(request.SerializeAsString(), *desk.source).has_value());
            sent += desk.source->finish().refused;
        }
        desk.one("temp", pool(0), kStart, 21);
        QCOMPARE(sent, std::uint64_t{1'000'000});
        QVERIFY(desk.source->unmapped().size() <= kMaxUnmappedNames);
        const auto books = desk.books();
        QVERIFY(books.unknownNames.size() <= kMaxUnknownNames);
        QCOMPARE(books.refused, std::uint64_t{1'000'000});
        std::uint64_t named = 0;
        for (const auto& [name, count] : books.unknownNames) {
            named += count;
        }
        QCOMPARE(named, std::uint64_t{1'000'000});
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 21.0);
        QVERIFY(closes(books));
    }

    void moreSeriesThanAreRememberedAreRefused()
    {
        CollectorOptions options;
        options.maxSeries = 10;
        Desk desk(std::move(options));
        prom::WriteRequest request;
        for (int i = 0; i < 15; ++i) {
            addSample(addSeries(request, "temp", pool(i)), kStart, 20);
        }
        const Taken taken = desk.send(request);
        QCOMPARE(taken.taken, std::uint64_t{10});
        QCOMPARE(taken.refused, std::uint64_t{5});
        QCOMPARE(desk.books().applied, std::uint64_t{10});
        desk.clock->set(kStart + 2 * kHour); // the silent ones make room
        const Taken later = desk.one("temp", pool(20), kStart + 2 * kHour, 20);
        QCOMPARE(later.taken, std::uint64_t{1});
        QCOMPARE(desk.source->seriesCount(), std::size_t{1});
        QVERIFY(closes(desk.books()));
    }

    void aCollectorThatComesBackOpensALaterEpoch()
    {
        Desk desk;
        desk.one("temp", pool(0), kStart, 20);
        const std::uint64_t before = desk.books().epoch;
        desk.source.reset();
        desk.clock->advance(kSecond);
        desk.open();
        desk.one("temp", pool(0), kStart, 20); // not known to the new one: the same value, once more
        QVERIFY(desk.books().epoch > before);
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 20.0);
        QVERIFY(closes(desk.books()));
    }

    /// Any points in any order, more series than are remembered, and rules that change meanwhile.
    void everyPointHasOneFate()
    {
        const QTemporaryDir directory;
        const std::string file = directory.filePath("rules.json").toStdString();
        const auto write = [&](bool isShort) {
            const std::string rules = kRules;
            const std::string less = R"({"format": "suanwang.mapping.v1", "rules": [
                {"metric": "busy", "entity": "{pool}", "to": "pool.utilisation_ratio", "combine": "mean"}]})";
            QVERIFY(writeFileAtomically(file, isShort ? less : rules));
        };
        write(false);
        DeafSink sink;
        CollectorOptions options;
        options.hello.source = "s";
        const auto store = MappingStore::open({file}).value();
        options.mapping = store;
        options.maxSeries = 60;
        const auto clock = std::make_shared<ManualClock>(kStart);
        options.clock = clock;
        auto opened = CollectorSource::open(sink, std::move(options), {});
        QVERIFY(opened.has_value());
        Rng rng(11, "collector.fates");
        const char* const kNames[] = {"temp", "bytes",  "plain", "busy", "used",
                                      "all",  "status", "noise", "none"};
        for (int round = 0; round < 400; ++round) {
            if (round % 50 == 49) {
                write(round % 100 == 49);
                store->reloadIfChanged();
            }
            clock->advance(static_cast<TimeNs>(rng.below(20 * 60)) * kSecond);
            prom::WriteRequest request;
            for (std::uint64_t i = rng.below(60); i > 0; --i) {
                prom::TimeSeries& series =
                    addSeries(request, kNames[rng.below(9)],
                              pool(static_cast<int>(rng.below(20)), {{"gpu", std::to_string(rng.below(3))}}));
                for (std::uint64_t n = 1 + rng.below(4); n > 0; --n) {
                    const TimeNs at = clock->now() + (static_cast<TimeNs>(rng.below(400)) - 300) * kSecond;
                    addSample(series, rng.below(50) == 0 ? 0 : at,
                              rng.below(20) == 0 ? staleMarker() : rng.uniform(-10, 1'000));
                }
            }
            QVERIFY(decodeRemoteWrite(request.SerializeAsString(), **opened).has_value());
            const Taken taken = (*opened)->finish();
            QCOMPARE(taken.points, taken.taken + taken.duplicate + taken.late + taken.refused);
            QVERIFY(taken.unmapped + taken.ignored <= taken.refused);
            QVERIFY((*opened)->seriesCount() <= 60);
            sink.told->events.acknowledged({taken.upTo, {}});
            sink.told->frames.clear();
        }
    }

    void whatIsNotCommittedIsOfferedAgainAndHoldsTheSenderBack()
    {
        DeafSink sink;
        CollectorOptions options;
        options.hello.source = "s";
        options.mapping = MappingStore::open({}).value();
        options.windowBytes = 500;
        options.resendAfter = 0;
        std::uint64_t told = 0;
        auto opened =
            CollectorSource::open(sink, std::move(options), [&](std::uint64_t upTo) { told = upTo; });
        QVERIFY(opened.has_value());
        const std::unique_ptr<CollectorSource> source = std::move(*opened);
        prom::WriteRequest request;
        for (int i = 0; i < 50; ++i) {
            addSample(addSeries(request, "DCGM_FI_DEV_GPU_TEMP", pool(i, {{"gpu", "0"}})), kStart, 50);
        }
        QVERIFY(decodeRemoteWrite(request.SerializeAsString(), *source).has_value());
        const Taken taken = source->finish();
        QCOMPARE(taken.upTo, std::uint64_t{2}); // the dictionary, the values
        QCOMPARE(sink.told->frames.size(), std::size_t{2});
        QVERIFY(source->isFull());
        QVERIFY(sink.told->frames.size() >= 4);
        QCOMPARE(sink.told->frames[0], sink.told->frames[2]);
        // A repeated request waits for the commit of the first.
        QVERIFY(decodeRemoteWrite(request.SerializeAsString(), *source).has_value());
        const Taken again = source->finish();
        QCOMPARE(again.duplicate, std::uint64_t{50});
        QCOMPARE(again.upTo, std::uint64_t{2});
        QVERIFY(source->committedUpTo() < again.upTo);
        sink.told->events.acknowledged({2, {}});
        QCOMPARE(told, std::uint64_t{2});
        QVERIFY(!source->isFull());
        sink.told->answer = SourceSession::Submit::Closed;
        request.mutable_timeseries(0)->mutable_samples(0)->set_timestamp(kStart / kMillisecond + 5);
        QVERIFY(decodeRemoteWrite(request.SerializeAsString(), *source).has_value());
        static_cast<void>(source->finish());
        QVERIFY(source->isClosed());
    }
};

QTEST_GUILESS_MAIN(TestCollectorSource)
#include "tst_collector_source.moc"
