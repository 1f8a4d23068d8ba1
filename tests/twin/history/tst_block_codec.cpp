#include "twin/history/block_codec.h"
#include "twin/support/rng.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace twin::history;
using twin::ErrorCode;
using twin::TimeNs;

namespace {

std::uint64_t bitsOf(double value)
{
    return std::bit_cast<std::uint64_t>(value);
}

/// Equal to the bit; NaN stands for "none" only.
bool isSame(const SampleBlock& a, const SampleBlock& b)
{
    if (a.stamps != b.stamps || a.series.size() != b.series.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.series.size(); ++i) {
        const SeriesRun& left = a.series[i];
        const SeriesRun& right = b.series[i];
        if (left.series != right.series || left.stamps != right.stamps ||
            left.values.size() != right.values.size()) {
            return false;
        }
        for (std::size_t j = 0; j < left.values.size(); ++j) {
            const StoredSample x = a.sample(left, j);
            const StoredSample y = b.sample(right, j);
            if (x.quality != y.quality ||
                (x.quality != Quality::Missing && bitsOf(x.value) != bitsOf(y.value))) {
                return false;
            }
        }
    }
    return true;
}

/// One series with these values, a second apart.
SampleBlock series(const std::vector<double>& values, std::vector<Quality> qualities = {})
{
    SampleBlock block;
    SeriesRun run{7, {}, values, std::move(qualities)};
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        block.stamps.push_back({i * twin::kSecond, 1, i + 1, i * twin::kSecond + 3});
        run.stamps.push_back(i);
    }
    block.series.push_back(std::move(run));
    return block;
}

using Random = twin::Rng;

double uniform(Random& random)
{
    return random.uniform(0.0, 1.0);
}

/// A value of one of the kinds telemetry has, and of those it should not have.
double anyValue(Random& random, int kind, std::size_t i)
{
    const double x = uniform(random);
    switch (kind) {
    case 0:
        return std::round(x * 1000) / 10; // 0.1 degrees
    case 1:
        return std::floor(x * 1e6) * 1e6; // Mb/s
    case 2:
        return static_cast<double>(static_cast<float>(std::round(x * 1e4) / 1e4)); // a float decimal
    case 3:
        return static_cast<double>(static_cast<float>(x));
    case 4:
        return x * 1e-300;
    case 5:
        return std::bit_cast<double>(random.next() & 0x7FEFFFFFFFFFFFFFULL); // any finite bits
    case 6:
        return static_cast<double>(i) * 4096; // a counter
    case 7:
        return (i % 2 == 0) ? 0.0 : -0.0;
    case 8:
        return -std::numeric_limits<double>::denorm_min() * static_cast<double>(i + 1);
    default:
        return 42.5;
    }
}

SampleBlock anyBlock(Random& random)
{
    SampleBlock block;
    const std::size_t stamps = 1 + random.next() % 60;
    TimeNs time = static_cast<TimeNs>(random.next() >> 2U);
    const bool hasIntervals = random.next() % 2 == 0;
    for (std::size_t i = 0; i < stamps; ++i) {
        time += static_cast<TimeNs>(random.next() % 3 == 0 ? 0 : random.next() % 10'000'000'000);
        block.stamps.push_back({time, random.next() % 3, random.next() % 1000,
                                time + static_cast<TimeNs>(random.next() % 2'000'000),
                                hasIntervals ? static_cast<std::uint32_t>(random.next() % 90'000'000) : 0});
    }
    std::ranges::sort(block.stamps);
    SeriesId id = random.next() % 1000;
    for (std::size_t s = 0; s < random.next() % 20; ++s) {
        SeriesRun run;
        run.series = id;
        id += 1 + random.next() % 3;
        const int kind = static_cast<int>(random.next() % 10);
        const bool hasQualities = random.next() % 3 == 0;
        for (std::uint32_t i = 0; i < stamps; ++i) {
            if (random.next() % 4 == 0) {
                continue;
            }
            run.stamps.push_back(i);
            run.values.push_back(anyValue(random, kind, i));
            if (hasQualities) {
                run.qualities.push_back(static_cast<Quality>(random.next() % 3));
                if (run.qualities.back() == Quality::Missing) {
                    run.values.back() = std::numeric_limits<double>::quiet_NaN();
                }
            }
        }
        block.series.push_back(std::move(run));
    }
    return block;
}

} // namespace

class TestBlockCodec : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Blocks without them are as they always were.
    void aSourcesOwnIntervalIsKept()
    {
        SampleBlock block = series({1, 2, 3});
        QCOMPARE(encodeBlock(block)[0], '\x01');
        block.stamps[1].interval_ms = 60'000;
        block.stamps[2].interval_ms = 86'400'000;
        const std::string bytes = encodeBlock(block);
        QCOMPARE(bytes[0], '\x02');
        const auto read = decodeBlock(bytes);
        QVERIFY(read.has_value());
        QVERIFY(isSame(*read, block));
        QCOMPARE(read->sample(read->series[0], 1).cell().interval_ms, 60'000U);
        std::string unknown = bytes;
        unknown[0] = '\x03';
        QCOMPARE(decodeBlock(unknown).error().code, ErrorCode::Unsupported);
    }

    void damagedBytesAreRefusedOrDecoded()
    {
        Random random(2, "damage", 0);
        for (int round = 0; round < 200; ++round) {
            std::string bytes = encodeBlock(anyBlock(random));
            for (int flips = 0; flips < 20; ++flips) {
                std::string bad = bytes;
                bad[random.next() % bad.size()] ^= static_cast<char>(1U << random.next() % 8);
                const auto block = decodeBlock(bad); // either way: no crash, nothing out of bounds
                QVERIFY(block || block.error().code != ErrorCode::Internal);
            }
            for (std::size_t cut = 0; cut < bytes.size(); cut += 1 + bytes.size() / 16) {
                QVERIFY(!decodeBlock(std::string_view(bytes).substr(0, cut)));
            }
            QVERIFY(!decodeBlock(bytes + "x"));
        }
    }

    void aNewerFormIsRefused()
    {
        std::string bytes = encodeBlock(series({1, 2, 3}));
        bytes[0] = 9;
        QCOMPARE(decodeBlock(bytes).error().code, ErrorCode::Unsupported);
    }

    void nothingIsABlock() { QVERIFY(!decodeBlock("")); }

    void everyBitComesBack()
    {
        for (std::uint64_t seed = 0; seed < 2000; ++seed) {
            Random random(seed, "block", 0);
            const SampleBlock block = anyBlock(random);
            const auto back = decodeBlock(encodeBlock(block));
            QVERIFY2(back && isSame(block, *back), qPrintable(QString::number(seed)));
        }
    }

    void oneSeriesIsTheSameAlone()
    {
        Random random(1, "alone", 0);
        for (int round = 0; round < 200; ++round) {
            const SampleBlock block = anyBlock(random);
            const std::string bytes = encodeBlock(block);
            for (const SeriesRun& run : block.series) {
                const auto alone = decodeSeries(bytes, run.series);
                QVERIFY(alone && alone->series.size() == 1);
                QVERIFY(isSame({block.stamps, {run}}, *alone));
            }
            QVERIFY(decodeSeries(bytes, 1'000'000)->series.empty());
        }
    }

    void equalBlocksGiveEqualBytes()
    {
        Random random(3, "equal", 0);
        const SampleBlock block = anyBlock(random);
        QVERIFY(encodeBlock(block) == encodeBlock(block));
    }

    void missingIsKeptAndIsNotZero()
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        const auto back = decodeBlock(encodeBlock(series(
            {1, none, none, 0}, {Quality::Good, Quality::Missing, Quality::Missing, Quality::Estimated})));
        QVERIFY(back.has_value());
        const SeriesRun& run = back->series[0];
        QVERIFY(std::isnan(run.values[1]) && std::isnan(run.values[2]));
        QCOMPARE(run.values[3], 0.0);
        QVERIFY(run.qualities[2] == Quality::Missing && run.qualities[3] == Quality::Estimated);
    }

    void sizeOfWhatInstrumentsSend_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("mostBytes"); // a sample, of 64 series of 300
        QTest::newRow("constant") << 9 << 0.1;
        QTest::newRow("counter that grows steadily") << 6 << 0.1;
        QTest::newRow("1000 levels, pure noise") << 0 << 1.5;
        QTest::newRow("10^6 levels, pure noise") << 1 << 2.8;
        QTest::newRow("10^4 levels as float, pure noise") << 2 << 2.0;
    }

    void sizeOfWhatInstrumentsSend()
    {
        QFETCH(int, kind);
        QFETCH(double, mostBytes);
        Random random(5, "size", 0);
        SampleBlock block;
        for (std::uint32_t i = 0; i < 300; ++i) {
            block.stamps.push_back({i * twin::kSecond, 1, i + 1, i * twin::kSecond + 1'000'000});
        }
        for (SeriesId id = 0; id < 64; ++id) {
            SeriesRun run{id, {}, {}, {}};
            for (std::uint32_t i = 0; i < 300; ++i) {
                run.stamps.push_back(i);
                run.values.push_back(anyValue(random, kind, i));
            }
            block.series.push_back(std::move(run));
        }
        const double bytes = static_cast<double>(encodeBlock(block).size()) / (64 * 300);
        QVERIFY2(bytes <= mostBytes, qPrintable(QString::number(bytes)));
    }
};

QTEST_GUILESS_MAIN(TestBlockCodec)
#include "tst_block_codec.moc"
