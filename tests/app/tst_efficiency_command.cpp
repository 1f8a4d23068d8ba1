#include "tests/app/ctl_process.h"

#include <QTest>

#include <cmath>

using ctl_test::Bench;
using ctl_test::Outcome;

namespace {

/// a–b two ways, 10 and 1 Gb/s.
const char* const kNetwork =
    "NODES 3\nlabel x y\na 0 0\nb 0 0\nc 0 0\n\nEDGES 6\nlabel src dest weight bw delay\n"
    "e0 0 1 1 10000000 1000\ne1 1 0 1 10000000 1000\n"
    "e2 0 2 1 1000000 3000\ne3 2 0 1 1000000 3000\n"
    "e4 2 1 1 1000000 3000\ne5 1 2 1 1000000 3000\n";

} // namespace

/// `suanwangctl efficiency`: the figures users compare, and what they are told when they ask for nonsense.
class TstEfficiencyCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* words, const char* named) {
            QTest::newRow(words) << QString::fromUtf8(words).split(' ') << QString::fromUtf8(named);
        };
        row("intra-centre --flows 0", "--flows");
        row("intra-centre --balancing magic", "--balancing");
        row("intra-centre --cards 1001", "cards are no multiple");
        row("intra-centre --cards 1024 --data 3", "tensor, pipeline and data");
        row("inter-centre --loss 0.6", "--loss");
        row("inter-centre --gbps nan", "--gbps");
        row("inter-centre --sites 65", "--sites");
        row("inter-centre --pools a;b", "--network and --pools go together");
        row("ingress --bytes 0", "--bytes");
        row("ingress --from a", "go together");
        row("inference --cards 4", "fewer cards than one replica");
        row("inference --batch 0", "--batch");
    }

    void nonsenseIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const Outcome outcome = m_bench.run(QStringList{"efficiency"} + arguments + QStringList{"--json"});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.errors.contains(named), qPrintable(outcome.errors));
    }

    /// The command lines of the contract.
    void publishedFiguresComeOut_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<double>("efficiency");
        QTest::addColumn<double>("tolerance");
        const QString trial =
            "inter-centre --params 177e9 --tokens-per-step 4e6 --cards 1024 --card-tflops 320 "
            "--mfu 0.4 --sites 2 --km 500 ";
        QTest::newRow("hash") << "intra-centre --flows 8 --links 8 --balancing ecmp" << 0.39 << 0.01;
        QTest::newRow("nslb") << "intra-centre --flows 8 --links 8 --balancing nslb" << 0.965 << 0.015;
        QTest::newRow("spray") << "intra-centre --flows 8 --links 8 --balancing spray" << 0.965 << 0.015;
        QTest::newRow("trial") << trial + "--gbps 3200 --loss 0 --transport lossless --overlap 0" << 0.973
                               << 0.001;
        QTest::newRow("overlap") << trial + "--gbps 3200 --loss 0 --transport lossless --overlap 0.5" << 0.987
                                 << 0.001;
        QTest::newRow("thin") << trial + "--gbps 400 --loss 0 --transport lossless --overlap 0" << 0.82
                              << 0.006;
        QTest::newRow("loss") << trial + "--gbps 3200 --loss 1e-5 --transport gbn --overlap 0" << 0.863
                              << 0.005;
        QTest::newRow("resent") << trial + "--gbps 3200 --loss 1e-5 --transport sr --overlap 0" << 0.973
                                << 0.001;
    }

    void publishedFiguresComeOut()
    {
        QFETCH(QString, words);
        QFETCH(double, efficiency);
        QFETCH(double, tolerance);
        const Outcome outcome =
            m_bench.run(QStringList{"efficiency"} + words.split(' ') + QStringList{"--json"});
        QCOMPARE(outcome.code, 0);
        const double got = outcome.json.value("efficiency").toDouble();
        QVERIFY2(std::abs(got - efficiency) <= tolerance, qPrintable(QString::number(got)));
        QCOMPARE(outcome.json.value("state_hash").toString().size(), 64);
        QVERIFY(outcome.json.contains("seconds"));
    }

    void partsArePrintedAndRunsAgree()
    {
        const QStringList words =
            QStringLiteral("efficiency intra-centre --cards 2048 --pipeline 4 --json").split(' ');
        const Outcome first = m_bench.run(words);
        QCOMPARE(first.code, 0);
        double sum = 0;
        const QJsonObject parts = first.json.value("parts_s").toObject();
        for (const auto& part : parts) {
            sum += part.toDouble();
        }
        QVERIFY(std::abs(sum - first.json.value("step_s").toDouble()) < 1e-9 * sum);
        QCOMPARE(m_bench.run(words).json.value("state_hash"), first.json.value("state_hash"));
        QCOMPARE(m_bench.run(words + QStringList{"--threads", "2"}).json.value("state_hash"),
                 first.json.value("state_hash"));
    }

    void admissionSaysYesWithAPlanOrNoWithAnOffer()
    {
        m_bench.write("n.graph", kNetwork);
        const QStringList base{"efficiency", "ingress", "--network", m_bench.file("n.graph"),
                               "--from",     "a",       "--to",      "b",
                               "--fill",     "1",       "--json"};
        const Outcome yes = m_bench.run(base + QStringList{"--bytes", "1e12", "--deadline-hours", "1"});
        QCOMPARE(yes.code, 0);
        QJsonObject admission = yes.json.value("admission").toObject();
        QVERIFY(admission.value("admitted").toBool());
        QCOMPARE(admission.value("bps").toDouble(), 5e9);
        QCOMPARE(admission.value("paths").toArray().size(), 1);
        const Outcome no = m_bench.run(base + QStringList{"--bytes", "4e12", "--deadline-hours", "1"});
        QCOMPARE(no.code, 1);
        admission = no.json.value("admission").toObject();
        QCOMPARE(admission.value("reason").toString(), QStringLiteral("no_room"));
        QCOMPARE(admission.value("offer").toObject().value("bps").toDouble(), 10e9);
        QCOMPARE(admission.value("binding").toArray().size(), 2);
        const Outcome nowhere = m_bench.run({"efficiency", "ingress", "--network", m_bench.file("n.graph"),
                                             "--from", "a", "--to", "z", "--json"});
        QCOMPARE(nowhere.code, 2);
    }

  private:
    Bench m_bench;
};

QTEST_GUILESS_MAIN(TstEfficiencyCommand)
#include "tst_efficiency_command.moc"
