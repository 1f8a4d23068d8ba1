#include "tests/support/places.h"
#include "twin/support/metrics.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <limits>

class TstMetrics : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void unknownNameIsNone() { QVERIFY(twin::metricByName("pool.nonsense") == nullptr); }

    /// The enums of metrics.h and resources/metrics.json name the same columns.
    void enumsMatchTheFile_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("column");
        const auto row = [](const char* name, auto column) {
            QTest::newRow(name) << QByteArray(name) << int(column);
        };
        row("pool.utilisation_ratio", twin::PoolMetric::Utilisation);
        row("pool.cards_free", twin::PoolMetric::CardsFree);
        row("pool.facility_power_w", twin::PoolMetric::FacilityPower);
        row("pool.inlet_celsius", twin::PoolMetric::Inlet);
        row("pool.memory_used_ratio", twin::PoolMetric::MemoryUsed);
        row("pool.egress_bps", twin::PoolMetric::Egress);
        row("pool.cats_score", twin::PoolMetric::Cats);
        row("pool.state", twin::PoolMetric::State);
        row("pool.card_max_celsius", twin::PoolMetric::CardCelsiusMax);
        row("pool.card_ecc_errors", twin::PoolMetric::CardEccErrors);
        row("pool.ports_flapping", twin::PoolMetric::PortsFlapping);
        row("link.forward_bps", twin::LinkMetric::Forward);
        row("link.reverse_drop_ratio", twin::LinkMetric::ReverseDrop);
        row("link.state", twin::LinkMetric::State);
        row("optical.sop_rad_per_s", twin::OpticalMetric::SopRate);
        row("probe.loss_ratio", twin::TunnelMetric::Loss);
        row("service_node.registry_version", twin::ServiceNodeMetric::RegistryVersion);
        row("site.state", twin::SiteMetric::State);
        row("flow.loss_ratio", twin::FlowMetric::Loss);
        row("job.cards", twin::JobMetric::Cards);
    }

    void enumsMatchTheFile()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, column);
        const twin::MetricInfo* info = twin::metricByName(name.toStdString());
        QVERIFY(info != nullptr);
        QCOMPARE(int(info->column), column);
        QCOMPARE(twin::metricsOf(info->kind)[info->column].name, info->name);
    }

    void everyMetricHasAUnitAndOrderedBounds()
    {
        for (const twin::MetricInfo& info : twin::allMetrics()) {
            QVERIFY(!info.unit.empty());
            QVERIFY(info.min < info.max);
            QVERIFY(info.period >= 0);
        }
    }

    void whereAMetricAppliesIsKnown()
    {
        using twin::MetricScope;
        QVERIFY(twin::metricByName("pool.inlet_celsius")->scope == MetricScope::All);
        for (const twin::MetricInfo& info : twin::allMetrics()) {
            const bool cards = info.name.starts_with("pool.card_") || info.name == "pool.ports_flapping";
            QCOMPARE(info.scope == MetricScope::Subscribed, cards);
            QCOMPARE(info.scope == MetricScope::Probed, info.kind == twin::EntityKind::Tunnel);
        }
    }

    /// docs/telemetry-protocol.md lists them all, and none that is not there.
    void theDocumentNamesEveryMetric()
    {
        QFile file(test::sourcePathQ("/docs/telemetry-protocol.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(file.readAll());
        const qsizetype alarms = text.indexOf(QStringLiteral("- **Alarm types.**")); // named alike
        text.remove(alarms, text.indexOf(QStringLiteral("\n- **"), alarms + 1) - alarms);
        for (const twin::MetricInfo& info : twin::allMetrics()) {
            const auto name = QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size()));
            QVERIFY2(text.contains('`' + name + '`'), qPrintable(name));
        }
        static const QRegularExpression listed(
            QStringLiteral("`((?:pool|link|optical|probe|service_node|site|flow|job)\\.[a-z_]+)`"));
        auto found = listed.globalMatch(text);
        while (found.hasNext()) {
            const QString name = found.next().captured(1);
            QVERIFY2(twin::metricByName(name.toStdString()) != nullptr, qPrintable(name));
        }
    }

    void staleIsMoreThanTwoAndAHalfPeriods()
    {
        QVERIFY(!twin::isStale(0, 10 * twin::kSecond, 25 * twin::kSecond));
        QVERIFY(twin::isStale(0, 10 * twin::kSecond, 25 * twin::kSecond + 1));
        QVERIFY(!twin::isStale(0, 0, std::numeric_limits<twin::TimeNs>::max()));
    }
};

QTEST_GUILESS_MAIN(TstMetrics)
#include "tst_metrics.moc"
