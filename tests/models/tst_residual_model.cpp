#include "models/attention/attention_model.h"
#include "models/console_models.h"
#include "models/geo/map_scene_builder.h"
#include "models/residual/residual_model.h"
#include "models/residual/residual_words.h"
#include "tests/support/fake_twin.h"
#include "tests/support/residual_samples.h"
#include "tests/twin/generate/feed_twin.h"
#include "tests/twin/generate/small_nation.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace models;
using Type = EntityKey::Type;
using twin::state::LinkResiduals;

namespace {

/// Gives the snapshots of a simulated feed.
class FeedProvider final : public twin::state::SnapshotProvider
{
  public:
    twin::state::SnapshotPtr now;

    [[nodiscard]] twin::state::SnapshotPtr at(const twin::state::TimeCursor& /*cursor*/) const override
    {
        return now;
    }

    [[nodiscard]] twin::state::TimeRange range() const override { return {}; }

    [[nodiscard]] std::vector<twin::state::SeriesPoint> series(const twin::state::SeriesSubject& /*of*/,
                                                               twin::state::TimeRange /*range*/,
                                                               std::size_t /*maxPoints*/) const override
    {
        return {};
    }

    [[nodiscard]] std::vector<twin::state::TimeMark> marks(twin::state::TimeRange /*range*/,
                                                           std::size_t /*maxMarks*/) const override
    {
        return {};
    }
};

/// The console's models over a hand-made twin with all values, and testers that watch them all their life.
struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    ConsoleModels models{twin};
    QAbstractItemModelTester linksTester{&models.links,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester attentionTester{&models.attention,
                                             QAbstractItemModelTester::FailureReportingMode::QtTest};

    Bench()
    {
        twin->fillCalm();
        twin->sources[1].connected = true;
        twin->publish();
        models.feed.poll();
    }

    [[nodiscard]] const twin::state::Snapshot& snapshot() const { return *models.feed.snapshot(); }

    [[nodiscard]] QVariant link(const char* id, int column, int role = Qt::AccessibleTextRole) const
    {
        const int row = models.links.rowOf({Type::Link, QString::fromLatin1(id)});
        return models.links.index(row, column).data(role);
    }

    [[nodiscard]] QStringList attention() const
    {
        QStringList out;
        for (int row = 0; row < models.attention.rowCount({}); ++row) {
            const QString text = models.attention.index(row, AttentionModel::WhatColumn).data().toString();
            if (text.contains(QStringLiteral("expected"))) {
                out.append(text);
            }
        }
        return out;
    }
};

QString fact(const Inspection& inspection, const char* label)
{
    for (const FactSection& section : inspection.sections) {
        for (const Fact& fact : section.facts) {
            if (fact.label == QString::fromUtf8(label)) {
                return fact.unit.isEmpty() ? fact.value : fact.value + u' ' + fact.unit;
            }
        }
    }
    return QStringLiteral("(none)");
}

} // namespace

class ResidualModelTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAWorkloadThereIsNone()
    {
        Bench b;
        QVERIFY(b.models.residual.residuals() == nullptr);
        for (const int column :
             {LinkTable::ResidualColumn, LinkTable::UncertaintyColumn, LinkTable::SignificanceColumn}) {
            QCOMPARE(b.link("bb-1", column).toString(), QStringLiteral("—"));
            QCOMPARE(b.link("bb-1", column, KnownRole).toBool(), false);
            QVERIFY(!b.link("bb-1", column, SortRole).isValid());
        }
        QVERIFY(b.attention().isEmpty());
        QCOMPARE(fact(inspect(b.models.feed.snapshot(), {Type::Link, QStringLiteral("bb-1")}, Language()),
                      "Expected A→B"),
                 QStringLiteral("(none)"));
    }

    /// A worker follows the feed; its answers are of the registry on screen.
    void aWorkerFollowsTheFeed()
    {
        auto provider = std::make_shared<FeedProvider>();
        const auto registry = smallnation::registry();
        twin::generate::FeedOptions options;
        options.startTime = 1'782'864'000 * twin::kSecond;
        options.randomFaults = false;
        FeedTwin world(registry, smallnation::workload(), options);
        SnapshotFeed feed(provider);
        ResidualModel model(feed);
        QSignalSpy changed(&model, &ResidualModel::changed);
        for (int second = 1; second <= 6; ++second) {
            provider->now = world.at(second);
        }
        feed.poll();
        QTRY_VERIFY_WITH_TIMEOUT(model.residuals() != nullptr, 20'000);
        QCOMPARE(model.residuals()->version, provider->now->version);
        QCOMPARE(model.residuals()->measured, 2 * registry->links.size());
        QVERIFY(model.of(registry) == model.residuals().get());
        QVERIFY(model.of(smallnation::registry()) == nullptr);
        provider->now = world.at(8);
        feed.poll();
        QTRY_COMPARE_WITH_TIMEOUT(model.residuals()->version, provider->now->version, 20'000);
        QVERIFY(changed.count() >= 2);
    }

    /// Closing the console in the middle of a computation waits for nothing but its next check.
    void canGoAwayWhileItIsAsked()
    {
        auto provider = std::make_shared<FeedProvider>();
        FeedTwin world(smallnation::registry(), smallnation::workload(), {});
        for (int round = 0; round < 20; ++round) {
            provider->now = world.at(round + 1);
            SnapshotFeed feed(provider);
            const ResidualModel model(feed);
            feed.poll();
        }
        QVERIFY(provider->now != nullptr);
    }

    void anotherRegistryForgetsThem()
    {
        Bench b;
        b.models.residual.show(test::unlistedTransfer(b.snapshot()));
        QVERIFY(b.models.residual.residuals() != nullptr);
        b.twin->setRegistry(test::smallNation().build());
        b.twin->publish();
        b.models.feed.poll();
        QVERIFY(b.models.residual.residuals() == nullptr);
    }

    void theTableShowsTheDirectionFurtherOff()
    {
        Bench b;
        QSignalSpy changed(&b.models.links, &QAbstractItemModel::dataChanged);
        auto residuals = test::unlistedTransfer(b.snapshot());
        test::setOff(*residuals, {test::linkNumber(b.snapshot(), "bb-2"), false}, -30e9);
        residuals->forward[test::linkNumber(b.snapshot(), "bb-3")] = {};
        residuals->reverse[test::linkNumber(b.snapshot(), "bb-3")] = {};
        b.models.residual.show(residuals);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().column(), int{LinkTable::ResidualColumn});
        QCOMPARE(changed[0][1].toModelIndex().column(), int{LinkTable::SignificanceColumn});
        QCOMPARE(b.link("bb-1", LinkTable::ResidualColumn).toString(), QStringLiteral("+230 Gb/s"));
        QCOMPARE(b.link("bb-1", LinkTable::UncertaintyColumn).toString(), QStringLiteral("± 1.00 Gb/s"));
        QCOMPARE(b.link("bb-1", LinkTable::SignificanceColumn).toString(), QStringLiteral("230.0"));
        QCOMPARE(b.link("bb-2", LinkTable::ResidualColumn).toString(), QStringLiteral("−30.0 Gb/s"));
        QCOMPARE(b.link("bb-2", LinkTable::ResidualColumn, SortRole).toDouble(), -30e9);
        QCOMPARE(b.link("bb-2", LinkTable::SignificanceColumn, SortRole).toDouble(), 30.0);
        QCOMPARE(b.link("bb-3", LinkTable::ResidualColumn).toString(), QStringLiteral("—"));
        QVERIFY(b.models.links.isLive(LinkTable::SignificanceColumn));
    }

    void theTableSortsBySignificance()
    {
        Bench b;
        b.models.residual.show(test::unlistedTransfer(b.snapshot()));
        TableProxy& proxy = b.models.linkProxy;
        proxy.sort(LinkTable::SignificanceColumn, Qt::DescendingOrder);
        double last = 1e300;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            const double value = proxy.index(row, LinkTable::SignificanceColumn).data(SortRole).toDouble();
            QVERIFY(value <= last);
            last = value;
        }
        QCOMPARE(proxy.index(0, LinkTable::SignificanceColumn).data(SortRole).toDouble(), 230.0);
    }

    void attentionNamesTheCauseOnce()
    {
        Bench b;
        b.models.residual.show(test::unlistedTransfer(b.snapshot()));
        QTRY_COMPARE(b.attention().size(), 1);
        QCOMPARE(b.attention().first(),
                 QStringLiteral("230 Gb/s ± 1.00 Gb/s more than expected A→B, likely traffic in no list "
                                "from %1 to %2, 230 Gb/s (on 3 link(s))")
                     .arg(entityLabel(b.snapshot(), {Type::Pool, QStringLiteral("pl-1")}, Language()),
                          entityLabel(b.snapshot(), {Type::Pool, QStringLiteral("pl-4")}, Language())));
        b.models.residual.show(test::calmResiduals(b.snapshot()));
        QTRY_COMPARE(b.attention().size(), 0);
    }

    void attentionListsALinkThatNothingExplains()
    {
        Bench b;
        auto residuals = test::calmResiduals(b.snapshot());
        test::setOff(*residuals, {test::linkNumber(b.snapshot(), "bb-2"), false}, -30e9);
        b.models.residual.show(residuals);
        QTRY_COMPARE(b.attention().size(), 1);
        QCOMPARE(b.attention().first(), QStringLiteral("30.0 Gb/s ± 1.00 Gb/s less than expected B→A"));
    }

    /// Residuals of one moment are not shown for another: not after the clock jumped, either way.
    void aJumpOfTheClockForgetsThem()
    {
        for (const twin::TimeNs step : {60 * twin::kSecond, -60 * twin::kSecond}) {
            Bench b;
            b.models.residual.show(test::unlistedTransfer(b.snapshot()));
            b.twin->now += twin::kSecond;
            b.twin->publish();
            b.models.feed.poll();
            QVERIFY(b.models.residual.residuals() != nullptr); // going on
            b.twin->now += step;
            b.twin->publish();
            b.models.feed.poll();
            QVERIFY(b.models.residual.residuals() == nullptr);
        }
    }

    /// What has not lasted is nobody's business yet.
    void attentionWaitsUntilItHasLasted()
    {
        Bench b;
        auto residuals = test::calmResiduals(b.snapshot());
        const auto arc = twin::state::LinkArc{test::linkNumber(b.snapshot(), "bb-2"), true};
        test::setOff(*residuals, arc, 30e9);
        residuals->forward[arc.link].since = residuals->time - 5 * twin::kSecond;
        QSignalSpy judged(&b.models.attentionFeed, &AttentionFeed::changed);
        b.models.residual.show(residuals);
        QTRY_VERIFY(!judged.isEmpty()); // the list is made anew
        QVERIFY(b.attention().isEmpty());
    }

    void theInspectorSaysWhatIsExpectedAndWhy()
    {
        Bench b;
        const auto residuals = test::unlistedTransfer(b.snapshot());
        const Inspection page = inspect(b.models.feed.snapshot(), {Type::Link, QStringLiteral("bb-1")},
                                        Language(), residuals.get());
        QCOMPARE(fact(page, "Expected A→B"), QStringLiteral("10.0 Gb/s"));
        QCOMPARE(fact(page, "Measured A→B"), QStringLiteral("240 Gb/s"));
        QCOMPARE(fact(page, "Residual A→B"), QStringLiteral("+230 Gb/s ± 1.00 Gb/s (230.0 times)"));
        QCOMPARE(fact(page, "Reading A→B"), QStringLiteral("good · 0 s"));
        QCOMPARE(fact(page, "Residual B→A"), QStringLiteral("+500 Mb/s ± 1.00 Gb/s (0.5 times)"));
        QVERIFY2(fact(page, "Likely").startsWith(QStringLiteral("traffic in no list from ")),
                 qPrintable(fact(page, "Likely")));
        const Inspection other = inspect(b.models.feed.snapshot(), {Type::Link, QStringLiteral("bb-2")},
                                         Language(), residuals.get());
        QCOMPARE(fact(other, "Likely"), QStringLiteral("(none)"));
    }

    void theMapsLinksCarryTheirResiduals()
    {
        Bench b;
        MapSceneBuilder builder;
        const auto find = [&](const MapScene& scene, const char* id) {
            const std::uint32_t number = test::linkNumber(b.snapshot(), id);
            return *std::ranges::find(scene.links, number, &MapLink::index);
        };
        const MapScenePtr before =
            builder.build(b.models.feed.snapshot(), {}, b.models.filter, b.models.selection, false);
        QVERIFY(std::isnan(find(*before, "bb-1").forwardResidual));
        builder.setResiduals(test::unlistedTransfer(b.snapshot()));
        const MapScenePtr after =
            builder.build(b.models.feed.snapshot(), {}, b.models.filter, b.models.selection, false);
        QCOMPARE(find(*after, "bb-1").forwardResidual, 230.0F);
        QCOMPARE(find(*after, "bb-1").reverseResidual, 0.5F);
    }

    void everyCauseHasItsWords()
    {
        Bench b;
        twin::state::ResidualCause cause;
        cause.cause = twin::flow::Cause::AbsentFlow;
        cause.a = "fl-1";
        cause.bps = 50e9;
        QCOMPARE(causeText(cause, b.snapshot(), Language()),
                 QStringLiteral("flow fl-1 is listed but does not run, 50.0 Gb/s"));
        cause.cause = twin::flow::Cause::LinkCost;
        cause.a = "bb-1";
        cause.costFactor = 2.5;
        QCOMPARE(causeText(cause, b.snapshot(), Language()),
                 QStringLiteral("traffic is routed as if %1 cost 2.50 times what the registry says")
                     .arg(entityLabel(b.snapshot(), {Type::Link, QStringLiteral("bb-1")}, Language())));
        QCOMPARE(signedRate(std::nan(""), QLocale::c()).text(), QStringLiteral("—"));
        QCOMPARE(signedRate(-1e9, QLocale::c()).text(), QStringLiteral("−1.00 Gb/s"));
    }
};

QTEST_GUILESS_MAIN(ResidualModelTest)
#include "tst_residual_model.moc"
