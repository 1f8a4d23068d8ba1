#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/history/journal.h"
#include "twin/ingest/local_source.h"
#include "twin/ingest/twin_service.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <mutex>
#include <optional>
#include <sys/resource.h>
#include <thread>

using namespace twin::ingest;
using namespace test;
using twin::EntityKind;
using twin::PoolMetric;
using twin::state::SnapshotPtr;

namespace {

twin::TimeNs now()
{
    return twin::SystemClock().now();
}

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

/// A service with a small world, and one session that remembers what it was told.
class Bench
{
  public:
    explicit Bench(TwinServiceOptions options, std::size_t pools = 50)
    {
        options.publishInterval = 10 * twin::kMillisecond;
        auto made = TwinService::create(std::move(options));
        if (!made) {
            qFatal("%s", made.error().text().c_str());
        }
        service = std::move(*made);
        service->setRegistry(world({.pools = pools}), nullptr);
        if (!service->start()) {
            qFatal("not started");
        }
    }

    void open(const std::string& name = "s", std::uint64_t epoch = 1)
    {
        SessionEvents events;
        events.acknowledged = [this](const Progress& progress) {
            const std::scoped_lock lock(m_mutex);
            m_progress = progress;
        };
        events.refused = [this](const Refusal& refusal) {
            const std::scoped_lock lock(m_mutex);
            m_refusals.push_back(refusal);
        };
        SourceHello hello;
        hello.source = name;
        hello.epoch = epoch;
        hello.transport = "test";
        session = std::move(service->openSource(hello, std::move(events)).value());
    }

    void send(const wire::Frame& frame)
    {
        std::string bytes = frame.SerializeAsString();
        while (session->submit(bytes) == SourceSession::Submit::Full) {
            std::this_thread::yield();
        }
    }

    [[nodiscard]] Progress progress() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_progress;
    }

    [[nodiscard]] std::vector<Refusal> refusals() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_refusals;
    }

    [[nodiscard]] SnapshotPtr snapshot() const { return service->provider()->at({}); }

    [[nodiscard]] double inlet(std::uint32_t pool) const
    {
        const SnapshotPtr now = snapshot();
        return now && now->registry && pool < now->registry->pools.size()
                   ? now->cell(EntityKind::Pool, pool, PoolMetric::Inlet).value
                   : -1;
    }

    [[nodiscard]] twin::state::SourceStatus source() const
    {
        const SnapshotPtr now = snapshot();
        return now && !now->sources->empty() ? now->sources->front() : twin::state::SourceStatus{};
    }

    std::unique_ptr<TwinService> service;
    std::unique_ptr<SourceSession> session;

  private:
    mutable std::mutex m_mutex;
    Progress m_progress;
    std::vector<Refusal> m_refusals;
};

} // namespace

class TestTwinService final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_directory.emplace(); }

    void badFramesAreRefusedAndTheNextIsTaken()
    {
        Bench bench({});
        bench.open();
        std::string garbage = "not a frame";
        QVERIFY(bench.session->submit(garbage) == SourceSession::Submit::Taken);
        bench.send(define(1, 3));
        bench.send(batch(2, now(), {20, 21, 22}));
        QTRY_COMPARE(bench.inlet(2), 22.0);
        QTRY_COMPARE(bench.refusals().size(), 1U);
        QVERIFY(bench.refusals().front().reason == RefuseReason::BadFrame);
        QTRY_COMPARE(bench.source().refused, 1U);
        QVERIFY(closes(bench.source()));
    }

    void aBadSourceNameIsRefused()
    {
        Bench bench({});
        for (const std::string& name : {std::string(), std::string(200, 'x'), std::string("\xFF\xFE")}) {
            SourceHello hello;
            hello.source = name;
            QVERIFY(!bench.service->openSource(hello, {}).has_value());
        }
    }

    void aFullJournalRefusesAndCounts()
    {
        TwinServiceOptions options = withStore();
        options.journalBytes = 400'000;
        Bench bench(options);
        bench.open();
        bench.send(define(1, 50));
        for (std::uint64_t i = 2; i <= 2'000; ++i) {
            bench.send(batch(i, now(), std::vector<double>(50, 20)));
        }
        QTRY_COMPARE_WITH_TIMEOUT(bench.source().received, 1'999U * 50, 20'000);
        QVERIFY(bench.source().refused > 0);
        QVERIFY(closes(bench.source()));
        QVERIFY(!bench.refusals().empty());
        QVERIFY(bench.refusals().front().reason == RefuseReason::JournalFull);
        std::uint64_t accepted = bench.progress().contiguous;
        for (const auto& range : bench.progress().ranges) { // what a freed page had room for
            accepted += range.last - range.first + 1;
        }
        QCOMPARE((accepted - 1) * 50, bench.source().applied + bench.source().late);
    }

    /// Nothing moves on the screen any more, and the status says why.
    void aFullJournalIsAnErrorOfTheJournal()
    {
        TwinServiceOptions options = withStore();
        options.journalBytes = 400'000;
        Bench bench(options);
        bench.open();
        bench.send(define(1, 50));
        std::uint64_t i = 1;
        const auto says = [&] {
            for (int more = 0; more < 100; ++more) {
                bench.send(batch(++i, now(), std::vector<double>(50, 20)));
            }
            return bench.snapshot() != nullptr &&
                   bench.snapshot()->totals.journalError == "the journal is full";
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(), 20'000);
        QCOMPARE(bench.snapshot()->totals.journalBound, 400'000U);
        QVERIFY(bench.snapshot()->totals.journalBytes <= 400'000U);
        QCOMPARE(bench.service->status().journalBound, 400'000U);
    }

    /// While the disk is full the screen goes on and nothing is acknowledged; then the sender's resend is.
    void aBrokenJournalKeepsTheTwinLiveAndRecovers()
    {
        Bench bench(withStore());
        bench.open();
        bench.send(define(1, 50));
        QTRY_COMPARE(bench.progress().contiguous, 1U);
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit tight{4'096, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        const wire::Frame hot = batch(2, now(), std::vector<double>(50, 55));
        bench.send(hot);
        QTRY_COMPARE(bench.inlet(7), 55.0);
        QTRY_VERIFY(!bench.snapshot()->totals.journalError.empty());
        QCOMPARE(bench.progress().contiguous, 1U);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QTRY_VERIFY_WITH_TIMEOUT((bench.send(hot), bench.progress().contiguous == 2U), 10'000);
        QTRY_VERIFY(bench.snapshot()->totals.journalError.empty());
        QCOMPARE(bench.source().applied, 50U);
        QTRY_VERIFY(bench.source().duplicate >= 50);
        QVERIFY(closes(bench.source()));
    }

    void valuesArriveAcknowledgedAndPublished()
    {
        Bench bench({});
        bench.open();
        bench.send(define(1, 50));
        bench.send(batch(2, now(), std::vector<double>(50, 31.5)));
        bench.send(alarm(3, now(), poolId(4), wire::MAJOR));
        QTRY_COMPARE(bench.progress(), (Progress{3, {}}));
        QTRY_COMPARE(bench.inlet(49), 31.5);
        QTRY_COMPARE(bench.snapshot()->alarms->size(), 1U);
        const auto source = bench.source();
        QVERIFY(source.connected);
        QCOMPARE(source.applied, 50U);
        QCOMPARE(source.frames, 3U);
        bench.session->close();
        QTRY_VERIFY(!bench.source().connected);
    }

    void duplicatesAndGapsAreKeptInTheBooks()
    {
        Bench bench({});
        bench.open();
        const twin::TimeNs time = now();
        bench.send(define(1, 50));
        bench.send(batch(3, time + 2, std::vector<double>(50, 3)));
        bench.send(batch(3, time + 2, std::vector<double>(50, 3)));
        QTRY_COMPARE(bench.progress(), (Progress{1, {{3, 3}}}));
        bench.send(batch(2, time + 1, std::vector<double>(50, 2)));
        QTRY_COMPARE(bench.progress(), (Progress{3, {}}));
        QTRY_COMPARE(bench.inlet(0), 3.0);
        QTRY_COMPARE(bench.source().received, 150U);
        QCOMPARE(bench.source().applied, 100U);
        QCOMPARE(bench.source().duplicate, 50U);
    }

    void theNewestConnectionOfASourceSpeaks()
    {
        Bench bench({});
        bench.open();
        auto old = std::move(bench.session);
        bench.open();
        QTRY_COMPARE(bench.refusals().size(), 1U);
        QVERIFY(bench.refusals().front().reason == RefuseReason::SourceInUse);
        std::string bytes = define(1, 1).SerializeAsString();
        QVERIFY(old->submit(bytes) == SourceSession::Submit::Closed);
        old.reset();
        bench.send(define(1, 1));
        QTRY_COMPARE(bench.progress().contiguous, 1U);
        QTRY_VERIFY(bench.source().connected);
    }

    void anotherRegistryKeepsValuesOfPoolsThatStay()
    {
        Bench bench({});
        bench.open();
        bench.send(define(1, 50));
        bench.send(batch(2, now(), std::vector<double>(50, 25)));
        QTRY_COMPARE(bench.inlet(9), 25.0);
        bench.service->setRegistry(world({.pools = 80}), nullptr);
        QTRY_COMPARE(bench.snapshot()->registry->pools.size(), 80U);
        QCOMPARE(bench.inlet(9), 25.0);
        bench.send(batch(3, now(), std::vector<double>(50, 26)));
        QTRY_COMPARE(bench.inlet(9), 26.0);
    }

    void aRestartBringsTheStateAndTheProgressBack()
    {
        {
            Bench bench(withStore());
            bench.open();
            bench.send(define(1, 50));
            for (std::uint64_t i = 2; i <= 40; ++i) {
                bench.send(batch(i, now(), std::vector<double>(50, static_cast<double>(i))));
            }
            bench.send(alarm(41, now(), poolId(4), wire::CRITICAL));
            bench.service->stop();
            QCOMPARE(bench.progress().contiguous, 41U); // what was taken is committed by the end
            QCOMPARE(bench.inlet(0), 40.0);
        }
        Bench bench(withStore());
        QTRY_COMPARE(bench.inlet(0), 40.0);
        QCOMPARE(bench.snapshot()->alarms->size(), 1U);
        QCOMPARE(bench.source().name, std::string("s")); // known, and silent
        QVERIFY(!bench.source().connected);
        QCOMPARE(bench.source().received, 0U);
        bench.open();
        QCOMPARE(bench.session->progress().contiguous, 41U);
        bench.send(batch(40, now(), std::vector<double>(50, 99))); // a resend
        bench.send(batch(42, now(), std::vector<double>(50, 42))); // the dictionary is of the former life
        QTRY_COMPARE(bench.inlet(0), 42.0);
        QTRY_COMPARE(bench.source().duplicate, 50U);
        QCOMPARE(bench.source().applied, 50U);
    }

    /// A source that starts over and over: what is kept of its past has a bound, and nothing is lost of the
    /// sums.
    void aSourceThatStartsOverAndOverIsBounded_data()
    {
        QTest::addColumn<bool>("store");
        QTest::newRow("with a store") << true;
        QTest::newRow("without") << false;
    }

    void aSourceThatStartsOverAndOverIsBounded()
    {
        QFETCH(bool, store);
        constexpr std::uint64_t kStarts = 100;
        {
            Bench bench(store ? withStore() : TwinServiceOptions{});
            for (std::uint64_t epoch = 1; epoch <= kStarts; ++epoch) {
                bench.open("s", epoch);
                bench.send(define(1, 50));
                bench.send(batch(2, now(), std::vector<double>(50, 20)));
                QTRY_COMPARE(bench.session->progress().contiguous, 2U);
                bench.session->close();
            }
            QTRY_COMPARE(bench.source().received, kStarts * 50);
            QVERIFY(closes(bench.source()));
            expectForgotten(bench, kStarts);
        }
        if (!store) {
            return;
        }
        const auto journal = twin::history::Journal::openReadOnly(storePath());
        QCOMPARE(journal->loadProgress()->size(), std::size_t(64));
        const auto forgotten = journal->loadForgotten();
        QCOMPARE(forgotten->front().epochs, kStarts - 64);
        QCOMPARE(forgotten->front().samples, (kStarts - 64) * 50);
        Bench again(withStore());
        expectForgotten(again, kStarts);
    }

    void manySourcesAtOnceLoseNothing()
    {
        TwinServiceOptions options = withStore();
        options.decodeQueueBytes = 20'000; // so that submit is Full now and then
        Bench bench(options);
        constexpr std::uint64_t kFrames = 300;
        std::vector<std::thread> threads;
        std::atomic<std::uint64_t> full = 0;
        for (int s = 0; s < 4; ++s) {
            threads.emplace_back([&, s] {
                SourceHello hello;
                hello.source = "source " + std::to_string(s);
                auto session = std::move(bench.service->openSource(hello, {}).value());
                for (std::uint64_t i = 1; i <= kFrames; ++i) {
                    std::string bytes =
                        (i == 1 ? define(1, 50) : batch(i, now(), std::vector<double>(50, 1.0 * s)))
                            .SerializeAsString();
                    while (session->submit(bytes) == SourceSession::Submit::Full) {
                        ++full;
                        std::this_thread::yield();
                    }
                }
                session->close();
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        bench.service->stop();
        const SnapshotPtr last = bench.snapshot();
        QCOMPARE(last->sources->size(), 4U);
        for (const auto& source : *last->sources) {
            QCOMPARE(source.received, (kFrames - 1) * 50);
            QVERIFY(closes(source));
            QCOMPARE(source.refused, 0U);
        }
        const auto store = twin::history::Journal::openReadOnly(storePath());
        QCOMPARE(store->recordCount().value(), 4 * kFrames);
    }

    void aProducerInTheProcessIsASourceLikeAnyOther()
    {
        Bench bench(withStore());
        LocalSourceOptions options;
        options.hello.source = "demo";
        options.hello.epoch = 5;
        options.hello.transport = "demo";
        options.interval = 5 * twin::kMillisecond;
        int calls = 0;
        LocalSource source(options, [&calls](twin::TimeNs upTo, std::vector<wire::Frame>& out) {
            if (calls++ == 0) {
                out.push_back(define(0, 50));
            }
            out.push_back(batch(0, upTo, std::vector<double>(50, 33)));
        });
        QVERIFY(source.start(*bench.service).has_value());
        QTRY_COMPARE(bench.inlet(11), 33.0);
        QTRY_VERIFY(bench.source().frames > 5);
        source.stop();
        bench.service->stop();
        QCOMPARE(bench.source().transport, std::string("demo"));
        const auto store = twin::history::Journal::openReadOnly(storePath());
        QCOMPARE(store->loadProgress()->front().progress.contiguous, bench.source().frames);
    }

  private:
    static void expectForgotten(Bench& bench, std::uint64_t starts)
    {
        SourceHello hello;
        hello.source = "s";
        hello.epoch = starts - 64;
        const auto refused = bench.service->openSource(hello, {});
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, twin::ErrorCode::BadInput);
        hello.epoch = starts - 63;
        const auto known = bench.service->openSource(hello, {});
        QVERIFY(known.has_value());
        QCOMPARE((*known)->progress().contiguous, 2U);
    }

    std::string storePath() const { return m_directory->filePath(QStringLiteral("store.db")).toStdString(); }

    TwinServiceOptions withStore() const
    {
        TwinServiceOptions options;
        options.storePath = storePath();
        return options;
    }

    std::optional<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestTwinService)
#include "tst_twin_service.moc"
