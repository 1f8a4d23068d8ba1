#include "twin/alarm/residual_attention.h"

#include "tests/support/fake_twin.h"
#include "tests/support/residual_samples.h"

#include <QTest>

#include <algorithm>

using namespace twin::alarm;
using twin::state::LinkArc;

/// What persists of the residuals becomes entries of the attention list.
class TstResidualAttention : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingPersistsNothingIsSaid()
    {
        const auto snapshot = makeSnapshot();
        QVERIFY(residualAttention(*test::calmResiduals(*snapshot)).empty());
        auto residuals = test::unlistedTransfer(*snapshot);
        residuals->causes.front().isPersistent = false;
        for (auto* side : {&residuals->forward, &residuals->reverse}) {
            for (auto& one : *side) {
                one.since = one.since > 0 ? residuals->time - 10 * twin::kSecond : 0;
            }
        }
        QVERIFY(residualAttention(*residuals).empty());
    }

    void aCauseIsOneItemAboutItsWorstLink()
    {
        const auto snapshot = makeSnapshot();
        const auto residuals = test::unlistedTransfer(*snapshot);
        const auto items = residualAttention(*residuals);
        QCOMPARE(items.size(), 1U);
        const AttentionItem& item = items.front();
        QCOMPARE(item.code, AttentionCode::Residual);
        QCOMPARE(item.severity, Severity::Warning);
        QCOMPARE(item.id, std::string("bb-1"));
        QCOMPARE(item.direction, LinkDirection::Forward);
        QCOMPARE(item.value, 230e9);
        QCOMPARE(item.threshold, 1e9);
        QCOMPARE(item.count, 3U);
        QCOMPARE(item.related.size(), 3U);
        QCOMPARE(item.since, residuals->time - 60 * twin::kSecond);
        QVERIFY(item.cause != nullptr && item.cause->a == "pl-1" && item.cause->b == "pl-4");
    }

    void whatNoCauseTouchesIsListedByItself()
    {
        const auto snapshot = makeSnapshot();
        auto residuals = test::unlistedTransfer(*snapshot);
        test::setOff(*residuals, {test::linkNumber(*snapshot, "bb-2"), false}, -30e9);
        const auto items = residualAttention(*residuals);
        QCOMPARE(items.size(), 2U);
        const auto alone = std::ranges::find(items, std::string("bb-2"), &AttentionItem::id);
        QVERIFY(alone != items.end());
        QCOMPARE(alone->direction, LinkDirection::Reverse);
        QCOMPARE(alone->value, -30e9);
        QVERIFY(alone->cause == nullptr);
    }

    /// Two causes that show most on one link would be one row twice.
    void oneLinkStandsForOneCause()
    {
        const auto snapshot = makeSnapshot();
        auto residuals = test::unlistedTransfer(*snapshot);
        residuals->causes.push_back(residuals->causes.front());
        QCOMPARE(residualAttention(*residuals).size(), 1U);
    }

    /// Telemetry of the worst link may have stopped since the cause was found.
    void aLinkThatIsNoLongerMeasuredIsNotJudged()
    {
        const auto snapshot = makeSnapshot();
        auto residuals = test::unlistedTransfer(*snapshot);
        const std::uint32_t silent = residuals->causes.front().worst.link;
        residuals->forward[silent] = {};
        // What else the cause shows on speaks for itself.
        for (const AttentionItem& item : residualAttention(*residuals)) {
            QVERIFY(item.entity.index != silent);
            QVERIFY(item.cause == nullptr);
        }
    }

    /// Of two causes with one worst link the second is not told apart from the first; its other links are.
    void whatNoCauseThatIsShownTouchesIsListedByItself()
    {
        const auto snapshot = makeSnapshot();
        auto residuals = test::unlistedTransfer(*snapshot);
        for (auto& cause : residuals->causes) {
            cause.isPersistent = false;
        }
        const auto items = residualAttention(*residuals);
        QVERIFY(!items.empty());
        for (const AttentionItem& item : items) {
            QVERIFY(item.cause == nullptr);
        }
    }

    void thereIsABound()
    {
        test::RegistryBuilder builder = test::smallNation();
        for (int i = 0; i < 60; ++i) {
            builder.link({"x-" + std::to_string(i), "st-beijing", "st-guiyang", "cr-a", twin::kTerabit, {}});
        }
        test::FakeTwin twin;
        twin.setRegistry(builder.build());
        const auto snapshot = twin.publish();
        auto residuals = test::calmResiduals(*snapshot);
        for (std::uint32_t link = 0; link < residuals->forward.size(); ++link) {
            test::setOff(*residuals, {link, true}, 10e9 + link * 1e9);
        }
        const auto items = residualAttention(*residuals);
        QCOMPARE(items.size(), kMaxResidualItems);
        const auto last = residuals->forward.size() - 1;
        QCOMPARE(items.front().entity.index, last); // the furthest off stay
        QVERIFY(std::ranges::all_of(
            items, [&](const AttentionItem& item) { return item.entity.index > last - kMaxResidualItems; }));
    }

    void mergedItemsKeepTheListsOrder()
    {
        const auto snapshot = makeSnapshot();
        std::vector<AttentionItem> items(3);
        items[0].severity = Severity::Critical;
        items[1].severity = Severity::Warning;
        items[1].code = AttentionCode::Stale;
        items[2].severity = Severity::Indeterminate;
        mergeAttention(items, residualAttention(*test::unlistedTransfer(*snapshot)));
        QCOMPARE(items.size(), 4U);
        QCOMPARE(items[0].severity, Severity::Critical);
        QCOMPARE(items[1].code, AttentionCode::Stale);
        QCOMPARE(items[2].code, AttentionCode::Residual);
        QCOMPARE(items[3].severity, Severity::Indeterminate);
    }

  private:
    [[nodiscard]] static twin::state::SnapshotPtr makeSnapshot()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        return twin.publish();
    }
};

QTEST_GUILESS_MAIN(TstResidualAttention)
#include "tst_residual_attention.moc"
