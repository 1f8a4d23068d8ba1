// One suite for every store: what HistoryStore promises. Rows of `store` are the stores there are.
#include "tests/support/postgres_server.h"
#include "twin/history/block_pack.h"
#include "twin/history/fold_builder.h"
#include "twin/history/history_store.h"
#include "twin/history/packed_bytes.h"
#include "twin/support/rng.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <optional>

using namespace twin::history;
using twin::ErrorCode;
using twin::kHour;
using twin::kMinute;
using twin::kSecond;
using twin::Result;
using twin::TimeNs;
using twin::state::TimeRange;

namespace {

constexpr TimeNs kStart = 1'767'225'600 * kSecond;

/// Appends one batch frame so that there is something to fold.
std::uint64_t appendFrame(HistoryWriter& writer, std::uint64_t sequence, TimeNs receive,
                          RecordKind kind = RecordKind::Batch)
{
    const JournalEntry entry{"s", 1, sequence, receive, kind, 1, "body"};
    const auto done = writer.append(std::span(&entry, 1), [&](std::size_t) {
        return ProgressUpdate{{{"s", 1, {sequence, {}}, sequence, sequence}}, {}};
    });
    return done ? done->stored : 0;
}

SeriesRow seriesRow(SeriesId id)
{
    return {id, {twin::EntityKind::Pool, "pool-" + std::to_string(id), "pool.inlet_celsius"}};
}

/// What a fold of these samples hands over.
struct Fold
{
    FoldBuilder builder;
    std::map<SeriesId, SeriesRow> series;
    std::vector<EventRow> events;

    Fold& add(SeriesId id, TimeNs time, double value, std::uint64_t sequence = 1,
              Quality quality = Quality::Good)
    {
        series.emplace(id, seriesRow(id));
        builder.add(id, builder.stamp({time, 1, sequence, time + 1}), value, quality);
        return *this;
    }

    FoldPiece piece(JournalOrder fold, TimeNs lateBefore = 0)
    {
        FoldPiece out;
        out.fold = fold;
        for (const auto& [id, row] : series) {
            out.series.push_back(row);
        }
        out.blocks = builder.take(lateBefore);
        out.events = std::move(events);
        return out;
    }
};

Checkpoint checkpoint(JournalOrder fold, TimeNs newest)
{
    return {fold, newest, newest, 1, packed("state"), packed("sources")};
}

std::vector<double> valuesOf(const Result<SeriesSamples>& samples)
{
    std::vector<double> out;
    if (samples) {
        for (const StoredSample& sample : samples->samples) {
            out.push_back(sample.value);
        }
    }
    return out;
}

} // namespace

class TestHistoryStore final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase_data()
    {
        QTest::addColumn<QString>("store");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("postgresql") << QStringLiteral("postgresql");
    }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_directory.emplace();
        m_location = m_directory->filePath(QStringLiteral("h.db")).toStdString();
        m_emptyLocation = m_directory->filePath(QStringLiteral("none.db")).toStdString();
        if (store == QLatin1String("postgresql")) {
            if (const QString none = test::PostgresServer::whyNot(); !none.isEmpty()) {
                QSKIP(qPrintable(none));
            }
            if (m_server == nullptr) {
                m_server = std::make_unique<test::PostgresServer>();
                QVERIFY2(m_server->start(), m_server->log().constData());
            }
            m_location = m_server->newDatabase();
            m_emptyLocation = m_server->location(QStringLiteral("postgres"));
        }
        m_store = std::move(*historyStore(m_location));
        m_writer = open();
        QVERIFY(m_writer != nullptr);
        m_reader = std::move(*m_store->openReader());
    }

    void cleanup()
    {
        m_reader.reset();
        m_writer.reset();
        m_store.reset();
    }

    void aStoreThatIsNotThereHasNoReader()
    {
        const auto none = (*historyStore(m_emptyLocation))->openReader();
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::NotFound);
    }

    void aSecondWriterIsRefused()
    {
        const auto second = m_store->openWriter({});
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Io);
    }

    /// What is in the journal only can be gone back to as well.
    void theRangeBeginsWithTheFirstFrameUntilSomethingIsFolded()
    {
        QVERIFY((m_reader->range().value() == TimeRange{0, 0}));
        for (std::uint64_t i = 1; i <= 3; ++i) {
            QCOMPARE(appendFrame(*m_writer, i, kStart + static_cast<TimeNs>(i) * kSecond), 1U);
        }
        QVERIFY((m_reader->range().value() == TimeRange{kStart + kSecond, kStart + 3 * kSecond}));
        QVERIFY(m_writer->add(Fold().add(0, kStart, 20.5).piece(2)));
        QVERIFY(m_writer->seal(checkpoint(2, kStart)));
        QVERIFY((m_reader->range().value() == TimeRange{kStart, kStart + 3 * kSecond}));
    }

    /// Before the seal nobody sees anything of a fold; what was not sealed at a crash goes away.
    void anUnsealedFoldIsNotThere()
    {
        QCOMPARE(appendFrame(*m_writer, 1, kStart), 1U);
        QVERIFY(m_writer->add(Fold().add(0, kStart, 20.5).piece(1)));
        QVERIFY(valuesOf(samples(0)).empty());
        QCOMPARE(m_reader->foldPosition().value(), 0U);
        reopen();
        QVERIFY(m_writer->dropUnsealed());
        QVERIFY(m_writer->seal(checkpoint(1, kStart)));
        QVERIFY(valuesOf(samples(0)).empty());
    }

    void aSealedFoldIsThereWithEverything()
    {
        QCOMPARE(appendFrame(*m_writer, 1, kStart), 1U);
        const double none = std::numeric_limits<double>::quiet_NaN();
        Fold fold;
        fold.add(0, kStart, 20.5).add(0, kStart + kSecond, none, 2, Quality::Missing).add(70, kStart, -3);
        fold.events.push_back({1, kStart + 5, kStart + 6, "s", 1, 9, "event"});
        QVERIFY(m_writer->add(fold.piece(1)));
        QVERIFY(m_writer->seal(checkpoint(1, kStart + kSecond)));
        reopen();
        QCOMPARE(m_reader->foldPosition().value(), 1U);
        const auto kept = samples(0);
        QCOMPARE(kept->samples.size(), std::size_t{2});
        QCOMPARE(kept->samples[0].value, 20.5);
        QVERIFY((kept->samples[0].stamp == SampleStamp{kStart, 1, 1, kStart + 1}));
        QVERIFY(std::isnan(kept->samples[1].value) && kept->samples[1].quality == Quality::Missing);
        QCOMPARE(valuesOf(samples(70)), std::vector<double>{-3});
        QCOMPARE(m_reader->find(seriesRow(70).key)->value(), SeriesId{70});
        QVERIFY(m_reader->seriesOf(1)->front().key == seriesRow(70).key);
        const auto events = m_reader->events({kStart, kStart + kHour}, 10);
        QCOMPARE(events->size(), std::size_t{1});
        QCOMPARE(events->front().body, std::string("event"));
        QCOMPARE(events->front().sequence, 9U);
    }

    /// Greatest (epoch, sequence) of a time, across blocks and whatever their order.
    void ofTwoSamplesOfATimeTheGreaterStays()
    {
        seal(Fold().add(0, kStart, 1, 5).add(0, kStart + kSecond, 2, 5), 1, kStart + kSecond);
        seal(Fold().add(0, kStart, 9, 4).add(0, kStart + kSecond, 8, 6), 2, kStart + kSecond);
        QCOMPARE(valuesOf(samples(0)), (std::vector<double>{1, 8}));
    }

    void lateSamplesStandAtTheirOwnTime()
    {
        seal(Fold().add(0, kStart, 1).add(0, kStart + 2 * kSecond, 3), 1, kStart + 2 * kSecond);
        Fold later;
        later.add(0, kStart + kSecond, 2, 2).add(0, kStart + kHour, 4, 2);
        seal(later, 2, kStart + kHour, kStart + kHour - kMinute);
        QCOMPARE(valuesOf(samples(0)), (std::vector<double>{1, 2, 3, 4}));
        const auto moment = m_reader->moment(kStart + kSecond, {});
        QCOMPARE(newestOf(*moment, 0), 2.0);
        QVERIFY(!moment->checkpoint); // the first one knows later samples already
    }

    void aMomentIsTheNewestBeforeIt()
    {
        seal(Fold().add(0, kStart, 1).add(1, kStart, 5), 1, kStart);
        seal(Fold().add(0, kStart + kMinute, 2), 2, kStart + kMinute);
        seal(Fold().add(0, kStart + 2 * kMinute, 3), 3, kStart + 2 * kMinute);
        QVERIFY(m_reader->moment(kStart - 1, {})->samples.empty());
        const auto between = m_reader->moment(kStart + 90 * kSecond, {});
        QCOMPARE(between->checkpoint->fold, JournalOrder{2});
        QVERIFY(between->samples.empty()); // the checkpoint has it all
        const auto before = m_reader->moment(kStart + 30 * kSecond, {});
        QCOMPARE(before->checkpoint->fold, JournalOrder{1});
        const auto exact = m_reader->moment(kStart, {});
        QCOMPARE(exact->checkpoint->fold, JournalOrder{1});
    }

    void aQuestionCanBeCancelled()
    {
        seal(Fold().add(0, kStart, 1), 1, kStart);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(m_reader->samples(0, {kStart, kStart + 1}, stop.get_token()).error().code,
                 ErrorCode::Cancelled);
        QCOMPARE(m_reader->columns(0, {kStart, kStart + 10}, 2, stop.get_token()).error().code,
                 ErrorCode::Cancelled);
        Fold more;
        more.add(0, kStart + kSecond, 1);
        seal(more, 2, kStart + kSecond);
        const auto moment = m_reader->moment(kStart + kSecond - 1, stop.get_token());
        QVERIFY(moment || moment.error().code == ErrorCode::Cancelled);
    }

    /// Columns drawn from samples equal what is counted by hand.
    void columnsOfSamplesAreExact()
    {
        Fold fold;
        twin::Rng random(1, "columns");
        std::map<std::size_t, std::vector<double>> byColumn;
        for (int i = 0; i < 300; ++i) {
            const double value = std::round(random.uniform(0, 1000));
            fold.add(0, kStart + i * kSecond, value, static_cast<std::uint64_t>(i) + 1);
            byColumn[static_cast<std::size_t>(i / 30)].push_back(value);
        }
        seal(fold, 1, kStart + 299 * kSecond);
        const auto drawn = m_reader->columns(0, {kStart, kStart + 300 * kSecond}, 10, {});
        QCOMPARE(drawn->columns.size(), std::size_t{10});
        for (const auto& [column, values] : byColumn) {
            const SeriesColumn& one = drawn->columns[column];
            QCOMPARE(one.count, values.size());
            QCOMPARE(one.min, *std::ranges::min_element(values));
            QCOMPARE(one.max, *std::ranges::max_element(values));
            QCOMPARE(one.last, values.back());
        }
        QCOMPARE(drawn->bucket, TimeNs{0});
        QVERIFY(!m_reader->columns(0, {kStart, kStart}, 10, {}));
    }

    /// A tier is used where it is complete, and a window that got more samples is due again.
    void rollupsServeWhereTheyAreComplete()
    {
        seal(Fold().add(0, kStart, 10).add(0, kStart + kMinute, 30), 1, kStart + kMinute);
        const auto due = m_reader->dueRollups(kStart + kHour, 100);
        QCOMPARE(due->size(), std::size_t{3});
        QVERIFY(m_reader->dueRollups(kStart + kHour - 1, 100)->empty());
        const RollupWindow window{Tier::Minutes15, kStart};
        BlockPack pack;
        pack.add(0, encodeRollups({{0, {{kStart, 7, 77, 42, 50, 1000}}}}));
        QVERIFY(m_writer->beginRollup(window));
        const RollupRow row{window, 0, 0, pack.take()};
        QVERIFY(m_writer->putRollups(std::span(&row, 1)));
        const TimeRange day{kStart, kStart + 24 * kHour};
        QCOMPARE(m_reader->columns(0, day, 24, {})->columns[0].count, 2U); // not complete yet
        QVERIFY(m_writer->completeRollup(window));
        const auto drawn = m_reader->columns(0, day, 24, {});
        QCOMPARE(drawn->columns[0].count, 1000U);
        QCOMPARE(drawn->columns[0].max, 77.0);
        QCOMPARE(drawn->columns[0].last, 50.0);
        QVERIFY(std::abs(drawn->columns[0].mean - 42) <= 70.0 / 65535);
        QCOMPARE(drawn->bucket, 15 * kMinute);
        seal(Fold().add(0, kStart + 2 * kMinute, 20), 2, kStart + 2 * kMinute);
        QCOMPARE(m_reader->columns(0, day, 24, {})->columns[0].count, 3U);
    }

    void framesLeaveOnlyWhenTheyAreFolded()
    {
        for (std::uint64_t sequence = 1; sequence <= 10; ++sequence) {
            QCOMPARE(appendFrame(*m_writer, sequence, kStart), 1U);
        }
        QVERIFY(m_writer->trim(10, 1U << 20U));
        QCOMPARE(m_reader->sums()->frames, 10U);
        QVERIFY(m_writer->seal(checkpoint(6, kStart)));
        QVERIFY(m_writer->seal(checkpoint(8, kStart + 1)));
        while (m_writer->trim(8, 100).value_or(false)) {
        }
        QCOMPARE(m_reader->sums()->frames, 2U);
        const auto points = m_reader->restartPoints();
        QCOMPARE(points->size(), std::size_t{1}); // dictionaries of the first are not needed any more
        QCOMPARE(points->front().fold, JournalOrder{8});
        while (m_writer->trim(10, 100).value_or(false)) {
        }
        QCOMPARE(m_reader->sums()->frames, 2U);
        reopen();
        QCOMPARE(appendFrame(*m_writer, 11, kStart), 1U);
        QCOMPARE(m_reader->newestFrame().value(), JournalOrder{11}); // an order is never given twice
    }

    void aRegistryIsKeptOnceAndHasItsPlace()
    {
        const RegistryVersion first{0, "v1", "aaa", kStart, 0};
        const RegistryVersion second{0, "v2", "bbb", kStart + kHour, 0};
        QCOMPARE(m_writer->addRegistry(first, "document one").value(), 1U);
        QCOMPARE(m_writer->addRegistry(first, "document one").value(), 1U);
        QCOMPARE(appendFrame(*m_writer, 1, kStart), 1U);
        QCOMPARE(m_writer->addRegistry(second, "document two").value(), 2U);
        QCOMPARE(m_writer->addRegistry(first, "document one").value(), 3U); // it came back
        const auto versions = m_reader->registries();
        QCOMPARE(versions->size(), std::size_t{3});
        QCOMPARE(versions->at(0).afterOrder, JournalOrder{0});
        QCOMPARE(versions->at(1).afterOrder, JournalOrder{1});
        QCOMPARE(m_reader->registryDocument(2).value(), std::string("document two"));
        QCOMPARE(m_reader->registryDocument(3).value(), std::string("document one"));
        QCOMPARE(m_reader->registryDocument(4).error().code, ErrorCode::NotFound);
    }

    void whatIsTooOldGoesAFewRowsAtATime()
    {
        for (JournalOrder fold = 1; fold <= 20; ++fold) {
            const TimeNs time = kStart + static_cast<TimeNs>(fold) * kHour;
            seal(Fold().add(0, time, static_cast<double>(fold)), fold, time);
        }
        RetentionPolicy policy;
        policy.samples = 5 * kHour;
        const TimeNs now = kStart + 20 * kHour;
        const auto more = m_writer->expire(policy, now, 4);
        QVERIFY(more && *more);
        while (m_writer->expire(policy, now, 4).value_or(false)) {
        }
        QCOMPARE(samples(0)->samples.size(), std::size_t{6});
        QCOMPARE(m_reader->foldPosition().value(), JournalOrder{20});
    }

    /// A read sees one instant: what is committed meanwhile comes with the next one.
    void aReadIsOfOneInstant()
    {
        seal(Fold().add(0, kStart, 1), 1, kStart);
        QVERIFY(m_reader->beginRead());
        seal(Fold().add(0, kStart + kSecond, 2), 2, kStart + kSecond);
        QCOMPARE(samples(0)->samples.size(), std::size_t{1});
        m_reader->endRead();
        QCOMPARE(samples(0)->samples.size(), std::size_t{2});
    }

    void aSoundStoreHasNoProblem()
    {
        seal(Fold().add(0, kStart, 1), 1, kStart);
        QVERIFY(m_store->check(10)->empty());
    }

    /// A damaged block is named, taken away by repair, and the rest is as before.
    void aDamagedBlockIsNamedAndTakenAway()
    {
        FoldPiece piece = Fold().add(0, kStart, 1).add(0, kStart + kSecond, 2).piece(1);
        piece.blocks[0].body[piece.blocks[0].body.size() / 2] ^= 0x55;
        QVERIFY(m_writer->add(piece));
        QVERIFY(m_writer->seal(checkpoint(1, kStart + kSecond)));
        seal(Fold().add(0, kStart + kMinute, 3), 2, kStart + kMinute);
        const auto problems = m_store->check(10);
        QCOMPARE(problems->size(), std::size_t{1});
        QVERIFY(problems->front().where.starts_with("blocks"));
        m_reader.reset();
        m_writer.reset();
        QCOMPARE(m_store->repair()->size(), std::size_t{1});
        QVERIFY(m_store->check(10)->empty());
        m_writer = open();
        m_reader = std::move(*m_store->openReader());
        QCOMPARE(valuesOf(samples(0)), std::vector<double>{3});
    }

  private:
    std::unique_ptr<HistoryWriter> open()
    {
        auto opened = m_store->openWriter({});
        return opened ? std::move(*opened) : nullptr;
    }

    void reopen()
    {
        m_reader.reset();
        m_writer.reset();
        m_writer = open();
        m_reader = std::move(*m_store->openReader());
    }

    void seal(Fold&& fold, JournalOrder order, TimeNs newest, TimeNs lateBefore = 0)
    {
        seal(fold, order, newest, lateBefore);
    }

    void seal(Fold& fold, JournalOrder order, TimeNs newest, TimeNs lateBefore = 0)
    {
        QVERIFY(m_writer->add(fold.piece(order, lateBefore)));
        QVERIFY(m_writer->seal(checkpoint(order, newest)));
    }

    Result<SeriesSamples> samples(SeriesId id)
    {
        return m_reader->samples(id, {kStart - kHour, kStart + 1000 * kHour}, {});
    }

    static double newestOf(const PastMoment& moment, SeriesId id)
    {
        for (const auto& [series, sample] : moment.samples) {
            if (series == id) {
                return sample.value;
            }
        }
        return -1;
    }

    std::unique_ptr<test::PostgresServer> m_server;
    std::optional<QTemporaryDir> m_directory;
    std::string m_location;
    std::string m_emptyLocation; ///< where nothing is
    std::unique_ptr<HistoryStore> m_store;
    std::unique_ptr<HistoryWriter> m_writer;
    std::unique_ptr<HistoryReader> m_reader;
};

QTEST_GUILESS_MAIN(TestHistoryStore)
#include "tst_history_store.moc"
