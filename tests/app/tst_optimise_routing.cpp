#include "tests/app/ctl_process.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

using ctl_test::Outcome;

namespace {

constexpr int kWidth = 4;
constexpr int kHeight = 3;
constexpr int kNodes = kWidth * kHeight;
constexpr double kSame = 1e-9; ///< relative

struct Arc
{
    int from = 0;
    int to = 0;
    double capacity_bps = 0;
    int delay_us = 0;
};

struct Demand
{
    int from = 0;
    int to = 0;
    double bps = 0;
};

struct Path
{
    int demand = 0;
    double bps = 0;
    QStringList arcs;
};

/// Items of a list, quotes taken off; a quote inside quotes stands twice.
QStringList split(const QString& text, QChar separator)
{
    QStringList out{QString()};
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '"' && isQuoted && i + 1 < text.size() && text[i + 1] == '"') {
            out.last() += text[++i];
        } else if (text[i] == '"') {
            isQuoted = !isQuoted;
        } else if (text[i] == separator && !isQuoted) {
            out.append(QString());
        } else {
            out.last() += text[i];
        }
    }
    return out;
}

bool isSame(double a, double b)
{
    return std::abs(a - b) <= kSame * std::max(std::abs(a), std::abs(b));
}

} // namespace

/// What `optimise --paths-out` writes, read back as text and judged with nothing but the input files'
/// numbers: a grid of twelve nodes with links of unlike capacity, one of them double, names that need quotes,
/// and a demand between any two nodes.
class TstOptimiseRouting : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void theRoutingIsWhatTheAnswerSays_data();
    void theRoutingIsWhatTheAnswerSays();

  private:
    void addLink(int a, int b);
    void writeInput() const;
    [[nodiscard]] QList<Path> pathsOf(const QByteArray& csv) const;
    void followPath(const Path& path, double maxDelay_ms, QHash<QString, double>& load) const;
    [[nodiscard]] int beyondDelay(double maxDelay_ms) const;
    void judge(const QJsonObject& answer, const QList<double>& rate, double highest) const;

    static QString nodeName(int node);
    static QByteArray nodeCell(int node);

    ctl_test::Bench m_bench;
    QHash<QString, Arc> m_arcs; ///< by name
    QByteArray m_edges;
    int m_edgeCount = 0;
    QList<Demand> m_demands;
};

QString TstOptimiseRouting::nodeName(int node)
{
    return node == 5 ? "n\"5" : node == 6 ? "n,6" : "n" + QString::number(node);
}

/// As a cell of a CSV.
QByteArray TstOptimiseRouting::nodeCell(int node)
{
    return "\"" + nodeName(node).replace("\"", "\"\"").toUtf8() + "\"";
}

/// Both arcs of a link, as a line each; capacities unlike in the two directions.
void TstOptimiseRouting::addLink(int a, int b)
{
    QString name = nodeName(a) + "~" + nodeName(b);
    name += m_arcs.contains(name + ">") ? "#2" : "";
    for (const bool isReverse : {false, true}) {
        const Arc arc{isReverse ? b : a, isReverse ? a : b, 1e5 * (10 + (7 * m_edgeCount) % 23),
                      1000 + 500 * (m_edgeCount / 2 % 5)};
        m_arcs.insert(name + (isReverse ? "<" : ">"), arc);
        m_edges += "e" + QByteArray::number(m_edgeCount++) + " " + QByteArray::number(arc.from) + " " +
                   QByteArray::number(arc.to) + " 1 " + QByteArray::number(arc.capacity_bps / 1000, 'f', 0) +
                   " " + QByteArray::number(arc.delay_us) + "\n";
    }
}

void TstOptimiseRouting::initTestCase()
{
    for (int node = 0; node < kNodes; ++node) {
        if (node % kWidth + 1 < kWidth) {
            addLink(node, node + 1);
        }
        if (node + kWidth < kNodes) {
            addLink(node, node + kWidth);
        }
    }
    addLink(5, 6);
    for (int from = 0; from < kNodes; ++from) {
        for (int to = 0; to < kNodes; ++to) {
            if (from != to) {
                m_demands.append({from, to, 1e4 * (1 + (5 * from + 11 * to) % 17)});
            }
        }
    }
    writeInput();
}

void TstOptimiseRouting::writeInput() const
{
    QByteArray graph = "NODES " + QByteArray::number(kNodes) + "\nlabel x y\n";
    for (int node = 0; node < kNodes; ++node) {
        graph += nodeName(node).toUtf8() + " 0 0\n";
    }
    graph += "\nEDGES " + QByteArray::number(m_edgeCount) + "\nlabel src dest weight bw delay\n" + m_edges;
    m_bench.write("grid.graph", graph);
    for (const int times : {1, 10}) { // 10: more than fits
        QByteArray demands = "src,dst,bps\n";
        for (const Demand& demand : m_demands) {
            demands += nodeCell(demand.from) + "," + nodeCell(demand.to) + "," +
                       QByteArray::number(demand.bps * times, 'f', 0) + "\n";
        }
        m_bench.write("demands" + QString::number(times) + ".csv", demands);
    }
}

QList<Path> TstOptimiseRouting::pathsOf(const QByteArray& csv) const
{
    QList<Path> out;
    const QStringList lines = QString::fromUtf8(csv).trimmed().split('\n');
    for (const QString& line : lines.mid(1)) {
        const QStringList cells = split(line, ',');
        const int demand = cells.size() == 5 ? cells[0].toInt() : -1;
        if (demand < 0 || demand >= m_demands.size() || cells[1] != nodeName(m_demands[demand].from) ||
            cells[2] != nodeName(m_demands[demand].to)) {
            qWarning("not a row of a path: %s", qPrintable(line));
            return {};
        }
        out.append({demand, cells[3].toDouble(), split(cells[4], ';')});
    }
    return out;
}

/// Hangs together from source to destination, no node twice, within the delay; adds its flow to the loads.
void TstOptimiseRouting::followPath(const Path& path, double maxDelay_ms, QHash<QString, double>& load) const
{
    QVERIFY(path.bps > 0);
    int at = m_demands[path.demand].from;
    QSet<int> seen{at};
    int delay_us = 0;
    for (const QString& name : path.arcs) {
        QVERIFY2(m_arcs.contains(name), qPrintable(name));
        const Arc arc = m_arcs.value(name);
        QCOMPARE(arc.from, at);
        at = arc.to;
        QVERIFY2(!seen.contains(at), "a loop");
        seen.insert(at);
        delay_us += arc.delay_us;
        load[name] += path.bps;
    }
    QCOMPARE(at, m_demands[path.demand].to);
    QVERIFY(maxDelay_ms <= 0 || delay_us <= maxDelay_ms * 1000);
}

/// Demands whose fastest path is too slow (Floyd and Warshall).
int TstOptimiseRouting::beyondDelay(double maxDelay_ms) const
{
    QList<double> fastest_us(kNodes * kNodes, HUGE_VAL);
    for (const Arc& arc : m_arcs) {
        double& delay = fastest_us[arc.from * kNodes + arc.to];
        delay = std::min<double>(delay, arc.delay_us);
    }
    for (int k = 0; k < kNodes; ++k) {
        for (int i = 0; i < kNodes * kNodes; ++i) {
            const double over = fastest_us[i / kNodes * kNodes + k] + fastest_us[k * kNodes + i % kNodes];
            fastest_us[i] = std::min(fastest_us[i], over);
        }
    }
    return maxDelay_ms <= 0 ? 0
                            : static_cast<int>(std::ranges::count_if(m_demands, [&](const Demand& demand) {
                                  return fastest_us[demand.from * kNodes + demand.to] > maxDelay_ms * 1000;
                              }));
}

/// The value, found again from the rates and the fullest arc.
void TstOptimiseRouting::judge(const QJsonObject& answer, const QList<double>& rate, double highest) const
{
    const QString objective = answer.value("objective").toString();
    const int times = objective == "mlu" || objective == "concurrent" ? 1 : 10;
    double sum = 0;
    double leastFactor = HUGE_VAL;
    double lowestStopped = HUGE_VAL;
    for (qsizetype i = 0; i < rate.size(); ++i) {
        const double asked = m_demands[i].bps * times;
        sum += rate[i];
        leastFactor = rate[i] > 0 ? std::min(leastFactor, rate[i] / asked) : leastFactor;
        lowestStopped =
            rate[i] > 0 && rate[i] < asked * (1 - 1e-6) ? std::min(lowestStopped, rate[i]) : lowestStopped;
        QVERIFY(objective == "concurrent" || rate[i] <= asked * (1 + kSame));
        QVERIFY(objective != "mlu" || rate[i] == 0 || isSame(rate[i], asked));
    }
    QVERIFY(objective == "mlu" || highest <= 1 + kSame);
    const double value = objective == "mlu"          ? highest
                         : objective == "throughput" ? sum
                         : objective == "concurrent" ? leastFactor
                                                     : lowestStopped;
    QVERIFY2(isSame(value, answer.value("value").toDouble()), QByteArray::number(value, 'g', 17));
    QVERIFY(isSame(sum, answer.value("carried_bps").toDouble()));
}

void TstOptimiseRouting::theRoutingIsWhatTheAnswerSays_data()
{
    QTest::addColumn<QString>("objective");
    QTest::addColumn<bool>("exact");
    QTest::addColumn<double>("maxDelay_ms");
    for (const char* objective : {"mlu", "throughput", "concurrent", "maxmin"}) {
        for (const bool exact : {false, true}) {
            for (const double maxDelay_ms : {0.0, 7.5, 4.0}) {
                QTest::addRow("%s%s %g ms", objective, exact ? " exact" : "", maxDelay_ms)
                    << QString(objective) << exact << maxDelay_ms;
            }
        }
    }
}

void TstOptimiseRouting::theRoutingIsWhatTheAnswerSays()
{
    QFETCH(QString, objective);
    QFETCH(bool, exact);
    QFETCH(double, maxDelay_ms);
    const int times = objective == "mlu" || objective == "concurrent" ? 1 : 10;
    QStringList arguments{"--json",      "optimise",
                          "--network",   m_bench.file("grid.graph"),
                          "--demands",   m_bench.file("demands" + QString::number(times) + ".csv"),
                          "--objective", objective,
                          "--paths-out", m_bench.file("paths.csv")};
    arguments += exact ? QStringList{"--exact"} : QStringList{"--gap", "0.001"};
    if (maxDelay_ms > 0) {
        arguments += {"--max-delay-ms", QString::number(maxDelay_ms)};
    }
    const Outcome outcome = m_bench.run(arguments);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    QVERIFY(outcome.json.value("gap_reached").toBool());
    QVERIFY(outcome.json.value("gap").toDouble() <= (exact ? 1e-6 : 0.001));
    const QList<Path> paths = pathsOf(m_bench.read("paths.csv"));
    QCOMPARE(paths.size(), outcome.json.value("paths").toInteger());
    QVERIFY(!paths.isEmpty());
    QList<double> rate(m_demands.size(), 0);
    QHash<QString, double> load;
    for (const Path& path : paths) {
        rate[path.demand] += path.bps;
        followPath(path, maxDelay_ms, load);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    double highest = 0;
    for (auto i = load.begin(); i != load.end(); ++i) {
        highest = std::max(highest, i.value() / m_arcs.value(i.key()).capacity_bps);
    }
    judge(outcome.json, rate, highest);
    QCOMPARE(outcome.json.value("beyond_delay").toInt(), beyondDelay(maxDelay_ms));
}

QTEST_GUILESS_MAIN(TstOptimiseRouting)
#include "tst_optimise_routing.moc"
