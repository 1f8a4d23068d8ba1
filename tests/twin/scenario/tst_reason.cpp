#include "tests/support/reason_sample.h"
#include "tests/twin/scenario/scenario_grounds.h"
#include "twin/scenario/fork.h"

#include <QTest>

#include <set>

using namespace scenario_test;
using namespace twin::scenario;
using twin::ErrorCode;

/// Why something cannot be: as data, and as the text that is made of it.
class TstReason : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyKindHasATextOfItsOwn()
    {
        std::set<std::string> texts;
        test::forEachReasonKind([&](ReasonKind kind) {
            const std::string shown = text(test::reasonOf(kind));
            QVERIFY2(!shown.empty() && shown.find_first_of("{}") == std::string::npos, shown.c_str());
            texts.insert(shown);
        });
        // Both kinds of identifiers that are none say what the reader of identifiers says; what is down is
        // down, for a command and for a work.
        QCOMPARE(texts.size(), kReasonKinds - 2);
    }

    void argumentsStandInTheText_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<std::string>("wanted");
        const auto row = [](ReasonKind kind, const char* wanted) {
            QTest::newRow(wanted) << static_cast<int>(kind) << std::string(wanted);
        };
        row(ReasonKind::Other, "N1");
        row(ReasonKind::NotDegradable, "a conduit either answers or not: it cannot be degraded");
        row(ReasonKind::ConduitsBroken, "its conduits do not lead from N1 to N2: N3 does not begin at N4");
        row(ReasonKind::CardsShort, "D.1 has 3 cards free, 7 are asked for");
        row(ReasonKind::CutFills, "a cut of D.1 fills N1 to 300 % (700 % without the work)");
        row(ReasonKind::StepDisconnects, "a cut of D.1 disconnects 3 pairs (7 without any step)");
    }

    void argumentsStandInTheText()
    {
        QFETCH(int, kind);
        QFETCH(std::string, wanted);
        QCOMPARE(text(test::reasonOf(static_cast<ReasonKind>(kind))), wanted);
    }

    void theNearestAndHowManyMoreComeLast()
    {
        Reason reason = test::reasonOf(ReasonKind::Unknown);
        reason.nearest = {"D.2", "D.3"};
        QCOMPARE(text(reason), std::string("there is no conduit D.1; the nearest: D.2, D.3"));
        reason = test::reasonOf(ReasonKind::IsDownAtFirst);
        reason.more = 2;
        QCOMPARE(text(reason), std::string("D.1 is down (and 2 more)"));
        reason = test::reasonOf(ReasonKind::CutDisconnects);
        reason.more = 2;
        QCOMPARE(text(reason),
                 std::string("a cut of D.1 disconnects 3 pairs (7 without the work) (and 2 cuts more)"));
        reason = test::reasonOf(ReasonKind::CutFills);
        reason.isInBusyHour = true;
        reason.from = 1'767'225'600'000'000'000;
        QCOMPARE(text(reason),
                 std::string("in the busy hour, from 2026-01-01T08:00:00+08:00 on, a cut of D.1 fills N1 "
                             "to 300 % (700 % without the work)"));
        // Shares that look alike have as many digits as it takes to tell them apart.
        QCOMPARE(text(Reason(ReasonKind::FullUncut).with({2.0801, 2.079})),
                 std::string("without anything cut, a link is filled to 208.0 % (207.9 % without the work)"));
        QCOMPARE(
            text(Reason(ReasonKind::FullUncut).with({2.08012, 2.07981})),
            std::string("without anything cut, a link is filled to 208.01 % (207.98 % without the work)"));
        reason = test::reasonOf(ReasonKind::WorkIsDown);
        reason.from = 1'767'225'600'000'000'000;
        QCOMPARE(text(reason), std::string("conduit D.1 is down from 2026-01-01T08:00:00+08:00 on"));
        // A reason that lacks what its kind has breaks nothing.
        QCOMPARE(text(Reason(ReasonKind::CardsShort)), std::string(" has 0 cards free, 0 are asked for"));
    }

    void aRefusalHasTheReasonAsData()
    {
        const ForkPtr root = Fork::root(smallGround());
        const Target slip{TargetKind::Conduit, "D.BEJ~XIB"};
        const auto refused = root->with(command(Fail{slip}));
        QVERIFY(!refused);
        const Refusal& refusal = refused.error();
        QCOMPARE(refusal.because.kind, ReasonKind::Unknown);
        QCOMPARE(refusal.because.subject, slip);
        QCOMPARE(refusal.because.nearest.front(), std::string("D.BEJ~XIA"));
        QVERIFY(!refusal.command);
        QCOMPARE(refusal.reason, text(refusal.because));
        // Who takes it for a result keeps the text.
        const twin::Result<ForkPtr> plain = twin::failure(refusal);
        QCOMPARE(plain.error().reason, refusal.reason);
    }

    void aRefusalOfAListSaysWhichCommand()
    {
        const ForkPtr root = Fork::root(smallGround());
        const Command cut = command(Fail{{TargetKind::Conduit, "D.BEJ~XIA"}});
        const auto twice = root->withAll({cut, command(SetTariff{{}, 1}), cut});
        QVERIFY(!twice);
        QCOMPARE(twice.error().because.kind, ReasonKind::FailedAlready);
        QCOMPARE(*twice.error().command, std::size_t{2});
        QCOMPARE(twice.error().reason, std::string("commands.2: conduit D.BEJ~XIA has failed already"));
        // One that takes the ground from another is refused for the other's sake.
        Command later = cut;
        later.at = Moment{false, twin::kHour};
        const auto first = root->with(later);
        QVERIFY(first.has_value());
        const auto before = (*first)->with(cut);
        QVERIFY(!before);
        QCOMPARE(*before.error().command, std::size_t{0});
        QCOMPARE(before.error().reason,
                 std::string("commands.0 could not be done then: conduit D.BEJ~XIA has failed already"));
    }

    void anErrorFromElsewhereKeepsItsText()
    {
        const Judged<> judged = twin::failureAt(ErrorCode::Io, "a.json", 3, "no disk");
        QCOMPARE(judged.error().code, ErrorCode::Io);
        QCOMPARE(judged.error().because.kind, ReasonKind::Other);
        QCOMPARE(text(judged.error().because), judged.error().text());
        QVERIFY(judged.error().text().find("a.json") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TstReason)
#include "tst_reason.moc"
