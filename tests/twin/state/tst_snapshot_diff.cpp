#include "tests/twin/state/test_world.h"
#include "twin/state/snapshot_diff.h"
#include "twin/state/twin_state.h"

#include <QTest>

#include <bit>

using namespace twin;
using namespace twin::state;

namespace {

bool isSame(const Cell& a, const Cell& b)
{
    return a.sourceTime == b.sourceTime && a.sequence == b.sequence && a.quality == b.quality &&
           std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value);
}

using Table = std::vector<std::vector<Cell>>;

Table tableOf(const Section& section)
{
    Table out;
    for (std::uint32_t i = 0; i < section.size(); ++i) {
        const auto cells = section.cells(i);
        out.emplace_back(cells.begin(), cells.end());
    }
    return out;
}

/// What a model does: keep its rows and take over the runs.
void applyRuns(Table& rows, const Section& after, const std::vector<IndexRun>& runs)
{
    rows.resize(after.size());
    for (const IndexRun& run : runs) {
        for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
            const auto cells = after.cells(i);
            rows[i].assign(cells.begin(), cells.end());
        }
    }
}

bool isEqual(const Table& rows, const Section& section)
{
    const Table other = tableOf(section);
    return std::equal(rows.begin(), rows.end(), other.begin(), other.end(), [](const auto& a, const auto& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSame);
    });
}

} // namespace

class TestSnapshotDiff : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void sectionsOfAnotherWidthDifferEverywhere();
    void nothingChangedGivesNoRuns();
    void neighboursMakeOneRunAcrossChunks();
    void newEntitiesAreARun();
    void applyingTheRunsReproducesTheSnapshot();
};

void TestSnapshotDiff::sectionsOfAnotherWidthDifferEverywhere()
{
    QCOMPARE(changedEntities(*emptySection(7, 2), *emptySection(9, 3)), (std::vector<IndexRun>{{0, 9}}));
    QVERIFY(changedEntities(*emptySection(7, 2), *emptySection(0, 3)).empty());
}

void TestSnapshotDiff::nothingChangedGivesNoRuns()
{
    const auto section = emptySection(40, 3);
    QVERIFY(changedEntities(*section, *section).empty());
    QVERIFY(changedEntities(*section, *emptySection(40, 3)).empty()); // other pointers, equal cells
    QVERIFY(changedEntities(*section, *emptySection(30, 3)).empty());
}

void TestSnapshotDiff::neighboursMakeOneRunAcrossChunks()
{
    TwinState twin;
    twin.setRegistry(test::world({100, 10, 4, 2, 2, 4, 3}), nullptr);
    const auto before = twin.publish(test::kNoon, nullptr, {});
    twin.apply(test::batch(test::kNoon, 1,
                           {test::column(EntityKind::Pool, PoolMetric::Inlet, 14, {1, 2, 3, 4}),
                            test::column(EntityKind::Pool, PoolMetric::Pue, 40, {1.1})}));
    const auto after = twin.publish(test::kNoon, nullptr, {});
    QCOMPARE(changedEntities(before->section(EntityKind::Pool), after->section(EntityKind::Pool)),
             (std::vector<IndexRun>{{14, 4}, {40, 1}}));
}

void TestSnapshotDiff::newEntitiesAreARun()
{
    QCOMPARE(changedEntities(*emptySection(5, 2), *emptySection(40, 2)), (std::vector<IndexRun>{{5, 35}}));
}

void TestSnapshotDiff::applyingTheRunsReproducesTheSnapshot()
{
    const auto world = test::world({130, 50, 20, 10, 5, 20, 3});
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        TwinState twin;
        twin.setRegistry(world, nullptr);
        auto last = twin.publish(test::kNoon, nullptr, {});
        std::array<Table, kEntityKindCount> rows;
        for (std::size_t k = 0; k < kEntityKindCount; ++k) {
            rows[k] = tableOf(*last->sections[k]);
        }
        Rng rng(seed, "test.diff");
        std::uint64_t sequence = 0;
        for (const auto& batch : test::randomBatches(*world, seed, 60)) {
            twin.apply(batch);
            const std::string id = "flow-" + std::to_string(rng.below(30));
            ++sequence;
            const TimeNs time = test::kNoon + static_cast<TimeNs>(sequence);
            twin.apply(test::flowEvent(time, sequence, id, rng.below(3) > 0));
            if (rng.below(3) != 0) {
                continue; // several batches to one publish
            }
            const auto now = twin.publish(test::kNoon, nullptr, {});
            for (std::size_t k = 0; k < kEntityKindCount; ++k) {
                applyRuns(rows[k], *now->sections[k], changedEntities(*last->sections[k], *now->sections[k]));
                QVERIFY2(isEqual(rows[k], *now->sections[k]),
                         qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
            last = now;
        }
    }
}

QTEST_GUILESS_MAIN(TestSnapshotDiff)
#include "tst_snapshot_diff.moc"
