#include "tests/twin/flow/plain_max_min.h"
#include "tests/twin/flow/random_shares.h"
#include "tests/twin/flow/share_text.h"
#include "twin/flow/max_min.h"

#include <QTest>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

namespace {

constexpr std::uint64_t kSeed = 20250603;

ShareShape shapeOf(std::uint64_t i, Rng& rng)
{
    ShareShape out;
    out.links = static_cast<std::uint32_t>(1 + rng.below(25));
    out.flows = static_cast<std::uint32_t>(1 + rng.below(80));
    out.longestPath = static_cast<std::uint32_t>(1 + rng.below(6));
    out.onlyRound = i % 4 == 0;
    out.weights = i % 2 == 0;
    out.caps = i % 3 == 0;
    out.priorities = i % 5 == 0 ? 3 : 1;
    return out;
}

QByteArray seedText(std::uint64_t i)
{
    return "seed " + QByteArray::number(qulonglong{kSeed}) + ", case " + QByteArray::number(qulonglong{i});
}

} // namespace

class TestMaxMin : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void knownAnswers_data()
    {
        QTest::addColumn<QByteArray>("capacities");
        QTest::addColumn<QByteArray>("flows");
        QTest::addColumn<QByteArray>("rates");
        const auto row = [](const char* name, const char* capacities, const char* flows, const char* rates) {
            QTest::newRow(name) << QByteArray(capacities) << QByteArray(flows) << QByteArray(rates);
        };
        row("nothing holds it back", "10", "-", "inf");
        row("no link, but a cap", "10", "- c3", "3");
        row("a closed link carries nothing", "0 10", "0\n0,1\n1", "0 0 10");
        row("one link, equal shares", "10", "0\n0\n0\n0", "2.5 2.5 2.5 2.5");
        row("weights 1 and 3", "8", "0 w1\n0 w3", "2 6");
        row("what a cap leaves goes to the others", "10", "0 c2\n0\n0", "2 4 4");
        row("a cap is of the flow, whatever its weight", "10", "0 w4 c2\n0", "2 8");
        row("a cap above the share does nothing", "10", "0 c9\n0", "5 5");
        row("a cap of zero", "10", "0 c0\n0", "0 10");
        // The long flow is held by the thin link; the other link's flow takes the rest.
        row("two links in a row", "10 4", "0,1\n0\n1", "2 8 2");
        // Bertsekas and Gallager, figure 6.12 in spirit: shares 1/3, 1/3, 1/3 on the first link, then 2/3.
        row("three bottlenecks, one after the other", "1 1 1", "0\n0\n0,1\n1,2\n2",
            "0.3333333333333333 0.3333333333333333 0.3333333333333333 0.5 0.5");
        row("strict priority first", "10", "0 c7 p0\n0 p1\n0 p1", "7 1.5 1.5");
        row("nothing left for the lower priority", "10", "0 p0\n0 p1", "10 0");
        row("a lower priority where the higher is not", "10 6", "0 p0\n0,1 p1\n1 p1", "10 0 6");
        row("equal links in a row are no trap", "6 6 6", "0,1,2\n0,1,2\n0,1,2", "2 2 2");
        row("1 b/s beside 100 Tb/s", "1 1e14", "0,1\n1", "1 99999999999999");
        row("links above 10 Pb/s count as that", "1e19", "0\n0", "5e15 5e15");
    }

    void knownAnswers()
    {
        QFETCH(QByteArray, capacities);
        QFETCH(QByteArray, flows);
        QFETCH(QByteArray, rates);
        const ShareProblem problem = problemFrom(capacities, flows);
        const std::vector<double> expected = numbersFrom(rates);
        for (const auto& found : {plainMaxMin(problem), maxMinRates(problem)}) {
            QCOMPARE(found.size(), expected.size());
            for (std::size_t f = 0; f < found.size(); ++f) {
                QVERIFY2(found[f] == expected[f] || std::abs(found[f] - expected[f]) <= 1e-12 * expected[f],
                         qPrintable(QString("flow %1: %2, not %3").arg(f).arg(found[f]).arg(expected[f])));
            }
        }
    }

    void isTheSameAsTheOracle()
    {
        for (std::uint64_t i = 0; i < 600; ++i) {
            Rng rng(kSeed, "max-min", i);
            const ShareProblem problem = randomProblem(shapeOf(i, rng), rng);
            const double difference = largestDifference(problem, maxMinRates(problem), plainMaxMin(problem));
            QVERIFY2(difference <= 1e-9, seedText(i) + ": " + QByteArray::number(difference));
        }
    }

    /// Rates are feasible, and every flow has a cap or a full link on which nobody of its priority has more.
    void everyFlowHasABottleneck()
    {
        for (std::uint64_t i = 0; i < 300; ++i) {
            Rng rng(kSeed, "bottleneck", i);
            ShareShape shape = shapeOf(i, rng);
            shape.priorities = 1;
            const ShareProblem problem = randomProblem(shape, rng);
            const std::vector<double> rates = maxMinRates(problem);
            std::vector<double> load(problem.capacity_bps.size(), 0);
            std::vector<double> highest(problem.capacity_bps.size(), 0);
            for (std::size_t f = 0; f < rates.size(); ++f) {
                for (const auto l : problem.path(f)) {
                    load[l] += rates[f];
                    highest[l] = std::max(highest[l], rates[f] / problem.terms[f].weight);
                }
            }
            for (std::size_t l = 0; l < load.size(); ++l) {
                QVERIFY2(load[l] <= problem.capacity_bps[l] * (1 + 1e-12), seedText(i).constData());
            }
            for (std::size_t f = 0; f < rates.size(); ++f) {
                bool isHeld = rates[f] >= problem.terms[f].cap_bps * (1 - 1e-12);
                for (const auto l : problem.path(f)) {
                    isHeld = isHeld || (load[l] >= problem.capacity_bps[l] * (1 - 1e-12) &&
                                        rates[f] / problem.terms[f].weight >= highest[l] * (1 - 1e-9));
                }
                QVERIFY2(isHeld, seedText(i).constData());
            }
        }
    }

    void orderOfLinksAndFlowsDoesNotMatter()
    {
        for (std::uint64_t i = 0; i < 200; ++i) {
            Rng rng(kSeed, "permute", i);
            const ShareProblem problem = randomProblem(shapeOf(i, rng), rng);
            const auto links = shuffled(problem.capacity_bps.size(), rng);
            const auto flows = shuffled(problem.flowCount(), rng);
            ShareProblem other;
            other.capacity_bps.resize(links.size());
            for (std::size_t l = 0; l < links.size(); ++l) {
                other.capacity_bps[links[l]] = problem.capacity_bps[l];
            }
            for (const std::uint32_t f : flows) {
                std::vector<std::uint32_t> path;
                for (const auto l : problem.path(f)) {
                    path.push_back(links[l]);
                }
                other.add(path, problem.terms[f]);
            }
            const std::vector<double> rates = maxMinRates(problem);
            std::vector<double> back(flows.size());
            const std::vector<double> permuted = maxMinRates(other);
            for (std::size_t f = 0; f < flows.size(); ++f) {
                back[flows[f]] = permuted[f];
            }
            QVERIFY2(largestDifference(problem, rates, back) <= 1e-12, seedText(i).constData());
        }
    }

    /// On one link of one priority, whoever comes takes from the others and gives to nobody.
    void loadOnALinkNeverRaisesAnothersShare()
    {
        for (std::uint64_t i = 0; i < 200; ++i) {
            Rng rng(kSeed, "one link", i);
            ShareShape shape = shapeOf(i, rng);
            shape.links = 1;
            shape.priorities = 1;
            ShareProblem problem = randomProblem(shape, rng);
            const std::vector<double> before = maxMinRates(problem);
            problem.add(std::vector<std::uint32_t>{0}, randomTerms(shape, rng));
            const std::vector<double> after = maxMinRates(problem);
            for (std::size_t f = 0; f < before.size(); ++f) {
                QVERIFY2(after[f] <= before[f] * (1 + 1e-12), seedText(i).constData());
            }
        }
    }

  private:
    static std::vector<std::uint32_t> shuffled(std::size_t count, Rng& rng)
    {
        std::vector<std::uint32_t> out(count);
        std::iota(out.begin(), out.end(), 0U);
        for (std::size_t i = count; i > 1; --i) {
            std::swap(out[i - 1], out[rng.below(i)]);
        }
        return out;
    }
};

QTEST_GUILESS_MAIN(TestMaxMin)
#include "tst_max_min.moc"
