// The live residual on the demo's nation: near zero while the model is right, whatever is cut, and the
// transfer that nobody listed is found.
#include "twin/generate/demo_drill.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"
#include "twin/state/residual_watch.h"

#include <QTest>

#include "tests/twin/generate/feed_twin.h"

#include <algorithm>
#include <cmath>

using namespace twin;
using namespace twin::generate;
using state::LinkResidualsPtr;

namespace {

/// 2026-07-01 00:00 UTC: eight in the morning in China, while the demo's day begins at its busy hour.
constexpr TimeNs kStart = 1'782'864'000 * kSecond;

} // namespace

class TestFeedResidual : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void aCalmDayHasNoResidual();
    void aCutIsNotTakenForAWrongModel();
    void aTransferNobodyListedIsFound();
    void withoutAWorkloadNothingIsExpected();

  private:
    [[nodiscard]] FeedOptions options() const
    {
        FeedOptions out;
        out.startTime = kStart;
        out.startHour = 21;
        out.randomFaults = false;
        return out;
    }

    registry::RegistryPtr m_registry;
    std::shared_ptr<const registry::Workload> m_workload;
};

void TestFeedResidual::initTestCase()
{
    auto nation = generateNational({});
    QVERIFY2(nation, nation ? "" : nation.error().text().c_str());
    const auto loaded = registry::buildRegistry(nation->file);
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
    m_registry = loaded->registry;
    m_workload = loaded->workload;
}

void TestFeedResidual::aCalmDayHasNoResidual()
{
    FeedTwin twin(m_registry, m_workload, options());
    state::ResidualWatch watch;
    double worst = 0;
    for (int second = 1; second <= 90; ++second) {
        const LinkResidualsPtr now = watch.update(twin.at(second));
        QVERIFY(now != nullptr);
        if (second < 10) {
            continue; // until everything has been heard
        }
        QCOMPARE(now->measured, 2 * m_registry->links.size());
        QVERIFY2(now->rmsSignificance < 1, qPrintable(QString::number(now->rmsSignificance)));
        QVERIFY(now->causes.empty());
        for (std::uint32_t link = 0; link < now->forward.size(); ++link) {
            worst = std::max(worst, std::abs(now->at(now->worst(link)).significance()));
        }
    }
    qInfo("worst of 90 s: %.2f deviations", worst);
    QVERIFY2(worst < state::kSignificant, qPrintable(QString::number(worst)));
}

void TestFeedResidual::aCutIsNotTakenForAWrongModel()
{
    FeedOptions feed = options();
    feed.drill = {{20, FaultAction::CutConduit, m_workload->notableCuts.front().conduitId},
                  {80, FaultAction::RepairConduit, m_workload->notableCuts.front().conduitId}};
    FeedTwin twin(m_registry, m_workload, feed);
    state::ResidualWatch watch;
    std::size_t most = 0;
    for (int second = 1; second <= 140; ++second) {
        const LinkResidualsPtr now = watch.update(twin.at(second));
        QVERIFY(now != nullptr);
        most = std::max(most, now->significant);
        for (std::uint32_t link = 0; link < now->forward.size(); ++link) {
            QVERIFY2(!now->isPersistent(now->worst(link)), m_registry->links[link].id.c_str());
        }
        QVERIFY(now->causes.empty());
    }
    qInfo("at most %zu links off for a moment", most);
}

void TestFeedResidual::aTransferNobodyListedIsFound()
{
    // The pool with the most cards: the demo's kind of sender.
    const auto sender = std::ranges::max_element(m_registry->pools, {}, &registry::Pool::cards)->id;
    FeedOptions feed = options();
    feed.drill = {{15, FaultAction::BeginUnlisted, sender}, {75, FaultAction::EndUnlisted, sender}};
    FeedTwin twin(m_registry, m_workload, feed);
    state::ResidualWatch watch;
    LinkResidualsPtr during;
    LinkResidualsPtr after;
    for (int second = 1; second <= 100; ++second) {
        const LinkResidualsPtr now = watch.update(twin.at(second));
        QVERIFY(now != nullptr);
        if (second == 40) {
            QVERIFY(now->significant > 0); // seen at once…
            QVERIFY(now->causes.empty());  // …told when it has lasted
        }
        during = second == 70 ? now : during;
        after = now;
    }
    QCOMPARE(during->causes.size(), 1U);
    const state::ResidualCause& cause = during->causes.front();
    QCOMPARE(cause.cause, flow::Cause::MissingFlow);
    QCOMPARE(cause.a, sender);
    QVERIFY(cause.isPersistent);
    QVERIFY(cause.arcs.size() >= 2);
    qInfo("%s -> %s, %.1f Gb/s", cause.a.c_str(), cause.b.c_str(), cause.bps / 1e9);
    QVERIFY(after->causes.empty());
    QCOMPARE(after->significant, 0U);
}

void TestFeedResidual::withoutAWorkloadNothingIsExpected()
{
    FeedTwin twin(m_registry, nullptr, options());
    state::ResidualWatch watch;
    QVERIFY(watch.update(twin.at(5)) == nullptr);
}

QTEST_GUILESS_MAIN(TestFeedResidual)
#include "tst_feed_residual.moc"
