// The fluid simulation beside SimGrid's on small instances, flow by flow. Skipped where the harness or the
// package is not there.
#include "tests/twin/flow/peers.h"
#include "twin/flow/fluid_instance.h"
#include "twin/flow/instance_file.h"
#include "twin/support/rng.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace twin;
using namespace twin::flow;

namespace {

constexpr int kPatience_ms = 100'000;
constexpr double kSame = 1e-6; ///< relative, of a finish time

/// Flows over one to five of `links`, each once, all at once or one after the other. Capacities differ by up
/// to a thousand times, so that bottlenecks lie on many levels.
std::string randomInstance(std::uint64_t seed, std::uint32_t links, std::uint32_t flows, double perSecond)
{
    Rng rng(seed, "tst_peer_simgrid");
    std::string out = std::to_string(links) + " " + std::to_string(flows) + "\n";
    for (std::uint32_t link = 0; link < links; ++link) {
        out += std::to_string(1e6 * std::pow(10.0, rng.uniform(0, 3))) + "\n";
    }
    std::vector<std::uint32_t> order(links);
    for (std::uint32_t link = 0; link < links; ++link) {
        order[link] = link;
    }
    double start_s = 0;
    for (std::uint32_t flow = 0; flow < flows; ++flow) {
        start_s += perSecond > 0 ? rng.uniform(0, 2 / perSecond) : 0;
        const auto count = static_cast<std::uint32_t>(1 + rng.below(5));
        out += std::to_string(rng.lognormal(1e8, 1.5)) + " " + std::to_string(start_s) + " " +
               std::to_string(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            std::swap(order[i], order[i + rng.below(links - i)]);
            out += " " + std::to_string(order[i]);
        }
        out += "\n";
    }
    return out;
}

} // namespace

class TestPeerSimgrid : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void finishTimesAreTheirs_data();
    void finishTimesAreTheirs();

  private:
    QTemporaryDir m_folder;
    QString m_program;
};

void TestPeerSimgrid::initTestCase()
{
    const QString source = flow_test::peersFolder() + "/simgrid_fluid.cpp";
    if (!flow_test::isThere(source)) {
        QSKIP("the peers' harnesses are not there (set SUANWANG_PEERS)");
    }
    if (!flow_test::isThere("/usr/include/simgrid/s4u.hpp")) {
        QSKIP("SimGrid is not there: package libsimgrid-dev");
    }
    m_program = m_folder.filePath("simgrid_fluid");
    const auto built =
        flow_test::runPeer("g++", {"-O1", "-std=c++17", source, "-o", m_program, "-lsimgrid"}, kPatience_ms);
    QVERIFY2(built.isDone, built.errors);
}

void TestPeerSimgrid::finishTimesAreTheirs_data()
{
    QTest::addColumn<std::uint32_t>("links");
    QTest::addColumn<std::uint32_t>("flows");
    QTest::addColumn<double>("perSecond");
    QTest::newRow("many on few links") << 5U << 40U << 0.0;
    QTest::newRow("at once") << 60U << 400U << 0.0;
    QTest::newRow("few on many") << 300U << 150U << 0.0;
    QTest::newRow("one after the other") << 40U << 300U << 3.0;
}

void TestPeerSimgrid::finishTimesAreTheirs()
{
    QFETCH(std::uint32_t, links);
    QFETCH(std::uint32_t, flows);
    QFETCH(double, perSecond);
    const std::string text =
        randomInstance(links, links, flows, perSecond); // the seed is the number of links
    const auto instance = parseInstance(text, "instance");
    QVERIFY2(instance, instance ? "" : instance.error().text().c_str());
    const auto ours = simulateInstance(*instance);
    QVERIFY2(ours, ours ? "" : ours.error().text().c_str());
    QFile file(m_folder.filePath("instance"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.data(), static_cast<qint64>(text.size())) > 0);
    file.close();
    const auto run =
        flow_test::runPeer(m_program, {file.fileName(), m_folder.filePath("finish")}, kPatience_ms);
    QVERIFY2(run.isDone, run.errors);
    QFile finish(m_folder.filePath("finish"));
    QVERIFY(finish.open(QIODevice::ReadOnly));
    const QByteArrayList theirs = finish.readAll().trimmed().split('\n');
    QCOMPARE(theirs.size(), static_cast<qsizetype>(ours->finish_s.size()));
    for (qsizetype i = 0; i < theirs.size(); ++i) {
        const double expected = theirs[i].toDouble();
        const double found = ours->finish_s[static_cast<std::size_t>(i)];
        QVERIFY2(std::abs(found - expected) <= kSame * expected, "flow " + QByteArray::number(i) + ": " +
                                                                     QByteArray::number(found, 'g', 12) +
                                                                     ", not " + theirs[i]);
    }
}

QTEST_GUILESS_MAIN(TestPeerSimgrid)
#include "tst_peer_simgrid.moc"
