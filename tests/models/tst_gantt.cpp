#include "models/placement/gantt_fill.h"
#include "models/placement/gantt_model.h"
#include "tests/support/fake_twin.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::kHour;

namespace {

GanttBar bar(const char* id, int row, int from_h, int to_h, std::uint32_t cards = 100)
{
    GanttBar out;
    out.id = QString::fromLatin1(id);
    out.row = row;
    out.begin = from_h * kHour;
    out.compute = out.begin;
    out.end = to_h * kHour;
    out.cards = cards;
    return out;
}

GanttRow row(const char* id, double cards = 1'000)
{
    return {{EntityKey::Type::Pool, QString::fromLatin1(id)}, QString::fromLatin1(id), cards};
}

/// hours  1   2   3   4   5   6   7   8
/// a      [ x     ]   [ y ]
///            [ z ]
/// b      (nothing)
/// c                          [ w     ]
void fill(GanttModel& gantt)
{
    gantt.setContent({row("a"), row("b"), row("c")},
                     {bar("w", 2, 6, 8), bar("y", 0, 4, 5), bar("x", 0, 1, 3), bar("z", 0, 2, 3, 50),
                      bar("nowhere", 7, 1, 2)},
                     3 * kHour);
}

QString idOf(const GanttModel& gantt, std::optional<std::size_t> at)
{
    return at ? gantt.bars()[*at].id : QStringLiteral("-");
}

} // namespace

class TstGantt : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutBarsThereIsNothing()
    {
        GanttModel gantt;
        gantt.setContent({row("a")}, {}, 0);
        QCOMPARE(gantt.from(), 0);
        QCOMPARE(gantt.barsOf(0), (std::pair<std::size_t, std::size_t>(0, 0)));
        QVERIFY(gantt.occupancy(0).empty());
        QVERIFY(!gantt.find(QStringLiteral("x"), QStringLiteral("a")));
    }

    void barsStandByRowThenTime()
    {
        GanttModel gantt;
        QSignalSpy changed(&gantt, &GanttModel::changed);
        fill(gantt);
        QCOMPARE(changed.count(), 1);
        QStringList ids;
        for (const GanttBar& each : gantt.bars()) {
            ids.append(each.id);
        }
        QCOMPARE(ids, QStringList({"x", "z", "y", "w"})); // that of a row that is none is left out
        QCOMPARE(gantt.from(), kHour);
        QCOMPARE(gantt.to(), 8 * kHour);
        QCOMPARE(gantt.barsOf(1), (std::pair<std::size_t, std::size_t>(3, 3)));
        QCOMPARE(*gantt.find(QStringLiteral("w"), QStringLiteral("c")), 3U);
    }

    void theKeyboardGoesAlongAndAcross()
    {
        GanttModel gantt;
        fill(gantt);
        const std::size_t x = 0;
        QCOMPARE(idOf(gantt, gantt.along(x, 1)), QStringLiteral("z"));
        QCOMPARE(idOf(gantt, gantt.along(x, -1)), QStringLiteral("-"));
        QCOMPARE(idOf(gantt, gantt.along(2, 1)), QStringLiteral("-"));   // the next row is not the next bar
        QCOMPARE(idOf(gantt, gantt.across(x, 1)), QStringLiteral("w"));  // past the empty row
        QCOMPARE(idOf(gantt, gantt.across(3, -1)), QStringLiteral("y")); // the nearest in time
        QCOMPARE(idOf(gantt, gantt.across(3, 1)), QStringLiteral("-"));
    }

    void cardsHeldAreSteps()
    {
        GanttModel gantt;
        fill(gantt);
        using Step = std::pair<twin::TimeNs, double>;
        const std::vector<Step> expected{
            {1 * kHour, 100}, {2 * kHour, 150}, {3 * kHour, 0}, {4 * kHour, 100}, {5 * kHour, 0}};
        QVERIFY(gantt.occupancy(0) == expected);
    }

    /// What waits for cards holds none; of two bars of a job the nearer one is found; base and scenario of a
    /// pool stand side by side.
    void rowsOfABaseAndItsScenario()
    {
        GanttModel gantt;
        GanttRow before = row("a");
        before.isBefore = true;
        GanttBar waits = bar("x", 1, 0, 1);
        waits.state = GanttState::Queued;
        gantt.setContent({before, row("a"), row("b")},
                         {bar("x", 0, 1, 3), waits, bar("x", 1, 1, 2), bar("x", 1, 2, 4)}, 0);
        QCOMPARE(gantt.beside(0), 1);
        QCOMPARE(gantt.beside(1), 0);
        QCOMPARE(gantt.beside(2), -1);
        QCOMPARE(gantt.beside(-1), -1);
        using Step = std::pair<twin::TimeNs, double>;
        const std::vector<Step> expected{{1 * kHour, 100}, {4 * kHour, 0}};
        QVERIFY(gantt.occupancy(1) == expected);
        const QString x = QStringLiteral("x");
        const QString a = QStringLiteral("a");
        QCOMPARE(gantt.bars()[*gantt.find(x, a, false, 2 * kHour)].end, 4 * kHour);
        QCOMPARE(gantt.bars()[*gantt.find(x, a, true, 2 * kHour)].end, 3 * kHour);
        QVERIFY(!gantt.find(x, QStringLiteral("b")));
    }

    void jobsThatRunAreShownByPool()
    {
        test::FakeTwin twin;
        twin.fillWork();
        twin::registry::Job queued;
        queued.id = "jb-2";
        queued.state = twin::registry::JobState::Queued;
        queued.placements = {{"pl-1", 10}};
        twin.addJob(queued);
        twin::registry::Job endless;
        endless.id = "jb-3";
        endless.state = twin::registry::JobState::Degraded;
        endless.start = twin.now - 2 * kHour;
        endless.placements = {{"pl-4", 10}, {"gone", 5}};
        twin.addJob(endless);
        const auto snapshot = twin.publish();
        GanttModel gantt;
        Language language;
        showJobs(gantt, *snapshot, language);
        QCOMPARE(gantt.rows().size(), 2U); // pl-1 and pl-4, by name
        QCOMPARE(gantt.rows()[0].label, QStringLiteral("Gui'an 1"));
        QCOMPARE(gantt.rows()[0].cards, 10'000.0);
        QCOMPARE(gantt.bars().size(), 3U); // what waits holds nothing
        const GanttBar& first = gantt.bars()[*gantt.find(QStringLiteral("jb-1"), QStringLiteral("pl-1"))];
        QCOMPARE(first.cards, 3'072U);
        QCOMPARE(first.begin, twin.now - kHour);
        QVERIFY(first.end > twin.now);
        QVERIFY(!first.isOpen);
        const GanttBar& open = gantt.bars()[*gantt.find(QStringLiteral("jb-3"), QStringLiteral("pl-4"))];
        QVERIFY(open.isOpen);
        QVERIFY(open.state == GanttState::Degraded);
        QCOMPARE(open.end, gantt.to());
        QCOMPARE(gantt.now(), twin.now);
    }
};

QTEST_GUILESS_MAIN(TstGantt)
#include "tst_gantt.moc"
