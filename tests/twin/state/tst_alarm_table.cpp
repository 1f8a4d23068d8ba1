#include "tests/twin/state/test_world.h"
#include "twin/proto/state.pb.h"
#include "twin/state/alarm_table.h"
#include "twin/state/state_hash.h"
#include "twin/state/state_message.h"
#include "twin/state/twin_state.h"
#include "twin/support/rng.h"

#include <QtTest>

#include <algorithm>

using namespace twin;
using namespace twin::state;
using Outcome = AlarmTable::Outcome;

namespace {

constexpr TimeNs kNoon = test::kNoon;

AlarmReport report(Severity severity, const std::string& source = "a",
                   const std::string& link = "link-000001")
{
    AlarmReport out;
    out.alarm.kind = EntityKind::Link;
    out.alarm.resourceId = link;
    out.alarm.type = "link.down";
    out.alarm.severity = severity;
    out.alarm.source = source;
    return out;
}

AlarmReport action(OperatorState state, const std::string& who)
{
    AlarmReport out = report(Severity::Indeterminate, "desk");
    out.isOperatorAction = true;
    out.hasOperatorState = true;
    out.alarm.operatorState = state;
    out.alarm.operatorName = who;
    return out;
}

/// A table in which each report gets the next sequence.
struct Bench
{
    AlarmTable table{kMaxAlarms};
    std::uint64_t sequence = 0;

    Outcome say(const AlarmReport& what, TimeNs time) { return table.apply(what, {time, 1, ++sequence}); }

    [[nodiscard]] std::vector<Alarm> now(TimeNs time) { return *table.publish(time); }
};

} // namespace

class TestAlarmTable final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsNotRaisedIsNotCleared()
    {
        Bench bench;
        QCOMPARE(bench.say(report(Severity::Cleared), kNoon), Outcome::Outdated);
        QVERIFY(bench.now(kNoon).empty());
    }

    void aThousandTimesTheBoundStaysWithinIt()
    {
        AlarmTable table(1'000);
        std::size_t full = 0;
        for (int i = 0; i < 100'000; ++i) {
            const auto outcome =
                table.apply(report(Severity::Major, "a", test::idOf("link", static_cast<std::size_t>(i))),
                            {kNoon + i, 1, static_cast<std::uint64_t>(i) + 1});
            full += outcome == Outcome::Full ? 1 : 0;
        }
        QCOMPARE(full, std::size_t(99'000));
        QCOMPARE(table.publish(kNoon)->size(), std::size_t(1'000));
        // What was there first stays; when one ends there is room for another.
        QCOMPARE(table.apply(report(Severity::Cleared, "a", test::idOf("link", 0)), {2 * kNoon, 1, 1}),
                 Outcome::Changed);
        QCOMPARE(table.apply(report(Severity::Major, "a", "another"), {2 * kNoon, 1, 2}), Outcome::Changed);
    }

    void moreSourcesThanTheBoundAreRefused()
    {
        Bench bench;
        for (std::size_t i = 0; i < kMaxAlarmVoices; ++i) {
            QCOMPARE(bench.say(report(Severity::Minor, test::idOf("source", i)), kNoon), Outcome::Changed);
        }
        QCOMPARE(bench.say(report(Severity::Critical, "one more"), kNoon), Outcome::Full);
        QCOMPARE(bench.now(kNoon).front().severity, Severity::Minor);
    }

    void anAlarmIsRaisedWhileAnySourceHoldsIt()
    {
        Bench bench;
        bench.say(report(Severity::Minor, "native"), kNoon);
        bench.say(report(Severity::Critical, "tmf642/x"), kNoon + 1);
        auto alarms = bench.now(kNoon + 1);
        QCOMPARE(alarms.size(), std::size_t(1));
        QCOMPARE(alarms[0].severity, Severity::Critical); // the worse
        QCOMPARE(alarms[0].source, std::string("tmf642/x"));
        QCOMPARE(alarms[0].voices.size(), std::size_t(2));
        QCOMPARE(alarms[0].voices[0].source, std::string("native"));
        QCOMPARE(bench.say(report(Severity::Cleared, "somebody else"), kNoon + 2), Outcome::Outdated);
        QCOMPARE(bench.say(report(Severity::Cleared, "tmf642/x"), kNoon + 3), Outcome::Changed);
        alarms = bench.now(kNoon + 3);
        QCOMPARE(alarms.size(), std::size_t(1));
        QCOMPARE(alarms[0].severity, Severity::Minor);
        QCOMPARE(bench.say(report(Severity::Cleared, "native"), kNoon + 4), Outcome::Changed);
        QVERIFY(bench.now(kNoon + 4).empty());
    }

    void anAlarmThatFlapsIsCountedNotRepeated()
    {
        Bench bench;
        TimeNs time = kNoon;
        for (int i = 0; i < 20; ++i) {
            bench.say(report(Severity::Major), time += kSecond);
            QCOMPARE(bench.now(time).size(), std::size_t(1));
            bench.say(report(Severity::Cleared), time += kSecond);
            QVERIFY(bench.now(time).empty());
        }
        bench.say(report(Severity::Major), time += kSecond);
        Alarm alarm = bench.now(time).front();
        QCOMPARE(alarm.count, 21U);
        QCOMPARE(alarm.raised, kNoon + kSecond); // since it began to flap
        // After a quiet while it is a new one.
        bench.say(report(Severity::Cleared), time += kSecond);
        bench.say(report(Severity::Major), time += kFlapWindow + kSecond);
        alarm = bench.now(time).front();
        QCOMPARE(alarm.count, 1U);
        QCOMPARE(alarm.raised, time);
    }

    void theSameReportAgainIsARepeat()
    {
        Bench bench;
        QCOMPARE(bench.say(report(Severity::Major), kNoon), Outcome::Changed);
        QCOMPARE(bench.say(report(Severity::Major), kNoon), Outcome::Repeated);
        QCOMPARE(bench.now(kNoon).front().count, 1U);
        QCOMPARE(bench.say(report(Severity::Minor), kNoon), Outcome::Changed); // another severity: a change
    }

    /// Many managers say with every report that nobody acknowledged it.
    void theSameReportWithAnOperatorStateIsARepeat()
    {
        Bench bench;
        AlarmReport unseen = report(Severity::Major);
        unseen.hasOperatorState = true;
        QCOMPARE(bench.say(unseen, kNoon), Outcome::Changed);
        QCOMPARE(bench.say(unseen, kNoon), Outcome::Repeated);
        bench.say(action(OperatorState::Acknowledged, "Li"), kNoon + kSecond);
        QCOMPARE(bench.say(unseen, kNoon), Outcome::Repeated); // said before Li did
        Alarm alarm = bench.now(kNoon + kSecond).front();
        QCOMPARE(alarm.count, 1U);
        QCOMPARE(alarm.operatorName, std::string("Li"));
        bench.say(report(Severity::Minor), kNoon + kMinute);
        AlarmReport shelved = report(Severity::Minor);
        shelved.hasOperatorState = true;
        shelved.alarm.operatorState = OperatorState::Shelved;
        QCOMPARE(bench.say(shelved, kNoon + kMinute), Outcome::Changed); // it says something new
        QCOMPARE(bench.now(kNoon + kMinute).front().operatorState, OperatorState::Shelved);
    }

    void whatNobodyClearsEndsByItself()
    {
        Bench bench;
        AlarmReport restarted = report(Severity::Warning);
        restarted.alarm.lasts = kMinute;
        bench.say(restarted, kNoon);
        QCOMPARE(bench.now(kNoon + kMinute - 1).size(), std::size_t(1));
        bench.say(restarted, kNoon + 30 * kSecond); // said again: it lasts from here
        QCOMPARE(bench.now(kNoon + kMinute).size(), std::size_t(1));
        QVERIFY(bench.now(kNoon + 90 * kSecond).empty());
        const auto cleared = bench.table.publishCleared(kNoon + 90 * kSecond);
        QCOMPARE(cleared->size(), std::size_t(1));
        QCOMPARE(cleared->front()->changed, kNoon + 90 * kSecond);
    }

    /// The live twin is looked at all the time, the fold and a replay hardly ever: they come to the same.
    void lookingChangesNothing()
    {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Rng rng(seed, "looking");
            Bench seen;
            Bench unseen;
            TimeNs time = kNoon;
            for (int i = 0; i < 60; ++i) {
                time += static_cast<TimeNs>(rng.below(3 * 60)) * kSecond;
                AlarmReport what = report(static_cast<Severity>(rng.below(6)), rng.below(2) == 0 ? "a" : "b");
                what.alarm.lasts = what.alarm.severity == Severity::Cleared
                                       ? 0
                                       : static_cast<TimeNs>(rng.below(4)) * kMinute;
                what = rng.below(5) == 0 ? action(OperatorState::Acknowledged, "Li") : what;
                const TimeNs said = time - (rng.below(4) == 0 ? kMinute : 0); // some are late
                QCOMPARE(seen.say(what, said), unseen.say(what, said));
                for (TimeNs second = 0; second < 3 * kMinute; second += 20 * kSecond) {
                    static_cast<void>(seen.now(time + second));
                }
            }
            const auto left = seen.now(time);
            const auto right = unseen.now(time);
            QCOMPARE(right.size(), left.size());
            for (std::size_t i = 0; i < left.size(); ++i) {
                QCOMPARE(right[i].count, left[i].count);
                QCOMPARE(right[i].raised, left[i].raised);
                QCOMPARE(right[i].changed, left[i].changed);
                QCOMPARE(right[i].severity, left[i].severity);
                QCOMPARE(right[i].operatorName, left[i].operatorName);
                QCOMPARE(right[i].voices.size(), left[i].voices.size());
            }
            const auto over = seen.table.publishCleared(time);
            const auto overToo = unseen.table.publishCleared(time);
            QCOMPARE(overToo->size(), over->size());
            for (std::size_t i = 0; i < over->size(); ++i) {
                QCOMPARE(overToo->at(i)->changed, over->at(i)->changed);
                QCOMPARE(overToo->at(i)->count, over->at(i)->count);
                QCOMPARE(overToo->at(i)->source, over->at(i)->source);
            }
        }
    }

    void whatComesAfterItsEndIsNotAcknowledged()
    {
        Bench bench;
        AlarmReport restarted = report(Severity::Warning);
        restarted.alarm.lasts = kMinute;
        bench.say(restarted, kNoon);
        bench.say(action(OperatorState::Acknowledged, "Li"), kNoon + kSecond);
        bench.say(restarted, kNoon + 2 * kMinute); // nobody has looked in between
        Alarm alarm = bench.now(kNoon + 2 * kMinute).front();
        QCOMPARE(alarm.operatorState, OperatorState::None);
        QCOMPARE(alarm.count, 2U);
        QCOMPARE(bench.say(action(OperatorState::Acknowledged, "Li"), kNoon + 4 * kMinute),
                 Outcome::Outdated);
        bench.say(restarted, kNoon + kHour);
        alarm = bench.now(kNoon + kHour).front();
        QCOMPARE(alarm.count, 1U);
        QCOMPARE(alarm.raised, kNoon + kHour);
        // What was over before, delivered once more: it does not come back, and counts nothing.
        QCOMPARE(bench.say(restarted, kNoon + 2 * kMinute), Outcome::Outdated);
        QVERIFY(bench.now(kNoon + kHour + kMinute).empty());
    }

    void whatEndedMakesRoom()
    {
        AlarmTable table(2);
        AlarmReport restarted = report(Severity::Warning, "a", "one");
        restarted.alarm.lasts = kMinute;
        QCOMPARE(table.apply(restarted, {kNoon, 1, 1}), Outcome::Changed);
        QCOMPARE(table.apply(report(Severity::Major, "a", "two"), {kNoon, 1, 2}), Outcome::Changed);
        QCOMPARE(table.apply(report(Severity::Major, "a", "three"), {kNoon + kSecond, 1, 3}), Outcome::Full);
        QCOMPARE(table.apply(report(Severity::Major, "a", "three"), {kNoon + kMinute, 1, 4}),
                 Outcome::Changed);
        QCOMPARE(table.publish(kNoon + kMinute)->size(), std::size_t(2));
        QCOMPARE(table.publishCleared(kNoon + kMinute)->size(), std::size_t(1));
    }

    /// What is shown depends on the moment, also of one before the last that was shown.
    void aMomentBeforeTheLastIsShownAsItWas()
    {
        Bench bench;
        AlarmReport restarted = report(Severity::Critical);
        restarted.alarm.lasts = kMinute;
        bench.say(restarted, kNoon);
        bench.say(report(Severity::Minor, "b"), kNoon);
        QCOMPARE(bench.now(kNoon + kHour).front().severity, Severity::Minor);
        const auto before = bench.table.publish(kNoon + 1);
        QCOMPARE(before->front().severity, Severity::Critical);
        QCOMPARE(bench.table.publish(kNoon + kMinute - 1), before); // the same pointer
        QVERIFY(bench.table.publish(kNoon + kMinute) != before);
        QVERIFY(bench.table.publishCleared(kNoon + kMinute)->empty());
    }

    void operatorsActOnWhatIsRaised()
    {
        Bench bench;
        QCOMPARE(bench.say(action(OperatorState::Acknowledged, "Li"), kNoon), Outcome::Outdated);
        bench.say(report(Severity::Major), kNoon);
        QCOMPARE(bench.say(action(OperatorState::Acknowledged, "Li"), kNoon + 2), Outcome::Changed);
        QCOMPARE(bench.say(action(OperatorState::Shelved, "Wu"), kNoon + 1), Outcome::Outdated);
        Alarm alarm = bench.now(kNoon + 2).front();
        QCOMPARE(alarm.operatorState, OperatorState::Acknowledged);
        QCOMPARE(alarm.operatorName, std::string("Li"));
        QCOMPARE(alarm.count, 1U); // nobody reported it again
        QCOMPARE(alarm.voices.size(), std::size_t(1));
        bench.say(report(Severity::Critical), kNoon + 3);
        QCOMPARE(bench.now(kNoon + 3).front().operatorState, OperatorState::Acknowledged);
        bench.say(report(Severity::Cleared), kNoon + 4);
        bench.say(report(Severity::Major), kNoon + 5); // it came back: nobody has seen that
        QCOMPARE(bench.now(kNoon + 5).front().operatorState, OperatorState::None);
    }

    /// Severity, sources and times do not depend on the order of arrival; how often it was counted may.
    void orderOfArrivalDoesNotMatter()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            Rng rng(seed, "alarms");
            std::vector<std::pair<AlarmReport, EventKey>> reports;
            for (std::uint64_t i = 0; i < 40; ++i) {
                const auto severity = static_cast<Severity>(rng.below(6));
                const std::string source = rng.below(2) == 0 ? "a" : "b";
                reports.emplace_back(report(severity, source),
                                     EventKey{kNoon + static_cast<TimeNs>(i), 1, i + 1});
            }
            AlarmTable straight(10);
            for (const auto& [what, key] : reports) {
                straight.apply(what, key);
            }
            for (std::size_t i = reports.size() - 1; i > 0; --i) {
                std::swap(reports[i], reports[rng.below(i + 1)]);
            }
            AlarmTable shuffled(10);
            for (const auto& [what, key] : reports) {
                shuffled.apply(what, key);
            }
            const auto left = *straight.publish(0);
            const auto right = *shuffled.publish(0);
            QCOMPARE(right.size(), left.size());
            for (std::size_t i = 0; i < left.size(); ++i) {
                QCOMPARE(right[i].voices.size(), left[i].voices.size());
                for (std::size_t v = 0; v < left[i].voices.size(); ++v) {
                    QCOMPARE(right[i].voices[v].source, left[i].voices[v].source);
                    QCOMPARE(right[i].voices[v].severity, left[i].voices[v].severity);
                    QCOMPARE(right[i].voices[v].changed, left[i].voices[v].changed);
                }
                QCOMPARE(right[i].changed, left[i].changed);
                QCOMPARE(right[i].severity, left[i].severity);
                QCOMPARE(right[i].source, left[i].source);
            }
        }
    }

    /// A saved moment goes on as the one it was saved from: sources, counts of what flaps, operators.
    void aSavedMomentGoesOnAlike()
    {
        TwinState twin;
        twin.setRegistry(test::world(), nullptr);
        std::uint64_t sequence = 0;
        const auto say = [&sequence](TwinState& to, const AlarmReport& what, TimeNs time) {
            auto batch = test::batch(time, ++sequence, {});
            batch.events.emplace_back(what);
            to.apply(batch);
        };
        AlarmReport detailed = report(Severity::Major, "tmf642/x");
        detailed.hasOperatorState = true;
        detailed.alarm.operatorState = OperatorState::Acknowledged;
        detailed.alarm.operatorName = "Li";
        detailed.alarm.details = std::make_shared<const std::vector<AlarmDetail>>(
            std::vector<AlarmDetail>{{"probableCause", "lossOfSignal"}});
        say(twin, detailed, kNoon);
        say(twin, report(Severity::Minor, "native"), kNoon + 1);
        say(twin, report(Severity::Major, "native", "link-000002"), kNoon);
        say(twin, report(Severity::Cleared, "native", "link-000002"), kNoon + 1);
        const auto moment = twin.publish(kNoon + 2, nullptr, {});
        suanwang::state::v1::StateFile saved;
        fillMomentMessage(*moment, saved);
        const auto loaded = snapshotFromMoment(saved, moment->registry, nullptr);
        QVERIFY(loaded.has_value());
        QCOMPARE(stateHash(**loaded), stateHash(*moment));
        TwinState again;
        again.restore(**loaded);
        for (TwinState* both : {&twin, &again}) {
            sequence = 100;
            say(*both, report(Severity::Cleared, "tmf642/x"), kNoon + 3);
            say(*both, report(Severity::Critical, "native", "link-000002"), kNoon + 3); // it flaps
        }
        const auto left = twin.publish(kNoon + 4, nullptr, {});
        const auto right = again.publish(kNoon + 4, nullptr, {});
        QCOMPARE(stateHash(*right), stateHash(*left));
        QCOMPARE(right->alarms->size(), std::size_t(2));
        QCOMPARE(right->alarms->at(0).count, 2U);
        QCOMPARE(right->alarms->at(1).operatorName, std::string("Li"));
    }

    /// A checkpoint keeps what ends by itself as it was reported: what comes late meets the same.
    void whatEndsByItselfGoesOnAlike()
    {
        TwinState twin;
        twin.setRegistry(test::world(), nullptr);
        std::uint64_t sequence = 0;
        const auto say = [&sequence](TwinState& to, const AlarmReport& what, TimeNs time) {
            auto batch = test::batch(time, ++sequence, {});
            batch.events.emplace_back(what);
            to.apply(batch);
        };
        AlarmReport restarted = report(Severity::Warning, "snmp/a");
        restarted.alarm.lasts = kMinute;
        say(twin, restarted, kNoon);
        say(twin, action(OperatorState::Acknowledged, "Li"), kNoon + kSecond);
        Snapshot moment = *twin.publish(0, nullptr, {});
        moment.time = kNoon + kHour;
        moment.eventMemory = std::make_shared<const EventMemory>(twin.eventMemory());
        suanwang::state::v1::StateFile saved;
        fillMomentMessage(moment, saved);
        const auto loaded = snapshotFromMoment(saved, moment.registry, nullptr);
        QVERIFY(loaded.has_value());
        TwinState again;
        again.restore(**loaded);
        for (TwinState* both : {&twin, &again}) {
            sequence = 100;
            say(*both, restarted, kNoon + 30 * kSecond); // late
        }
        for (const TimeNs time : {kNoon + kMinute, kNoon + 2 * kMinute}) {
            const auto left = twin.publish(time, nullptr, {});
            const auto right = again.publish(time, nullptr, {});
            QCOMPARE(stateHash(*right), stateHash(*left));
            QCOMPARE(right->alarms->size(), std::size_t(time == kNoon + kMinute ? 1 : 0));
            QCOMPARE(right->clearedAlarms->size(), left->clearedAlarms->size());
        }
        QCOMPARE(again.publish(kNoon + kMinute, nullptr, {})->alarms->front().operatorName,
                 std::string("Li"));
    }
};

QTEST_GUILESS_MAIN(TestAlarmTable)
#include "tst_alarm_table.moc"
