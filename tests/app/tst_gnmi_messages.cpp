#include "app/transport/gnmi_messages.h"
#include "tests/twin/ingest/gnmi_messages.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/twin_service.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace test;
using namespace app::transport;

namespace {

constexpr int kPatience_ms = 10'000;

/// OpenConfig's interfaces as shipped, with the table of this test's network.
constexpr const char* kMapping = R"({
  "format": "suanwang.mapping.v1",
  "tables": {"interfaces": {"r1/eth0": "link-000001>"}, "channels": {"r1/och-1": "wave-000002"}},
  "rules": [
    {"metric": ["/interfaces/interface/state/counters/out-octets"], "entity": "{target}/{name}",
     "table": "interfaces", "to": {">": "link.forward_bps", "<": "link.reverse_bps"}, "rate": true,
     "wraps_bits": 32, "factor": 8},
    {"metric": ["/interfaces/interface/state/oper-status"], "entity": "{target}/{name}", "table": "interfaces",
     "to": {">": "link.state", "<": "link.state"}, "states": {"UP": "up", "DOWN": "down"}},
    {"metric": ["/components/component/optical-channel/state/input-power/instant"],
     "entity": "{target}/{name}", "table": "channels", "to": "optical.rx_dbm"},
    {"metric": ["/components/component/optical-channel/state/pre-fec-ber/instant"],
     "entity": "{target}/{name}", "table": "channels", "to": "optical.prefec_ber"}
  ]
})";

/// A twin, and the handler that a reader of a bus would have.
class GnmiTwin
{
  public:
    GnmiTwin()
    {
        QFile file(m_directory.filePath(QStringLiteral("mapping.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(kMapping) < 0) {
            qFatal("no mapping");
        }
        file.close();
        twin::ingest::TwinServiceOptions options;
        options.publishInterval = 10 * twin::kMillisecond;
        options.storePath = m_directory.filePath(QStringLiteral("store")).toStdString();
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world({}), nullptr);
        auto mapping = twin::ingest::MappingStore::open({file.fileName().toStdString()});
        if (!mapping || !service->start()) {
            qFatal("%s", mapping ? "not started" : mapping.error().text().c_str());
        }
        messages = std::make_unique<GnmiMessages>(*service, *mapping, "nats", "here");
    }

    ~GnmiTwin()
    {
        messages->close();
        service->stop();
    }

    GnmiTwin(const GnmiTwin&) = delete;
    GnmiTwin& operator=(const GnmiTwin&) = delete;

    void say(const gnmi::SubscribeResponse& message)
    {
        m_payloads.push_back(std::make_unique<std::string>(message.SerializeAsString()));
        messages->take({m_payloads.size(), "telemetry.r1.interfaces", *m_payloads.back()});
    }

    /// Until `count` messages are settled.
    std::vector<SettledMessage> settled(std::size_t count)
    {
        std::vector<SettledMessage> out;
        for (int i = 0; i < 500 && out.size() < count; ++i) {
            for (SettledMessage& one : messages->settle()) {
                out.push_back(std::move(one));
            }
            if (out.size() < count) {
                messages->wait(20 * twin::kMillisecond);
            }
        }
        return out;
    }

    template <typename Metric>
    [[nodiscard]] twin::state::Cell cell(twin::EntityKind kind, std::uint32_t entity, Metric metric) const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? snapshot->cell(kind, entity, metric) : twin::state::Cell{};
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<GnmiMessages> messages;

  private:
    QTemporaryDir m_directory;
    std::vector<std::unique_ptr<std::string>> m_payloads;
};

gnmi::SubscribeResponse counter(twin::TimeNs time, std::uint64_t octets)
{
    gnmi::SubscribeResponse out = notification(time, "r1");
    update(out, interfacePath("eth0", {"state", "counters", "out-octets"}))->set_uint_val(octets);
    return out;
}

gnmi::Path channelPath(const std::string& leaf)
{
    gnmi::Path path;
    element(path, "components");
    element(path, "component", {{"name", "och-1"}});
    for (const char* name : {"optical-channel", "state"}) {
        element(path, name);
    }
    element(path, leaf);
    element(path, "instant");
    return path;
}

twin::TimeNs now()
{
    return twin::SystemClock().now();
}

} // namespace

class TestGnmiMessages final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aSubjectNamesADevice()
    {
        QCOMPARE(gnmiTargetOf("telemetry.r1.interfaces"), std::string_view("r1"));
        QCOMPARE(gnmiTargetOf("telemetry.r1"), std::string_view("r1"));
        QCOMPARE(gnmiTargetOf("telemetry."), std::string_view());
        QCOMPARE(gnmiTargetOf("other.r1.interfaces"), std::string_view());
    }

    void poisonIsRefusedAndTheOthersStay()
    {
        GnmiTwin twin;
        twin.messages->take({7, "telemetry.r1.x", "rubbish"});
        const auto settled = twin.settled(1);
        QCOMPARE(settled.size(), std::size_t{1});
        QCOMPARE(settled[0].id, std::uint64_t{7});
        QVERIFY(!settled[0].isKept && !settled[0].problem.empty());
    }

    /// A counter becomes a rate; one that went past its end goes on; one that began again gives none.
    void aCounterIsARate()
    {
        GnmiTwin twin;
        const twin::TimeNs start = now() - 60 * twin::kSecond;
        twin.say(counter(start, 4'294'966'296));                // 1,000 below the end of 32 bits
        twin.say(counter(start + 10 * twin::kSecond, 249'000)); // 250,000 octets in 10 s
        QCOMPARE(twin.settled(2).size(), std::size_t{2});
        QTRY_COMPARE_WITH_TIMEOUT(twin.cell(twin::EntityKind::Link, 1, twin::LinkMetric::Forward).value,
                                  200'000.0, kPatience_ms);
    }

    void aStateIsAWordAndOpticsAreNumbers()
    {
        GnmiTwin twin;
        gnmi::SubscribeResponse message = notification(now(), "r1");
        update(message, interfacePath("eth0", {"state", "oper-status"}))->set_string_val("DOWN");
        update(message, channelPath("input-power"))->mutable_decimal_val()->set_digits(-1234);
        message.mutable_update()->mutable_update(1)->mutable_val()->mutable_decimal_val()->set_precision(2);
        update(message, channelPath("pre-fec-ber"))->set_double_val(2.5e-4);
        twin.say(message);
        QCOMPARE(twin.settled(1).size(), std::size_t{1});
        using Kind = twin::EntityKind;
        QTRY_COMPARE_WITH_TIMEOUT(twin.cell(Kind::Link, 1, twin::LinkMetric::State).value, 3.0, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.cell(Kind::OpticalChannel, 2, twin::OpticalMetric::RxPower).value,
                                  -12.34, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.cell(Kind::OpticalChannel, 2, twin::OpticalMetric::PreFecBer).value,
                                  2.5e-4, kPatience_ms);
    }

    void whatIsDeletedIsMissing()
    {
        GnmiTwin twin;
        const twin::TimeNs start = now() - 10 * twin::kSecond;
        gnmi::SubscribeResponse message = notification(start, "r1");
        update(message, interfacePath("eth0", {"state", "oper-status"}))->set_string_val("UP");
        twin.say(message);
        gnmi::SubscribeResponse gone = notification(start + twin::kSecond, "r1");
        *gone.mutable_update()->add_delete_() = interfacePath("eth0", {});
        twin.say(gone);
        QCOMPARE(twin.settled(2).size(), std::size_t{2});
        QTRY_COMPARE_WITH_TIMEOUT(twin.cell(twin::EntityKind::Link, 1, twin::LinkMetric::State).quality,
                                  twin::state::Quality::Missing, kPatience_ms);
    }

    void theSameMessageAgainIsADuplicate()
    {
        GnmiTwin twin;
        const twin::TimeNs start = now() - 10 * twin::kSecond;
        gnmi::SubscribeResponse message = notification(start, "r1");
        update(message, interfacePath("eth0", {"state", "oper-status"}))->set_string_val("UP");
        twin.say(message);
        twin.say(message);
        gnmi::SubscribeResponse sync;
        sync.set_sync_response(true);
        twin.say(sync);
        QCOMPARE(twin.settled(3).size(), std::size_t{3});
        const auto source = [&twin] {
            const auto snapshot = twin.service->provider()->at({});
            return snapshot && !snapshot->sources->empty() ? snapshot->sources->front()
                                                           : twin::state::SourceStatus{};
        };
        QTRY_COMPARE_WITH_TIMEOUT(source().applied, std::uint64_t{1}, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(source().duplicate, std::uint64_t{1}, kPatience_ms);
        QCOMPARE(source().name, std::string("gnmi/r1"));
    }
};

QTEST_GUILESS_MAIN(TestGnmiMessages)
#include "tst_gnmi_messages.moc"
