// Events without end on one network: nothing adds up that should not. As many events as the environment says
// in SUANWANG_EVENTS (the test labelled slow: ten million), 100,000 without.
#include "tests/twin/flow/random_shares.h"
#include "twin/flow/fluid_engine.h"
#include "twin/flow/max_min.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

namespace {

constexpr std::uint64_t kSeed = 20250606;
constexpr std::uint32_t kFlows = 200;
constexpr std::uint64_t kQuickEvents = 100'000;
constexpr std::uint64_t kCapacityEvery = 97;

ShareShape trafficShape()
{
    ShareShape out;
    out.links = 60;
    out.flows = kFlows;
    out.longestPath = 6;
    out.leastCapacity_bps = 1e9;
    out.mostCapacity_bps = 3e12;
    out.weights = true;
    out.caps = true;
    return out;
}

/// Flows that begin anew with other sizes as soon as they end, and capacities that change. Bytes are booked
/// twice: as the flows count them, and as rates times time.
class EndlessTraffic
{
  public:
    EndlessTraffic()
        : m_rng(kSeed, "endless")
        , m_shape(trafficShape())
        , m_problem(randomProblem(m_shape, m_rng))
        , m_engine(m_problem.capacity_bps, 1, kFlows)
        , m_bytes(kFlows, 0)
    {
        for (std::uint32_t f = 0; f < kFlows; ++f) {
            m_classes.push_back(m_engine.classOf(m_problem.path(f), m_problem.terms[f]));
            begin(f);
        }
        m_engine.update();
    }

    void step(std::uint64_t number)
    {
        double rate = 0;
        for (std::uint32_t f = 0; f < kFlows; ++f) {
            rate += m_engine.rate(f);
        }
        const double before = m_engine.now();
        const double time = m_engine.nextCompletion();
        m_flowed += static_cast<long double>(rate) * (time - before) / 8;
        const auto done = m_engine.advanceTo(time);
        m_done.assign(done.begin(), done.end());
        for (const std::uint32_t flow : m_done) {
            m_finished += m_bytes[flow];
            begin(flow);
        }
        if (number % kCapacityEvery == 0) {
            const auto link = static_cast<std::uint32_t>(m_rng.below(m_shape.links));
            m_problem.capacity_bps[link] = randomCapacity(m_shape, m_rng);
            m_engine.setCapacity(link, m_problem.capacity_bps[link]);
        }
        m_engine.update();
    }

    /// Largest relative difference between the rates now and those from scratch.
    [[nodiscard]] double rateError() const
    {
        std::vector<double> now;
        for (std::uint32_t f = 0; f < kFlows; ++f) {
            now.push_back(m_engine.rate(f));
        }
        return largestDifference(m_problem, now, maxMinRates(m_problem));
    }

    [[nodiscard]] double conservationError() const
    {
        long double sent = m_finished;
        for (std::uint32_t f = 0; f < kFlows; ++f) {
            sent += m_engine.sentBytes(f);
        }
        return static_cast<double>(std::abs(sent - m_flowed) / m_flowed);
    }

    /// Load over capacity of the fullest link, less 1.
    [[nodiscard]] double overload() const
    {
        double worst = -1;
        for (std::uint32_t l = 0; l < m_shape.links; ++l) {
            worst = std::max(worst, m_engine.shares().load(l) / m_problem.capacity_bps[l] - 1);
        }
        return worst;
    }

    [[nodiscard]] std::string audit() const { return m_engine.shares().audit(1e-10); }

  private:
    void begin(std::uint32_t flow)
    {
        m_bytes[flow] = m_rng.lognormal(1e9, 2);
        m_engine.start(flow, m_classes[flow], m_bytes[flow]);
    }

    Rng m_rng;
    ShareShape m_shape;
    ShareProblem m_problem;
    FluidEngine m_engine;
    std::vector<std::uint32_t> m_classes;
    std::vector<double> m_bytes;
    std::vector<std::uint32_t> m_done;
    long double m_finished = 0;
    long double m_flowed = 0;
};

} // namespace

class TestNoDrift : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingDrifts()
    {
        const QByteArray given = qgetenv("SUANWANG_EVENTS");
        const std::uint64_t events = given.isEmpty() ? kQuickEvents : given.toULongLong();
        QVERIFY(events > 0);
        EndlessTraffic traffic;
        for (std::uint64_t i = 1; i <= events; ++i) {
            traffic.step(i);
            if (i % (events / 10) == 0) {
                const std::string breach = traffic.audit();
                QVERIFY2(breach.empty(), breach.c_str());
                QVERIFY2(traffic.rateError() <= 1e-9, QByteArray::number(traffic.rateError()).constData());
                QVERIFY2(traffic.overload() <= 1e-9, QByteArray::number(traffic.overload()).constData());
                QVERIFY2(traffic.conservationError() <= 1e-9,
                         QByteArray::number(traffic.conservationError()).constData());
            }
        }
        qInfo("seed %llu, %llu events: rates %.2g, conservation %.2g, overload %.2g",
              static_cast<unsigned long long>(kSeed), static_cast<unsigned long long>(events),
              traffic.rateError(), traffic.conservationError(), std::max(0.0, traffic.overload()));
    }
};

QTEST_GUILESS_MAIN(TestNoDrift)
#include "tst_no_drift.moc"
