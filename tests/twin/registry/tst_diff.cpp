#include "twin/registry/diff.h"

#include "small_snapshot.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>

using namespace twin::registry;

namespace {

template <typename List> void dropOne(List& list, twin::Rng& rng)
{
    if (!list.empty()) {
        list.DeleteSubrange(static_cast<int>(rng.below(static_cast<std::uint64_t>(list.size()))), 1);
    }
}

/// A few random edits; the result need not be valid, only to have unique identifiers.
void edit(pb::SnapshotFile& file, twin::Rng& rng)
{
    pb::Registry& r = *file.mutable_registry();
    for (std::uint64_t edits = 1 + rng.below(12); edits > 0; --edits) {
        switch (rng.below(9)) {
        case 0:
            dropOne(*r.mutable_links(), rng);
            break;
        case 1:
            dropOne(*r.mutable_conduits(), rng);
            break;
        case 2:
            r.add_sites()->set_id("new-" + std::to_string(rng.next()));
            break;
        case 3:
            r.mutable_pools(0)->mutable_chips(0)->set_count(static_cast<std::uint32_t>(rng.next()));
            break;
        case 4:
            r.mutable_pools(0)->clear_power();
            break;
        case 5:
            r.set_version(std::to_string(rng.next()));
            break;
        case 6:
            file.mutable_workload()->add_flows()->set_id("F." + std::to_string(rng.next()));
            break;
        case 7:
            r.mutable_pools(1)->mutable_chips()->Clear();
            break;
        default:
            file.mutable_workload()->add_profiles()->set_name("p");
            break;
        }
    }
    if (rng.below(8) == 0) {
        file.clear_workload();
    }
    canonicalise(file);
}

const EntityChange* changeOf(const Diff& diff, const std::string& id)
{
    const auto found = std::ranges::find(diff.changes, id, &EntityChange::entityId);
    return found == diff.changes.end() ? nullptr : &*found;
}

} // namespace

class TstDiff : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aDiffOfSomethingElseIsRefused()
    {
        SnapshotDocument before = smallSnapshot();
        SnapshotDocument after = smallSnapshot();
        after.message().mutable_registry()->mutable_links(0)->set_te_metric(9);
        const Diff diff = diffSnapshots(before.message(), after.message());
        before.message().mutable_registry()->clear_links();
        const auto applied = applyDiff(diff, before.message());
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, twin::ErrorCode::Invalid);
    }

    void equalSnapshotsHaveNoDifference()
    {
        SnapshotDocument other = smallSnapshot();
        other.message().mutable_registry()->mutable_links()->SwapElements(0, 3);
        QVERIFY(diffSnapshots(smallSnapshot().message(), other.message()).empty());
    }

    void saysWhichFieldsChanged()
    {
        SnapshotDocument after = smallSnapshot();
        pb::Pool& pool = *after.message().mutable_registry()->mutable_pools(1);
        QCOMPARE(pool.id(), std::string(kZhongwei));
        pool.mutable_chips(0)->set_count(1200);
        pool.mutable_power()->set_pue_ppm(1'200'000);
        pool.clear_storage();
        const Diff diff = diffSnapshots(smallSnapshot().message(), after.message());
        QCOMPARE(diff.changes.size(), std::size_t(1));
        QCOMPARE(diff.changes[0].list, std::string("pools"));
        const auto& fields = diff.changes[0].fields;
        QCOMPARE(fields.size(), std::size_t(3));
        QCOMPARE(fields[0].path, std::string("chips[0].count"));
        QCOMPARE(fields[0].before, std::string("1000"));
        QCOMPARE(fields[0].after, std::string("1200"));
        QCOMPARE(fields[1].path, std::string("power.pue_ppm"));
        QCOMPARE(fields[2].path, std::string("storage.capacity_bytes"));
        QVERIFY(fields[2].after.empty());
    }

    void namesWhatCameAndWent()
    {
        SnapshotDocument after = smallSnapshot();
        pb::Registry& registry = *after.message().mutable_registry();
        registry.mutable_tunnels()->Clear();
        registry.add_carriers()->set_id("OP.C");
        registry.set_version("2026-02");
        const Diff diff = diffSnapshots(smallSnapshot().message(), after.message());
        QCOMPARE(diff.count(ChangeKind::Added), std::size_t(1));
        QCOMPARE(diff.count(ChangeKind::Removed), std::size_t(1));
        QCOMPARE(diff.count(ChangeKind::Changed), std::size_t(1));
        QCOMPARE(changeOf(diff, "OP.C")->list, std::string("carriers"));
        QCOMPARE(changeOf(diff, "T.BEJ-YCH")->kind, ChangeKind::Removed);
        QCOMPARE(changeOf(diff, "")->fields[0].path, std::string("version"));
    }

    void applyingADiffGivesTheOtherSnapshot()
    {
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            twin::Rng rng(seed, "test.diff");
            SnapshotDocument before = smallSnapshot();
            SnapshotDocument after = smallSnapshot();
            edit(before.message(), rng);
            edit(after.message(), rng);
            const Diff diff = diffSnapshots(before.message(), after.message());
            const auto applied = applyDiff(diff, before.message());
            QVERIFY2(applied.has_value(), qPrintable(QStringLiteral("seed %1").arg(seed)));
            QVERIFY2(before.message().SerializeAsString() == after.message().SerializeAsString(),
                     qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
    }
};

QTEST_GUILESS_MAIN(TstDiff)
#include "tst_diff.moc"
