#include "tests/twin/state/test_world.h"
#include "twin/state/chunk_pool.h"
#include "twin/state/section.h"
#include "twin/state/working_table.h"

#include <QTest>

using namespace twin;
using namespace twin::state;

class TestSection : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void columnOfUnequalArraysIsRefusedWhole();
    void numbersBeyondTheEndAreCountedNotApplied();
    void emptySectionIsMissingEverywhere();
    void onlyWrittenChunksAreReplaced();
    void nothingWrittenGivesTheSameSection();
    void groupsFarFromAChangeAreShared();
    void growingKeepsValuesAndFillsMissing();
    void aChunkGivenBackIsUsedAgainButNeverWhileHeld();
};

void TestSection::columnOfUnequalArraysIsRefusedWhole()
{
    WorkingTable table(3);
    table.resize(10);
    SampleColumn column = test::column(EntityKind::Tunnel, TunnelMetric::Delay, 0, {1, 2, 3});
    column.uniformTime = false;
    column.times = {test::kNoon};
    QCOMPARE(table.apply(column, {test::kNoon, test::kNoon, 1, 1, false}).outOfRange, std::uint64_t(3));
    SampleColumn unknownMetric = test::column(EntityKind::Tunnel, std::size_t(3), 0, {1, 2});
    QCOMPARE(table.apply(unknownMetric, {test::kNoon, test::kNoon, 1, 1, false}).outOfRange,
             std::uint64_t(2));
    QVERIFY(!table.cells(0)[0].isKnown());
}

void TestSection::numbersBeyondTheEndAreCountedNotApplied()
{
    WorkingTable table(3);
    table.resize(4);
    const auto done = table.apply(test::column(EntityKind::Tunnel, TunnelMetric::Delay, 2, {1, 2, 3, 4}),
                                  {test::kNoon, test::kNoon, 1, 1, false});
    QCOMPARE(done.applied, std::uint64_t(2));
    QCOMPARE(done.outOfRange, std::uint64_t(2));
}

void TestSection::emptySectionIsMissingEverywhere()
{
    const auto section = emptySection(35, 4);
    QCOMPARE(section->size(), std::size_t(35));
    QCOMPARE(section->chunkCount(), std::size_t(3));
    QVERIFY(!section->cell(34, 3).isKnown());
    QCOMPARE(section->cells(34).size(), std::size_t(4));
    QCOMPARE(section->chunk(0), section->chunk(1));
}

void TestSection::onlyWrittenChunksAreReplaced()
{
    const auto pool = std::make_shared<ChunkPool>();
    WorkingTable table(3);
    table.resize(64);
    const auto before = table.publish(pool);
    table.apply(test::column(EntityKind::Tunnel, TunnelMetric::Loss, 20, {0.5}),
                {test::kNoon, test::kNoon, 1, 1, false});
    const auto after = table.publish(pool);
    QVERIFY(before != after);
    for (std::size_t c : {0U, 2U, 3U}) {
        QCOMPARE(before->chunk(c), after->chunk(c));
    }
    QVERIFY(before->chunk(1) != after->chunk(1));
    QVERIFY(!before->cell(20, 2).isKnown());
    QCOMPARE(after->cell(20, 2).value, 0.5);
}

void TestSection::nothingWrittenGivesTheSameSection()
{
    const auto pool = std::make_shared<ChunkPool>();
    WorkingTable table(3);
    table.resize(5);
    const auto first = table.publish(pool);
    QCOMPARE(table.publish(pool), first);
    // A sample that is not newer changes nothing.
    const auto column = test::column(EntityKind::Tunnel, TunnelMetric::Loss, 0, {0.5});
    table.apply(column, {test::kNoon, test::kNoon, 1, 1, false});
    const auto second = table.publish(pool);
    table.apply(column, {test::kNoon, test::kNoon, 1, 1, false});
    QCOMPARE(table.publish(pool), second);
}

void TestSection::groupsFarFromAChangeAreShared()
{
    const auto pool = std::make_shared<ChunkPool>();
    WorkingTable table(1);
    table.resize(3 * kChunkEntities * kGroupChunks);
    const auto before = table.publish(pool);
    table.apply(test::column(EntityKind::Tunnel, TunnelMetric::Delay, 1024, {7}),
                {test::kNoon, test::kNoon, 1, 1, false});
    const auto after = table.publish(pool);
    QCOMPARE(after->groups()[0], before->groups()[0]);
    QVERIFY(after->groups()[1] != before->groups()[1]);
    QCOMPARE(after->groups()[2], before->groups()[2]);
}

void TestSection::growingKeepsValuesAndFillsMissing()
{
    const auto pool = std::make_shared<ChunkPool>();
    WorkingTable table(3);
    table.resize(20);
    table.apply(test::column(EntityKind::Tunnel, TunnelMetric::Delay, 19, {7}),
                {test::kNoon, test::kNoon, 1, 1, false});
    const auto before = table.publish(pool);
    table.resize(50);
    const auto after = table.publish(pool);
    QCOMPARE(after->size(), std::size_t(50));
    QCOMPARE(after->cell(19, 0).value, 7.0);
    QVERIFY(!after->cell(20, 0).isKnown());
    QVERIFY(!after->cell(49, 2).isKnown());
    QCOMPARE(after->chunk(0), before->chunk(0));
    QCOMPARE(before->size(), std::size_t(20));
}

void TestSection::aChunkGivenBackIsUsedAgainButNeverWhileHeld()
{
    const auto pool = std::make_shared<ChunkPool>();
    const std::vector<Cell> ones(4, Cell{1, 1, 1, 1, 1, Quality::Good});
    const std::vector<Cell> twos(4, Cell{2, 1, 1, 1, 1, Quality::Good});
    auto first = pool->make(ones);
    const auto held = pool->make(twos);
    const Chunk* address = first.get();
    QCOMPARE(pool->idleBytes(), std::size_t(0));
    first.reset();
    QVERIFY(pool->idleBytes() > 0);
    const auto again = pool->make(twos);
    QCOMPARE(again.get(), address);
    QVERIFY(again != held);
    QCOMPARE(again->cells[0].value, 2.0);
}

QTEST_GUILESS_MAIN(TestSection)
#include "tst_section.moc"
