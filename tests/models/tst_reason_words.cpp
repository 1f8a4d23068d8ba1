#include "models/planner/reason_words.h"
#include "tests/support/plan_twin.h"
#include "tests/support/reason_sample.h"

#include <QRegularExpression>
#include <QTest>

using namespace models;
using namespace twin::scenario;

/// Reasons of the engine in the console's words.
class TestReasonWords : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// One more kind of reason needs a line in the table.
    void everyKindHasWords()
    {
        test::forEachReasonKind([&](ReasonKind kind) {
            const Reason reason = test::reasonOf(kind);
            QVERIFY2(ReasonWords::has(kind) || kind == ReasonKind::Other, text(reason).c_str());
            const QString said = ReasonWords::of(reason, names());
            QVERIFY2(!said.isEmpty(), text(reason).c_str());
            static const QRegularExpression place(QStringLiteral("%[0-9n]"));
            QVERIFY2(!said.contains(place), qPrintable(said)); // each has its argument
        });
    }

    /// Whatever the engine's text says of names, things and figures is said.
    void nothingIsLeftOut()
    {
        test::forEachReasonKind([&](ReasonKind kind) {
            const bool isRule = kind == ReasonKind::BadIdentifier || kind == ReasonKind::BadPoolIdentifier;
            const bool isOfThing = kind == ReasonKind::JobIsThere; // "it" in the engine's
            if (isRule || isOfThing) {
                return; // says the rule instead of what was found
            }
            const std::string engine = text(test::reasonOf(kind));
            const QString said = ReasonWords::of(test::reasonOf(kind), names());
            for (const char* argument : {"D.1", "N1", "N2", "N3", "N4"}) {
                QVERIFY2((engine.find(argument) != std::string::npos) ==
                             said.contains(QString::fromLatin1(argument)),
                         qPrintable(said));
            }
            for (const char figure : {'3', '7'}) {
                QVERIFY2(engine.find(figure) == std::string::npos || said.contains(QLatin1Char(figure)),
                         qPrintable(said));
            }
        });
    }

    void thingsHaveTheirNames()
    {
        const auto twin = test::planTwin();
        const PlanNames known{m_language, twin->tick()};
        const Reason full = Reason(ReasonKind::CardsShort, {TargetKind::Pool, kZhongwei}).with({288, 289});
        const QString name = known.label(EntityKey::Type::Pool, kZhongwei);
        QVERIFY(name != QString::fromLatin1(kZhongwei));
        QCOMPARE(ReasonWords::of(full, known),
                 QStringLiteral("pool %1: cards free 288, asked for 289").arg(name));
        Reason fills =
            Reason(ReasonKind::StepFills, {TargetKind::Conduit, "D.9"}, {"L.9>"}).with({1.234, 0.5});
        QCOMPARE(ReasonWords::of(fills, known),
                 QStringLiteral("a cut of conduit D.9 fills link L.9 to 123 % (50.0 % without any step)"));
        fills.isInBusyHour = true;
        fills.from = 1'767'225'600'000'000'000;
        const QString said = ReasonWords::of(fills, known);
        QVERIFY2(said.startsWith(QStringLiteral("in the busy hour, from 2026-01-01 08:00")),
                 qPrintable(said));
        QVERIFY2(said.endsWith(QStringLiteral("(50.0 % without any step)")), qPrintable(said));
    }

    void theNearestAndHowManyMoreAreSaid()
    {
        Reason reason = test::reasonOf(ReasonKind::Unknown);
        reason.nearest = {"D.2", "D.3"};
        QCOMPARE(ReasonWords::of(reason, names()),
                 QStringLiteral("there is no conduit D.1; the nearest: D.2, D.3"));
        reason = test::reasonOf(ReasonKind::IsDownAtFirst);
        reason.more = 12;
        QVERIFY(ReasonWords::of(reason, names()).endsWith(QStringLiteral("(and 12 more)")));
        // A province is there or not; its power is what fails.
        const Reason province(ReasonKind::Unknown, {TargetKind::Province, "Ningxia"});
        QCOMPARE(ReasonWords::of(province, names()), QStringLiteral("there is no province Ningxia"));
    }

    void aNameThatLooksLikeAPlaceStaysAsItIs()
    {
        const Reason odd(ReasonKind::OtherProvince, {"%2", "%1"});
        QCOMPARE(ReasonWords::of(odd, names()),
                 QStringLiteral("%2 names another province than %1, which it is to be like"));
    }

    void aRefusalNamesTheCommandItIsAbout()
    {
        const std::vector<Command> list{test::loseZhongwei(), test::cutBeijing()};
        const Reason again(ReasonKind::FailedAlready, {TargetKind::Conduit, "D.BEJ~XIA"});
        const Refusal itself(again);
        QCOMPARE(ReasonWords::of(itself, list, names()),
                 QStringLiteral("conduit D.BEJ~XIA has failed already"));
        const Refusal other = Refusal(again).of(1, "commands.1: ");
        QCOMPARE(
            ReasonWords::of(other, list, names()),
            QStringLiteral("command 2. Fail conduit D.BEJ~XIA cannot be done: conduit D.BEJ~XIA has failed "
                           "already"));
        // A list that is another one by now.
        QCOMPARE(ReasonWords::of(other, {}, names()), QStringLiteral("conduit D.BEJ~XIA has failed already"));
        const Refusal elsewhere = twin::Error{twin::ErrorCode::Io, "no disk", "a.json", 0, 0};
        QCOMPARE(ReasonWords::of(elsewhere, list, names()), QStringLiteral("a.json: no disk"));
    }

  private:
    [[nodiscard]] PlanNames names() const { return {m_language, nullptr}; }

    Language m_language;
};

QTEST_GUILESS_MAIN(TestReasonWords)
#include "tst_reason_words.moc"
