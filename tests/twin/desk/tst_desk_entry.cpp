#include "tests/support/desk_entries.h"

#include <QTest>

#include <functional>
#include <set>

using namespace twin::desk;
using twin::ErrorCode;

using Change = std::function<void(Entry&)>;
Q_DECLARE_METATYPE(Change)

class TestDeskEntry final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeKeptIsRefused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, ErrorCode code, Change change) {
            QTest::newRow(name) << std::move(change) << static_cast<int>(code);
        };
        row("no seat", ErrorCode::Invalid, [](Entry& e) { e.seat = ""; });
        row("blank seat", ErrorCode::Invalid, [](Entry& e) { e.seat = "  "; });
        row("the consoles' seat", ErrorCode::Invalid, [](Entry& e) { e.seat = "*"; });
        row("long seat", ErrorCode::TooLarge, [](Entry& e) { e.seat.assign(65, 'x'); });
        row("seat with a line break", ErrorCode::BadInput, [](Entry& e) { e.seat = "a\nb"; });
        row("no text", ErrorCode::Invalid, [](Entry& e) { e.text = " \n"; });
        row("1 MiB of text", ErrorCode::TooLarge, [](Entry& e) { e.text.assign(1U << 20U, 'x'); });
        row("text that is not UTF-8", ErrorCode::BadInput, [](Entry& e) { e.text = "caf\xE9"; });
        row("a zero byte", ErrorCode::BadInput, [](Entry& e) { e.text = std::string("a\0b", 3); });
        row("an escape sequence", ErrorCode::BadInput, [](Entry& e) { e.text = "\x1B[31mred"; });
        row("item that is not UTF-8", ErrorCode::BadInput, [](Entry& e) { e.item = "\xFF"; });
        row("long item", ErrorCode::TooLarge, [](Entry& e) { e.item.assign(1'025, 'x'); });
        row("long entity", ErrorCode::TooLarge, [](Entry& e) { e.entity.assign(321, 'x'); });
        row("before 1970", ErrorCode::Invalid, [](Entry& e) { e.time = 0; });
        row("a number that JSON rounds", ErrorCode::Invalid, [](Entry& e) { e.number = 1ULL << 53U; });
        row("an acknowledgement of nothing", ErrorCode::Invalid,
            [](Entry& e) { e.kind = EntryKind::Acknowledge; });
        row("a comment on nothing", ErrorCode::Invalid, [](Entry& e) { e.kind = EntryKind::Comment; });
        row("shelved for ever", ErrorCode::Invalid, [](Entry& e) {
            e.kind = EntryKind::Shelve;
            e.item = "x";
        });
        row("shelved for eight days", ErrorCode::Invalid, [](Entry& e) {
            e.kind = EntryKind::Shelve;
            e.item = "x";
            e.until = e.time + 8 * twin::kDay;
        });
        row("a lapse written by a person", ErrorCode::Invalid, [](Entry& e) {
            e.kind = EntryKind::Lapse;
            e.item = "x";
        });
        row("a kind there is not", ErrorCode::Invalid, [](Entry& e) { e.kind = static_cast<EntryKind>(77); });
    }

    void whatCannotBeKeptIsRefused()
    {
        QFETCH(Change, change);
        QFETCH(int, code);
        Entry entry = test::note("noc-1", 1);
        QVERIFY(checkEntry(entry));
        change(entry);
        const auto checked = checkEntry(entry);
        QVERIFY(!checked);
        QCOMPARE(static_cast<int>(checked.error().code), code);
        QVERIFY(!checked.error().reason.empty());
    }

    void everyKindHasANameThatReadsBack()
    {
        for (int kind = 1; kind <= static_cast<int>(EntryKind::Lapse); ++kind) {
            const auto name = kindName(static_cast<EntryKind>(kind));
            QCOMPARE(kindOf(name), std::optional(static_cast<EntryKind>(kind)));
        }
        QCOMPARE(kindOf("unknown"), std::nullopt);
    }

    void numbersDoNotComeTwice()
    {
        std::set<std::uint64_t> seen;
        for (int i = 0; i < 10'000; ++i) {
            const std::uint64_t number = newEntryNumber();
            QVERIFY(number < 1ULL << 53U);
            QVERIFY(seen.insert(number).second);
        }
    }

    void aSeatHasANameByItself() { QVERIFY2(checkSeat(defaultSeat()), defaultSeat().c_str()); }
};

QTEST_GUILESS_MAIN(TestDeskEntry)
#include "tst_desk_entry.moc"
