#include "models/attention/attention_model.h"
#include "models/console_models.h"
#include "models/desk/desk_entity.h"
#include "models/desk/shift_log_table.h"
#include "models/roles.h"
#include "tests/support/fake_twin.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace models;
using twin::EntityKind;
using twin::desk::EntryKind;
using twin::state::Severity;
using Type = EntityKey::Type;

namespace {

/// The models of a console over a hand-made twin, at a clock that stands with it.
struct Bench
{
    bool isFollower = false; ///< of a store: without the sources' books
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    std::shared_ptr<twin::ManualClock> clock = std::make_shared<twin::ManualClock>(test::FakeTwin::kStart);
    std::shared_ptr<twin::desk::DeskService> service =
        std::make_shared<twin::desk::DeskService>("wang", clock);
    ConsoleModels models{twin, Language::Tongue::English, service};
    QAbstractItemModelTester attention{&models.attention,
                                       QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester log{&models.shiftLog, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Bench()
    {
        twin->fillCalm();
        twin->sources[1].connected = true;
    }

    /// So much time passes; everything is heard again, and the rows follow.
    void pass(twin::TimeNs time = twin::kSecond)
    {
        twin->now += time;
        clock->set(twin->now);
        show();
    }

    void show()
    {
        twin->fillSources();
        twin->sources[1].connected = true;
        if (isFollower) {
            twin->sources.clear();
        }
        twin->publish();
        models.feed.poll();
        settle();
    }

    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] { return models.attentionFeed.isCurrent(); }));
        models.desk.poll();
    }

    void load(const char* link, double ratio) const
    {
        twin->set(EntityKind::Link, link, twin::LinkMetric::Reverse, ratio * 1e12);
        twin->set(EntityKind::Link, link, twin::LinkMetric::State, 0);
    }

    [[nodiscard]] int rowOf(const char* id) const
    {
        for (int row = 0; row < models.attention.rowCount({}); ++row) {
            if (models.attention.index(row, 0).data(KeyRole).value<EntityKey>().id == QLatin1String(id)) {
                return row;
            }
        }
        return -1;
    }

    [[nodiscard]] DeskTarget target(const char* id) const { return models.attention.target(rowOf(id)); }

    [[nodiscard]] QString handling(const char* id) const
    {
        return models.attention.index(rowOf(id), AttentionModel::HandlingColumn).data().toString();
    }

    [[nodiscard]] bool isUrgent(const char* id) const
    {
        return models.attention.index(rowOf(id), AttentionModel::WhatColumn).data(UrgentRole).toBool();
    }

    [[nodiscard]] QString logText(int row, int column = ShiftLogTable::TextColumn) const
    {
        return models.shiftLog.index(row, column).data().toString();
    }

    [[nodiscard]] int lapses() const
    {
        return static_cast<int>(std::ranges::count_if(
            models.desk.entries(), [](const auto& entry) { return entry->kind == EntryKind::Lapse; }));
    }
};

} // namespace

class DeskModelTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void entitiesHaveNamesThatReadBack()
    {
        for (int type = 1; type <= static_cast<int>(Type::Source); ++type) {
            const EntityKey key{static_cast<Type>(type), QStringLiteral("a b~c 带")};
            QCOMPARE(deskEntityKey(deskEntity(key)), key);
        }
        QVERIFY(!deskEntityKey("").isValid());
        QVERIFY(!deskEntityKey("link").isValid());
        QVERIFY(!deskEntityKey("planet mars").isValid());
        QVERIFY(deskEntity({}).empty());
    }

    void whatIsAcknowledgedStaysAndIsNoLongerUrgent()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.load("bb-5", 0.92);
        b.show();
        QVERIFY(b.isUrgent("bb-4"));
        QCOMPARE(b.rowOf("bb-4"), 0); // the worse
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-4")), QString());
        QVERIFY(!b.isUrgent("bb-4"));
        QCOMPARE(b.rowOf("bb-4"), b.models.attention.rowCount({}) - 1); // after what nobody has seen
        QVERIFY2(b.handling("bb-4").contains(QStringLiteral("wang")), qPrintable(b.handling("bb-4")));
        QCOMPARE(b.models.attention.acknowledgedCount(), 1);
        QVERIFY(b.isUrgent("bb-5"));
        b.pass();
        QVERIFY(!b.isUrgent("bb-4")); // and it stays so
        QCOMPARE(b.models.desk.unacknowledge(b.target("bb-4")), QString());
        QVERIFY(b.isUrgent("bb-4"));
    }

    void whatGetsWorseIsUrgentAgainForGood()
    {
        Bench b;
        b.load("bb-4", 0.92);
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-4")), QString());
        QVERIFY(!b.isUrgent("bb-4"));
        b.load("bb-4", 1.05);
        b.pass();
        QVERIFY(b.isUrgent("bb-4"));
        b.load("bb-4", 0.92);
        b.pass();
        QVERIFY(b.isUrgent("bb-4"));
        QCOMPARE(b.lapses(), 1);
        QVERIFY2(b.logText(0).contains(QStringLiteral("worse")), qPrintable(b.logText(0)));
    }

    void whatGoesAwayAndComesBackIsNew()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-4")), QString());
        b.pass();
        b.load("bb-4", 0.3);
        b.pass();
        QCOMPARE(b.rowOf("bb-4"), -1);
        QCOMPARE(b.lapses(), 0); // not yet: it may flap
        b.load("bb-4", 0.3);
        b.pass(DeskModel::kClearedAfter);
        QCOMPARE(b.lapses(), 1);
        b.load("bb-4", 0.97);
        b.pass();
        QVERIFY(b.isUrgent("bb-4"));
    }

    void whatFlapsIsOneProblem()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-4")), QString());
        for (int i = 0; i < 5; ++i) {
            b.load("bb-4", 0.3);
            b.pass(4 * twin::kSecond);
            b.load("bb-4", 0.97);
            b.pass(twin::kSecond);
        }
        QVERIFY(!b.isUrgent("bb-4"));
        QCOMPARE(b.lapses(), 0);
    }

    void whatThisConsoleHasNotSeenIsNotSaidToBeGone()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        const DeskTarget target = b.target("bb-4");
        b.load("bb-4", 0.3);
        b.pass();
        QCOMPARE(b.models.desk.acknowledge(target), QString()); // another seat saw it
        b.load("bb-4", 0.3);
        b.pass();
        b.load("bb-4", 0.3);
        b.pass(2 * DeskModel::kClearedAfter);
        QCOMPARE(b.lapses(), 0);
        for (int i = 0; i < 5; ++i) {
            b.pass(DeskModel::kNeverSeenAfter / 4);
        }
        QCOMPARE(b.lapses(), 0); // its state was not heard: nobody knows
        for (int i = 0; i < 6; ++i) {
            b.load("bb-4", 0.3);
            b.pass(twin::kSecond);
            b.twin->now += DeskModel::kNeverSeenAfter / 4;
            b.load("bb-4", 0.3);
            b.pass(twin::kSecond);
        }
        QCOMPARE(b.lapses(), 1);
    }

    void whatAFollowerHasNoBooksOfIsNotSaidToBeGone()
    {
        Bench b;
        b.isFollower = true;
        b.show();
        for (const auto& [item, entity] :
             {std::pair{"source-disconnected/source///south", "source south"},
              std::pair{"journal-failing/console///", ""}, std::pair{"never-heard/pool///", ""}}) {
            twin::desk::Entry seen;
            seen.kind = EntryKind::Acknowledge;
            seen.item = item;
            seen.entity = entity;
            seen.severity = Severity::Major;
            QVERIFY(b.service->write(seen));
        }
        b.settle();
        for (int i = 0; i < 3; ++i) {
            b.pass(DeskModel::kNeverSeenAfter);
        }
        QCOMPARE(b.lapses(), 0);
        b.isFollower = false; // one that has them
        b.pass();
        b.pass(DeskModel::kNeverSeenAfter);
        b.pass(DeskModel::kNeverSeenAfter);
        QCOMPARE(b.lapses(), 3);
    }

    void aConduitOfWhichNothingIsHeardIsNotSaidToBeWhole()
    {
        Bench b;
        const auto& registry = *b.twin->registry();
        const auto cut = [&](double state) {
            for (const auto link : registry[registry.conduit("cd-bj-gy")].links) {
                b.twin->set(EntityKind::Link, registry.links[link.value()].id, twin::LinkMetric::State,
                            state);
            }
        };
        cut(static_cast<double>(twin::OperState::Down));
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("cd-bj-gy")), QString());
        b.pass();
        QVERIFY(!b.isUrgent("cd-bj-gy"));
        b.pass(twin::kHour);
        b.pass(twin::kHour);
        QCOMPARE(b.rowOf("cd-bj-gy"), -1);
        QCOMPARE(b.lapses(), 0);
        for (int i = 0; i < 3; ++i) {
            cut(static_cast<double>(twin::OperState::Up));
            b.pass(DeskModel::kClearedAfter / 2);
        }
        QCOMPARE(b.lapses(), 1);
    }

    void aSeatWhoseClockIsBehindMayAcknowledge()
    {
        Bench b;
        twin::state::Alarm alarm;
        alarm.kind = EntityKind::Pool;
        alarm.resourceId = "pl-3";
        alarm.type = "pool.cooling-failure";
        alarm.severity = Severity::Major;
        alarm.raised = b.twin->now + 30 * twin::kSecond; // by the source's clock
        b.twin->alarms = {alarm};
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("pl-3")), QString());
        b.pass();
        QVERIFY(!b.isUrgent("pl-3"));
        QCOMPARE(b.lapses(), 0);
        b.twin->alarms[0].raised += twin::kSecond;
        b.pass();
        QVERIFY(b.isUrgent("pl-3"));
        QCOMPARE(b.lapses(), 1);
    }

    void anAlarmThatWasRaisedAgainIsNew()
    {
        Bench b;
        twin::state::Alarm alarm;
        alarm.kind = EntityKind::Pool;
        alarm.resourceId = "pl-3";
        alarm.type = "pool.cooling-failure";
        alarm.severity = Severity::Major;
        alarm.raised = b.twin->now;
        b.twin->alarms = {alarm};
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("pl-3")), QString());
        b.pass();
        QVERIFY(!b.isUrgent("pl-3"));
        b.twin->alarms[0].raised = b.twin->now + twin::kSecond;
        b.pass(2 * twin::kSecond);
        QVERIFY(b.isUrgent("pl-3"));
        QCOMPARE(b.lapses(), 1);
    }

    void whatIsShelvedStandsLastUntilItsTime()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.load("bb-5", 0.92);
        b.show();
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-5")), QString());
        QCOMPARE(b.models.desk.shelve(b.target("bb-4"), twin::kHour, QStringLiteral("works until three")),
                 QString());
        QCOMPARE(b.rowOf("bb-4"), b.models.attention.rowCount({}) - 1);
        QVERIFY2(b.handling("bb-4").contains(QStringLiteral("shelved until")),
                 qPrintable(b.handling("bb-4")));
        QCOMPARE(b.models.attention.shelvedCount(), 1);
        b.twin->now += twin::kHour;
        b.load("bb-4", 0.97);
        b.load("bb-5", 0.92);
        b.pass();
        QVERIFY(b.isUrgent("bb-4"));
    }

    void wordsOnAnItemAreInItsToolTipAndWithItsEntity()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        QCOMPARE(b.models.desk.comment(b.target("bb-4"), QStringLiteral(" splice team called ")), QString());
        QCOMPARE(b.models.desk.assign(b.target("bb-4"), QStringLiteral("li")), QString());
        const QString tip = b.models.attention.index(b.rowOf("bb-4"), AttentionModel::HandlingColumn)
                                .data(Qt::ToolTipRole)
                                .toString();
        QVERIFY2(tip.contains(QStringLiteral("wang: splice team called")), qPrintable(tip));
        QVERIFY2(b.handling("bb-4").contains(QStringLiteral("owner li · 1 comment")),
                 qPrintable(b.handling("bb-4")));
        b.models.selection.select({Type::Link, QStringLiteral("bb-4")});
        const auto& sections = b.models.inspector.inspection().sections;
        const auto desk = std::ranges::find(sections, QStringLiteral("desk"), &FactSection::id);
        QVERIFY(desk != sections.end());
        QCOMPARE(desk->facts.size(), 2);
        QCOMPARE(desk->facts[1].value, QStringLiteral("splice team called"));
    }

    void whatCannotBeTakenIsSaid()
    {
        Bench b;
        b.show();
        QVERIFY(!b.models.desk.note(EntryKind::Note, {}, QStringLiteral("  ")).isEmpty());
        QVERIFY(!b.models.desk.note(EntryKind::Note, {}, QString(1 << 20, u'x')).isEmpty());
        QVERIFY(!b.models.desk.note(EntryKind::Note, {}, QString(QChar(0xD800))).isEmpty() ||
                b.models.shiftLog.rowCount() == 1); // half a character: refused, or kept as U+FFFD
        QVERIFY(b.models.shiftLog.rowCount() <= 1);
    }

    void theLogIsNewestFirstAndLeadsToWhatItIsAbout()
    {
        Bench b;
        b.show();
        QCOMPARE(b.models.desk.note(EntryKind::Note, {}, QStringLiteral("quiet")), QString());
        b.pass(twin::kMinute);
        const EntityKey pool{Type::Pool, QStringLiteral("pl-3")};
        QCOMPARE(b.models.desk.note(EntryKind::Handover, pool, QStringLiteral("watch the inlet")), QString());
        QCOMPARE(b.models.shiftLog.rowCount(), 2);
        QCOMPARE(b.logText(0), QStringLiteral("watch the inlet"));
        QCOMPARE(b.logText(0, ShiftLogTable::AboutColumn), QStringLiteral("Beijing 1"));
        QCOMPARE(b.models.shiftLog.index(0, 0).data(KeyRole).value<EntityKey>(), pool);
        QCOMPARE(b.logText(1, ShiftLogTable::SeatColumn), QStringLiteral("wang"));
    }

    void theLogIsFiltered()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        const EntityKey pool{Type::Pool, QStringLiteral("pl-3")};
        static_cast<void>(b.models.desk.note(EntryKind::Note, {}, QStringLiteral("quiet night")));
        static_cast<void>(b.models.desk.note(EntryKind::Handover, pool, QStringLiteral("watch the inlet")));
        static_cast<void>(b.models.desk.acknowledge(b.target("bb-4")));
        ShiftLogProxy& proxy = b.models.shiftLogProxy;
        QCOMPARE(proxy.rowCount(), 3);
        proxy.setText(QStringLiteral("NIGHT wang"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setText(QStringLiteral("beijing"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setText({});
        proxy.setShow(ShiftLogProxy::Show::NotesOnly);
        QCOMPARE(proxy.rowCount(), 2);
        proxy.setShow(ShiftLogProxy::Show::HandoversOnly);
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setShow(ShiftLogProxy::Show::Everything);
        proxy.setAbout(pool);
        QCOMPARE(proxy.rowCount(), 1);
    }

    void aPastMomentShowsWhatHeldThenAndTakesNotesOnly()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        const twin::TimeNs before = b.twin->now;
        b.load("bb-4", 0.97);
        b.pass(2 * twin::kSecond);
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-4")), QString());
        b.load("bb-4", 0.97);
        b.pass(2 * twin::kSecond);
        QVERIFY(!b.isUrgent("bb-4"));
        b.models.feed.setCursor({twin::state::TimeMode::Fixed, before});
        QTRY_VERIFY(b.models.feed.snapshot() && !b.models.feed.snapshot()->live);
        b.settle();
        QVERIFY(b.models.desk.isPast());
        QTRY_VERIFY(b.isUrgent("bb-4"));
        QCOMPARE(b.models.shiftLog.rowCount(), 0);
        const QString refusal = b.models.desk.acknowledge(b.target("bb-4"));
        QVERIFY2(refusal.contains(QStringLiteral("past moment")), qPrintable(refusal));
        QCOMPARE(b.models.desk.comment(b.target("bb-4"), QStringLiteral("it began here")), QString());
        QCOMPARE(b.models.shiftLog.rowCount(), 1);
        QVERIFY2(b.logText(0).startsWith(QStringLiteral("it began here (written ")),
                 qPrintable(b.logText(0)));
        b.models.feed.goLive();
        QTRY_VERIFY(b.models.feed.snapshot()->live);
        QTRY_COMPARE(b.models.shiftLog.rowCount(), 2);
        QVERIFY(!b.isUrgent("bb-4"));
    }

    void aReplayTellsNobodyUntilItComesToAnEntry()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        const twin::TimeNs before = b.twin->now;
        b.pass();
        b.pass();
        b.load("bb-4", 0.97);
        b.pass();
        QCOMPARE(b.models.desk.acknowledge(b.target("bb-4")), QString());
        b.models.feed.setCursor({twin::state::TimeMode::Fixed, before});
        QTRY_VERIFY(b.models.feed.snapshot()->time == before);
        b.settle();
        QVERIFY(b.models.desk.entries().empty());
        QSignalSpy told(&b.models.desk, &DeskModel::changed);
        b.models.feed.setCursor({twin::state::TimeMode::Fixed, before + twin::kSecond});
        QTRY_VERIFY(b.models.feed.snapshot()->time == before + twin::kSecond);
        b.settle();
        QCOMPARE(told.count(), 0);
        b.models.feed.setCursor({twin::state::TimeMode::Fixed, before + 3 * twin::kSecond});
        QTRY_COMPARE(b.models.desk.entries().size(), std::size_t{1});
        QVERIFY(b.models.desk.handling(b.models.desk.entries().front()->item)->acknowledged != nullptr);
        QCOMPARE(told.count(), 1);
    }

    void everythingFollowsTheLanguage()
    {
        Bench b;
        b.load("bb-4", 0.97);
        b.show();
        static_cast<void>(b.models.desk.acknowledge(b.target("bb-4")));
        QSignalSpy header(&b.models.shiftLog, &QAbstractItemModel::headerDataChanged);
        b.models.language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(header.count(), 1);
    }
};

QTEST_GUILESS_MAIN(DeskModelTest)
#include "tst_desk_model.moc"
