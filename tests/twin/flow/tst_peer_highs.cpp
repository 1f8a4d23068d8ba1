// Min-max utilisation of published networks beside HiGHS, an arc program solved by somebody else's code.
// Skipped where the harness, its package or the networks are not there.
#include "tests/support/places.h"
#include "tests/twin/flow/peers.h"
#include "twin/flow/engineering.h"
#include "twin/network/demand_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;

namespace {

constexpr int kPatience_ms = 100'000;
constexpr double kPeersTolerance = 1e-6; ///< relative: the interior point's own

const QString kPython = QStringLiteral("/usr/bin/python3");

std::string sharedFolder()
{
    const char* given = std::getenv("SUANWANG_SHARED");
    return given != nullptr ? std::string(given) : test::sourcePath("/../shared");
}

struct Input
{
    network::Network network;
    network::DemandSet demands;
};

Result<Input> openInput(const std::string& file)
{
    auto network = network::openNetwork(file);
    if (!network) {
        return failure(network.error());
    }
    auto demands = network::readDemands(file, *network);
    if (!demands) {
        return failure(demands.error());
    }
    return Input{std::move(*network), std::move(*demands)};
}

QByteArray numberText(double value)
{
    return QByteArray::number(value, 'g', 17);
}

/// The graph as the harness reads it, kb/s.
QByteArray graphText(const network::Graph& graph)
{
    QByteArray out = "NODES " + QByteArray::number(graph.nodeCount()) + "\nlabel x y\n";
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        out += "n" + QByteArray::number(node) + " 0 0\n";
    }
    out += "\nEDGES " + QByteArray::number(graph.arcCount()) + "\nlabel src dest weight bw delay\n";
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        out += "e" + QByteArray::number(arc) + " " + QByteArray::number(graph.from()[arc]) + " " +
               QByteArray::number(graph.to()[arc]) + " 1 " +
               numberText(static_cast<double>(graph.capacity()[arc]) / 1000) + " 1\n";
    }
    return out;
}

QByteArray demandsText(std::span<const network::NodeDemand> demands)
{
    QByteArray out = "DEMANDS " + QByteArray::number(demands.size()) + "\nlabel src dest bw\n";
    for (const network::NodeDemand& demand : demands) {
        out += "d " + QByteArray::number(demand.src.value()) + " " + QByteArray::number(demand.dst.value()) +
               " " + numberText(demand.bps / 1000) + "\n";
    }
    return out;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile out(path);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(bytes), bytes.size());
}

} // namespace

class TestPeerHighs : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void theOptimumIsTheirs_data();
    void theOptimumIsTheirs();

  private:
    double optimumByPeer(const Input& input) const;
};

void TestPeerHighs::initTestCase()
{
    if (!flow_test::isThere(flow_test::peersFolder() + "/mlu_lp.py")) {
        QSKIP("the peers' harnesses are not there (set SUANWANG_PEERS)");
    }
    if (!flow_test::runPeer(kPython, {"-c", "import numpy, scipy.optimize"}, kPatience_ms).isDone) {
        QSKIP("HiGHS is not there: package python3-scipy");
    }
}

void TestPeerHighs::theOptimumIsTheirs_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"polska.txt", "abilene.txt", "nobel-germany.txt", "geant.txt"}) {
        QTest::newRow(name) << QString::fromStdString(sharedFolder() + "/data/sndlib/" + name);
    }
}

/// NaN, and a failed test, if it has no answer.
double TestPeerHighs::optimumByPeer(const Input& input) const
{
    const QTemporaryDir folder;
    const QString graph = folder.filePath("case.graph");
    const QString demands = folder.filePath("case.demands");
    write(graph, graphText(input.network.graph));
    write(demands, demandsText(input.demands.demands));
    const auto run =
        flow_test::runPeer(kPython, {flow_test::peersFolder() + "/mlu_lp.py", graph, demands}, kPatience_ms);
    const QJsonObject answer = QJsonDocument::fromJson(run.output).object();
    return run.isDone && answer.value("status").toInt(-1) == 0 ? answer.value("mlu").toDouble()
                                                               : std::nan("");
}

void TestPeerHighs::theOptimumIsTheirs()
{
    QFETCH(QString, file);
    if (!flow_test::isThere(file)) {
        QSKIP("the published networks are not there (set SUANWANG_SHARED)");
    }
    const auto input = openInput(file.toStdString());
    QVERIFY2(input, input ? "" : input.error().text().c_str());
    const double optimum = optimumByPeer(*input);
    QVERIFY(optimum > 0);
    for (const double gap : {0.1, 0.01, 0.001, 0.0}) {
        EngineeringOptions options;
        options.exact = gap == 0.0;
        options.gap = options.exact ? 0.01 : gap;
        const auto answer = engineer(input->network.graph, input->demands.demands, options);
        QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
        QVERIFY(answer->bound <= optimum * (1 + kPeersTolerance));
        QVERIFY(optimum <= answer->value * (1 + kPeersTolerance));
        QVERIFY2(answer->value <= optimum * (1 + gap + kPeersTolerance), numberText(answer->value));
    }
}

QTEST_GUILESS_MAIN(TestPeerHighs)
#include "tst_peer_highs.moc"
