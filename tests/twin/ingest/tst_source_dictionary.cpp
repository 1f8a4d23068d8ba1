#include "twin/ingest/source_dictionary.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace twin::ingest;
using twin::EntityKind;
using twin::EntityRef;
using twin::state::Quality;

namespace {

constexpr twin::TimeNs kTime = 1'780'000'000 * twin::kSecond;

/// Pools "p0".."p9" are 100..109; link "l0" is 7; flow "f" is whatever the test says.
struct World
{
    std::uint32_t flow = EntityRef::kNone;
    std::uint32_t base = 100;

    [[nodiscard]] ResolveId resolve() const
    {
        return [this](EntityKind kind, std::string_view id) -> std::uint32_t {
            if (kind == EntityKind::Pool && id.size() == 2 && id[0] == 'p') {
                return base + static_cast<std::uint32_t>(id[1] - '0');
            }
            if (kind == EntityKind::Link && id == "l0") {
                return 7;
            }
            return kind == EntityKind::Flow && id == "f" ? flow : EntityRef::kNone;
        };
    }
};

DecodedFrame definition()
{
    DecodedFrame frame;
    frame.entities = {{0, EntityKind::Pool, "p0"},
                      {1, EntityKind::Pool, "p1"},
                      {2, EntityKind::Pool, "nowhere"},
                      {3, EntityKind::Link, "l0"},
                      {4, EntityKind::Flow, "f"}};
    frame.metrics = {{0, "pool.utilisation_ratio"},
                     {1, "pool.power_of_dreams"},
                     {2, "flow.rate_bps"},
                     {3, "optical.osnr_db"}};
    return frame;
}

DecodedFrame samples(std::uint32_t metric, std::uint32_t first, std::vector<double> values)
{
    DecodedFrame frame;
    frame.sourceTime = kTime;
    frame.receiveTime = kTime + twin::kMillisecond;
    frame.samples = values.size();
    DecodedColumn column;
    column.metric = metric;
    column.firstEntity = first;
    column.values = std::move(values);
    frame.columns.push_back(std::move(column));
    return frame;
}

struct Resolved
{
    twin::state::SampleBatch batch;
    Tally tally;
};

} // namespace

class TestSourceDictionary final : public QObject
{
    Q_OBJECT

  private:
    Resolved take(DecodedFrame frame)
    {
        Resolved out;
        m_dictionary.resolve(frame, m_generation, m_world.resolve(), out.batch, out.tally);
        return out;
    }

  private Q_SLOTS:

    void init()
    {
        m_dictionary = {};
        m_world = {};
        m_generation = {1, 1};
        m_dictionary.define(definition(), m_world.resolve());
    }

    void whatIsUnknownOrOutOfRangeIsRefusedByName_data()
    {
        QTest::addColumn<uint>("metric");
        QTest::addColumn<uint>("entity");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("name");
        const double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("unknown entity") << 0U << 2U << 0.5 << "nowhere";
        QTest::newRow("undefined entity") << 0U << 9U << 0.5 << "entity #9";
        QTest::newRow("unknown metric") << 1U << 0U << 0.5 << "pool.power_of_dreams";
        QTest::newRow("undefined metric") << 8U << 0U << 0.5 << "metric #8";
        QTest::newRow("metric of another kind") << 0U << 3U << 0.5 << "";
        QTest::newRow("above its maximum") << 0U << 0U << 1.5 << "";
        QTest::newRow("below its minimum") << 0U << 0U << -0.1 << "";
        QTest::newRow("NaN") << 0U << 0U << std::nan("") << "";
        QTest::newRow("infinite") << 0U << 0U << infinity << "";
        QTest::newRow("minus infinite") << 0U << 0U << -infinity << "";
    }

    void whatIsUnknownOrOutOfRangeIsRefusedByName()
    {
        QFETCH(uint, metric);
        QFETCH(uint, entity);
        QFETCH(double, value);
        QFETCH(QString, name);
        const Resolved out = take(samples(metric, entity, {value}));
        QVERIFY(out.batch.columns.empty());
        QCOMPARE(out.tally.refused, 1U);
        QVERIFY(!out.tally.error.empty());
        QCOMPARE(out.tally.unknownNames.size(), name.isEmpty() ? 0U : 1U);
        QCOMPARE(out.tally.unknownNames.contains(name.toStdString()), !name.isEmpty());
    }

    void oneBadValueDoesNotSpoilTheOthers()
    {
        const Resolved out = take(samples(0, 0, {0.25, 7.0, 0.5}));
        QCOMPARE(out.tally.refused, 2U); // 7.0 out of range, and entity 2 is nowhere
        QCOMPARE(out.batch.columns.at(0).entities, (std::vector<std::uint32_t>{100}));
        QCOMPARE(out.batch.columns.at(0).values, (std::vector<double>{0.25}));
    }

    void aWholeColumnIsTakenAsItIs()
    {
        const Resolved out = take(samples(0, 0, {0.25, 0.5}));
        const auto& column = out.batch.columns.at(0);
        QCOMPARE(column.entities, (std::vector<std::uint32_t>{100, 101}));
        QVERIFY(column.uniformTime && column.allGood);
        QVERIFY(!out.batch.estimatedTime);
        QCOMPARE(out.batch.sourceTime, kTime);
    }

    void aClockFarAheadTakesReceiveTime()
    {
        DecodedFrame frame = samples(0, 0, {0.25, 0.5});
        frame.sourceTime = frame.receiveTime + 6 * twin::kSecond;
        const twin::TimeNs received = frame.receiveTime;
        const Resolved out = take(std::move(frame));
        QVERIFY(out.batch.estimatedTime);
        QCOMPARE(out.batch.sourceTime, received);
    }

    void aSampleFarAheadIsEstimatedAloneAmongOthers()
    {
        DecodedFrame frame = samples(0, 0, {0.25, 0.5});
        frame.columns[0].offsets = {-twin::kSecond, twin::kMinute};
        const twin::TimeNs received = frame.receiveTime;
        const Resolved out = take(std::move(frame));
        const auto& column = out.batch.columns.at(0);
        QCOMPARE(column.times, (std::vector<twin::TimeNs>{kTime - twin::kSecond, received}));
        QVERIFY(column.qualities == (std::vector{Quality::Good, Quality::Estimated}));
    }

    void anOffsetBeyondTimeIsRefused()
    {
        DecodedFrame frame = samples(0, 0, {0.25, 0.5});
        frame.columns[0].offsets = {INT64_MAX, INT64_MIN};
        QCOMPARE(take(std::move(frame)).tally.refused, 2U);
    }

    void aMissingValueIsNotZero()
    {
        DecodedFrame frame = samples(0, 0, {0, 0.5});
        frame.columns[0].qualities = {Quality::Missing, Quality::Good};
        const Resolved out = take(std::move(frame));
        QVERIFY(std::isnan(out.batch.columns.at(0).values[0]));
        QVERIFY(out.batch.columns.at(0).qualities[0] == Quality::Missing);
        QCOMPARE(out.tally.refused, 0U);
    }

    void retiredNumbersMeanNothing()
    {
        DecodedFrame retire;
        retire.retiredEntities = {1, 500'000};
        retire.retiredMetrics = {2, 4'000};
        m_dictionary.retire(retire);
        QCOMPARE(take(samples(0, 0, {0.25, 0.5})).tally.unknownNames.count("entity #1"), 1U);
    }

    void aNewRegistryChangesWhatNumbersMean()
    {
        QCOMPARE(take(samples(0, 0, {0.25})).batch.columns.at(0).entities.at(0), 100U);
        m_world.base = 40;
        QCOMPARE(take(samples(0, 0, {0.25})).batch.columns.at(0).entities.at(0), 100U); // cached
        ++m_generation.registry;
        QCOMPARE(take(samples(0, 0, {0.25})).batch.columns.at(0).entities.at(0), 40U);
    }

    void aFlowIsFoundOnceItIsBorn()
    {
        QCOMPARE(take(samples(2, 4, {1e9})).tally.refused, 1U);
        m_world.flow = 3;
        ++m_generation.directory;
        QCOMPARE(take(samples(2, 4, {1e9})).batch.columns.at(0).entities.at(0), 3U);
    }

  private:
    SourceDictionary m_dictionary;
    World m_world;
    Generation m_generation;
};

QTEST_GUILESS_MAIN(TestSourceDictionary)
#include "tst_source_dictionary.moc"
