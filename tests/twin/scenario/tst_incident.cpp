#include "scenario_grounds.h"
#include "tests/support/fake_twin.h"
#include "twin/alarm/alarm_types.h"
#include "twin/scenario/incident_replay.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace scenario_test;
using twin::EntityKind;
using twin::kMinute;
using twin::kSecond;
using twin::TimeNs;

namespace {

/// A past made by hand.
struct Past
{
    test::FakeTwin twin;
    TimeNs begin = test::FakeTwin::kStart;

    Past()
    {
        twin.fillCalm();
        twin.publish();
    }

    /// What was set comes into force, and holds for that long.
    void pass(TimeNs by)
    {
        twin.publish();
        twin.now += by;
        twin.publish();
    }

    template <typename Metric> void state(EntityKind kind, const char* id, Metric metric, twin::OperState now)
    {
        twin.set(kind, id, metric, static_cast<double>(now));
    }

    void link(const char* id, twin::OperState now)
    {
        state(EntityKind::Link, id, twin::LinkMetric::State, now);
    }

    void raise(EntityKind kind, const char* id, const char* type, const char* qualifier = "")
    {
        twin::state::Alarm alarm;
        alarm.kind = kind;
        alarm.resourceId = id;
        alarm.type = type;
        alarm.qualifier = qualifier;
        alarm.severity = twin::state::Severity::Critical;
        alarm.raised = twin.now;
        alarm.changed = twin.now;
        twin.alarms.push_back(alarm);
    }

    void clear(const char* id)
    {
        std::erase_if(twin.alarms, [&](const auto& alarm) { return alarm.resourceId == id; });
    }

    [[nodiscard]] twin::Result<Incident> find(IncidentOptions options = {}) const
    {
        return findIncident(twin, {begin, twin.now}, options);
    }

    /// Each outage in a line: target, seconds of its begin and end from the beginning on.
    [[nodiscard]] std::string shown() const
    {
        const auto incident = find();
        std::string out;
        for (const Outage& one : incident->outages) {
            const auto seconds = [&](TimeNs time) {
                return std::to_string((time - begin) / kSecond);
            };
            out += text(one.target) + " " + seconds(one.begin) + ".." + (one.end ? seconds(*one.end) : "") +
                   (one.left > 0 ? " " + std::to_string(static_cast<int>(one.left * 100)) + "%" : "") + "\n";
        }
        return out;
    }
};

} // namespace

/// What was down in the past, and the same again on another network.
class TstIncident : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badStretchesAreRefused_data()
    {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("end");
        QTest::newRow("empty") << qint64(5) << qint64(5);
        QTest::newRow("backwards") << qint64(9) << qint64(5);
        QTest::newRow("a year") << qint64(0) << qint64(365 * twin::kDay);
    }

    void badStretchesAreRefused()
    {
        QFETCH(qint64, begin);
        QFETCH(qint64, end);
        const Past past;
        const auto found = findIncident(past.twin, {begin, end});
        QVERIFY(!found);
        QCOMPARE(found.error().code, twin::ErrorCode::BadInput);
    }

    void aPastThatKnowsNothingSaysSo()
    {
        const test::FakeTwin silent; // never published
        const auto found = findIncident(silent, {1, 2});
        QVERIFY(!found);
        QCOMPARE(found.error().code, twin::ErrorCode::NotFound);
    }

    void itCanBeCancelled()
    {
        Past past;
        past.pass(kMinute);
        const std::atomic<bool> cancelled = true;
        const auto found = past.find({&cancelled, {}});
        QVERIFY(!found);
        QCOMPARE(found.error().code, twin::ErrorCode::Cancelled);
    }

    void calmHoursHaveNothing()
    {
        Past past;
        past.pass(kMinute);
        QCOMPARE(past.shown(), std::string());
        std::size_t last = 0;
        std::size_t all = 0;
        const auto found = past.find({nullptr, [&](std::size_t done, std::size_t of) {
                                          last = done;
                                          all = of;
                                      }});
        QVERIFY(found->moments > 0);
        QCOMPARE(last, all);
    }

    /// Alarms say to the second when it was, whatever the distance of the moments looked at.
    void alarmsOfLossAreOutages()
    {
        Past past;
        past.pass(1'000 * kSecond);
        past.raise(EntityKind::Pool, "pl-1", twin::alarm::kAlarmPower);
        past.raise(EntityKind::Pool, "pl-2", twin::alarm::kAlarmHot); // no loss
        past.pass(7 * kSecond);
        past.raise(EntityKind::Site, "st-chengdu", twin::alarm::kAlarmSiteDown);
        past.pass(13 * kSecond);
        past.clear("pl-1");
        past.pass(980 * kSecond);
        QCOMPARE(past.shown(), std::string("pool pl-1 1000..1020\n"
                                           "site st-chengdu 1007..\n"));
    }

    void statesAreOutagesWithoutAlarms()
    {
        Past past;
        past.pass(600 * kSecond);
        past.link("bb-4", twin::OperState::Down);
        past.twin.set(EntityKind::Link, "bb-5", twin::LinkMetric::Capacity, 0.25e12); // of 1 Tb/s
        past.pass(600 * kSecond);
        past.link("bb-4", twin::OperState::Up);
        past.twin.set(EntityKind::Link, "bb-5", twin::LinkMetric::Capacity, 1e12);
        past.pass(600 * kSecond);
        QCOMPARE(past.shown(), std::string("link bb-4 600..1200\n"
                                           "link bb-5 600..1200 25%\n"));
    }

    void whatWasDownBeforeBeginsWithTheStretch()
    {
        Past past;
        past.link("bb-4", twin::OperState::Down);
        past.pass(60 * kSecond);
        past.begin = past.twin.now;
        past.pass(60 * kSecond);
        QCOMPARE(past.shown(), std::string("link bb-4 0..\n"));
    }

    /// Loss of light with a conduit as qualifier: the conduit, and none of its links.
    void lightLostInAConduitIsACut()
    {
        Past past;
        past.pass(100 * kSecond);
        for (const char* link : {"bb-1", "bb-2"}) {
            past.raise(EntityKind::Link, link, twin::alarm::kAlarmLossOfLight, "cd-bj-gy");
            past.link(link, twin::OperState::Down);
        }
        past.pass(50 * kSecond);
        for (const char* link : {"bb-1", "bb-2"}) {
            past.clear(link);
            past.link(link, twin::OperState::Up);
        }
        past.pass(50 * kSecond);
        QCOMPARE(past.shown(), std::string("conduit cd-bj-gy 100..150\n"));
    }

    /// Without a word of the conduit: both of its links within a minute; one alone is a link.
    void linksOfAConduitThatGoTogetherAreACut()
    {
        Past past;
        past.pass(100 * kSecond);
        past.raise(EntityKind::Link, "bb-1", twin::alarm::kAlarmLinkDown);
        past.raise(EntityKind::Link, "bb-3", twin::alarm::kAlarmLinkDown);
        past.pass(20 * kSecond);
        past.raise(EntityKind::Link, "bb-2", twin::alarm::kAlarmLinkDown);
        past.pass(200 * kSecond);
        QCOMPARE(past.shown(), std::string("conduit cd-bj-gy 100..\n"
                                           "link bb-3 100..\n"));
    }

    void linksOfAConduitThatGoApartAreTwoLinks()
    {
        Past past;
        past.pass(100 * kSecond);
        past.raise(EntityKind::Link, "bb-1", twin::alarm::kAlarmLinkDown);
        past.pass(90 * kSecond);
        past.raise(EntityKind::Link, "bb-2", twin::alarm::kAlarmLinkDown);
        past.pass(200 * kSecond);
        QCOMPARE(past.shown(), std::string("link bb-1 100..\n"
                                           "link bb-2 190..\n"));
    }

    void incidentsAreReplayedAtTheirDistances()
    {
        const GroundPtr ground = smallGround();
        Incident incident;
        incident.stretch = {1'000 * kSecond, 2'000 * kSecond};
        incident.outages = {{{TargetKind::Conduit, "D.BEJ~XIA"}, 0, 1'000 * kSecond, 1'060 * kSecond},
                            {{TargetKind::Pool, kZhongwei}, 0, 1'010 * kSecond, std::nullopt},
                            {{TargetKind::Pool, "CN.99.E999.990000-001"}, 0, 1'020 * kSecond, std::nullopt},
                            {{TargetKind::Pool, kZhongwei}, 0, 1'030 * kSecond, std::nullopt}};
        const ForkPtr root = Fork::root(ground);
        const auto out = replay(incident, root, "replayed");
        QVERIFY(out);
        QCOMPARE(out->commands.size(), std::size_t(2));
        const std::string cutAgain = "{\"do\":\"fail\",\"until\":60,\"what\":\"conduit\","
                                     "\"id\":\"D.BEJ~XIA\",\"note\":\"replayed\"}";
        const std::string lossAgain = std::string("{\"do\":\"fail\",\"at\":10,\"what\":\"pool\",\"id\":\"") +
                                      kZhongwei + "\",\"note\":\"replayed\"}";
        QCOMPARE(commandText(out->commands[0]), cutAgain);
        QCOMPARE(commandText(out->commands[1]), lossAgain);
        QCOMPARE(out->fork->depth(), std::size_t(2));
        QCOMPARE(out->left.size(), std::size_t(2));
        QVERIFY(out->left[0].isMissing);
        QVERIFY2(out->left[0].refusal.reason.find("there is no pool") != std::string::npos,
                 out->left[0].refusal.reason.c_str());
        QVERIFY(!out->left[1].isMissing); // it is down already
        QVERIFY(!out->left[1].refusal.reason.empty());
        // The commands are those a scenario file may have.
        for (const Command& one : out->commands) {
            const auto again = parseCommand(commandText(one));
            QVERIFY(again);
            QCOMPARE(commandText(*again), commandText(one));
        }
        // On what already has the cut there is nothing to add for it.
        const ForkPtr cut = forkOf(ground, {Fail{{TargetKind::Conduit, "D.BEJ~XIA"}}});
        const auto second = replay(incident, cut, "");
        QCOMPARE(second->commands.size(), std::size_t(1));
        const std::atomic<bool> cancelled = true;
        QCOMPARE(replay(incident, root, "", &cancelled).error().code, twin::ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstIncident)
#include "tst_incident.moc"
