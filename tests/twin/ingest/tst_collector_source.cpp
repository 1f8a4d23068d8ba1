#include "tests/twin/ingest/collector_desk.h"
#include "twin/ingest/accounting.h"
#include "twin/support/rng.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>

using namespace collector_test;

namespace {

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
