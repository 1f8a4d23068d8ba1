#include "small_snapshot.h"

#include "tests/twin/state/test_world.h"
#include "twin/registry/build.h"
#include "twin/registry/snapshot_file.h"
#include "twin/state/state_file.h"
#include "twin/state/state_hash.h"
#include "twin/support/file_io.h"
#include "twin/support/sha256.h"

#include "twin/proto/state.pb.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace twin;
using namespace twin::state;

namespace {

using StateFile = suanwang::state::v1::StateFile;

registry::Loaded smallWorld()
{
    auto loaded = registry::buildRegistry(smallSnapshot().message());
    return loaded ? std::move(*loaded) : registry::Loaded{};
}

/// A twin with values of every kind, a flow more than the workload has, and an alarm.
SnapshotPtr someState()
{
    const registry::Loaded world = smallWorld();
    TwinState twin;
    twin.setRegistry(world.registry, world.workload);
    twin.apply(test::flowEvent(test::kNoon, 500, "flow-born-later", true));
    std::uint64_t sequence = 0;
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        const std::size_t count = kind == EntityKind::Flow  ? 2
                                  : kind == EntityKind::Job ? 1
                                                            : world.registry->count(kind);
        for (std::size_t metric = 0; metric < metricsOf(kind).size(); metric += 2) {
            const auto value = static_cast<double>(metric) + 0.1;
            twin.apply(test::batch(test::kNoon + static_cast<TimeNs>(metric), ++sequence,
                                   {test::column(kind, metric, 0, std::vector<double>(count, value))}));
        }
    }
    auto alarm = test::batch(test::kNoon, 501, {});
    AlarmReport report;
    report.alarm.kind = EntityKind::Pool;
    report.alarm.resourceId = kBeijing;
    report.alarm.type = "hot";
    report.alarm.text = "冷却故障";
    report.alarm.source = "feed";
    report.alarm.severity = Severity::Major;
    alarm.events.emplace_back(report);
    twin.apply(alarm);
    SourceStatus source;
    source.name = "feed";
    source.transport = "tcp";
    source.peer = "127.0.0.1:7001";
    source.connected = true;
    source.heartbeat = test::kNoon;
    source.lastReceive = test::kNoon + 1;
    source.received = 500; // counters are of a running twin, and not kept
    const std::vector<SourceStatus> sources{std::move(source)};
    return twin.publish(test::kNoon + kSecond, std::make_shared<const std::vector<SourceStatus>>(sources),
                        {});
}

/// The bytes of a state that was changed and hashed anew: damage that a hash does not show.
std::string forged(const std::function<void(StateFile&)>& change)
{
    const auto bytes = encodeState(*someState());
    StateFile file;
    file.ParseFromString(*bytes);
    change(file);
    file.clear_sha256();
    file.set_sha256(sha256Hex(file.SerializeAsString()));
    return file.SerializeAsString();
}

} // namespace

class TestStateFile : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void damagedFilesAreRefusedWithAReason_data();
    void damagedFilesAreRefusedWithAReason();
    void everyTruncationIsRefused();
    void everyFlippedByteIsRefusedOrHarmless();
    void missingFileIsNotFound();
    void openedStateEqualsTheSaved();
    void sameStateGivesTheSameBytes();
    void jobThatEndedBeforeItsFlowDoesNotSpoilTheFile();
    void stateWithoutWorkloadKeepsItsFlows();
    void restoredTwinGoesOn();
};

void TestStateFile::damagedFilesAreRefusedWithAReason_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& bytes, ErrorCode code, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code << QByteArray(reason);
    };
    row("empty", "", ErrorCode::BadInput, "not a state file");
    row("text", "once upon a time", ErrorCode::BadInput, "not a state file");
    row("other format", forged([](StateFile& f) { f.set_format("suanwang.registry.v1"); }),
        ErrorCode::BadInput, "not a state file");
    row("newer format", forged([](StateFile& f) { f.set_format("suanwang.state.v9"); }),
        ErrorCode::Unsupported, "suanwang.state.v9");
    row("no registry", forged([](StateFile& f) { f.clear_registry(); }), ErrorCode::Invalid, "no registry");
    row("registry with errors", forged([](StateFile& f) {
            f.mutable_registry()->mutable_links(0)->set_capacity_bps(0);
            f.mutable_registry()->set_sha256(registry::contentHash(f.registry()));
        }),
        ErrorCode::Invalid, "capacity_bps");
    row("flow twice", forged([](StateFile& f) { *f.add_flows() = f.flows(0); }), ErrorCode::Invalid, "twice");
    row("job twice", forged([](StateFile& f) { *f.add_jobs() = f.jobs(0); }), ErrorCode::Invalid, "twice");
    row("job state", forged([](StateFile& f) {
            f.mutable_jobs(0)->set_state(static_cast<suanwang::registry::v1::JobState>(99));
        }),
        ErrorCode::Invalid, "no such kind or state");
    row("flow without identifier", forged([](StateFile& f) { f.mutable_flows(0)->clear_id(); }),
        ErrorCode::Invalid, "no identifier");
    row("unknown metric",
        forged([](StateFile& f) { f.mutable_sections(0)->set_metric_names(0, "pool.colour"); }),
        ErrorCode::Invalid, "pool.colour");
    row("metric of another kind",
        forged([](StateFile& f) { f.mutable_sections(0)->set_metric_names(0, "link.state"); }),
        ErrorCode::Invalid, "link.state");
    row("unknown entity", forged([](StateFile& f) { f.mutable_sections(0)->set_entity_ids(0, "nobody"); }),
        ErrorCode::Invalid, "nobody");
    row("short array", forged([](StateFile& f) { f.mutable_sections(0)->mutable_epochs()->RemoveLast(); }),
        ErrorCode::BadInput, "unequal length");
    row("more names than values", forged([](StateFile& f) { f.mutable_sections(1)->add_entity_ids("x"); }),
        ErrorCode::BadInput, "unequal length");
    row("quality", forged([](StateFile& f) { f.mutable_sections(0)->set_qualities(0, 7); }),
        ErrorCode::Invalid, "quality 7");
    row("section twice", forged([](StateFile& f) { *f.add_sections() = f.sections(0); }), ErrorCode::Invalid,
        "second one");
    row("kind", forged([](StateFile& f) {
            f.mutable_sections(0)->set_kind(suanwang::telemetry::v1::ENTITY_UNSPECIFIED);
        }),
        ErrorCode::Invalid, "unknown kind");
    row("cleared alarm", forged([](StateFile& f) {
            f.mutable_alarms(0)->mutable_change()->set_severity(suanwang::telemetry::v1::CLEARED);
        }),
        ErrorCode::Invalid, "severity");
    row("source without a name", forged([](StateFile& f) { f.mutable_sources(0)->clear_name(); }),
        ErrorCode::Invalid, "a source without a name");
    row("source twice", forged([](StateFile& f) { *f.add_sources() = f.sources(0); }), ErrorCode::Invalid,
        "'feed' is listed twice");
    row("too many sources", forged([](StateFile& f) {
            for (int i = 0; i < 4'096; ++i) {
                f.add_sources()->set_name("s" + std::to_string(i));
            }
        }),
        ErrorCode::TooLarge, "more than 4,096 sources");
    std::string wrongHash = *encodeState(*someState());
    const std::size_t place = wrongHash.find("feed");
    wrongHash.replace(place, 4, "food");
    row("hash", wrongHash, ErrorCode::BadInput, "SHA-256");
}

void TestStateFile::damagedFilesAreRefusedWithAReason()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, reason);
    const auto opened = decodeState(bytes.toStdString());
    QVERIFY(!opened);
    const QByteArray told = QByteArray::fromStdString(opened.error().reason);
    QVERIFY2(opened.error().code == code, told.constData());
    QVERIFY2(told.contains(reason), told.constData());
}

void TestStateFile::everyTruncationIsRefused()
{
    const std::string bytes = *encodeState(*someState());
    for (std::size_t length = 0; length < bytes.size(); length += 1 + length / 40) {
        QVERIFY(!decodeState(std::string_view(bytes).substr(0, length)));
    }
    QVERIFY(decodeState(bytes));
}

void TestStateFile::everyFlippedByteIsRefusedOrHarmless()
{
    const std::string bytes = *encodeState(*someState());
    const auto whole = decodeState(bytes);
    QVERIFY2(whole.has_value(), whole ? "" : whole.error().reason.c_str());
    const std::string hash = stateHash(**whole);
    for (std::size_t i = 0; i < bytes.size(); i += 37) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        const auto opened = decodeState(damaged);
        QVERIFY(!opened || stateHash(**opened) == hash);
    }
}

void TestStateFile::missingFileIsNotFound()
{
    const auto opened = openState("/nonexistent/state.sws");
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NotFound);
}

void TestStateFile::openedStateEqualsTheSaved()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("moment.sws")).toStdString();
    const auto saved = someState();
    const auto done = saveState(path, *saved);
    QVERIFY2(done.has_value(), done ? "" : done.error().reason.c_str());
    const auto opened = openState(path);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().reason.c_str());
    QCOMPARE(stateHash(**opened), stateHash(*saved));
    QCOMPARE((*opened)->time, saved->time);
    QVERIFY(!(*opened)->live);
    QCOMPARE((*opened)->registry->sha256, saved->registry->sha256);
    QCOMPARE((*opened)->alarms->size(), std::size_t(1));
    QCOMPARE((*opened)->alarms->front().text, std::string("冷却故障"));
    QCOMPARE((*opened)->alarms->front().source, std::string("feed"));
    QVERIFY((*opened)->find(EntityKind::Flow, "flow-born-later"));
    QCOMPARE((*opened)->sources->size(), std::size_t(1));
    const SourceStatus& source = (*opened)->sources->front();
    QCOMPARE(source.name, std::string("feed"));
    QCOMPARE(source.transport, std::string("tcp"));
    QCOMPARE(source.peer, std::string("127.0.0.1:7001"));
    QVERIFY(source.connected);
    QCOMPARE(source.heartbeat, test::kNoon);
    QCOMPARE(source.lastReceive, test::kNoon + 1);
    QCOMPARE(source.received, std::uint64_t(0));
}

void TestStateFile::sameStateGivesTheSameBytes()
{
    const std::string bytes = *encodeState(*someState());
    QCOMPARE(*encodeState(*someState()), bytes);
    const auto opened = decodeState(bytes);
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().reason.c_str());
    QCOMPARE(*encodeState(**opened), bytes);
}

void TestStateFile::jobThatEndedBeforeItsFlowDoesNotSpoilTheFile()
{
    const registry::Loaded world = smallWorld();
    TwinState twin;
    twin.setRegistry(world.registry, world.workload);
    auto job = std::make_shared<registry::Job>(*world.workload->jobs.front());
    job->state = registry::JobState::Done;
    auto batch = test::batch(test::kNoon, 1, {});
    batch.events.emplace_back(JobChange{job});
    twin.apply(batch);
    const auto saved = twin.publish(test::kNoon, nullptr, {});
    const auto opened = decodeState(*encodeState(*saved));
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().reason.c_str());
    QVERIFY(!(*opened)->find(job->id));
    QVERIFY((*opened)->find(EntityKind::Flow, world.workload->flows.front()->id));
    QCOMPARE((*opened)->workload->sha256, world.workload->sha256);
    QCOMPARE(stateHash(**opened), stateHash(*saved));
}

void TestStateFile::stateWithoutWorkloadKeepsItsFlows()
{
    TwinState twin;
    twin.setRegistry(smallWorld().registry, nullptr);
    twin.apply(test::flowEvent(test::kNoon, 1, "flow-a", true));
    const auto opened = decodeState(*encodeState(*twin.publish(test::kNoon, nullptr, {})));
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().reason.c_str());
    QVERIFY(!(*opened)->workload);
    QVERIFY((*opened)->find(EntityKind::Flow, "flow-a"));
}

void TestStateFile::restoredTwinGoesOn()
{
    const auto opened = decodeState(*encodeState(*someState()));
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().reason.c_str());
    TwinState twin;
    twin.restore(**opened);
    QCOMPARE(stateHash(*twin.publish(test::kNoon, nullptr, {})), stateHash(**opened));
    const auto pool = twin.resolve(EntityKind::Pool, kBeijing);
    const auto fresh = twin.apply(test::batch(
        test::kNoon + 9 * kSecond, 900, {test::column(EntityKind::Pool, PoolMetric::Inlet, pool, {31})}));
    QCOMPARE(fresh.applied, std::uint64_t(1));
    const auto late = twin.apply(test::batch(
        test::kNoon - kSecond, 901, {test::column(EntityKind::Pool, PoolMetric::Inlet, pool, {31})}));
    QCOMPARE(late.late, std::uint64_t(1));
}

QTEST_GUILESS_MAIN(TestStateFile)
#include "tst_state_file.moc"
