#include "scenario_grounds.h"
#include "twin/scenario/ground_kit.h"
#include "twin/scenario/situation.h"

#include <QTest>

#include <array>
#include <thread>

using namespace scenario_test;

namespace {

/// Loaded anew, from what is made once.
twin::registry::Loaded nation()
{
    static const auto made = twin::generate::generateNational({1, 131, false, nullptr});
    if (!made) {
        qFatal("%s", made.error().text().c_str());
    }
    auto loaded = twin::registry::buildRegistry(made->file);
    if (!loaded) {
        qFatal("%s", loaded.error().text().c_str());
    }
    return std::move(*loaded);
}

GroundOptions growthOf(double perQuarter)
{
    GroundOptions out;
    out.demand = DemandKind::Forecast;
    out.demandTerms.perQuarter = perQuarter;
    out.demandTerms.at = twin::TimeNs{4'000'000'000} * 1'000'000'000; // in 2096: a lot
    return out;
}

GroundPtr made(const twin::registry::Loaded& of, const GroundOptions& options)
{
    auto out = Ground::of(of.registry, of.workload, options);
    if (!out) {
        qFatal("%s", out.error().text().c_str());
    }
    return std::move(*out);
}

} // namespace

class TestGroundKit : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void groundsOfOneNationShareIt()
    {
        const auto loaded = nation();
        const GroundPtr busy = made(loaded, {});
        const GroundPtr grown = made(loaded, growthOf(0.001));
        QCOMPARE(grown->kit(), busy->kit());
        QCOMPARE(grown->world(), busy->world());
        const auto other = std::make_shared<const twin::registry::Workload>(*loaded.workload);
        QVERIFY(GroundKit::of(loaded.registry, other) != busy->kit());
    }

    /// By state hash: ways that are known and ways that are looked for are the same, whoever came before.
    void aGroundIsTheSameWhoeverCameBefore_data()
    {
        QTest::addColumn<double>("growth");
        QTest::addColumn<qulonglong>("seed");
        QTest::newRow("more of everything") << 0.002 << qulonglong{1};
        QTest::newRow("less of everything") << -0.002 << qulonglong{1};
        QTest::newRow("another seed") << 0.0 << qulonglong{7};
    }

    void aGroundIsTheSameWhoeverCameBefore()
    {
        QFETCH(double, growth);
        QFETCH(qulonglong, seed);
        GroundOptions options = growthOf(growth);
        options.seed = seed;
        const auto known = nation();
        const GroundPtr before = made(known, {});
        const GroundPtr warm = made(known, options);
        const GroundPtr cold = made(nation(), options);
        QVERIFY(cold->kit() != warm->kit());
        QCOMPARE(warm->before()->stateHash, cold->before()->stateHash);
        QVERIFY(warm->before()->stateHash != before->before()->stateHash);
        const Fail cut{{TargetKind::Conduit, known.registry->conduits.front().id}, true};
        QCOMPARE(after(warm, {cut})->stateHash, after(cold, {cut})->stateHash);
        QCOMPARE(made(known, {})->before()->stateHash, before->before()->stateHash);
    }

    void demandsWithoutEndsAreCountedOnce()
    {
        auto document = smallSnapshot();
        addWork(document.message());
        const GroundPtr whole = groundOf(document.message());
        const auto& demands = whole->kit()->demands();
        QCOMPARE(std::ranges::count_if(demands, [](const auto& one) { return !one.isPlaced; }),
                 static_cast<std::ptrdiff_t>(whole->unknownFlows()));
        std::size_t background = 0;
        for (const FlowFact& fact : whole->flows()) {
            background += fact.isBackground ? 1 : 0;
        }
        QCOMPARE(background + whole->unknownFlows(), demands.size());
    }

    void manyMayBeMadeAtOnce()
    {
        const auto loaded = nation();
        std::array<std::string, 6> hashes;
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < hashes.size(); ++i) {
                threads.emplace_back([&loaded, &hashes, i] {
                    hashes[i] = made(loaded, growthOf(i % 2 == 0 ? 0.001 : -0.001))->before()->stateHash;
                });
            }
        }
        for (std::size_t i = 2; i < hashes.size(); ++i) {
            QCOMPARE(hashes[i], hashes[i - 2]);
        }
        QVERIFY(hashes[0] != hashes[1]);
    }
};

QTEST_GUILESS_MAIN(TestGroundKit)
#include "tst_ground_kit.moc"
