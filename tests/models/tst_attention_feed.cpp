#include "models/attention/attention_feed.h"
#include "models/tables/link_table.h"
#include "models/trees/navigator_model.h"
#include "tests/support/fake_twin.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using twin::EntityRef;
using twin::state::Severity;
using twin::state::TimeMode;

namespace {

struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    AttentionFeed attention{feed};

    Bench() { twin->fillCalm(); }

    void poll(twin::TimeNs by = twin::kSecond)
    {
        twin->tick(by);
        feed.poll();
    }

    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] { return attention.isCurrent(); }));
    }

    [[nodiscard]] int severity(EntityKind kind, const char* id) const
    {
        const auto entity = feed.snapshot()->find(kind, id);
        return entity ? attention.digest()->severity(*feed.snapshot(), *entity) : -1;
    }

    void setDown(const char* link) { twin->set(EntityKind::Link, link, twin::LinkMetric::State, 3); }
};

} // namespace

class AttentionFeedTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aPastMomentShowsTheListThatWasOnTheScreen()
    {
        Bench b;
        AttentionMemory memory;
        const auto live = b.twin->publish();
        AttentionItems items(1);
        items[0].code = twin::alarm::AttentionCode::Residual; // has to last before it is listed
        items[0].id = "bb-1";
        memory.keep(*live, items);
        const auto past = [&](twin::TimeNs time) {
            return b.twin->at({TimeMode::Fixed, time});
        };
        QVERIFY(!memory.recall(*past(live->time - twin::kSecond)));
        const auto recalled = memory.recall(*past(live->time + twin::kSecond));
        QVERIFY(recalled && recalled->size() == 1);
        QCOMPARE((*recalled)[0].id, std::string("bb-1"));
        QVERIFY2(!memory.recall(*past(live->time + twin::kMinute)), "nobody looked then");
        const AttentionDigest digest(past(live->time), nullptr, &memory);
        QCOMPARE(digest.items().size(), std::size_t{1});
        b.twin->setRegistry(test::smallNation().withoutPool("pl-1").build());
        const auto other = b.twin->tick();
        AttentionItems none;
        memory.keep(*other, none);
        QVERIFY2(!memory.recall(*past(live->time)), "of another registry");
    }

    void aProblemKeepsItsBeginning()
    {
        Bench b;
        AttentionMemory memory;
        const auto since = [&](double state) {
            b.twin->now += 50 * twin::kSecond;
            b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::State, state); // said anew once a minute
            const AttentionDigest digest(b.twin->publish(), nullptr, &memory);
            for (const auto& item : digest.items()) {
                if (item.code == twin::alarm::AttentionCode::Down) {
                    return (b.twin->now - item.since) / twin::kSecond;
                }
            }
            return twin::TimeNs{-1};
        };
        QCOMPARE(since(3), 0);
        QCOMPARE(since(3), 50);
        QCOMPARE(since(3), 100);
        QCOMPARE(since(0), -1);
        QCOMPARE(since(3), 0); // down again
    }

    void hasAnEmptyDigestAtFirst()
    {
        const Bench b;
        QVERIFY(b.attention.digest() != nullptr);
        QVERIFY(b.attention.digest()->items().empty());
        QVERIFY(b.attention.digest()->snapshot() == nullptr);
    }

    void theScreenDoesNotWaitForTheJudgement()
    {
        Bench b;
        b.setDown("bb-3");
        b.poll();
        // Nothing came back yet: results need this thread's event loop, and it has not turned.
        QVERIFY(b.feed.snapshot() != nullptr);
        QVERIFY(!b.attention.isCurrent());
        QCOMPARE(b.severity(EntityKind::Link, "bb-3"), 0);
        b.settle();
        QVERIFY(b.severity(EntityKind::Link, "bb-3") >= static_cast<int>(Severity::Major));
    }

    void liveIsJudgedTwiceASecondAtMost()
    {
        Bench b;
        b.poll();
        b.settle();
        QSignalSpy changed(&b.attention, &AttentionFeed::changed);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 1200) {
            b.poll(50 * twin::kMillisecond);
            QTest::qWait(50);
        }
        const auto most = static_cast<int>(timer.elapsed() / 500) + 1;
        QVERIFY2(changed.count() >= 1 && changed.count() <= most,
                 qPrintable(QString::number(changed.count())));
        b.settle(); // and the last one is not forgotten
    }

    void aPastMomentIsJudgedAtOnce()
    {
        Bench b;
        b.setDown("bb-3");
        b.poll();
        const twin::TimeNs then = b.feed.snapshot()->time;
        b.settle();
        b.twin->set(EntityKind::Link, "bb-3", twin::LinkMetric::State, 0);
        b.poll(twin::kMinute);
        b.settle();
        QCOMPARE(b.severity(EntityKind::Link, "bb-3"), 0);
        b.feed.setCursor({TimeMode::Fixed, then});
        QTRY_VERIFY(!b.feed.snapshot()->live);
        b.settle();
        QVERIFY(b.severity(EntityKind::Link, "bb-3") > 0);
        b.feed.goLive();
        b.settle();
        QCOMPARE(b.severity(EntityKind::Link, "bb-3"), 0);
    }

    void anotherNetworksSeveritiesAreNotShown()
    {
        Bench b;
        b.setDown("bb-3");
        b.poll();
        b.settle();
        const auto before = b.attention.digest();
        b.twin->setRegistry(test::smallNation().withoutPool("pl-1").build());
        b.poll();
        for (std::uint32_t i = 0; i < b.feed.snapshot()->registry->links.size(); ++i) {
            QCOMPARE(before->severity(*b.feed.snapshot(), {EntityKind::Link, i}), std::uint8_t{0});
        }
        b.settle();
        QVERIFY(b.severity(EntityKind::Link, "bb-3") > 0);
    }

    void aFlowDoesNotInheritItsSlotsSeverity()
    {
        Bench b;
        b.twin->fillWork("fl-1", "jb-1");
        twin::state::Alarm alarm;
        alarm.kind = EntityKind::Flow;
        alarm.resourceId = "fl-1";
        alarm.severity = Severity::Major;
        alarm.type = "loss";
        b.twin->alarms.push_back(alarm);
        b.poll();
        b.settle();
        const auto slot = *b.feed.snapshot()->find(EntityKind::Flow, "fl-1");
        QVERIFY(b.attention.digest()->severity(*b.feed.snapshot(), slot) > 0);
        const auto before = b.attention.digest();
        b.twin->endFlow("fl-1");
        b.twin->fillWork("fl-2", "jb-1");
        b.poll();
        QCOMPARE(*b.feed.snapshot()->find(EntityKind::Flow, "fl-2"), slot);
        QCOMPARE(before->severity(*b.feed.snapshot(), slot), std::uint8_t{0});
    }

    void tablesAnnounceWhatTheJudgementTurned()
    {
        Bench b;
        Language language;
        LinkTable table(b.feed, b.attention, language);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        b.poll();
        b.settle();
        b.setDown("bb-3");
        b.poll();
        QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
        const int row = table.rowOf({EntityKey::Type::Link, QStringLiteral("bb-3")});
        const auto severity = [&] {
            return table.index(row, 0).data(SeverityRole).toInt();
        };
        QCOMPARE(severity(), 0);
        b.settle();
        QVERIFY(severity() > 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), row);
        QCOMPARE(changed[0][1].toModelIndex().row(), row);
    }

    void aHiddenTableCatchesUp()
    {
        Bench b;
        Language language;
        LinkTable table(b.feed, b.attention, language);
        b.poll();
        b.settle();
        table.setActive(false);
        b.setDown("bb-3");
        b.poll();
        b.settle();
        const int row = table.rowOf({EntityKey::Type::Link, QStringLiteral("bb-3")});
        QCOMPARE(table.index(row, 0).data(SeverityRole).toInt(), 0);
        table.setActive(true);
        QVERIFY(table.index(row, 0).data(SeverityRole).toInt() > 0);
    }

    void theNavigatorFollowsThoughTimeStandsStill()
    {
        Bench b;
        b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::State, 3);
        Language language;
        const NavigatorModel navigator(b.feed, b.attention, language);
        b.poll();
        const auto severity = [&] {
            return navigator.indexOf({EntityKey::Type::Pool, QStringLiteral("pl-3")})
                .data(SeverityRole)
                .toInt();
        };
        QCOMPARE(severity(), 0);
        QTRY_VERIFY(severity() > 0);
    }
};

QTEST_GUILESS_MAIN(AttentionFeedTest)
#include "tst_attention_feed.moc"
