#include "models/planner/exact_words.h"
#include "models/planner/reason_words.h"
#include "tests/support/plan_twin.h"
#include "tests/support/reason_sample.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace models;
using namespace twin::scenario;

namespace {

/// The twin of plans with a second link beside the one from Beijing to Xi'an.
std::shared_ptr<test::FakeTwin> parallelTwin()
{
    auto document = smallSnapshot();
    auto& registry = *document.message().mutable_registry();
    const auto first = std::ranges::find(registry.links(), "L.BEJ~XIA.A",
                                         [](const auto& link) -> const auto& { return link.id(); });
    auto second = *first;
    second.set_id("L.BEJ~XIA.C");
    *registry.add_links() = second;
    twin::registry::canonicalise(document.message());
    auto loaded = twin::registry::buildRegistry(document.message());
    if (!loaded) {
        qFatal("%s", loaded.error().text().c_str());
    }
    return std::make_shared<test::FakeTwin>(loaded->registry);
}

} // namespace

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

    /// "208 % (208 % without the work)" gives no reason.
    void sharesThatLookAlikeHaveDigitsThatTell_data()
    {
        QTest::addColumn<double>("now");
        QTest::addColumn<double>("before");
        QTest::addColumn<QString>("said");
        const auto add = [](double now, double before, const char* said) {
            QTest::newRow(said) << now << before << QString::fromUtf8(said);
        };
        add(1.234, 0.5, "123 % (50.0 % without the work)");
        add(2.0801, 2.079, "208.0 % (207.9 % without the work)");
        add(2.08012, 2.07981, "208.01 % (207.98 % without the work)");
        add(1.002, 0.998, "100.2 % (99.8 % without the work)");
        add(2.0800001, 2.08, "208.00001 % (208.00000 % without the work)");
        add(2.08, 2.08, "208 % (208 % without the work)"); // never a reason
    }

    void sharesThatLookAlikeHaveDigitsThatTell()
    {
        QFETCH(double, now);
        QFETCH(double, before);
        QFETCH(QString, said);
        const Reason full = Reason(ReasonKind::FullUncut).with({now, before});
        const QString text = ReasonWords::of(full, names()).replace(QChar(0x00A0), u' ');
        QCOMPARE(text, QStringLiteral("with nothing cut, a link is filled to ") + said);
    }

    /// Of two links between the same places, who is to carry a step out has to know which.
    void parallelLinksAreToldApart()
    {
        const auto twin = parallelTwin();
        const PlanNames known{m_language, twin->tick()};
        const QString ends = known.label(EntityKey::Type::Link, "L.BEJ~XIA.A");
        const QString alone = known.label(EntityKey::Type::Link, "L.XIA~YCH.A");
        const auto resized = [&](NameStyle style, const char* id) {
            return sentenceIn(style, {ResizeLink{id, 8'000'000'000'000}, {}, {}, {}}, known)
                .replace(QChar(0x00A0), u' ');
        };
        QCOMPARE(resized(NameStyle::Short, "L.BEJ~XIA.C"),
                 QStringLiteral("Resize link %1 to 8.00 Tb/s").arg(ends));
        QCOMPARE(resized(NameStyle::Distinct, "L.BEJ~XIA.C"),
                 QStringLiteral("Resize link %1 (L.BEJ~XIA.C) to 8.00 Tb/s").arg(ends));
        QCOMPARE(resized(NameStyle::Distinct, "L.XIA~YCH.A"),
                 QStringLiteral("Resize link %1 to 8.00 Tb/s").arg(alone));
        QCOMPARE(resized(NameStyle::Exact, "L.XIA~YCH.A"),
                 QStringLiteral("Resize link %1 (L.XIA~YCH.A, OP.A) to 8.00 Tb/s").arg(alone));
        QCOMPARE(resized(NameStyle::Exact, "L.NEW"), QStringLiteral("Resize link L.NEW to 8.00 Tb/s"));
        QCOMPARE(sentenceIn(NameStyle::Exact, test::cutBeijing(), known),
                 QStringLiteral("Fail conduit %1 (D.BEJ~XIA)")
                     .arg(known.label(EntityKey::Type::Conduit, "D.BEJ~XIA")));
        QCOMPARE(sentenceIn(NameStyle::Exact, test::loseZhongwei(), known),
                 QStringLiteral("Fail pool %1 (%2)")
                     .arg(known.label(EntityKey::Type::Pool, kZhongwei), QString::fromLatin1(kZhongwei)));
        // A reason too.
        const Reason down(ReasonKind::IsDown, {TargetKind::Link, "L.BEJ~XIA.C"});
        QCOMPARE(ReasonWords::of(down, known),
                 QStringLiteral("link %1 (L.BEJ~XIA.C) has failed by another command").arg(ends));
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
