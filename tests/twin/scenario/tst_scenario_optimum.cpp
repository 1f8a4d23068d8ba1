#include "scenario_grounds.h"

#include "twin/flow/engineering.h"
#include "twin/scenario/figures.h"
#include "twin/scenario/n1_base.h"
#include "twin/scenario/optimum.h"

#include <cmath>

using namespace scenario_test;
using twin::ErrorCode;

/// How well the network of a scenario could carry its traffic, beside what shortest paths make of it.
class TstScenarioOptimum : public QObject
{
    Q_OBJECT

    static Optimum best(const GroundPtr& ground, const Situation& situation, OptimumOptions options = {})
    {
        const auto found = optimumOf(*ground, situation, options);
        if (!found) {
            qFatal("%s", found.error().text().c_str());
        }
        return *found;
    }

  private Q_SLOTS:

    void aGapThatIsNoneIsRefused()
    {
        const GroundPtr ground = smallGround();
        for (const double gap : {0.0, 1.0, -1.0, std::nan("")}) {
            const auto found = optimumOf(*ground, *ground->before(), {gap});
            QVERIFY(!found);
            QVERIFY(found.error().code == ErrorCode::BadInput);
        }
    }

    void whereNoDemandHasAWayThereIsNone()
    {
        const GroundPtr ground = smallGround();
        const auto dark =
            after(ground, {Fail{{TargetKind::Site, "S.BEJ"}, true}, Fail{{TargetKind::Site, "S.XIA"}, true}});
        const auto found = optimumOf(*ground, *dark);
        QVERIFY(!found);
        QVERIFY(found.error().code == ErrorCode::Invalid);
    }

    void itIsThatOfLinearProgramming()
    {
        const GroundPtr ground = smallGround();
        const auto situation = after(ground, {Degrade{{TargetKind::Link, "L.BEJ~XIA.A"}, 0.5}});
        const Optimum found = best(ground, *situation, {1e-6});
        twin::flow::EngineeringOptions exact;
        exact.exact = true;
        exact.failed = situation->arcsDown;
        exact.capacity_bps = situation->arcCapacity;
        const auto oracle =
            twin::flow::engineer(*situation->world->graph, demandsOf(*ground, *situation), exact);
        QVERIFY(oracle.has_value());
        QVERIFY(found.gapReached);
        QVERIFY2(std::abs(found.mlu - oracle->value) <= 2e-6 * oracle->value,
                 qPrintable(QStringLiteral("%1 %2").arg(found.mlu).arg(oracle->value)));
        QVERIFY(found.bound_mlu <= oracle->value * (1 + 1e-9));
    }

    void aNationCouldDoBetterThanItsShortestPaths()
    {
        const GroundPtr ground = nationGround();
        const Optimum before = best(ground, *ground->before());
        QVERIFY(before.gapReached);
        QVERIFY(before.gap <= 0.01);
        QVERIFY(before.bound_mlu <= before.mlu);
        // What is asked is served there, so nothing hides in a fuller link.
        QCOMPARE(ground->before()->totals.served_bps, ground->before()->totals.asked_bps);
        QVERIFY(before.mlu < ground->before()->totals.peakUtilisation);
        // A cut leaves less to choose from: the proven bound before holds after it.
        std::string duct;
        for (const auto& conduit : ground->world()->registry->conduits) {
            if (!conduit.id.starts_with("DA.")) {
                duct = conduit.id;
                break;
            }
        }
        const auto cut = after(ground, {Fail{{TargetKind::Conduit, duct}}});
        const Optimum with = best(ground, *cut);
        QVERIFY(with.disconnected > 0 || with.mlu >= before.bound_mlu);
    }

    void itIsTheSameOnAnyNumberOfThreads()
    {
        const GroundPtr ground = nationGround();
        const Optimum one = best(ground, *ground->before(), {0.01, 1});
        const Optimum three = best(ground, *ground->before(), {0.01, 3});
        QCOMPARE(three.mlu, one.mlu);
        QCOMPARE(three.bound_mlu, one.bound_mlu);
    }

    void itIsAmongTheFiguresWhereItIsKnown()
    {
        const GroundPtr ground = smallGround();
        const Optimum found = best(ground, *ground->before());
        QVERIFY(figureNamed(figuresOf(*ground->before(), nullptr), "best_routing_gap") == nullptr);
        const auto figures = figuresOf(*ground->before(), nullptr, &found);
        const Figure* mlu = figureNamed(figures, "best_routing_mlu");
        QVERIFY(mlu != nullptr);
        QCOMPARE(mlu->number(), found.mlu);
        QCOMPARE(figureNamed(figures, "best_routing_bound")->number(), found.bound_mlu);
        QCOMPARE(figureNamed(figures, "best_routing_gap")->number(), found.gap);
    }
};

QTEST_GUILESS_MAIN(TstScenarioOptimum)
#include "tst_scenario_optimum.moc"
