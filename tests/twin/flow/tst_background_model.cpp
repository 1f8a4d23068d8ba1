#include "twin/flow/background_model.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"

#include <QTest>

#include <array>
#include <atomic>
#include <thread>

using namespace twin;
using namespace twin::flow;

namespace {

/// Loaded anew, from what is made once.
registry::Loaded nation()
{
    static const auto made = generate::generateNational({1, 131, false, nullptr});
    if (!made) {
        qFatal("%s", made.error().text().c_str());
    }
    auto loaded = registry::buildRegistry(made->file);
    if (!loaded) {
        qFatal("%s", loaded.error().text().c_str());
    }
    return std::move(*loaded);
}

std::vector<std::uint8_t> without(const BackgroundModel& model, std::uint32_t arc)
{
    std::vector<std::uint8_t> out(model.graph()->arcCount(), 0);
    out[arc] = 1;
    return out;
}

} // namespace

class TestBackgroundModel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void thereIsOneWhileSomebodyHoldsIt()
    {
        const auto loaded = nation();
        const auto model = BackgroundModel::of(loaded.registry, loaded.workload);
        QCOMPARE(BackgroundModel::of(loaded.registry, loaded.workload), model);
        QVERIFY(BackgroundModel::of(loaded.registry, loaded.workload, network::PathCost::Metric) != model);
        const auto other = std::make_shared<const registry::Workload>(*loaded.workload);
        QVERIFY(BackgroundModel::of(loaded.registry, other) != model);
    }

    void aRoutingIsMadeOnceAndIsThatOfRouteBackground()
    {
        const auto loaded = nation();
        const auto model = BackgroundModel::of(loaded.registry, loaded.workload);
        const auto failed = without(*model, 0);
        const auto plain = routeBackground(*model->graph(), model->background(), {model->arcCost(), failed});
        const auto first = model->routed(failed);
        QVERIFY(plain && first);
        QCOMPARE((*first)->group_bps, plain->group_bps);
        QCOMPARE((*first)->group_square, plain->group_square);
        QCOMPARE(*model->routed(failed), *first);
        QVERIFY(*model->routed({}) != *first);
    }

    void whatIsLongNotAskedForIsForgotten()
    {
        const auto loaded = nation();
        const auto model = BackgroundModel::of(loaded.registry, loaded.workload);
        const auto held = *model->routed(without(*model, 0));
        for (std::uint32_t arc = 1; arc < BackgroundModel::kMostKept; ++arc) {
            QVERIFY(model->routed(without(*model, arc)));
        }
        QCOMPARE(*model->routed(without(*model, 0)), held); // asked for again: the latest now
        QVERIFY(model->routed(without(*model, 100)));
        QCOMPARE(*model->routed(without(*model, 0)), held);
        for (std::uint32_t arc = 0; arc < BackgroundModel::kMostKept; ++arc) {
            QVERIFY(model->routed(without(*model, 200 + arc)));
        }
        QVERIFY(*model->routed(without(*model, 0)) != held);
    }

    void whatIsCancelledIsNotKept()
    {
        const auto loaded = nation();
        const auto model = BackgroundModel::of(loaded.registry, loaded.workload);
        const std::atomic<bool> cancelled = true;
        const auto refused = model->routed({}, 1, &cancelled);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Cancelled);
        QVERIFY(model->routed({}));
    }

    void manyMayAskAtOnce()
    {
        const auto loaded = nation();
        std::array<std::shared_ptr<const RoutedBackground>, 8> found;
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < found.size(); ++i) {
                threads.emplace_back([&loaded, &found, i] {
                    const auto model = BackgroundModel::of(loaded.registry, loaded.workload);
                    found[i] = *model->routed(without(*model, static_cast<std::uint32_t>(i % 3)));
                });
            }
        }
        for (std::size_t i = 3; i < found.size(); ++i) {
            QCOMPARE(found[i]->group_bps, found[i - 3]->group_bps);
        }
    }
};

QTEST_GUILESS_MAIN(TestBackgroundModel)
#include "tst_background_model.moc"
