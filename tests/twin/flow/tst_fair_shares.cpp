#include "tests/twin/flow/plain_max_min.h"
#include "tests/twin/flow/random_shares.h"
#include "tests/twin/flow/share_text.h"
#include "twin/flow/fair_shares.h"
#include "twin/flow/max_min.h"

#include <QTest>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

namespace {

constexpr std::uint64_t kSeed = 20250604;

/// A network with flows that come and go, and the same as a problem to be solved from scratch.
class Walk
{
  public:
    Walk(const ShareShape& shape, std::uint64_t instance)
        : m_shape(shape)
        , m_rng(kSeed, "walk", instance)
        , m_problem(randomProblem(shape, m_rng))
        , m_shares(m_problem.capacity_bps, shape.priorities)
    {
        for (std::size_t f = 0; f < m_problem.flowCount(); ++f) {
            m_classes.push_back(m_shares.classOf(m_problem.path(f), m_problem.terms[f]));
        }
        m_count.assign(m_classes.size(), 0);
    }

    void addAll()
    {
        for (std::size_t f = 0; f < m_classes.size(); ++f) {
            change(f, 1);
        }
        m_shares.update();
    }

    void step()
    {
        for (std::uint64_t n = 1 + m_rng.below(3); n > 0; --n) {
            const std::size_t f = m_rng.below(m_classes.size());
            const std::uint64_t what = m_rng.below(10);
            if (what < 4) {
                change(f, static_cast<int>(1 + m_rng.below(2)));
            } else if (what < 8) {
                change(f, -static_cast<int>(m_count[f]));
            } else {
                const auto link = static_cast<std::uint32_t>(m_rng.below(m_problem.capacity_bps.size()));
                const double capacity = m_rng.below(4) == 0 ? 0 : randomCapacity(m_shape, m_rng);
                m_problem.capacity_bps[link] = capacity;
                m_shares.setCapacity(link, capacity);
            }
        }
        m_shares.update();
    }

    /// Every flow on its own, as the oracle wants it.
    [[nodiscard]] ShareProblem problem() const
    {
        ShareProblem out;
        out.capacity_bps = m_problem.capacity_bps;
        for (std::size_t f = 0; f < m_classes.size(); ++f) {
            for (std::uint32_t n = 0; n < m_count[f]; ++n) {
                out.add(m_problem.path(f), m_problem.terms[f]);
            }
        }
        return out;
    }

    [[nodiscard]] std::vector<double> rates() const
    {
        std::vector<double> out;
        for (std::size_t f = 0; f < m_classes.size(); ++f) {
            for (std::uint32_t n = 0; n < m_count[f]; ++n) {
                out.push_back(m_shares.rate(m_classes[f]));
            }
        }
        return out;
    }

    [[nodiscard]] const FairShares& shares() const { return m_shares; }

  private:
    void change(std::size_t f, int by)
    {
        if (by >= 0) {
            m_shares.addFlows(m_classes[f], static_cast<std::uint32_t>(by));
        } else {
            m_shares.removeFlows(m_classes[f], static_cast<std::uint32_t>(-by));
        }
        m_count[f] += static_cast<std::uint32_t>(by);
    }

    ShareShape m_shape;
    Rng m_rng;
    ShareProblem m_problem;
    FairShares m_shares;
    std::vector<std::uint32_t> m_classes;
    std::vector<std::uint32_t> m_count;
};

ShareShape shapeOf(std::uint64_t i)
{
    Rng rng(kSeed, "shape", i);
    ShareShape out;
    out.links = static_cast<std::uint32_t>(1 + rng.below(30));
    out.flows = static_cast<std::uint32_t>(1 + rng.below(100));
    out.longestPath = static_cast<std::uint32_t>(1 + rng.below(6));
    out.onlyRound = i % 4 == 0;
    out.weights = i % 2 == 0;
    out.caps = i % 3 == 0;
    out.priorities = i % 5 == 0 ? 3 : 1;
    if (i % 7 == 0) {
        out.leastCapacity_bps = 1e9; // a range as it is found in the field
    }
    return out;
}

QByteArray seedText(std::uint64_t i, int step)
{
    return "seed " + QByteArray::number(qulonglong{kSeed}) + ", walk " + QByteArray::number(qulonglong{i}) +
           ", step " + QByteArray::number(step);
}

} // namespace

class TestFairShares : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Link 0 of 10, link 1 of 4. A flow over both is held by link 1; alone it has 4. With one more on each
    /// link the shares are 2, 8, 2; when link 1's is gone again, link 0 has 6 for the other.
    void sharesFollowWhoComesAndGoes()
    {
        FairShares shares(std::vector<double>{10, 4});
        const auto both = shares.classOf(std::vector<std::uint32_t>{0, 1}, {});
        const auto first = shares.classOf(std::vector<std::uint32_t>{0}, {});
        const auto second = shares.classOf(std::vector<std::uint32_t>{1}, {});
        shares.addFlows(both);
        shares.update();
        QCOMPARE(shares.rate(both), 4.0);
        QCOMPARE(shares.bottleneckOf(both), 1U);
        shares.addFlows(first);
        shares.addFlows(second);
        shares.update();
        QCOMPARE(shares.rate(both), 2.0);
        QCOMPARE(shares.rate(first), 8.0);
        QCOMPARE(shares.load(0), 10.0);
        shares.removeFlows(second);
        shares.update();
        QCOMPARE(shares.rate(both), 4.0);
        QCOMPARE(shares.rate(first), 6.0);
        QCOMPARE(shares.keeperOf(second), FairShares::kNone);
    }

    /// Link 0 shrinks from 10 to 2: the flow over both moves from link 1 to link 0, and back.
    void capacityMovesTheBottleneck()
    {
        FairShares shares(std::vector<double>{10, 4});
        const auto both = shares.classOf(std::vector<std::uint32_t>{0, 1}, {});
        const auto second = shares.classOf(std::vector<std::uint32_t>{1}, {});
        shares.addFlows(both);
        shares.addFlows(second);
        shares.update();
        QCOMPARE(shares.rate(both), 2.0);
        shares.setCapacity(0, 1);
        shares.update();
        QCOMPARE(shares.rate(both), 1.0);
        QCOMPARE(shares.rate(second), 3.0);
        QCOMPARE(shares.bottleneckOf(both), 0U);
        shares.setCapacity(0, 0);
        shares.update();
        QCOMPARE(shares.rate(both), 0.0);
        QCOMPARE(shares.rate(second), 4.0);
        shares.setCapacity(0, 10);
        shares.update();
        QCOMPARE(shares.rate(both), 2.0);
        QCOMPARE(shares.bottleneckOf(both), 1U);
    }

    void equalFlowsAreOneClass()
    {
        FairShares shares(std::vector<double>{12});
        const std::vector<std::uint32_t> path{0};
        QCOMPARE(shares.classOf(path, {}), shares.classOf(path, {}));
        QVERIFY(shares.classOf(path, {}) != shares.classOf(path, {2, kNoLimit, 0}));
        QVERIFY(shares.classOf(path, {}) != shares.classOf(path, {1, 5, 0}));
        shares.addFlows(0, 4);
        shares.addFlows(1, 1); // weight 2
        shares.update();
        QCOMPARE(shares.rate(0), 2.0);
        QCOMPARE(shares.rate(1), 4.0);
    }

    void aFlowThatMeetsNothingHasNoLimit()
    {
        FairShares shares(std::vector<double>{12});
        const auto free = shares.classOf({}, {});
        const auto capped = shares.classOf({}, {1, 7, 0});
        shares.addFlows(free);
        shares.addFlows(capped);
        shares.update();
        QCOMPARE(shares.rate(free), kNoLimit);
        QCOMPARE(shares.rate(capped), 7.0);
        QCOMPARE(shares.bottleneckOf(capped), FairShares::kNone);
    }

    void lowerPrioritiesGetWhatIsLeft()
    {
        FairShares shares(std::vector<double>{10}, 2);
        const std::vector<std::uint32_t> path{0};
        const auto low = shares.classOf(path, {1, kNoLimit, 1});
        const auto high = shares.classOf(path, {1, 7, 0});
        shares.addFlows(low, 2);
        shares.update();
        QCOMPARE(shares.rate(low), 5.0);
        shares.addFlows(high);
        shares.update();
        QCOMPARE(shares.rate(high), 7.0);
        QCOMPARE(shares.rate(low), 1.5);
        shares.addFlows(high);
        shares.update();
        QCOMPARE(shares.rate(high), 5.0);
        QCOMPARE(shares.rate(low), 0.0);
        shares.removeFlows(high, 2);
        shares.update();
        QCOMPARE(shares.rate(low), 5.0);
    }

    /// After any sequence of steps the rates are those of a solution from scratch, by the fast solver and by
    /// the plain one, and the certificate holds.
    void incrementalIsTheSameAsFromScratch()
    {
        for (std::uint64_t i = 0; i < 150; ++i) {
            Walk walk(shapeOf(i), i);
            if (i % 2 == 0) {
                walk.addAll();
            }
            for (int step = 0; step < 120; ++step) {
                walk.step();
                const std::string breach = walk.shares().audit(1e-10);
                QVERIFY2(breach.empty(), seedText(i, step) + ": " + breach.c_str());
                if (step % 10 == 0) {
                    const ShareProblem problem = walk.problem();
                    const double fast = largestDifference(problem, walk.rates(), maxMinRates(problem));
                    const double plain = largestDifference(problem, walk.rates(), plainMaxMin(problem));
                    QVERIFY2(fast <= 1e-9 && plain <= 1e-9,
                             seedText(i, step) + ": " + QByteArray::number(std::max(fast, plain)));
                }
            }
        }
    }

    /// Thousands of equal links and flows: every comparison is a tie.
    void tiesByTheThousand()
    {
        constexpr std::uint32_t kLinks = 3000;
        FairShares shares(std::vector<double>(kLinks, 1e10));
        std::vector<std::uint32_t> classes;
        for (std::uint32_t l = 0; l < kLinks; ++l) {
            const std::vector<std::uint32_t> path{l, (l + 1) % kLinks, (l + 2) % kLinks};
            classes.push_back(shares.classOf(path, {}));
            shares.addFlows(classes.back());
        }
        shares.update();
        for (const std::uint32_t one : classes) {
            QCOMPARE(shares.rate(one), 1e10 / 3);
        }
        // Every third goes: the two left on each link have a half each.
        for (std::uint32_t l = 0; l < kLinks; l += 3) {
            shares.removeFlows(classes[l]);
        }
        shares.update();
        for (std::uint32_t l = 0; l < kLinks; ++l) {
            if (l % 3 != 0) {
                QCOMPARE(shares.rate(classes[l]), 5e9);
            }
        }
        QCOMPARE(shares.audit(1e-12), std::string());
    }

    void theSameStepsGiveTheSameBits()
    {
        for (std::uint64_t i = 0; i < 10; ++i) {
            Walk a(shapeOf(i), i);
            Walk b(shapeOf(i), i);
            for (int step = 0; step < 100; ++step) {
                a.step();
                b.step();
            }
            QCOMPARE(a.rates(), b.rates());
        }
    }

    /// A copy goes its own way: what is done to it does not reach the original.
    void aCopyIsIndependent()
    {
        Walk walk(shapeOf(1), 1);
        walk.addAll();
        const std::vector<double> before = walk.rates();
        Walk copy(walk);
        for (int step = 0; step < 20; ++step) {
            copy.step();
        }
        QCOMPARE(walk.rates(), before);
        walk.step();
        QCOMPARE(walk.shares().audit(1e-10), std::string());
    }
};

QTEST_GUILESS_MAIN(TestFairShares)
#include "tst_fair_shares.moc"
