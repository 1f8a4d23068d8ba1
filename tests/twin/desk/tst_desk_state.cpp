#include "tests/support/desk_entries.h"
#include "twin/desk/desk_state.h"

#include <QTest>

using namespace twin::desk;
using test::about;
using test::acknowledgement;
using test::kOverload;
using twin::state::Severity;

namespace {

/// The log these entries make, in this order.
std::vector<EntryPtr> logOf(std::vector<Entry> entries)
{
    std::vector<EntryPtr> out;
    for (Entry& entry : entries) {
        entry.order = out.size() + 1;
        out.push_back(std::make_shared<const Entry>(std::move(entry)));
    }
    return out;
}

Entry lapse(std::uint64_t refers, const char* why)
{
    Entry out = about(kOverload, EntryKind::Lapse, kConsoleSeat, refers, why);
    out.refers = refers;
    return out;
}

} // namespace

class TestDeskState final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void ofNothingNothingIsKnown()
    {
        QCOMPARE(DeskState().find(kOverload), nullptr);
        QCOMPARE(DeskState(logOf({test::note("a", 1)})).find(kOverload), nullptr);
    }

    void ofTwoWhoAcknowledgeAtOnceTheFirstIsNamed()
    {
        const DeskState state(logOf({acknowledgement("wang", 1), acknowledgement("li", 1)}));
        QCOMPARE(state.find(kOverload)->acknowledged->seat, std::string("wang"));
    }

    void whatGotWorseIsNotAcknowledged()
    {
        const DeskState state(logOf({acknowledgement("wang", 1, Severity::Minor)}));
        const ItemHandling& item = *state.find(kOverload);
        QVERIFY(item.isAcknowledged(Severity::Warning));
        QVERIFY(item.isAcknowledged(Severity::Minor));
        QVERIFY(!item.isAcknowledged(Severity::Major));
    }

    void whoAcknowledgesTheWorseIsNamedThen()
    {
        const DeskState state(logOf(
            {acknowledgement("wang", 1, Severity::Minor), acknowledgement("li", 1, Severity::Critical)}));
        QCOMPARE(state.find(kOverload)->acknowledged->seat, std::string("li"));
    }

    void aLapseEndsTheAcknowledgementItNamesAndNoLaterOne()
    {
        QCOMPARE(DeskState(logOf({acknowledgement("wang", 1), lapse(1, kLapseCleared)}))
                     .find(kOverload)
                     ->acknowledged,
                 nullptr);
        const DeskState again(logOf({acknowledgement("wang", 1), lapse(1, kLapseCleared),
                                     acknowledgement("li", 1), lapse(1, kLapseCleared)}));
        QCOMPARE(again.find(kOverload)->acknowledged->seat, std::string("li"));
    }

    void whatGoesAwayTakesItsOwnerWithIt()
    {
        const auto assigned = about(kOverload, EntryKind::Assign, "wang", 2, "li");
        QCOMPARE(DeskState(logOf({acknowledgement("wang", 1), assigned, lapse(1, kLapseWorse)}))
                     .find(kOverload)
                     ->owner->text,
                 std::string("li"));
        QCOMPARE(DeskState(logOf({acknowledgement("wang", 1), assigned, lapse(1, kLapseCleared)}))
                     .find(kOverload)
                     ->owner,
                 nullptr);
    }

    void wordsOfTheSameSeatUndoEachOther()
    {
        Entry shelved = about(kOverload, EntryKind::Shelve, "wang", 2);
        shelved.until = shelved.time + twin::kHour;
        const DeskState state(logOf({acknowledgement("wang", 1), shelved}));
        QVERIFY(state.find(kOverload)->isShelved(shelved.until - 1));
        QVERIFY(!state.find(kOverload)->isShelved(shelved.until));
        const DeskState after(
            logOf({acknowledgement("wang", 1), shelved, about(kOverload, EntryKind::Unacknowledge, "li", 3),
                   about(kOverload, EntryKind::Unshelve, "li", 4)}));
        QCOMPARE(after.find(kOverload)->acknowledged, nullptr);
        QVERIFY(!after.find(kOverload)->isShelved(shelved.time));
    }

    void commentsStayWhenTheProblemComesBack()
    {
        const DeskState state(logOf({about(kOverload, EntryKind::Comment, "wang", 1, "splice team called"),
                                     acknowledgement("wang", 2), lapse(2, kLapseCleared)}));
        QCOMPARE(state.find(kOverload)->comments.size(), std::size_t{1});
    }

    void atAMomentOnlyWhatBelongsToItCounts()
    {
        Entry later = about(kOverload, EntryKind::Comment, "li", 900, "seen afterwards in the replay");
        later.about = test::kShiftBegins + 5 * twin::kSecond;
        const auto log = logOf({acknowledgement("wang", 10), later});
        const DeskState before(log, test::kShiftBegins + 7 * twin::kSecond);
        QCOMPARE(before.find(kOverload)->acknowledged, nullptr);
        QCOMPARE(before.find(kOverload)->comments.size(), std::size_t{1});
        QVERIFY(DeskState(log, test::kShiftBegins + 10 * twin::kSecond).find(kOverload)->acknowledged);
    }
};

QTEST_GUILESS_MAIN(TestDeskState)
#include "tst_desk_state.moc"
