#include "app/transport/http_gateway.h"
#include "tests/support/places.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/twin_service.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTest>

#include <cmath>
#include <memory>

using namespace test;
using namespace app::transport;
using twin::PoolMetric;

/// OpenTelemetry's own exporter in front of the gateway. Its modules are npm's: they are used where they are
/// (docs/gateway.md says how to install them), nothing is downloaded here.
class TestOtlpSender final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty()) {
            QSKIP("needs node");
        }
        QProcess look;
        look.setProcessEnvironment(environment());
        look.start(QStringLiteral("node"),
                   {"-e", "require.resolve('@opentelemetry/exporter-metrics-otlp-proto');"
                          "require.resolve('@opentelemetry/sdk-metrics')"});
        if (!look.waitForFinished(20'000) || look.exitCode() != 0) {
            QSKIP("needs the npm modules @opentelemetry/exporter-metrics-otlp-proto and "
                  "@opentelemetry/sdk-metrics in "
                  "the folder that SUANWANG_NODE_MODULES or NODE_PATH names");
        }
    }

    void theOpenTelemetryExporterIsUnderstood()
    {
        constexpr int kRounds = 5;
        auto service = std::move(twin::ingest::TwinService::create({}).value());
        service->setRegistry(world({.pools = 3}), nullptr);
        GatewayWorkerOptions worker;
        worker.mapping = twin::ingest::MappingStore::open({}).value();
        HttpGateway gateway({}, std::move(worker), service->provider());
        QVERIFY(service->start().has_value());
        QVERIFY(gateway.start(*service).has_value());
        QProcess sender;
        sender.setProcessEnvironment(environment());
        sender.start(QStringLiteral("node"),
                     {test::sourcePathQ("/tests/app/otlp_sender.cjs"),
                      QStringLiteral("http://127.0.0.1:%1/v1/metrics").arg(gateway.port()),
                      QString::number(kRounds)});
        QVERIFY(sender.waitForFinished(40'000));
        QVERIFY2(sender.exitCode() == 0, sender.readAllStandardError().constData());
        QCOMPARE(sender.readAllStandardOutput().trimmed().toInt(), kRounds);
        const auto value = [&](PoolMetric metric) {
            const auto now = service->provider()->at({});
            return now ? now->cell(twin::EntityKind::Pool, 0, metric).value : -1;
        };
        QTRY_VERIFY(std::abs(value(PoolMetric::Utilisation) - 0.39) < 1e-9);
        QVERIFY(std::abs(value(PoolMetric::CardUtilisationMax) - 0.74) < 1e-9);
        QVERIFY(value(PoolMetric::StorageRead) > 1'000); // 8,000 bits in a little over 50 ms
        const auto source = service->provider()->at({})->sources->front();
        QCOMPARE(source.name, std::string("otlp/node"));
        QCOMPARE(source.unknownNames.at("request_seconds_sum"), std::uint64_t{kRounds});
        QCOMPARE(source.received,
                 source.applied + source.merged + source.late + source.duplicate + source.refused);
        gateway.stop();
        service->stop();
    }

  private:
    static QProcessEnvironment environment()
    {
        QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
        if (out.contains(QStringLiteral("SUANWANG_NODE_MODULES"))) {
            out.insert(QStringLiteral("NODE_PATH"), out.value(QStringLiteral("SUANWANG_NODE_MODULES")));
        }
        return out;
    }
};

QTEST_GUILESS_MAIN(TestOtlpSender)
#include "tst_otlp_sender.moc"
