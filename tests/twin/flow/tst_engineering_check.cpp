// The check of an answer finds what is wrong with one: each row spoils a good answer in one way.
#include "tests/twin/flow/engineering_networks.h"
#include "twin/flow/engineering_check.h"

#include <QTest>

#include <functional>

using namespace twin;
using namespace twin::flow;

namespace {

using Spoil = std::function<void(Engineering&, EngineeringOptions&, std::vector<network::NodeDemand>&)>;

/// The first demand with two paths.
std::size_t splitDemand(const Engineering& answer)
{
    std::size_t demand = 0;
    while (answer.routing.firstPath[demand + 1] - answer.routing.firstPath[demand] < 2) {
        ++demand;
    }
    return demand;
}

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestEngineeringCheck : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void spoiltAnswersAreRefused_data();
    void spoiltAnswersAreRefused();
    void goodAnswersPass();
    void raisedBoundsOfEveryObjectiveAreRefused();
};

void TestEngineeringCheck::spoiltAnswersAreRefused_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* reason, const Spoil& spoil) {
        QTest::newRow(reason) << spoil << QByteArray(reason);
    };
    row("do not carry its rate", [](auto& answer, auto&, auto&) { answer.routing.flow[0] *= 1.0001; });
    row("gets more than it asks for", [](auto&, auto&, auto& demands) { demands[0].bps *= 0.999; });
    row("the load of arc", [](auto& answer, auto&, auto&) { answer.load_bps[1] += 100; });
    row("the value is not", [](auto& answer, auto&, auto&) { answer.value *= 0.9999; });
    row("do not prove its bound", [](auto& answer, auto&, auto&) { answer.bound = answer.value * 1.001; });
    row("another number of demands", [](auto& answer, auto&, auto&) { answer.routing.firstPath.pop_back(); });
    row("is empty", [](auto& answer, auto&, auto&) { answer.routing.flow[0] = 0; });
    row("is too slow", [](auto&, auto& options, auto&) { options.maxDelay = 1; });
    row("does not hang together", [](auto& answer, auto&, auto&) {
        const std::size_t demand = splitDemand(answer); // swap the first arcs of its two paths
        const std::size_t path = answer.routing.firstPath[demand];
        std::swap(answer.routing.arcs[answer.routing.firstArc[path]],
                  answer.routing.arcs[answer.routing.firstArc[path + 1] - 1]);
    });
    row("ends elsewhere", [](auto&, auto&, auto& demands) {
        demands[0].dst = network::NodeIndex{demands[0].dst.value() == 0 ? 1U : 0U};
    });
}

void TestEngineeringCheck::spoiltAnswersAreRefused()
{
    QFETCH(Spoil, spoil);
    QFETCH(QByteArray, reason);
    const auto random = flow_test::randomCase(5, {.nodes = 12, .links = 24, .demands = 20, .oneWay = 0});
    const network::Graph graph = random.graph();
    std::vector<network::NodeDemand> demands = random.demands;
    EngineeringOptions options;
    auto answer = engineer(graph, demands, options);
    QVERIFY(answer.has_value());
    spoil(*answer, options, demands);
    const auto checked = checkEngineering(graph, demands, options, *answer);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::Internal);
    QVERIFY2(QByteArray::fromStdString(checked.error().reason).contains(reason),
             checked.error().reason.c_str());
}

void TestEngineeringCheck::goodAnswersPass()
{
    const auto random = flow_test::randomCase(5, {.nodes = 12, .leaves = 3, .links = 24, .demands = 20});
    const network::Graph graph = random.graph();
    for (const auto objective :
         {TeObjective::Utilisation, TeObjective::Throughput, TeObjective::Concurrent, TeObjective::MaxMin}) {
        for (const TimeNs maxDelay : {TimeNs{0}, 20 * kMillisecond}) {
            EngineeringOptions options;
            options.objective = objective;
            options.maxDelay = maxDelay;
            const auto answer = engineer(graph, random.demands, options);
            QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
            QVERIFY(checkEngineering(graph, random.demands, options, *answer).has_value());
        }
    }
}

void TestEngineeringCheck::raisedBoundsOfEveryObjectiveAreRefused()
{
    auto random = flow_test::randomCase(5, {.nodes = 12, .links = 24, .demands = 20});
    for (auto& demand : random.demands) {
        demand.bps *= 20; // more than fits
    }
    const network::Graph graph = random.graph();
    for (const auto objective : {TeObjective::Throughput, TeObjective::Concurrent, TeObjective::MaxMin}) {
        EngineeringOptions options;
        options.objective = objective;
        options.exact = true;
        auto answer = engineer(graph, random.demands, options);
        QVERIFY(answer.has_value());
        answer->bound *= 0.99; // better than anything is
        if (objective == TeObjective::MaxMin) {
            QVERIFY(!answer->levels.empty());
            answer->levels[0].bound_bps *= 0.99;
        }
        QVERIFY(!checkEngineering(graph, random.demands, options, *answer));
    }
}

QTEST_GUILESS_MAIN(TestEngineeringCheck)
#include "tst_engineering_check.moc"
