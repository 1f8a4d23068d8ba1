#include "models/planner/plan_autosave.h"
#include "tests/support/patience.h"
#include "tests/support/plan_twin.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace models;
using namespace twin::scenario;
using test::cutBeijing;

namespace {

/// A console with automatic copies.
struct Console
{
    std::shared_ptr<test::FakeTwin> twin = test::planTwin();
    SnapshotFeed feed{twin};
    Language language;
    PlannerModel planner{feed, language};
    PlanAutosave autosave;

    explicit Console(const QString& folder)
        : autosave(planner, folder)
    {
        feed.poll();
    }

    [[nodiscard]] bool isCalm() const
    {
        return !planner.isEditing() && std::ranges::all_of(planner.scenarios(), [](const PlanScenario& each) {
            return each.isReady() || !each.error.isEmpty();
        });
    }

    /// A scenario with one command, written.
    void work()
    {
        planner.fork(DemandKind::BusyHour);
        test::mustCome([this] { return isCalm(); }, "a scenario");
        planner.apply(cutBeijing());
        test::mustCome([this] { return isCalm(); }, "an edit");
        autosave.flush();
    }
};

/// Files of an ending below a folder.
QStringList files(const QString& folder, const char* pattern)
{
    QStringList out;
    QDirIterator each(folder, {QString::fromLatin1(pattern)}, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        out.append(each.next());
    }
    return out;
}

} // namespace

/// Copies of the open scenarios from one session to the next.
class TestPlanAutosave : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatWasOpenIsOpenAgain()
    {
        QTemporaryDir folder;
        {
            Console first(folder.path());
            QCOMPARE(first.autosave.restore(), 0);
            first.work();
        }
        Console second(folder.path());
        QCOMPARE(second.autosave.restore(), 1);
        PATIENT_VERIFY(second.isCalm());
        QCOMPARE(second.planner.current()->tip()->commands().size(), std::size_t{1});
        QVERIFY(second.planner.current()->isModified());
        second.autosave.flush();
        QCOMPARE(files(folder.path(), "*.json").size(), 1);
        QCOMPARE(files(folder.path(), "*.sws").size(), 1);
        second.planner.close(second.planner.current()->id);
        second.autosave.flush();
        QVERIFY(files(folder.path(), "*.json").isEmpty());
        QVERIFY(files(folder.path(), "*.sws").isEmpty());
    }

    void aCopyThatCannotBeReadStays()
    {
        QTemporaryDir folder;
        QFile broken(folder.filePath(QStringLiteral("old.json")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{");
        broken.close();
        Console console(folder.path());
        QCOMPARE(console.autosave.restore(), 0);
        console.work();
        QVERIFY(broken.exists());
        QCOMPARE(files(folder.path(), "*.json").size(), 2);
        console.autosave.forget();
        QVERIFY(broken.exists());
        QCOMPARE(files(folder.path(), "*.json").size(), 1);
    }

    /// There are more copies than scenarios may be open.
    void aCopyThereIsNoRoomForStays()
    {
        QTemporaryDir folder;
        {
            Console first(folder.path());
            first.autosave.restore();
            first.work();
        }
        const QString copy = files(folder.path(), "*.json").at(0);
        for (std::size_t i = 0; i < PlannerModel::kMaxScenarios + 2; ++i) {
            QVERIFY(QFile::copy(copy, folder.filePath(QStringLiteral("more%1.json").arg(i))));
        }
        Console second(folder.path());
        QCOMPARE(second.autosave.restore(), int(PlannerModel::kMaxScenarios));
        PATIENT_VERIFY(second.isCalm());
        second.autosave.flush();
        QCOMPARE(files(folder.path(), "*.json").size(), qsizetype(PlannerModel::kMaxScenarios + 3));
        QCOMPARE(files(folder.path(), "*.sws").size(), 1);
    }

    void aCopyWhosePreparationIsCancelledStays()
    {
        QTemporaryDir folder;
        {
            Console first(folder.path());
            first.autosave.restore();
            first.work();
        }
        Console second(folder.path());
        QCOMPARE(second.autosave.restore(), 1);
        second.planner.cancel();
        PATIENT_VERIFY(second.isCalm());
        QCOMPARE(second.planner.scenarios().size(), std::size_t{1});
        second.autosave.flush();
        QCOMPARE(files(folder.path(), "*.json").size(), 1);
        QCOMPARE(files(folder.path(), "*.sws").size(), 1);
    }

    void twoConsolesDoNotTouchEachOthersCopies()
    {
        QTemporaryDir folder;
        {
            auto first = std::make_unique<Console>(folder.path());
            first->autosave.restore();
            Console second(folder.path());
            QCOMPARE(second.autosave.restore(), 0);
            first->work();
            second.work();
            QCOMPARE(files(folder.path(), "*.json").size(), 2);
            // The third sees that both are alive.
            Console third(folder.path());
            QCOMPARE(third.autosave.restore(), 0);
            first->planner.close(first->planner.current()->id);
            first->autosave.flush();
            QCOMPARE(files(folder.path(), "*.json").size(), 1);
            first.reset();
            second.autosave.flush();
            QCOMPARE(files(folder.path(), "*.json").size(), 1);
        }
        // The second one's is found by whoever comes next.
        Console last(folder.path());
        QCOMPARE(last.autosave.restore(), 1);
        PATIENT_VERIFY(last.isCalm());
        QVERIFY(last.planner.current()->isReady());
        last.autosave.forget();
        QVERIFY(files(folder.path(), "*.json").isEmpty());
        QVERIFY(files(folder.path(), "*.sws").isEmpty());
    }

    void anEditInTheQueueIsInTheCopy()
    {
        QTemporaryDir folder;
        {
            Console first(folder.path());
            first.autosave.restore();
            first.planner.fork(DemandKind::BusyHour);
            PATIENT_VERIFY(first.isCalm());
            first.planner.apply(cutBeijing());
            first.autosave.flush();
        }
        QCOMPARE(files(folder.path(), "*.json").size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPlanAutosave)
#include "tst_plan_autosave.moc"
