#include "tests/twin/compute/nation.h"
#include "twin/compute/placement.h"
#include "twin/compute/registered_request.h"

#include <QTest>

using namespace twin::compute;
using twin::kHour;
using twin::registry::Job;
using twin::registry::JobKind;

namespace {

/// Bound in every way.
Job boundJob()
{
    Job out;
    out.id = "J.1";
    out.tenantId = "ent-1";
    out.kind = JobKind::Batch;
    out.chipClass = "NPU-320";
    out.cards = 100;
    out.start = 2 * kHour;
    out.expectedEnd = 5 * kHour;
    out.limits = {5, 1e-6, 1'000, 0.5, 64'000'000'000, 32'000'000, 7'000'000, "st-beijing", {520000, 130000}};
    return out;
}

PlacementRequest asked(const Job& job, std::initializer_list<FlowOfJob> flows = {})
{
    const test::ComputeNation nation = test::computeNation();
    const std::vector<FlowOfJob> all(flows);
    return requestOf(job, all, *nation.registry, {kHour, kHour});
}

} // namespace

/// From a registration to what placement is asked.
class TstRegisteredRequest : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyLimitIsAskedFor()
    {
        const PlacementRequest request = asked(boundJob());
        QCOMPARE(request.id, std::string("J.1"));
        QCOMPARE(request.tenant, std::string("ent-1"));
        QCOMPARE(request.latency_ms, 5.0);
        QCOMPARE(request.latencyClass_ms, 0.0);
        QCOMPARE(request.lossMax, 1e-6);
        QCOMPARE(request.budget_cny, 1'000.0);
        QCOMPARE(request.greenMin, 0.5);
        QCOMPARE(request.memoryBytes, 64e9);
        QCOMPARE(request.dataSite, std::string("st-beijing"));
        QCOMPARE(request.dataBytes, 7e6);
        QCOMPARE(request.provinces, (std::vector<std::uint32_t>{520000, 130000}));
        QCOMPARE(request.start_s, 3'600.0);
        QCOMPARE(request.hours, 3.0);
    }

    void withoutLimitsNothingIsAskedFor()
    {
        Job job = boundJob();
        job.limits = {};
        const PlacementRequest request = asked(job);
        QCOMPARE(request.latency_ms + request.latencyClass_ms + request.lossMax + request.budget_cny +
                     request.greenMin + request.memoryBytes + request.dataBytes + request.gflops,
                 0.0);
        QVERIFY(request.dataSite.empty() && request.usersSite.empty() && request.provinces.empty());
    }

    /// Cards of the class it names, or as many as its FLOPS take.
    void cardsOrFlopsSayHowMany()
    {
        Job job = boundJob();
        QCOMPARE(asked(job).cards, 100U);
        QCOMPARE(asked(job).gflops, 0.0);
        job.cards = 0;
        QCOMPARE(asked(job).cards, 0U);
        QCOMPARE(asked(job).gflops, 32e6);
        const test::ComputeNation nation = test::computeNation();
        QCOMPARE(cardsOf(asked(job), *nation.registry), 100U); // of 320 TFLOPS
        job = boundJob();
        job.chipClass.clear();
        QCOMPARE(asked(job).gflops, 32e6);
        job.limits.gflops = 0;
        QCOMPARE(asked(job).cards, 100U);
        job.cards = 0;
        QCOMPARE(asked(job).cards, 1U);
        job.kind = JobKind::Ingest;
        QCOMPARE(asked(job).cards, 0U);
    }

    /// Latency is counted from the users, else from the data; or else a pool must promise it.
    void latencyIsCountedFromSomebody()
    {
        Job job = boundJob();
        job.kind = JobKind::Infer;
        const FlowOfJob users{"st-guiyang", 0, 2e9};
        QCOMPARE(asked(job, {users}).usersSite, std::string("st-guiyang"));
        QCOMPARE(asked(job, {users}).gbps, 2.0);
        QCOMPARE(asked(job, {users}).latency_ms, 5.0);
        job.limits.dataSite.clear();
        QCOMPARE(asked(job, {users}).latency_ms, 5.0);
        QCOMPARE(asked(job, {{"st-guiyang", 1e9, 2e9}}).dataSite, std::string("st-guiyang"));
        QCOMPARE(asked(job).latency_ms, 0.0);
        QCOMPARE(asked(job).latencyClass_ms, 5.0);
        QCOMPARE(asked(job).dataBytes, 0.0); // of nobody knows where
    }

    /// Data that is registered stays where it is registered; the flow that brings it says how fast.
    void dataComesFromWhereItIsRegistered()
    {
        const PlacementRequest other = asked(boundJob(), {{"st-guiyang", 1e12, 2e9}});
        QCOMPARE(other.dataSite, std::string("st-beijing"));
        QCOMPARE(other.dataBytes, 7e6);
        QCOMPARE(other.gbps, 0.0);
        const PlacementRequest same = asked(boundJob(), {{"st-beijing", 1e12, 2e9}});
        QCOMPARE(same.dataBytes, 7e6);
        QCOMPARE(same.gbps, 2.0);
    }

    void placementKeepsToThem_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("binding");
        QTest::newRow("province") << 0 << "province";
        QTest::newRow("memory") << 1 << "memory";
        QTest::newRow("green") << 2 << "green";
        QTest::newRow("loss") << 3 << "loss";
        QTest::newRow("budget") << 4 << "budget";
        QTest::newRow("latency") << 5 << "latency";
        QTest::newRow("class") << 6 << "latency";
    }

    void placementKeepsToThem()
    {
        QFETCH(int, which);
        QFETCH(QString, binding);
        Job job = boundJob();
        job.limits = {};
        switch (which) {
        case 0:
            job.limits.provinces = {440000};
            break;
        case 1:
            job.limits.memoryBytes = 128'000'000'000;
            break;
        case 2:
            job.limits.greenMin = 0.99;
            break;
        case 3:
            job.limits.lossMax = 1e-9;
            break;
        case 4:
            job.limits.budget_cny = 1;
            break;
        case 5:
            job.limits.latencyClass_ms = 1;
            job.limits.dataSite = "st-beijing";
            break;
        default:
            job.limits.latencyClass_ms = 1;
            break;
        }
        test::ComputeNation nation = test::computeNation();
        const auto network = nation.network();
        const OfferTable table{nation.registry, nation.workload.get()};
        PlacementRequests requests;
        requests.jobs.push_back(requestOf(job, {}, *nation.registry, {kHour, kHour}));
        const auto problem = PlacementProblem::make(network, table, requests, {}, {});
        QVERIFY(problem);
        const auto plan = place(**problem, PlacementPolicy::LeastCost);
        QVERIFY(plan);
        QVERIFY(plan->rejections[0]);
        QCOMPARE(QString::fromUtf8(constraintName(plan->rejections[0]->binding).data()), binding);
    }
};

QTEST_GUILESS_MAIN(TstRegisteredRequest)
#include "tst_registered_request.moc"
