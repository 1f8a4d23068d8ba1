#include "tests/support/desk_entries.h"
#include "twin/desk/desk_store.h"
#include "twin/history/fold_builder.h"
#include "twin/history/history_store.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/sqlite.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace twin::history;
using twin::kSecond;

namespace {

constexpr int kFolds = 120;

/// A store of some megabytes.
void fill(HistoryStore& store)
{
    const auto writer = std::move(*store.openWriter({}));
    for (JournalOrder fold = 1; fold <= kFolds; ++fold) {
        FoldBuilder builder;
        FoldPiece piece;
        piece.fold = fold;
        for (SeriesId id = 0; id < 640; ++id) {
            const auto time = static_cast<twin::TimeNs>(fold) * kSecond;
            builder.add(id, builder.stamp({time, 1, fold, time}), 0.1 * static_cast<double>(id * fold % 7919),
                        Quality::Good);
            if (fold == 1) {
                piece.series.push_back({id, {twin::EntityKind::Pool, "pool-" + std::to_string(id), "m"}});
            }
        }
        piece.blocks = builder.take(0);
        const auto now = static_cast<twin::TimeNs>(fold) * kSecond;
        QVERIFY(writer->add(piece).has_value());
        QVERIFY(writer->seal({fold, now, now, 1, packed(std::string(40'000, 's')), packed("d")}).has_value());
    }
}

/// A page of 16 KiB that nobody wrote.
void spoil(const QString& path, int percent)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 pages = file.size() / 16'384;
    QVERIFY(pages > 40);
    QVERIFY(file.seek(pages * percent / 100 * 16'384));
    QCOMPARE(file.write(QByteArray(16'384, '\xA5')), qint64{16'384});
}

std::size_t samplesOf(HistoryStore& store, SeriesId id)
{
    const auto reader = store.openReader();
    const auto samples = reader ? (*reader)->samples(id, {0, 1000 * kSecond}, {})
                                : twin::Result<SeriesSamples>(twin::failure(reader.error()));
    return samples ? samples->samples.size() : 0;
}

} // namespace

class TestStoreRepair final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aSoundStoreIsLeftAlone()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.db"));
        const auto store = std::move(*historyStore(path.toStdString()));
        fill(*store);
        QVERIFY(store->repair()->empty());
        QVERIFY(!QFile::exists(path + QStringLiteral(".damaged")));
        QCOMPARE(samplesOf(*store, 5), std::size_t{kFolds});
    }

    /// Pages overwritten in the middle of the file: what can be read is there again, the rest is named, and
    /// the old file is kept.
    void damagedPagesCostWhatStoodOnThem_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {50, 65, 80, 95}) {
            QTest::addRow("at %d percent", percent) << percent;
        }
    }

    void damagedPagesCostWhatStoodOnThem()
    {
        QFETCH(int, percent);
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.db"));
        const auto store = std::move(*historyStore(path.toStdString()));
        fill(*store);
        spoil(path, percent);
        QVERIFY(!store->check(100)->empty());
        const auto taken = store->repair();
        QVERIFY2(taken.has_value(), taken ? "" : taken.error().text().c_str());
        QVERIFY(!taken->empty());
        QVERIFY(QFile::exists(path + QStringLiteral(".damaged")));
        QVERIFY(store->check(100)->empty());
        QVERIFY(samplesOf(*store, 5) >= kFolds / 4);
        const auto writer = store->openWriter({});
        QVERIFY(writer && (*writer)->dropUnsealed());
    }

    /// Its places are not given again either.
    void theShiftLogIsThereAgain()
    {
        namespace desk = twin::desk;
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.db"));
        const auto store = std::move(*historyStore(path.toStdString()));
        store->openWriter({}).value().reset();
        desk::Document scenario;
        scenario.info.name = "storm";
        scenario.info.author = "wang";
        scenario.info.time = test::kShiftBegins;
        scenario.bytes = std::string(100'000, 'x');
        {
            const auto log = std::move(*desk::openDesk(path.toStdString(), desk::DeskAccess::Write));
            QVERIFY(log->append(
                std::vector{test::note("wang", 1), test::acknowledgement("li", 1), test::note("wang", 2)}));
            QVERIFY(log->putDocument(scenario, 0));
            QVERIFY(log->putDocument(scenario, 1));
        }
        QVERIFY(Database::open(path.toStdString(), Database::Mode::ReadWrite)
                    ->execute("DELETE FROM desk_entries WHERE entry_order = 3"));
        const auto before = *(*desk::openDesk(path.toStdString(), desk::DeskAccess::Read))->entries(0, 10);
        QCOMPARE(before.size(), std::size_t{2});
        fill(*store);
        spoil(path, 95); // far behind what was written first
        const auto taken = store->repair();
        QVERIFY2(taken.has_value() && !taken->empty(), taken ? "" : taken.error().text().c_str());
        const auto log = std::move(*desk::openDesk(path.toStdString(), desk::DeskAccess::Write));
        QVERIFY(*log->entries(0, 10) == before);
        QCOMPARE(log->versions("storm")->size(), std::size_t{2});
        QVERIFY(log->document("storm", 2)->bytes == scenario.bytes);
        QCOMPARE(log->append(std::vector{test::note("wang", 3)})->front(), 4U);
    }
};

QTEST_GUILESS_MAIN(TestStoreRepair)
#include "tst_store_repair.moc"
