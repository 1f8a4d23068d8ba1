#include "feed_reader.h"
#include "small_nation.h"

#include "twin/alarm/alarm_types.h"
#include "twin/generate/demo_drill.h"
#include "twin/generate/feed_simulator.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::generate;

namespace {

constexpr TimeNs kStart = 1'770'000'000 * kSecond;
const std::string kFirstPool = "CN.15.E001.150100-001";

FeedOptions quiet()
{
    FeedOptions options;
    options.startTime = kStart;
    options.startHour = 21;
    options.randomFaults = false;
    return options;
}

/// Everything a feed says in its first `seconds`.
FeedReader run(const FeedOptions& options, double seconds, bool withWorkload = true)
{
    FeedSimulator simulator(smallnation::registry(), withWorkload ? smallnation::workload() : nullptr,
                            options);
    std::vector<wire::Frame> frames;
    simulator.produce(options.startTime + static_cast<TimeNs>(seconds * 1e9), frames);
    FeedReader reader;
    reader.read(frames);
    return reader;
}

std::string bytesOf(const std::vector<wire::Frame>& frames)
{
    std::string bytes;
    for (const wire::Frame& frame : frames) {
        bytes += frame.SerializeAsString();
    }
    return bytes;
}

TimeNs after(double seconds)
{
    return kStart + static_cast<TimeNs>(seconds * 1e9);
}

double linkUse(const FeedReader& reader, const std::string& link, double seconds)
{
    return reader.last(link, "link.forward_bps", after(seconds)) / 100e9;
}

} // namespace

class TestFeedSimulator final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void drillStepWithAnUnknownObjectChangesNothing()
    {
        FeedOptions odd = quiet();
        odd.drill = {{1, FaultAction::CutConduit, "D.nowhere"}, {2, FaultAction::SilencePool, ""}};
        FeedSimulator plain(smallnation::registry(), smallnation::workload(), quiet());
        FeedSimulator drilled(smallnation::registry(), smallnation::workload(), odd);
        std::vector<wire::Frame> a;
        std::vector<wire::Frame> b;
        plain.produce(after(20), a);
        drilled.produce(after(20), b);
        QVERIFY(bytesOf(a) == bytesOf(b));
    }

    void registryWithoutWorkloadStillHasLoads()
    {
        const FeedReader reader = run(quiet(), 6, false);
        QCOMPARE(reader.unknown, 0U);
        QVERIFY(linkUse(reader, "L.A~B", 6) > 0.0);
        QVERIFY(linkUse(reader, "L.A~B", 6) < 1.0);
    }

    void askingForThePastAddsNothing()
    {
        FeedSimulator simulator(smallnation::registry(), smallnation::workload(), quiet());
        std::vector<wire::Frame> frames;
        simulator.produce(after(1), frames);
        const std::size_t before = frames.size();
        simulator.produce(after(0.5), frames);
        QCOMPARE(frames.size(), before);
    }

    void sameSeedGivesTheSameFramesHoweverItIsAsked()
    {
        FeedOptions options = quiet();
        options.randomFaults = true;
        options.faultAcceleration = 20'000; // a small nation: otherwise nothing would happen
        options.speed = 60;
        FeedSimulator whole(smallnation::registry(), smallnation::workload(), options);
        FeedSimulator pieces(smallnation::registry(), smallnation::workload(), options);
        std::vector<wire::Frame> a;
        std::vector<wire::Frame> b;
        whole.produce(after(90), a);
        for (int i = 0; i <= 900; ++i) {
            pieces.produce(after(0.1 * i + (i % 7) * 0.003), b);
        }
        pieces.produce(after(90), b);
        QVERIFY(a.size() > 90); // the flows alone speak once a second
        QVERIFY(bytesOf(a) == bytesOf(b));
        options.seed = 2;
        FeedSimulator other(smallnation::registry(), smallnation::workload(), options);
        std::vector<wire::Frame> c;
        other.produce(after(90), c);
        QVERIFY(bytesOf(a) != bytesOf(c));
    }

    void firstPassHasEverySeries()
    {
        const FeedReader reader = run(quiet(), 0);
        const std::map<EntityKind, std::size_t> counts{
            {EntityKind::Pool, 4},   {EntityKind::Link, 11},       {EntityKind::OpticalChannel, 3},
            {EntityKind::Tunnel, 3}, {EntityKind::ServiceNode, 1}, {EntityKind::Site, 3},
            {EntityKind::Flow, 2},   {EntityKind::Job, 1}};
        std::size_t expected = 0;
        for (const auto& [kind, count] : counts) {
            expected += count * metricsOf(kind).size();
        }
        QCOMPARE(reader.unknown, 0U);
        QCOMPARE(reader.series.size(), expected);
    }

    void everySeriesKeepsItsPeriod()
    {
        FeedOptions options = quiet();
        options.births = false;
        const FeedReader reader = run(options, 125);
        for (const auto& [key, samples] : reader.series) {
            const MetricInfo* metric = metricByName(key.second);
            QVERIFY(metric != nullptr);
            TimeNs before = kStart;
            for (const FeedReader::Sample& sample : samples) {
                QVERIFY2(sample.time - before <= metric->period + 200 * kMillisecond, key.second.c_str());
                before = sample.time;
            }
            QVERIFY2(after(125) - before <= metric->period + 200 * kMillisecond, key.second.c_str());
        }
    }

    void everyValueIsWithinItsMetricsBounds()
    {
        FeedOptions options = quiet();
        options.randomFaults = true;
        options.faultAcceleration = 20'000;
        options.speed = 120; // ten hours in five minutes
        const FeedReader reader = run(options, 300);
        QVERIFY(reader.events.size() > 20);
        for (const auto& [key, samples] : reader.series) {
            const MetricInfo* metric = metricByName(key.second);
            for (const FeedReader::Sample& sample : samples) {
                QVERIFY2(std::isfinite(sample.value), key.second.c_str());
                QVERIFY2(sample.value >= metric->min && sample.value <= metric->max, key.second.c_str());
            }
        }
    }

    void cardsBusyFreeAndFailedAddUp()
    {
        FeedOptions options = quiet();
        options.drill = {{10, FaultAction::FailCards, kFirstPool},
                         {20, FaultAction::LosePower, "CN.15.E001.150100-002"},
                         {40, FaultAction::RestorePower, "CN.15.E001.150100-002"}};
        const FeedReader reader = run(options, 60);
        for (int pool = 1; pool <= 4; ++pool) {
            const std::string id = "CN.15.E001.150100-00" + std::to_string(pool);
            const auto& busy = reader.of(id, "pool.cards_busy");
            const auto& free = reader.of(id, "pool.cards_free");
            const auto& failed = reader.of(id, "pool.cards_failed");
            QVERIFY(busy.size() > 5);
            for (std::size_t i = 0; i < busy.size(); ++i) {
                QCOMPARE(busy[i].value + free[i].value + failed[i].value, 1000.0);
            }
        }
        QVERIFY(reader.last(kFirstPool, "pool.cards_failed", after(15)) >= 40);
        QCOMPARE(reader.last("CN.15.E001.150100-002", "pool.cards_busy", after(25)), 0.0);
        QCOMPARE(reader.last("CN.15.E001.150100-002", "pool.it_power_w", after(25)), 0.0);
        QVERIFY(reader.last("CN.15.E001.150100-002", "pool.cards_busy", after(45)) > 500);
    }

    /// Of equal pools the first in the registry; the others say nothing of their cards.
    void onlySubscribedPoolsSendTheDetailOfTheirCards()
    {
        for (std::uint32_t subscribed = 0; subscribed <= 4; subscribed += 2) {
            FeedOptions options = quiet();
            options.detailPools = subscribed;
            const FeedReader reader = run(options, 30);
            for (std::uint32_t pool = 1; pool <= 4; ++pool) {
                const std::string id = "CN.15.E001.150100-00" + std::to_string(pool);
                const std::size_t wanted = pool <= subscribed ? 4 : 0; // at 0, 10, 20 and 30 s
                for (const char* metric :
                     {"pool.card_max_celsius", "pool.card_ecc_errors", "pool.ports_flapping"}) {
                    const std::size_t sent = reader.of(id, metric).size();
                    QVERIFY2(sent >= (wanted > 0 ? wanted - 1 : 0) && sent <= wanted, metric);
                }
                QVERIFY(!reader.of(id, "pool.inlet_celsius").empty());
            }
        }
    }

    void theDetailOfCardsFollowsWhatHappensToThePool()
    {
        FeedOptions options = quiet();
        options.drill = {{60, FaultAction::FailCards, kFirstPool},
                         {60, FaultAction::FailCooling, kFirstPool}};
        const FeedReader reader = run(options, 600);
        const auto of = [&](const char* metric, double seconds) {
            return reader.last(kFirstPool, metric, after(seconds));
        };
        for (const double seconds : {30.0, 600.0}) {
            QVERIFY(of("pool.card_max_celsius", seconds) > of("pool.inlet_celsius", seconds) + 20.0);
            QVERIFY(of("pool.card_utilisation_max_ratio", seconds) >= of("pool.utilisation_ratio", seconds));
            QVERIFY(of("pool.card_memory_max_ratio", seconds) >= of("pool.memory_used_ratio", seconds));
            QVERIFY(of("pool.card_power_max_w", seconds) > 0);
        }
        QVERIFY(of("pool.card_max_celsius", 600) > of("pool.card_max_celsius", 30) + 10.0);
        QVERIFY(of("pool.card_ecc_errors", 600) >= of("pool.card_ecc_errors", 30) + 2.0); // 1,000 cards
        QVERIFY(of("pool.ports_flapping", 600) >= 1.0);
    }

    void onlyProbesAreMeasured()
    {
        const auto changed = smallnation::registry();
        changed->tunnels[1].probe = false;
        changed->indexIdentifiers();
        FeedSimulator simulator(changed, smallnation::workload(), quiet());
        std::vector<wire::Frame> frames;
        simulator.produce(after(30), frames);
        FeedReader reader;
        reader.read(frames);
        QVERIFY(reader.of("T.A~B", "probe.delay_ns").size() >= 3);
        QVERIFY(reader.of("T.A~C", "probe.delay_ns").empty());
        QVERIFY(reader.of("T.B~C", "probe.loss_ratio").size() >= 3);
    }

    void utilisationFollowsPlacedJobs()
    {
        const FeedReader reader = run(quiet(), 1);
        const double placed = reader.last(kFirstPool, "pool.utilisation_ratio", after(1));
        const double idle = reader.last("CN.15.E001.150100-004", "pool.utilisation_ratio", after(1));
        QVERIFY2(placed > 0.5 && placed < 0.9, qPrintable(QString::number(placed)));
        QVERIFY2(idle < 0.45, qPrintable(QString::number(idle)));
    }

    void cutEmptiesItsLinkAndLoadsTheWayRound()
    {
        FeedOptions options = quiet();
        options.drill = {{20, FaultAction::CutConduit, "D.A~B"}, {60, FaultAction::RepairConduit, "D.A~B"}};
        const FeedReader reader = run(options, 90);
        // Before: 60 Gb/s straight, 35 either leg of the way round (and the flows' 2 Gb/s somewhere).
        QVERIFY(std::abs(linkUse(reader, "L.A~B", 19) - 0.60) < 0.06);
        QVERIFY(std::abs(linkUse(reader, "L.A~C", 19) - 0.35) < 0.06);
        // During: nothing straight, all 95 the way round; told at once, not when the period is over.
        QCOMPARE(linkUse(reader, "L.A~B", 20.3), 0.0);
        QCOMPARE(reader.last("L.A~B", "link.state", after(20.3)), double(OperState::Down));
        QVERIFY(linkUse(reader, "L.A~C", 20.5) > 0.88);
        QVERIFY(reader.last("W.A~B/01", "optical.rx_dbm", after(20.3)) < -35);
        // After the repair everything is as before.
        QVERIFY(std::abs(linkUse(reader, "L.A~B", 62) - 0.60) < 0.06);
        QVERIFY(std::abs(linkUse(reader, "L.A~C", 62) - 0.35) < 0.06);
        QCOMPARE(reader.last("L.A~B", "link.state", after(62)), double(OperState::Up));
    }

    void cutRaisesACriticalAlarmAndTheRepairClearsIt()
    {
        FeedOptions options = quiet();
        options.drill = {{5, FaultAction::CutConduit, "D.A~B"}, {9, FaultAction::RepairConduit, "D.A~B"}};
        const FeedReader reader = run(options, 12);
        std::vector<wire::AlarmChange> alarms;
        for (const wire::Event& event : reader.events) {
            if (event.has_alarm()) {
                alarms.push_back(event.alarm());
            }
        }
        QCOMPARE(alarms.size(), 2U);
        QCOMPARE(alarms[0].resource_id(), std::string("L.A~B"));
        QCOMPARE(alarms[0].alarm_type(), std::string(twin::alarm::kAlarmLossOfLight));
        QCOMPARE(alarms[0].severity(), wire::CRITICAL);
        QCOMPARE(alarms[0].root_causes(0), std::string("D.A~B"));
        QCOMPARE(alarms[1].severity(), wire::CLEARED);
        QCOMPARE(alarms[1].qualifier(), alarms[0].qualifier());
    }

    void silentPoolSendsNothingAndItsNeighboursGoOn()
    {
        FeedOptions options = quiet();
        options.drill = {{15, FaultAction::SilencePool, "CN.15.E001.150100-002"},
                         {60, FaultAction::ResumePool, "CN.15.E001.150100-002"}};
        const FeedReader reader = run(options, 80);
        bool resumed = false;
        for (const auto& sample : reader.of("CN.15.E001.150100-002", "pool.utilisation_ratio")) {
            QVERIFY(sample.time <= after(15) || sample.time >= after(60));
            resumed = resumed || sample.time >= after(60);
        }
        QVERIFY(resumed);
        QVERIFY(reader.of("CN.15.E001.150100-001", "pool.utilisation_ratio").size() >= 8);
        QVERIFY(reader.of("CN.15.E001.150100-003", "pool.utilisation_ratio").size() >= 8);
    }

    void lostCoolingHeatsThenThrottles()
    {
        FeedOptions options = quiet();
        options.drill = {{10, FaultAction::FailCooling, kFirstPool},
                         {400, FaultAction::RestoreCooling, kFirstPool}};
        const FeedReader reader = run(options, 900);
        QVERIFY(reader.last(kFirstPool, "pool.inlet_celsius", after(9)) < 28);
        QVERIFY(reader.last(kFirstPool, "pool.inlet_celsius", after(300)) > 36);
        QVERIFY(reader.last(kFirstPool, "pool.utilisation_ratio", after(300)) <
                0.85 * reader.last(kFirstPool, "pool.utilisation_ratio", after(9)));
        QVERIFY(reader.last(kFirstPool, "pool.inlet_celsius", after(899)) < 29);
    }

    void finishedFlowMakesRoomForANewOne()
    {
        const FeedReader reader = run(quiet(), 30);
        std::string ended;
        std::string begun;
        for (const wire::Event& event : reader.events) {
            if (event.has_flow()) {
                (event.flow().ended() ? ended : begun) = event.flow().id();
            }
        }
        QCOMPARE(ended, std::string("F.000002"));
        QCOMPARE(begun, std::string("F.000002.2"));
        QCOMPARE(reader.last(ended, "flow.done_bytes", after(30)), 1e9);
        QVERIFY(reader.last(begun, "flow.done_bytes", after(30)) > 1e6);
        QCOMPARE(reader.unknown, 0U);
    }

    void progressAndBytesNeverGoBack()
    {
        const FeedReader reader = run(quiet(), 60);
        for (const auto& [entity, metric] :
             {std::pair<std::string, std::string>{"J.000001", "job.progress_ratio"},
              {"F.000001", "flow.done_bytes"},
              {"F.000002", "flow.done_bytes"}}) {
            double before = 0;
            for (const FeedReader::Sample& sample : reader.of(entity, metric)) {
                QVERIFY(sample.value >= before);
                before = sample.value;
            }
            QVERIFY(before > 0);
        }
    }

    void targetRateIsReached()
    {
        FeedOptions options = quiet();
        options.rate = 20'000;
        const FeedReader whole = run(options, 10);
        const FeedReader first = run(options, 0);
        const auto steady = static_cast<double>(whole.samples - first.samples) / 10.0;
        QVERIFY2(std::abs(steady - 20'000) < 1'000, qPrintable(QString::number(steady)));
    }

    void demoDrillOverloadsALinkWithinAMinute()
    {
        FeedOptions options = demoFeedOptions(smallnation::registry(), smallnation::workload(), 1);
        options.startTime = kStart;
        const FeedReader reader = run(options, 59);
        double before = 0;
        double worst = 0;
        for (const char* link : {"L.A~B", "L.A~C", "L.B~C"}) {
            for (const char* metric : {"link.forward_bps", "link.reverse_bps"}) {
                before = std::max(before, reader.last(link, metric, after(kFirstCutSeconds - 1)) / 100e9);
                worst = std::max(worst, reader.last(link, metric, after(59)) / 100e9);
            }
        }
        QVERIFY2(before < 0.7, qPrintable(QString::number(before)));
        QVERIFY2(worst > 0.9, qPrintable(QString::number(worst)));
    }

    void demoDrillVariesAndGoesOn()
    {
        const auto nation = smallnation::registry();
        const auto asked = smallnation::workload();
        const auto first = demoDrillCycle(*nation, asked.get(), 1, 0, 0);
        const auto again = demoDrillCycle(*nation, asked.get(), 1, 0, 0);
        const auto second = demoDrillCycle(*nation, asked.get(), 1, 1, first.back().atSeconds);
        QVERIFY(first == again);
        QVERIFY(first != demoDrillCycle(*nation, asked.get(), 2, 0, 0));
        QVERIFY(second.front().atSeconds > first.back().atSeconds);
        const auto cut = std::ranges::find(first, FaultAction::CutConduit, &DrillStep::action);
        QVERIFY(cut != first.end());
        QCOMPARE(cut->atSeconds, kFirstCutSeconds);
        QCOMPARE(cut->object, std::string("D.A~B"));
        FeedOptions options = demoFeedOptions(nation, asked, 1);
        options.startTime = kStart;
        options.speed = 600; // five hours in thirty seconds
        const FeedReader reader = run(options, 30);
        std::size_t cuts = 0;
        for (const wire::Event& event : reader.events) {
            cuts += event.has_alarm() && event.alarm().severity() == wire::CRITICAL &&
                    event.alarm().alarm_type() == twin::alarm::kAlarmLossOfLight;
        }
        QVERIFY(cuts > 20);
    }
};

QTEST_GUILESS_MAIN(TestFeedSimulator)
#include "tst_feed_simulator.moc"
