#include "tests/support/desk_entries.h"
#include "tests/support/postgres_server.h"
#include "twin/desk/desk_service.h"
#include "twin/desk/desk_state.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>

using namespace twin::desk;
using test::kOverload;
using twin::ErrorCode;
using twin::Result;

namespace {

/// A store in memory that outlives its connections, used by one thread at a time.
struct SharedStore
{
    std::mutex mutex;
    std::unique_ptr<DeskStore> store = sessionDesk();

    template <typename Ask> auto ask(const Ask& ask)
    {
        const std::scoped_lock lock(mutex);
        return ask(*store);
    }

    std::size_t count()
    {
        return ask([](DeskStore& kept) { return kept.entries(0, 10'000)->size(); });
    }
};

/// A connection to it that can be made to fail before or after it has kept what it was given.
class FragileDesk final : public DeskStore
{
  public:
    enum class Fault { None, Away, AnswerLost, SecondPage };

    FragileDesk(std::shared_ptr<SharedStore> shared, std::shared_ptr<std::atomic<Fault>> fault)
        : m_shared(std::move(shared))
        , m_fault(std::move(fault))
    {}

    Result<> canWrite() const override { return {}; }

    Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) override
    {
        if (*m_fault == Fault::Away) {
            return gone();
        }
        auto done = m_shared->ask([&](DeskStore& store) { return store.append(entries); });
        return *m_fault == Fault::AnswerLost ? Result<std::vector<std::uint64_t>>(gone()) : done;
    }

    Result<std::vector<Entry>> entries(std::uint64_t after, std::size_t limit) override
    {
        const bool fails = *m_fault == Fault::Away || (*m_fault == Fault::SecondPage && after != 0);
        return fails ? Result<std::vector<Entry>>(gone())
                     : m_shared->ask([&](DeskStore& store) { return store.entries(after, limit); });
    }

    Result<bool> hasNews() override
    {
        return *m_fault == Fault::Away ? Result<bool>(gone()) : Result<bool>(true);
    }

    Result<DocumentInfo> putDocument(const Document& document, std::uint64_t after) override
    {
        return m_shared->ask([&](DeskStore& store) { return store.putDocument(document, after); });
    }

    Result<std::vector<DocumentInfo>> documents() override
    {
        return m_shared->ask([](DeskStore& store) { return store.documents(); });
    }

    Result<std::vector<DocumentInfo>> versions(const std::string& name) override
    {
        return m_shared->ask([&](DeskStore& store) { return store.versions(name); });
    }

    Result<Document> document(const std::string& name, std::uint64_t version) override
    {
        return m_shared->ask([&](DeskStore& store) { return store.document(name, version); });
    }

    Result<DocumentInfo> removeDocument(const DocumentInfo& by, std::uint64_t after) override
    {
        return m_shared->ask([&](DeskStore& store) { return store.removeDocument(by, after); });
    }

  private:
    static tl::unexpected<twin::Error> gone() { return twin::failure(ErrorCode::Io, "the store went away"); }

    std::shared_ptr<SharedStore> m_shared;
    std::shared_ptr<std::atomic<Fault>> m_fault;
};

/// Seats over one store.
struct Bench
{
    using DeskPtr = std::unique_ptr<DeskStore>;

    std::shared_ptr<SharedStore> store = std::make_shared<SharedStore>();
    std::shared_ptr<std::atomic<FragileDesk::Fault>> fault =
        std::make_shared<std::atomic<FragileDesk::Fault>>(FragileDesk::Fault::None);

    std::unique_ptr<DeskService> seat(const std::string& name)
    {
        return std::make_unique<DeskService>(name, [store = store, fault = fault]() -> Result<DeskPtr> {
            if (*fault == FragileDesk::Fault::Away) {
                return twin::failure(ErrorCode::Io, "there is no store");
            }
            return DeskPtr(std::make_unique<FragileDesk>(store, fault));
        });
    }
};

Entry noteOf(std::string text)
{
    Entry out;
    out.text = std::move(text);
    return out;
}

bool isSaved(const DeskService& seat, std::size_t entries)
{
    const DeskLogPtr log = seat.log();
    return log->pending.empty() && log->entries.size() == entries;
}

} // namespace

class TestDeskService final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAStoreEntriesLiveForTheSession()
    {
        DeskService seat("wang");
        QVERIFY(seat.log()->isSession && seat.log()->isLoaded);
        const auto written = seat.write(noteOf("quiet"));
        QVERIFY(written);
        QCOMPARE(written->seat, std::string("wang"));
        QVERIFY(isSaved(seat, 1));
        QVERIFY(seat.log()->entries.front()->order > 0);
    }

    void whatIsRefusedIsNotInTheLog()
    {
        DeskService seat("wang");
        QCOMPARE(seat.write(noteOf(std::string(1U << 20U, 'x'))).error().code, ErrorCode::TooLarge);
        QCOMPARE(seat.write(noteOf("\xC3")).error().code, ErrorCode::BadInput);
        QVERIFY(isSaved(seat, 0));
    }

    void whatIsWrittenIsSeenAtOnceAndThenSaved()
    {
        Bench b;
        const auto seat = b.seat("wang");
        QVERIFY(seat->write(noteOf("one")));
        QCOMPARE(seat->log()->entries.size() + seat->log()->pending.size(), std::size_t{1});
        QTRY_VERIFY(isSaved(*seat, 1));
        QVERIFY(seat->log()->error.empty());
    }

    void whileTheStoreIsAwayEntriesWaitAndNothingIsLost()
    {
        Bench b;
        const auto seat = b.seat("wang");
        QVERIFY(seat->write(noteOf("before")));
        QTRY_VERIFY(isSaved(*seat, 1));
        *b.fault = FragileDesk::Fault::Away;
        QVERIFY(seat->write(noteOf("meanwhile 1")));
        QVERIFY(seat->write(noteOf("meanwhile 2")));
        QTRY_VERIFY(!seat->log()->error.empty());
        QCOMPARE(seat->log()->pending.size(), std::size_t{2});
        *b.fault = FragileDesk::Fault::None;
        QTRY_VERIFY(isSaved(*seat, 3));
        QVERIFY(seat->log()->error.empty());
        QCOMPARE(seat->log()->entries[2]->text, std::string("meanwhile 2"));
    }

    void anAnswerThatIsLostDoublesNothing()
    {
        Bench b;
        const auto seat = b.seat("wang");
        QTRY_VERIFY(seat->log()->isLoaded);
        *b.fault = FragileDesk::Fault::AnswerLost;
        for (int i = 0; i < 20; ++i) {
            QVERIFY(seat->write(noteOf(std::to_string(i))));
        }
        QTRY_VERIFY(!seat->log()->error.empty());
        *b.fault = FragileDesk::Fault::None;
        QTRY_VERIFY(isSaved(*seat, 20));
        QCOMPARE(b.store->count(), std::size_t{20});
    }

    void readingThatBreaksOffIsBegunAgain()
    {
        Bench b;
        for (std::uint64_t batch = 0; batch < 6; ++batch) {
            std::vector<Entry> entries;
            for (std::uint64_t i = 1; i <= kMaxAppend; ++i) {
                entries.push_back(test::note("li", batch * kMaxAppend + i));
            }
            QVERIFY(b.store->ask([&](DeskStore& store) { return store.append(entries).has_value(); }));
        }
        *b.fault = FragileDesk::Fault::SecondPage;
        const auto seat = b.seat("wang");
        QTRY_VERIFY(!seat->log()->error.empty());
        QCOMPARE(seat->log()->entries.size(), std::size_t{0});
        *b.fault = FragileDesk::Fault::None;
        QTRY_VERIFY(isSaved(*seat, 6'000));
    }

    void whatWaitsIsBounded()
    {
        Bench b;
        *b.fault = FragileDesk::Fault::Away;
        const auto seat = b.seat("wang");
        for (std::size_t i = 0; i < DeskService::kMaxPending; ++i) {
            QVERIFY(seat->write(noteOf("x")));
        }
        QCOMPARE(seat->write(noteOf("one too many")).error().code, ErrorCode::TooLarge);
        *b.fault = FragileDesk::Fault::None;
        QTRY_VERIFY_WITH_TIMEOUT(isSaved(*seat, DeskService::kMaxPending), 30'000);
    }

    void theEndSavesWhatWaits()
    {
        Bench b;
        {
            const auto seat = b.seat("wang");
            QVERIFY(seat->write(noteOf("last words")));
        }
        QCOMPARE(b.store->count(), std::size_t{1});
    }

    void theEndSavesMoreThanOneBatch()
    {
        constexpr std::size_t kEntries = 2 * kMaxAppend + 500;
        Bench b;
        *b.fault = FragileDesk::Fault::Away;
        {
            const auto seat = b.seat("wang");
            QTRY_VERIFY(!seat->log()->error.empty()); // and is not tried again for a second
            for (std::size_t i = 0; i < kEntries; ++i) {
                QVERIFY(seat->write(noteOf(std::to_string(i))));
            }
            *b.fault = FragileDesk::Fault::None;
        }
        QCOMPARE(b.store->count(), kEntries);
    }

    void consolesEndAnAcknowledgementOnceTogether()
    {
        Bench b;
        const auto wang = b.seat("wang");
        const auto li = b.seat("li");
        Entry seen = test::acknowledgement("", 0);
        QVERIFY(wang->write(seen));
        QTRY_VERIFY(isSaved(*li, 1));
        Entry lapse =
            test::about(kOverload, EntryKind::Lapse, "", li->log()->entries.front()->order, kLapseCleared);
        lapse.refers = lapse.number;
        QVERIFY(wang->write(lapse));
        QVERIFY(li->write(lapse));
        QTRY_VERIFY(isSaved(*wang, 2));
        QTRY_VERIFY(isSaved(*li, 2));
        QCOMPARE(DeskState(li->log()->entries).find(kOverload)->acknowledged, nullptr);
    }

    void documentsAreShared()
    {
        Bench b;
        const auto wang = b.seat("wang");
        const auto li = b.seat("li");
        Document storm;
        storm.info.name = "storm";
        storm.bytes = "{}";
        QCOMPARE(wang->putDocument(storm, 0)->author, std::string("wang"));
        QCOMPARE(li->document("storm")->bytes, std::string("{}"));
        QCOMPARE(li->putDocument(storm, 0).error().code, ErrorCode::Invalid);
        QVERIFY(li->removeDocument("storm", 1));
        QVERIFY(wang->documents()->empty());
    }

    void seatsOnAServerSeeEachOther()
    {
        NEEDS_POSTGRES(server);
        const std::string location = server.newDatabase();
        const auto open = [location] {
            return openDesk(location, DeskAccess::Write);
        };
        DeskService wang("wang", open);
        DeskService li("li", open);
        QTRY_VERIFY(wang.log()->isLoaded && li.log()->isLoaded);
        // Both at the same time: one is first, and both know which.
        QVERIFY(wang.write(test::acknowledgement("", 0)));
        QVERIFY(li.write(test::acknowledgement("", 0)));
        QTRY_VERIFY(isSaved(wang, 2) && isSaved(li, 2));
        const DeskLogPtr first = wang.log();
        const DeskLogPtr second = li.log();
        QCOMPARE(DeskState(first->entries).find(kOverload)->acknowledged->seat,
                 DeskState(second->entries).find(kOverload)->acknowledged->seat);
        // How long it takes, as a figure and no test (docs/benchmarks.md).
        std::vector<qint64> delays;
        for (std::size_t i = 0; i < 50; ++i) {
            QElapsedTimer clock;
            clock.start();
            QVERIFY(wang.write(noteOf("how long")));
            while (li.log()->entries.size() < 3 + i && clock.elapsed() < 30'000) {
                QThread::usleep(200);
            }
            delays.push_back(clock.nsecsElapsed() / 1'000);
            QCOMPARE(li.log()->entries.size(), 3 + i);
        }
        std::ranges::sort(delays);
        qInfo("written by one seat, seen by the other: median %.1f ms, worst of 50 %.1f ms",
              static_cast<double>(delays[25]) / 1e3, static_cast<double>(delays.back()) / 1e3);
    }

    void aServerThatIsKilledLosesAndDoublesNothing()
    {
        NEEDS_POSTGRES(server);
        const std::string location = server.newDatabase();
        const auto open = [location] {
            return openDesk(location, DeskAccess::Write);
        };
        DeskService wang("wang", open);
        DeskService li("li", open);
        QTRY_VERIFY(wang.log()->isLoaded && li.log()->isLoaded);
        std::size_t written = 0;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 20; ++i, ++written) {
                QVERIFY(wang.write(noteOf(std::to_string(written))));
                QThread::msleep(2);
            }
            server.killHard();
            for (int i = 0; i < 10; ++i, ++written) {
                QVERIFY(wang.write(noteOf(std::to_string(written))));
            }
            QTRY_VERIFY_WITH_TIMEOUT(!wang.log()->error.empty(), 20'000);
            QVERIFY(!wang.log()->pending.empty());
            QVERIFY2(server.start(), server.log().constData());
            QTRY_VERIFY_WITH_TIMEOUT(isSaved(wang, written) && isSaved(li, written), 30'000);
        }
        std::size_t expected = 0;
        for (const EntryPtr& entry : li.log()->entries) {
            QCOMPARE(entry->text, std::to_string(expected++)); // in order, each once
        }
    }
};

QTEST_GUILESS_MAIN(TestDeskService)
#include "tst_desk_service.moc"
