#include "tests/twin/compute/nation.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/registered_reservations.h"

#include <QTest>

#include <memory>

using namespace twin::compute;
using twin::registry::JobState;

namespace {

constexpr twin::TimeNs kMidnight = 20'000 * twin::kDay - 8 * twin::kHour; // UTC+8
constexpr std::uint8_t kCards = 1;
constexpr std::uint8_t kBandwidth = 2;

/// J.000001 holds 5,000 cards of pl-1 (tests/twin/compute/nation.h).
struct Bench
{
    test::ComputeNation nation = test::computeNation();
    twin::network::Network network = nation.network();
    OfferTable table{nation.registry, nation.workload.get()};
    PlacementRequests requests;

    void reserve(const char* object, std::uint8_t kind, std::uint64_t quantity, const char* job = "",
                 double from_h = 1, double to_h = 5)
    {
        twin::registry::Reservation one;
        one.objectId = object;
        one.kind = kind;
        one.quantity = quantity;
        one.start = kMidnight + static_cast<twin::TimeNs>(from_h * twin::kHour);
        one.end = kMidnight + static_cast<twin::TimeNs>(to_h * twin::kHour);
        one.jobId = job;
        nation.workload->reservations.push_back(one);
    }

    void addJob(const char* id, JobState state)
    {
        auto job = std::make_shared<twin::registry::Job>();
        job->id = id;
        job->state = state;
        job->chipClass = "NPU-320";
        nation.workload->jobs.push_back(job);
    }

    [[nodiscard]] std::vector<StandingReservation> read() const
    {
        return registeredReservations(*nation.workload, nation.workload->jobs, table, network.graph,
                                      kMidnight, requests.jobs);
    }
};

} // namespace

class TstRegisteredReservations : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatNobodyHoldsYetIsTaken()
    {
        Bench bench;
        bench.reserve("pl-4", kCards, 8'000);
        bench.reserve("ac-pl-4-1", kBandwidth, 700 * twin::kGigabit, "", -2, 3);
        const auto out = bench.read();
        QCOMPARE(out.size(), std::size_t{3});
        QCOMPARE(out[0].pool, std::string("pl-4"));
        QCOMPARE(out[0].chipClass, std::string("NPU-320"));
        QCOMPARE(out[0].cards, 8'000.0);
        QCOMPARE(out[0].from_s, 3'600.0);
        QCOMPARE(out[0].to_s, 5 * 3'600.0);
        QCOMPARE(out[1].arc, std::string("ac-pl-4-1>"));
        QCOMPARE(out[2].arc, std::string("ac-pl-4-1<"));
        QCOMPARE(out[1].gbps, 700.0);
        QCOMPARE(out[1].from_s, 0.0); // it began before
        QCOMPARE(out[1].to_s, 3 * 3'600.0);
    }

    void whatIsCountedAlreadyIsNotTakenTwice()
    {
        Bench bench;
        bench.reserve("pl-1", kCards, 5'000, "J.000001"); // it holds them
        bench.addJob("J.000002", JobState::Cancelled);
        bench.reserve("pl-4", kCards, 100, "J.000002"); // over
        bench.requests.jobs.emplace_back().id = "J.000003";
        bench.addJob("J.000003", JobState::Queued);
        bench.reserve("pl-4", kCards, 100, "J.000003"); // its own
        bench.reserve("pl-4", kCards, 100, "", -9, -1); // past
        bench.reserve("pl-4", 3, 1'000'000);            // storage
        bench.reserve("pl-99", kCards, 100);
        bench.reserve("ac-pl-99-1", kBandwidth, 100);
        QVERIFY(bench.read().empty());
        bench.reserve("pl-1", kCards, 6'000, "J.000001"); // more than it holds
        QCOMPARE(bench.read().size(), std::size_t{1});
        QCOMPARE(bench.read()[0].cards, 1'000.0);
        bench.addJob("J.000004", JobState::Queued); // somebody else's, that waits
        bench.reserve("pl-4", kCards, 300, "J.000004");
        QCOMPARE(bench.read().size(), std::size_t{2});
    }

    /// Of bandwidth that a running job has, only what its flows do not ask for is to be kept free.
    void theHeadroomOfAJobThatSendsIsKept()
    {
        Bench bench;
        auto flow = std::make_shared<twin::registry::Flow>();
        flow->id = "F.000001";
        flow->jobId = "J.000001";
        flow->src = "pl-1";
        flow->dst = "pl-4";
        flow->rateRequested_bps = 100e9;
        bench.nation.workload->flows.push_back(flow);
        bench.reserve("ac-pl-1-1", kBandwidth, 130 * twin::kGigabit, "J.000001");
        const auto out = bench.read();
        QCOMPARE(out.size(), std::size_t{2});
        QCOMPARE(out[0].gbps, 30.0);  // leaving pl-1
        QCOMPARE(out[1].gbps, 130.0); // nothing of it arrives there
    }

    /// 10,000 cards at pl-4, the cheapest: 8,000 of them are promised to somebody from one to five.
    void nothingIsSoldTwice()
    {
        Bench bench;
        bench.reserve("pl-4", kCards, 8'000);
        PlacementRequest& job = bench.requests.jobs.emplace_back();
        job.id = "a";
        job.chipClass = "NPU-320";
        job.cards = 5'000;
        const auto poolAt = [&](double start_s, double hours) {
            bench.requests.jobs[0].start_s = start_s;
            bench.requests.jobs[0].hours = hours;
            bench.requests.reservations = bench.read();
            const auto problem = PlacementProblem::make(bench.network, bench.table, bench.requests, {}, {});
            for (const PlacementPolicy policy : {PlacementPolicy::NetworkAware, PlacementPolicy::Exact}) {
                const auto plan = place(**problem, policy);
                if (!plan || plan->placed != 1 || !checkPlan(**problem, *plan).empty()) {
                    return QStringLiteral("no plan");
                }
                const ComputeOffer& at = bench.table.offers()[plan->jobs[0]->parts[0].offer];
                if (policy == PlacementPolicy::Exact) {
                    return QString::fromStdString(bench.table.pool(at).id);
                }
            }
            return QString();
        };
        QCOMPARE(poolAt(0, 1), QStringLiteral("pl-4")); // before
        QCOMPARE(poolAt(0, 2), QStringLiteral("pl-1"));
        QCOMPARE(poolAt(5 * 3'600, 2), QStringLiteral("pl-4")); // after
    }

    void theDayOfAWorkloadIsThatOfItsLastJob()
    {
        Bench bench;
        auto job = std::make_shared<twin::registry::Job>(*bench.nation.workload->jobs[0]);
        job->start = kMidnight + 5 * twin::kHour;
        bench.nation.workload->jobs.push_back(job);
        QCOMPARE(dayOf(*bench.nation.workload), kMidnight);
        QCOMPARE(midnightOf(kMidnight), kMidnight);
        QCOMPARE(midnightOf(kMidnight - 1), kMidnight - twin::kDay);
    }
};

QTEST_GUILESS_MAIN(TstRegisteredReservations)
#include "tst_registered_reservations.moc"
