#include "models/planner/plan_difference.h"
#include "tests/support/plan_bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using namespace twin::scenario;
using test::cutBeijing;
using test::loseZhongwei;

namespace {

struct Bench : test::PlanBench
{
    PlanDifference difference{planner};

    Bench() { fork(); }

    /// Of the link between Beijing and Xi'an on the map, forwards.
    [[nodiscard]] PlanMark markOf(const char* link) const
    {
        const MapDifference& shown = *difference.difference();
        const auto found = shown.registry->find(twin::EntityKind::Link, link);
        const std::uint32_t row = shown.rowOfLink.at(found->index);
        return row == kNoDifference ? PlanMark::None : shown.links[row].mark;
    }
};

const char* const kLink = "L.BEJ~XIA.A";

} // namespace

/// What the map shows a scenario beside: its base, or another one.
class TestPlanDifference : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withNothingDoneThereIsNone()
    {
        Bench b;
        QVERIFY(b.difference.difference() == nullptr);
        QVERIFY(b.difference.choices().empty());
        b.difference.setAgainst(77); // nobody's
        QCOMPARE(b.difference.against(), 0);
    }

    void besideItsBaseItIsWhatWasDone()
    {
        Bench b;
        QSignalSpy changed(&b.difference, &PlanDifference::changed);
        b.apply(cutBeijing());
        QVERIFY(changed.count() >= 1);
        QVERIFY(b.difference.difference() != nullptr);
        QCOMPARE(b.difference.difference()->name, b.planner.current()->name);
        QCOMPARE(b.markOf(kLink), PlanMark::Failed);
        b.planner.undo();
        b.wait();
        QVERIFY(b.difference.difference() == nullptr);
    }

    /// Both have the cut, which then differs no longer; only one has lost the pool.
    void besideAnotherItIsWhatThatOneHasNot()
    {
        Bench b;
        b.apply(cutBeijing());
        const int first = b.planner.current()->id;
        const int second = b.planner.branch();
        b.wait();
        b.apply(loseZhongwei());
        QCOMPARE(b.planner.current()->id, second);
        QCOMPARE(b.difference.choices().size(), std::size_t{1});
        QCOMPARE(b.difference.choices().front()->id, first);
        QCOMPARE(b.markOf(kLink), PlanMark::Failed); // beside the base
        b.difference.setAgainst(first);
        QCOMPARE(b.difference.against(), first);
        const MapDifference& shown = *b.difference.difference();
        QCOMPARE(shown.outcome->before, b.planner.scenario(first)->result.outcome->after);
        QCOMPARE(shown.outcome->after, b.planner.current()->result.outcome->after);
        QCOMPARE(b.markOf(kLink), PlanMark::None);
        const auto pool = shown.registry->find(twin::EntityKind::Pool, kZhongwei);
        const std::uint32_t row = shown.rowOfPool.at(pool->index);
        QVERIFY(row != kNoDifference);
        QCOMPARE(shown.pools[row].mark, PlanMark::Failed);
        QVERIFY(shown.name.contains(b.planner.scenario(first)->name));
    }

    /// The other one has a network of its own: links are the same by identifier, not by number.
    void theOtherMayHaveAnotherNetwork()
    {
        Bench b;
        const int first = b.planner.current()->id;
        const int second = b.planner.branch();
        b.wait();
        AddLink added;
        added.id = "L.AAA~NEW";
        added.a = "S.BEJ";
        added.b = "S.XIA";
        added.conduits = {"D.BEJ~XIA"};
        added.capacity_bps = 400'000'000'000;
        added.carrier = b.twin->registry()->carriers.front().id;
        b.apply(Remove{{TargetKind::Link, kLink}});
        b.apply(added);
        QVERIFY2(b.planner.current()->tip()->depth() == 2, "both commands are done");
        b.planner.setCurrent(first);
        b.wait();
        b.apply(loseZhongwei());
        b.difference.setAgainst(second);
        QCOMPARE(b.difference.against(), second);
        const MapDifference& shown = *b.difference.difference();
        const auto found = shown.registry->find(twin::EntityKind::Link, kLink);
        const std::uint32_t row = shown.rowOfLink.at(found->index);
        QVERIFY(row != kNoDifference); // it is gone there, and here it carries
        QVERIFY(shown.links[row].forward > 0);
    }

    void oneThatIsClosedGivesWayToTheBase()
    {
        Bench b;
        b.apply(cutBeijing());
        const int first = b.planner.current()->id;
        b.planner.branch();
        b.wait();
        b.difference.setAgainst(first);
        QCOMPARE(b.difference.against(), first);
        QSignalSpy choices(&b.difference, &PlanDifference::choicesChanged);
        b.planner.close(first);
        b.wait();
        QCOMPARE(b.difference.against(), 0);
        QVERIFY(choices.count() >= 1);
        QCOMPARE(b.markOf(kLink), PlanMark::Failed);
    }
};

QTEST_GUILESS_MAIN(TestPlanDifference)
#include "tst_plan_difference.moc"
