#include "twin/registry/build.h"
#include "twin/registry/workload_proto.h"

#include "small_snapshot.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace twin::registry;

namespace {

Loaded loadedSmall()
{
    auto loaded = buildRegistry(smallSnapshot().message());
    return loaded ? std::move(*loaded) : Loaded{};
}

} // namespace

class TstBuild : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusesASnapshotWithErrors()
    {
        SnapshotDocument document = smallSnapshot();
        pb::Registry& registry = *document.message().mutable_registry();
        registry.mutable_links(0)->set_capacity_bps(0);
        registry.mutable_links(1)->set_capacity_bps(0);
        canonicalise(document.message());
        const auto loaded = buildRegistry(document.message());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, twin::ErrorCode::Invalid);
        QVERIFY(loaded.error().reason.find(registry.links(0).id()) != std::string::npos);
        QVERIFY(loaded.error().reason.find("1 more error") != std::string::npos);
    }

    void refusesAFileWithAWorkloadOnly()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("w.swr")).toStdString();
        SnapshotDocument document = smallSnapshot();
        document.message().clear_registry();
        QVERIFY(writeSnapshot(path, document).has_value());
        const auto loaded = loadRegistryFile(path);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().file, path);
    }

    void warningsDoNotRefuse()
    {
        SnapshotDocument document = smallSnapshot();
        document.message().mutable_registry()->mutable_service_nodes(0)->set_ttl_s(5);
        canonicalise(document.message());
        const auto loaded = buildRegistry(document.message());
        QVERIFY(loaded.has_value());
        QCOMPARE(loaded->validation.warnings, std::size_t(1));
    }

    void entitiesAreSortedWhateverTheFileSays()
    {
        SnapshotDocument document = smallSnapshot();
        pb::Registry& message = *document.message().mutable_registry();
        message.mutable_links()->SwapElements(0, message.links_size() - 1);
        message.mutable_pools()->SwapElements(0, 1);
        const auto loaded = buildRegistry(document.message());
        QVERIFY(loaded.has_value());
        QVERIFY(std::ranges::is_sorted(loaded->registry->links, {}, &Link::id));
        QVERIFY(std::ranges::is_sorted(loaded->registry->pools, {}, &Pool::id));
        QCOMPARE(loaded->registry->sha256, smallSnapshot().message().registry().sha256());
    }

    void everyIdentifierIsFound()
    {
        const Loaded loaded = loadedSmall();
        const Registry& registry = *loaded.registry;
        for (const auto kind :
             {twin::EntityKind::Pool, twin::EntityKind::Link, twin::EntityKind::OpticalChannel,
              twin::EntityKind::Tunnel, twin::EntityKind::ServiceNode, twin::EntityKind::Site}) {
            QVERIFY(registry.count(kind) > 0);
            for (std::uint32_t i = 0; i < registry.count(kind); ++i) {
                const twin::EntityRef ref{kind, i};
                QCOMPARE(registry.find(kind, registry.id(ref)), std::optional(ref));
                QCOMPARE(registry.find(registry.id(ref)), std::optional(ref));
            }
        }
        QVERIFY(!registry.find("nobody"));
        QVERIFY(!registry.conduit("nothing").isValid());
        QCOMPARE(registry.subjects[registry.subject("E002").value()].id, std::string("E002"));
    }

    void referencesLeadBothWays()
    {
        const Loaded loaded = loadedSmall();
        const Registry& registry = *loaded.registry;
        const auto number = registry.find(twin::EntityKind::Pool, kZhongwei);
        QVERIFY(number.has_value());
        const Pool& pool = registry[PoolIndex(number->index)];
        QCOMPARE(registry[pool.subject].id, std::string("E001"));
        QCOMPARE(registry[pool.subject].pools, std::vector{PoolIndex(number->index)});
        QCOMPARE(registry[registry[pool.cluster].hub].id, std::string("H.NX"));
        QCOMPARE(registry[pool.hub].clusters, std::vector{pool.cluster});
        QCOMPARE(pool.access.size(), std::size_t(2));
        QCOMPARE(registry.endpointId(registry[pool.access[0]].a), pool.id);
        const Conduit& duct = registry[registry.conduit("D.BEJ~XIA")];
        QCOMPARE(duct.links.size(), std::size_t(2)); // carrier A's link and B's long one
        const auto xian = registry.find(twin::EntityKind::Site, "S.XIA");
        QVERIFY(xian.has_value());
        QCOMPARE(registry[SiteIndex(xian->index)].links.size(), std::size_t(4));
    }

    void figuresKeepTheirUnits()
    {
        const Loaded loaded = loadedSmall();
        const Registry& registry = *loaded.registry;
        const Pool& pool = registry.pools[0];
        QCOMPARE(pool.cards, 1000U);
        QCOMPARE(pool.declared[twin::Precision::Fp16], std::uint64_t(320'000'000));
        QCOMPARE(pool.power.pue, 1.15);
        QCOMPARE(pool.sla.latencyClass_ms, 20U);
        QCOMPARE(pool.fabric.oversubscription, 1.0); // not given
        QCOMPARE(registry.total()[twin::Precision::Fp16], std::uint64_t(640'000'000));
        QCOMPARE(registry.links[0].capacityReverse_bps, registry.links[0].capacity_bps);
        QCOMPARE(loaded.workload->profiles[0].factor[23], 0.96);
        QCOMPARE(loaded.workload->jobs[0]->precision, twin::Precision::Bf16);
    }

    void theTotalCountsPoolsInServiceOnly()
    {
        SnapshotDocument document = smallSnapshot();
        document.message().mutable_registry()->mutable_pools(0)->mutable_asset()->set_state(pb::PLANNED);
        canonicalise(document.message());
        const auto loaded = buildRegistry(document.message());
        QVERIFY(loaded.has_value());
        QCOMPARE(loaded->registry->total()[twin::Precision::Fp16], std::uint64_t(320'000'000));
    }

    void aRegistryGoesBackToItsMessage()
    {
        const Loaded loaded = loadedSmall();
        pb::Registry message;
        QVERIFY(toProto(*loaded.registry, message).has_value());
        QCOMPARE(message.SerializeAsString(), smallSnapshot().message().registry().SerializeAsString());
        QVERIFY(!toProto(Registry(), message));
    }

    void aLiveWorkloadTakesThePlaceOfTheLoadedOne()
    {
        const Loaded loaded = loadedSmall();
        Flow born;
        born.id = "F.000000";
        born.src = "S.YCH";
        born.dst = "S.BEJ";
        born.rateRequested_bps = 5e9;
        Job job = *loaded.workload->jobs[0];
        job.progress = 0.25;
        const std::vector flows{std::make_shared<const Flow>(born)};
        const std::vector jobs{std::make_shared<const Job>(job)};
        pb::Workload message;
        QVERIFY(toProto(*loaded.workload, flows, jobs, message).has_value());
        QCOMPARE(message.flows_size(), 1);
        QCOMPARE(message.flows(0).id(), std::string("F.000000"));
        QCOMPARE(message.jobs(0).progress_ppm(), 250'000U);
        QCOMPARE(message.jobs(0).requirement().gflops(), 1U);
        QCOMPARE(message.demands_size(), 1);
        QCOMPARE(message.sha256(), contentHash(message));
    }

    void aJobKeepsWhatBindsIt()
    {
        SnapshotDocument document = smallSnapshot();
        pb::JobRequirement& asked =
            *document.message().mutable_workload()->mutable_jobs(0)->mutable_requirement();
        asked.set_latency_class(pb::MS_5);
        asked.set_loss_max_ppm(10);
        asked.set_budget_e4_cny(1'234'500);
        asked.set_green_min_ppm(500'000);
        asked.set_memory_bytes(64ULL << 30U);
        asked.set_data_in_bytes(7'000'000'000'001);
        asked.set_data_site("S.YCH");
        asked.add_allowed_adcodes(640'000);
        canonicalise(document.message());
        const auto loaded = buildRegistry(document.message());
        QVERIFY(loaded.has_value());
        const JobLimits& limits = loaded->workload->jobs[0]->limits;
        QCOMPARE(limits.latencyClass_ms, 5U);
        QCOMPARE(limits.lossMax, 1e-5);
        QCOMPARE(limits.budget_cny, 123.45);
        QCOMPARE(limits.greenMin, 0.5);
        QCOMPARE(limits.memoryBytes, std::uint64_t(64) << 30U);
        QCOMPARE(limits.dataBytes, std::uint64_t(7'000'000'000'001));
        QCOMPARE(limits.dataSite, std::string("S.YCH"));
        QCOMPARE(limits.provinces, std::vector<std::uint32_t>{640'000});
        pb::Workload message;
        QVERIFY(
            toProto(*loaded->workload, loaded->workload->flows, loaded->workload->jobs, message).has_value());
        QCOMPARE(message.sha256(), loaded->workload->sha256);
    }

    void jobsAndFlowsReadBackTheSame()
    {
        const Loaded loaded = loadedSmall();
        pb::Workload message;
        QVERIFY(
            toProto(*loaded.workload, loaded.workload->flows, loaded.workload->jobs, message).has_value());
        QCOMPARE(message.sha256(), loaded.workload->sha256);
    }
};

QTEST_GUILESS_MAIN(TstBuild)
#include "tst_build.moc"
