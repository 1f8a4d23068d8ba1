#include "models/attention/alarm_words.h"
#include "models/attention/attention_feed.h"
#include "models/attention/attention_model.h"
#include "tests/support/fake_twin.h"
#include "twin/alarm/alarm_types.h"
#include "twin/support/rng.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using twin::state::Severity;
using Type = EntityKey::Type;

namespace {

struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    AttentionFeed attention{feed};
    Language language;
    AttentionModel model{attention, language};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void show()
    {
        twin->publish();
        feed.poll();
        settle();
    }

    /// Next snapshot, and the rows that belong to it.
    void tick()
    {
        twin->fillSources();
        twin->sources[1].connected = true;
        twin->tick(10 * twin::kMillisecond);
        feed.poll();
        settle();
    }

    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] { return attention.isCurrent(); }));
    }

    QString text(int row, int column = AttentionModel::WhatColumn) const
    {
        return model.index(row, column).data().toString();
    }

    EntityKey key(int row) const { return model.index(row, 0).data(KeyRole).value<EntityKey>(); }

    int rowOf(const EntityKey& wanted) const
    {
        for (int row = 0; row < model.rowCount({}); ++row) {
            if (key(row) == wanted) {
                return row;
            }
        }
        return -1;
    }
};

} // namespace

class AttentionModelTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void isEmptyBeforeTheFirstSnapshot()
    {
        Bench b;
        QCOMPARE(b.model.rowCount({}), 0);
        QCOMPARE(b.model.counts(), AttentionModel::Counts{});
    }

    void aDownPoolLeadsToThePool()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::State, 3);
        b.show();
        const EntityKey pool{Type::Pool, QStringLiteral("pl-3")};
        const int row = b.rowOf(pool);
        QVERIFY(row >= 0);
        QVERIFY(b.text(row).startsWith(QStringLiteral("Down")));
        QCOMPARE(b.text(row, AttentionModel::EntityColumn), QStringLiteral("Beijing 1"));
        QVERIFY(b.model.index(row, 0).data(SeverityRole).toInt() >= static_cast<int>(Severity::Major));
    }

    void anOverloadedLinkSaysHowFullAndWhichWay()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Link, "bb-4", twin::LinkMetric::Reverse, 0.973e12);
        b.show();
        const int row = b.rowOf({Type::Link, QStringLiteral("bb-4")});
        QVERIFY(row >= 0);
        QCOMPARE(b.text(row), QString::fromUtf8("97.3 % in use B→A, over 95.0 %"));
        const auto link = b.feed.snapshot()->registry->find(EntityKind::Link, "bb-4");
        QCOMPARE(b.attention.digest()->severity(*b.feed.snapshot(), *link),
                 static_cast<std::uint8_t>(Severity::Major));
    }

    void aPoolIsNearlyFullBeforeItIsFull()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.912);
        b.twin->set(EntityKind::Pool, "pl-2", twin::PoolMetric::Utilisation, 0.973);
        b.show();
        QCOMPARE(b.text(b.rowOf({Type::Pool, QStringLiteral("pl-1")})),
                 QStringLiteral("91.2 % in use, over 90.0 %"));
        QCOMPARE(b.text(b.rowOf({Type::Pool, QStringLiteral("pl-2")})),
                 QStringLiteral("Full: 97.3 % in use"));
    }

    void aCutConduitIsOneLineAndMarksItsLinks()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Link, "bb-1", twin::LinkMetric::State, 3);
        b.twin->set(EntityKind::Link, "bb-2", twin::LinkMetric::State, 3);
        b.show();
        const int row = b.rowOf({Type::Conduit, QStringLiteral("cd-bj-gy")});
        QVERIFY(row >= 0);
        QCOMPARE(b.text(row, AttentionModel::EntityColumn), QString::fromUtf8("Beijing ↔ Guiyang"));
        QCOMPARE(b.rowOf({Type::Link, QStringLiteral("bb-1")}), -1);
        const auto link = b.feed.snapshot()->registry->find(EntityKind::Link, "bb-1");
        QVERIFY(b.attention.digest()->severity(*b.feed.snapshot(), *link) > 0);
    }

    void disconnectedSourcesAreNamed()
    {
        Bench b;
        b.twin->fillCalm(); // "south" is not connected
        b.show();
        const int row = b.rowOf({Type::Source, QStringLiteral("south")});
        QVERIFY(row >= 0);
        QVERIFY(b.text(row).startsWith(QStringLiteral("Disconnected")));
    }

    void countsAreKeptBySeverity()
    {
        Bench b;
        b.twin->fillCalm();
        QSignalSpy counts(&b.model, &AttentionModel::countsChanged);
        b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::State, 3);
        b.show();
        int sum = 0;
        for (const int count : b.model.counts()) {
            sum += count;
        }
        QCOMPARE(sum, b.model.rowCount({}));
        QCOMPARE(counts.count(), 1);
    }

    void rowsAreMovedNotRebuilt()
    {
        twin::Rng rng(5, "test.attention");
        Bench b;
        b.twin->fillCalm();
        b.show();
        QSignalSpy resets(&b.model, &QAbstractItemModel::modelReset);
        for (int step = 0; step < 12; ++step) {
            for (const char* link : {"bb-1", "bb-2", "bb-3", "bb-4", "bb-5"}) {
                const auto found = b.feed.snapshot()->registry->find(EntityKind::Link, link);
                const auto capacity =
                    static_cast<double>(b.feed.snapshot()->registry->links[found->index].capacity_bps);
                b.twin->set(EntityKind::Link, link, twin::LinkMetric::Forward,
                            capacity * rng.uniform(0.8, 1.1));
            }
            b.tick();
            QCOMPARE(b.model.rowCount({}), static_cast<int>(b.attention.digest()->items().size()));
            int last = static_cast<int>(Severity::Critical);
            for (int row = 0; row < b.model.rowCount({}); ++row) {
                const int severity = b.model.index(row, 0).data(SeverityRole).toInt();
                QVERIFY(severity <= last);
                last = severity;
            }
        }
        QCOMPARE(resets.count(), 0);
    }

    void alarmsOfKnownTypesAreSaidInOurWords()
    {
        Bench b;
        b.twin->fillCalm();
        raise(b, "pl-3", twin::alarm::kAlarmCooling);
        b.show();
        const int row = b.rowOf({Type::Pool, QStringLiteral("pl-3")});
        QVERIFY(row >= 0);
        QCOMPARE(b.text(row), QStringLiteral("Alarm: cooling has failed"));
        const QString tip = b.model.index(row, AttentionModel::WhatColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.endsWith(QStringLiteral("pool.cooling-failure: Pump 3 stopped")), qPrintable(tip));
        for (const char* type : twin::alarm::kAlarmTypes) {
            QVERIFY2(!alarmWords(type).isEmpty(), type);
        }
    }

    void alarmsOfOtherTypesKeepTheSourcesWords()
    {
        Bench b;
        b.twin->fillCalm();
        raise(b, "pl-3", "vendor.pump");
        b.show();
        const int row = b.rowOf({Type::Pool, QStringLiteral("pl-3")});
        QVERIFY(row >= 0);
        QCOMPARE(b.text(row), QStringLiteral("Alarm vendor.pump: Pump 3 stopped"));
    }

    void whoReportedItIsInTheToolTip()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::Inlet, 40);
        raise(b, "pl-3", twin::alarm::kAlarmCooling);
        b.twin->alarms.front().source = "tmf642/ems";
        b.twin->alarms.front().voices = {{"feed", Severity::Minor, b.twin->now, 0, {}, {}},
                                         {"tmf642/ems", Severity::Major, b.twin->now, 0, {}, {}}};
        b.show();
        const int row = b.rowOf({Type::Pool, QStringLiteral("pl-3")});
        QVERIFY(row >= 0);
        QVERIFY2(b.text(row).startsWith(QStringLiteral("Inlet 40")), qPrintable(b.text(row)));
        const QString tip = b.model.index(row, AttentionModel::WhatColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.endsWith(QStringLiteral("\nReported by feed, tmf642/ems")), qPrintable(tip));
    }

    void whatIsReportedOftenSaysSo()
    {
        Bench b;
        b.twin->fillCalm();
        raise(b, "pl-3", twin::alarm::kAlarmCooling);
        b.twin->alarms.front().count = 12;
        b.show();
        const int row = b.rowOf({Type::Pool, QStringLiteral("pl-3")});
        QCOMPARE(b.text(row), QStringLiteral("Alarm: cooling has failed (12 time(s))"));
    }

    void wordsFollowTheLanguage()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::State, 3);
        b.show();
        b.language.setTongue(Language::Tongue::Chinese);
        const int row = b.rowOf({Type::Pool, QStringLiteral("pl-3")});
        QCOMPARE(b.text(row, AttentionModel::EntityColumn), QString::fromUtf8("北京一号"));
    }

  private:
    static void raise(Bench& b, const std::string& pool, const std::string& type)
    {
        twin::state::Alarm alarm;
        alarm.kind = EntityKind::Pool;
        alarm.resourceId = pool;
        alarm.type = type;
        alarm.severity = Severity::Major;
        alarm.text = "Pump 3 stopped";
        alarm.raised = b.twin->now;
        b.twin->alarms = {alarm};
    }
};

QTEST_GUILESS_MAIN(AttentionModelTest)
#include "tst_attention_model.moc"
