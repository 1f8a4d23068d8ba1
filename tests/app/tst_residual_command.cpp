#include "tests/app/ctl_process.h"
#include "tests/twin/generate/feed_twin.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"
#include "twin/state/state_file.h"

#include <algorithm>

#include <cmath>

using ctl_test::Outcome;
using namespace twin;

namespace {

constexpr int kSide = 4; ///< nodes of a side of the grid

/// A grid of kSide × kSide nodes n00 … n33 with 10 Gb/s links whose weights differ, so that paths are unique;
/// the link between `a` and `b` weighs `factor` times what it does in the model.
QByteArray grid(int a = -1, int b = -1, int factor = 1)
{
    QByteArray nodes = "NODES " + QByteArray::number(kSide * kSide) + "\nlabel x y\n";
    QByteArray edges;
    int count = 0;
    const auto link = [&](int from, int to) {
        const int weight = (100 + (from * 37 + to * 11) % 23) * (from == a && to == b ? factor : 1);
        for (const auto& [src, dst] : {std::pair(from, to), std::pair(to, from)}) {
            edges += "e" + QByteArray::number(count++) + " " + QByteArray::number(src) + " " +
                     QByteArray::number(dst) + " " + QByteArray::number(weight) + " 10000000 1\n";
        }
    };
    for (int node = 0; node < kSide * kSide; ++node) {
        nodes += "n" + QByteArray::number(node / kSide) + QByteArray::number(node % kSide) + " 0 0\n";
        if (node % kSide + 1 < kSide) {
            link(node, node + 1);
        }
        if (node / kSide + 1 < kSide) {
            link(node, node + kSide);
        }
    }
    return nodes + "\nEDGES " + QByteArray::number(count) + "\nlabel src dest weight bw delay\n" + edges;
}

/// 5 to 45 Mb/s between every two nodes, and one more row.
QByteArray demands(const QByteArray& more = {})
{
    const auto name = [](int node) {
        return "n" + QByteArray::number(node / kSide) + QByteArray::number(node % kSide);
    };
    QByteArray out = "src,dst,bps\n";
    for (int a = 0; a < kSide * kSide; ++a) {
        for (int b = 0; b < kSide * kSide; ++b) {
            if (a != b) {
                out += name(a) + "," + name(b) + "," +
                       QByteArray::number((5 + (a * 7 + b * 13) % 41) * 1'000'000) + "\n";
            }
        }
    }
    return out + more;
}

} // namespace

/// `residual` as a user's script sees it: what is wrong with a model is injected into the reality that the
/// loads are of, and has to be named.
class TstResidualCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        m_bench.write("grid.graph", grid());
        m_bench.write("dearer.graph", grid(5, 6, 3));
        m_bench.write("d.csv", demands());
        m_bench.write("more.csv", demands("n00,n32,4e8\n"));
        m_bench.write("bad_arc.csv", "arc,bps\ne0,1\nzz,1\n");
        m_bench.write("bad_rate.csv", "arc,bps\ne0,-1\n");
        m_bench.write("twice.csv", "arc,bps\ne0,1\ne0,2\n");
        m_bench.write("columns.csv", "link,rate\ne0,1\n");
        m_bench.write("bad_demand.csv", "src,dst,bps\nn00,zz,1\n");
        m_bench.write("broken.sws", "this is no state");
        makeLoads("grid.graph", "d.csv", "loads.csv");
        makeLoads("grid.graph", "more.csv", "more_loads.csv");
        makeLoads("dearer.graph", "d.csv", "dearer_loads.csv");
    }

    void badInputIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto with = [this](const char* loads, const char* matrix = "d.csv") {
            return QStringList{"--network",  file("grid.graph"), "--demands",
                               file(matrix), "--loads",          file(loads)};
        };
        QTest::newRow("no network") << QStringList{} << 2 << "--network";
        QTest::newRow("no loads") << QStringList{"--network", file("grid.graph"), "--demands", file("d.csv")}
                                  << 2 << "--loads is needed: only a saved state (.sws) holds telemetry";
        QTest::newRow("no demands") << QStringList{"--network", file("grid.graph"), "--loads",
                                                   file("loads.csv")}
                                    << 2 << "has no demands of its own";
        QTest::newRow("no such loads") << with("none.csv") << 3 << "none.csv";
        QTest::newRow("unknown arc") << with("bad_arc.csv") << 2
                                     << "bad_arc.csv:3: arc zz is not in the network";
        QTest::newRow("negative load") << with("bad_rate.csv") << 2 << "bad_rate.csv:2: bps is out of range";
        QTest::newRow("arc twice") << with("twice.csv") << 2 << "twice.csv:3";
        QTest::newRow("other columns") << with("columns.csv") << 2 << "columns.csv:1";
        QTest::newRow("unknown node") << with("loads.csv", "bad_demand.csv") << 2 << "bad_demand.csv:2";
        QTest::newRow("no such matrix") << with("loads.csv", "none.csv") << 3 << "none.csv";
        QTest::newRow("broken state") << QStringList{"--network", file("broken.sws")} << 2 << "broken.sws";
        QTest::newRow("unknown failed link")
            << with("loads.csv") + QStringList{"--failed", "nope"} << 2 << "is called 'nope'";
        QTest::newRow("hour out of range")
            << with("loads.csv") + QStringList{"--hour", "25"} << 2 << "'25' is not a number from 0 to 24";
        QTest::newRow("none listed") << with("loads.csv") + QStringList{"--top", "0"} << 2 << "--top";
        QTest::newRow("unwritable") << with("loads.csv") + QStringList{"--out", "/nonexistent/x.csv"} << 3
                                    << "/nonexistent";
    }

    void badInputIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = m_bench.run(QStringList{"residual"} + arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
    }

    void aRightModelHasNoSignificantResidual()
    {
        const Outcome outcome = locate("loads.csv");
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json["measured_arcs"].toInt(), 48);
        QCOMPARE(outcome.json["significant"].toInt(), 0);
        QVERIFY(outcome.json["rms_significance"].toDouble() < 1);
        QVERIFY(outcome.json["causes"].toArray().isEmpty());
        const QJsonObject level = outcome.json["levels"].toArray()[0].toObject();
        QVERIFY(std::abs(level["fitted"].toDouble() - 1) < 0.02);
    }

    void everyArcStandsInTheTable()
    {
        QCOMPARE(locate("more_loads.csv", {"--out", file("out.csv")}).code, 0);
        const QByteArrayList rows = m_bench.read("out.csv").trimmed().split('\n');
        QCOMPARE(rows.size(), 1 + 48);
        QCOMPARE(rows[0], "arc,expected_bps,measured_bps,residual_bps,deviation_bps,significance");
        for (const QByteArray& row : rows.mid(1)) {
            const QByteArrayList cells = row.split(',');
            QCOMPARE(cells.size(), 6);
            // The expectation, what was measured and the difference agree to the last digits.
            const double residual = cells[2].toDouble() - cells[1].toDouble();
            QVERIFY2(std::abs(residual - cells[3].toDouble()) < 1e-6 * cells[1].toDouble(), row.constData());
            QVERIFY2(cells[4].toDouble() > 0, row.constData());
        }
    }

    /// 400 Mb/s that no list has.
    void aMissingFlowIsNamed()
    {
        const Outcome outcome = locate("more_loads.csv");
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.json["significant"].toInt() > 0);
        const QJsonArray causes = outcome.json["causes"].toArray();
        QCOMPARE(causes.size(), 1);
        const QJsonObject cause = causes[0].toObject();
        QCOMPARE(cause["cause"].toString(), "missing_flow");
        QCOMPARE(cause["src"].toString(), "n00");
        QCOMPARE(cause["dst"].toString(), "n32");
        QVERIFY2(std::abs(cause["bps"].toDouble() / 4e8 - 1) < 0.1,
                 qPrintable(QString::number(cause["bps"].toDouble())));
        QCOMPARE(cause["arcs"].toArray().size(), 5); // five hops of the grid
        QVERIFY(outcome.json["chi_square_explained"].toDouble() <
                0.2 * outcome.json["chi_square"].toDouble());
        QVERIFY(!outcome.json["alternatives"].toArray().isEmpty());
    }

    /// The same with the levels kept: 400 Mb/s of 5 Gb/s may not hide in the level of the day.
    void aMissingFlowIsNamedWithLevelsKept()
    {
        const Outcome outcome = locate("more_loads.csv", {"--fixed-levels"});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json["levels"].toArray()[0].toObject()["fitted"].toDouble(), 1.0);
        const QJsonArray causes = outcome.json["causes"].toArray();
        QVERIFY(!causes.isEmpty());
        QCOMPARE(causes[0].toObject()["src"].toString(), "n00");
        QCOMPARE(causes[0].toObject()["dst"].toString(), "n32");
    }

    /// Reality routes by three times the cost that the model gives n11~n12.
    void aWrongLinkCostIsNamed()
    {
        const Outcome outcome = locate("dearer_loads.csv");
        QCOMPARE(outcome.code, 0);
        const QJsonArray causes = outcome.json["causes"].toArray();
        QCOMPARE(causes.size(), 1);
        QCOMPARE(causes[0].toObject()["cause"].toString(), "link_cost");
        QCOMPARE(causes[0].toObject()["link"].toString(), "e18;e19"); // as the file names its arcs
        QVERIFY(causes[0].toObject()["cost_factor"].toDouble() > 1);
    }

    void anArcThatIsNotMeasuredIsSaidToBeUnknown()
    {
        QByteArrayList rows = m_bench.read("loads.csv").trimmed().split('\n');
        rows.removeAt(1);
        m_bench.write("part.csv", rows.join('\n') + "\n");
        const Outcome outcome = locate("part.csv", {"--out", file("part_out.csv")});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json["measured_arcs"].toInt(), 47);
        const QByteArray first = m_bench.read("part_out.csv").split('\n')[1];
        QCOMPARE(first.split(',').size(), 6);
        QVERIFY2(first.split(',')[2].isEmpty() && first.split(',')[5].isEmpty(), first.constData());
    }

    void theSameInputGivesTheSameHashOnAnyNumberOfThreads()
    {
        const Outcome one = locate("more_loads.csv", {"--threads", "1"});
        const Outcome two = locate("more_loads.csv", {"--threads", "2"});
        QCOMPARE(one.json["state_hash"].toString().size(), 64);
        QCOMPARE(one.json["state_hash"].toString(), two.json["state_hash"].toString());
        QVERIFY(one.json["state_hash"] != locate("loads.csv").json["state_hash"]);
    }

    /// A saved state holds its telemetry: a pool sends what no source has listed, links tell.
    void aSavedStateNamesATransferNobodyListed()
    {
        const auto nation = generate::generateNational({});
        QVERIFY(nation.has_value());
        const auto loaded = registry::buildRegistry(nation->file);
        QVERIFY(loaded.has_value());
        const std::string sender =
            std::ranges::max_element(loaded->registry->pools, {}, &registry::Pool::cards)->id;
        generate::FeedOptions feed;
        feed.startTime = 1'782'864'000 * kSecond;
        feed.startHour = 21;
        feed.randomFaults = false;
        feed.drill = {{15, generate::FaultAction::BeginUnlisted, sender}};
        FeedTwin world(loaded->registry, loaded->workload, feed);
        state::SnapshotPtr last;
        for (int second = 1; second <= 30; ++second) {
            last = world.at(second);
        }
        QVERIFY(state::saveState(file("state.sws").toStdString(), *last).has_value());
        const Outcome outcome =
            m_bench.run({"residual", "--network", file("state.sws"), "--locate", "--json"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QCOMPARE(outcome.json["measured_arcs"].toInt(), 2 * static_cast<int>(loaded->registry->links.size()));
        const QJsonArray causes = outcome.json["causes"].toArray();
        QCOMPARE(causes.size(), 1);
        QCOMPARE(causes[0].toObject()["cause"].toString(), "missing_flow");
        QVERIFY2(causes[0].toObject()["src"].toString().contains(QString::fromStdString(sender)),
                 qPrintable(causes[0].toObject()["src"].toString()));
    }

  private:
    [[nodiscard]] QString file(const char* name) const { return m_bench.file(QString::fromLatin1(name)); }

    void makeLoads(const char* network, const char* matrix, const char* out) const
    {
        const Outcome made = m_bench.run({"loads", "--network", file(network), "--demands", file(matrix),
                                          "--noise", "0.01", "--seed", "3", "--out", file(out)});
        QVERIFY2(made.code == 0, qPrintable(made.errors));
    }

    [[nodiscard]] Outcome locate(const char* loads, const QStringList& more = {}) const
    {
        return m_bench.run(QStringList{"residual", "--network", file("grid.graph"), "--demands",
                                       file("d.csv"), "--loads", file(loads), "--locate", "--json"} +
                           more);
    }

    ctl_test::Bench m_bench;
};

QTEST_GUILESS_MAIN(TstResidualCommand)
#include "tst_residual_command.moc"
