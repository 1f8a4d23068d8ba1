#include "twin/ingest/accounting.h"
#include "twin/support/rng.h"

#include <QTest>

#include <numeric>

using namespace twin::ingest;

namespace {

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

} // namespace

class TestAccounting final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void sourcesAreBounded()
    {
        Accounting books;
        for (std::size_t i = 0; i < kMaxSources; ++i) {
            QVERIFY(books.number("s" + std::to_string(i)).has_value());
        }
        QVERIFY(!books.number("one more").has_value());
        QCOMPARE(books.number("s5").value(), 5U);
    }

    void unknownNamesAreBoundedAndNoneIsLost()
    {
        Accounting books;
        const auto source = books.number("s").value();
        for (int i = 0; i < 1000; ++i) {
            Tally tally;
            tally.refuse(twin::state::RefusedFor::UnknownName, 2);
            tally.unknownNames["name " + std::to_string(i)] = 2;
            books.enter(source, tally, 0);
        }
        const auto& status = books.sources()->front();
        QCOMPARE(status.unknownNames.size(), kMaxUnknownNames);
        std::uint64_t sum = 0;
        for (const auto& [name, count] : status.unknownNames) {
            sum += count;
        }
        QCOMPARE(sum, 2000U);
        QCOMPARE(status.refused, 2000U);
    }

    void theBooksCloseAfterAnyEntry()
    {
        Accounting books;
        twin::Rng rng(4, "test.books");
        for (const char* name : {"b", "a", "c"}) {
            QVERIFY(books.number(name).has_value());
        }
        for (int i = 0; i < 500; ++i) {
            Tally tally;
            tally.applied = rng.below(9);
            tally.merged = rng.below(9);
            tally.late = rng.below(9);
            tally.duplicate = rng.below(9);
            for (std::size_t reason = 0; reason < twin::state::kRefusedForCount; ++reason) {
                tally.refuse(static_cast<twin::state::RefusedFor>(reason), rng.below(3));
            }
            books.enter(static_cast<std::uint32_t>(rng.below(3)), tally, i);
            const auto sources = books.sources();
            std::uint64_t received = 0;
            for (const auto& source : *sources) {
                QVERIFY(closes(source));
                QCOMPARE(source.refused, std::accumulate(source.refusedFor.begin(), source.refusedFor.end(),
                                                         std::uint64_t{0}));
                received += source.received;
            }
            QVERIFY(closes(books.totals()));
            QCOMPARE(received, books.totals().received);
        }
        QCOMPARE(books.sources()->front().name, std::string("a"));
    }

    void aClockSkewSettles()
    {
        Accounting books;
        const auto source = books.number("s").value();
        for (int i = 1; i <= 100; ++i) {
            const twin::TimeNs now = i * twin::kSecond;
            books.heard(source, 10, now, now + (i < 30 ? 0 : 3) * twin::kSecond);
        }
        const twin::TimeNs skew = books.sources()->front().clockSkew;
        QVERIFY(skew > 2'900 * twin::kMillisecond && skew <= 3 * twin::kSecond);
    }

    void anUnchangedBookIsTheSamePointer()
    {
        Accounting books;
        const auto source = books.number("s").value();
        const auto first = books.sources();
        QVERIFY(books.sources() == first);
        books.failed(source, "no reason", 5);
        QVERIFY(books.sources() != first);
        QCOMPARE(books.sources()->front().lastError, std::string("no reason"));
        QVERIFY(first->front().lastError.empty());
    }
};

QTEST_GUILESS_MAIN(TestAccounting)
#include "tst_accounting.moc"
