#include "tests/app/ctl_process.h"
#include "tests/app/serve_process.h"

using ctl_test::Outcome;
using ctl_test::ServeProcess;

/// `serve` as a user's script sees it.
class TstServeCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        m_nation = m_bench.file(QStringLiteral("nation.swr"));
        QCOMPARE(m_bench.run({"generate", "national", "--out", m_nation}).code, 0);
    }

    void aStateThatCannotBeSavedIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("nothing to save")
            << QStringList{"--save-state", m_bench.file("x.sws")} << 2 << "--save-state needs a --registry";
        QTest::newRow("over the registry") << QStringList{"--registry", m_nation, "--save-state", m_nation}
                                           << 2 << "--save-state would overwrite --registry";
        QTest::newRow("no such folder")
            << QStringList{"--registry", m_nation, "--save-state", "/nonexistent/x.sws"} << 3
            << "/nonexistent/x.sws";
    }

    void aStateThatCannotBeSavedIsSaid()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, message);
        const Outcome outcome =
            m_bench.run(QStringList{"serve", "--listen", "127.0.0.1:0", "--seconds", "0.2"} + arguments);
        QTEST(outcome.code, "code");
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
    }

    /// What telemetry says beside what the twin expects, without ever a window: at a signal and at the end.
    void theStateIsSavedAtASignalAndAtTheEnd()
    {
        const QString state = m_bench.file(QStringLiteral("live.sws"));
        ServeProcess server({"--registry", m_nation, "--listen", "127.0.0.1:0", "--save-state", state});
        const quint16 port = server.port();
        QVERIFY(port != 0);
        feed(port);
        server.signal(SIGUSR1);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(state), 20'000);
        expectResidual(state);
        QVERIFY(QFile::remove(state));
        QCOMPARE(server.endCleanly().value("state").toString(), "stopped");
        QCOMPARE(server.exitCode(), 0);
        expectResidual(state);
    }

    /// Capacities this file does not say: the option's, said by both ends, once.
    void whatIsAssumedOfANetworkFileIsSaid()
    {
        const QString network = m_bench.file(QStringLiteral("small.gml"));
        m_bench.write(QStringLiteral("small.gml"),
                      "graph [\n  node [ id 0 label \"A\" Latitude 30.0 Longitude 110.0 ]\n"
                      "  node [ id 1 label \"B\" Latitude 31.0 Longitude 111.0 ]\n"
                      "  edge [ source 0 target 1 ]\n]\n");
        const QStringList assumed{"--registry", network, "--default-capacity-bps", "25000000000"};
        const QStringList defaults =
            m_bench.run({"validate", network, "--default-capacity-bps", "25000000000", "--json"})
                .json["defaults"]
                .toVariant()
                .toStringList();
        QVERIFY2(defaults.join(' ').contains("25"), qPrintable(defaults.join(' ')));
        ServeProcess server(QStringList{"--listen", "127.0.0.1:0"} + assumed);
        const QJsonObject first = server.nextLine();
        QCOMPARE(first.value("defaults").toVariant().toStringList(), defaults);
        const Outcome fed = m_bench.run(
            QStringList{"feed", "--to", first.value("listen").toString(), "--seconds", "0.2"} + assumed);
        QVERIFY2(fed.code == 0, qPrintable(fed.errors));
        QVERIFY(!server.nextLine().contains("defaults"));
        QCOMPARE(server.endCleanly().value("state").toString(), "stopped");
        const QString errors = server.errors();
        for (const QString& sentence : defaults) {
            const QString line = network + ": " + sentence + '\n';
            QVERIFY2(errors.contains(line), qPrintable(errors));
            QVERIFY2(fed.errors.contains(line), qPrintable(fed.errors));
        }
    }

    /// The registry's file changed: entities that stay keep their values, and a bad one changes nothing.
    void aHangupReadsTheRegistryAgain()
    {
        const QString registry = m_bench.file(QStringLiteral("registry.json"));
        const auto put = [&](const char* edges) {
            m_bench.write(QStringLiteral("net.gml"),
                          QByteArray("graph [\n node [ id 0 label \"A\" Latitude 30.0 Longitude 110.0 ]\n"
                                     " node [ id 1 label \"B\" Latitude 31.0 Longitude 111.0 ]\n") +
                              edges + "]\n");
            QCOMPARE(m_bench.run({"convert", m_bench.file("net.gml"), registry}).code, 0);
        };
        const auto has = [](int links) {
            return [links](const QJsonObject& line) {
                return line["registry"].toObject()["links"].toInt(-1) == links;
            };
        };
        put(" edge [ source 0 target 1 ]\n");
        ServeProcess server({"--registry", registry, "--listen", "127.0.0.1:0"});
        QVERIFY(!server.lineThat(has(1)).isEmpty());
        put(" edge [ source 0 target 1 ]\n edge [ source 0 target 1 ]\n");
        server.signal(SIGHUP);
        QVERIFY(!server.lineThat(has(2)).isEmpty());
        m_bench.write(QStringLiteral("registry.json"), "{\n\"format\":");
        server.signal(SIGHUP);
        const QString errors = server.errors(QStringLiteral("registry.json:2"));
        QVERIFY2(errors.contains("registry.json:2"), qPrintable(errors));
        const QJsonObject last = server.endCleanly();
        QVERIFY(has(2)(last));
        QCOMPARE(server.exitCode(), 0);
    }

  private:
    /// Two seconds of the nation's telemetry; back when all of it is acknowledged.
    void feed(quint16 port) const
    {
        const Outcome fed =
            m_bench.run({"feed", "--registry", m_nation, "--to", QStringLiteral("127.0.0.1:%1").arg(port),
                         "--seconds", "2", "--json"});
        QVERIFY2(fed.code == 0, qPrintable(fed.errors));
    }

    void expectResidual(const QString& state) const
    {
        const Outcome residual = m_bench.run({"residual", "--network", state, "--json"});
        QVERIFY2(residual.code == 0, qPrintable(residual.errors));
        const Outcome whole = m_bench.run({"validate", state, "--json"});
        QCOMPARE(residual.json["measured_arcs"].toInt(), 2 * whole.json["links"].toInt());
    }

    ctl_test::Bench m_bench;
    QString m_nation;
};

QTEST_GUILESS_MAIN(TstServeCommand)
#include "tst_serve_command.moc"
