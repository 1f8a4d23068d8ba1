#include "tests/twin/ingest/otlp_messages.h"
#include "twin/ingest/otlp_answer.h"
#include "twin/ingest/otlp_decoder.h"
#include "twin/ingest/remote_write_decoder.h"
#include "twin/ingest/unpack.h"
#include "twin/support/number_text.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace test;
using namespace twin;
using namespace twin::ingest;

namespace {

constexpr TimeNs kNow = 1'780'000'000 * kSecond;

/// Writes down what a decoder gives, a line a point.
class Notes final : public SeriesSink
{
  public:
    void add(const ForeignSeries& series) override
    {
        SeriesDescription who;
        series.describer.describe(who);
        std::string labels;
        for (const ForeignLabel& label : who.labels) {
            labels += (labels.empty() ? "" : ",") + label.name + "=" + label.value;
        }
        static const char* const kKinds[] = {"gauge", "counter", "delta"};
        for (const ForeignPoint& point : series.points) {
            const std::string value = point.missing ? "missing" : exactText(point.value);
            lines.push_back(
                who.name + "{" + labels + "} " + kKinds[static_cast<int>(who.kind)] + " " + value + " at " +
                std::to_string((point.time - kNow) / kSecond) +
                (point.start > 0 ? " since " + std::to_string((point.start - kNow) / kSecond) : ""));
        }
        keys.emplace_back(series.key);
    }

    void refuse(std::string_view name, std::uint64_t points, std::string_view reason) override
    {
        lines.push_back("refused " + std::to_string(points) + " " + std::string(name) + ": " +
                        std::string(reason));
    }

    std::vector<std::string> lines;
    std::vector<std::string> keys;
};

QStringList text(const std::vector<std::string>& lines)
{
    QStringList out;
    for (const std::string& line : lines) {
        out << QString::fromStdString(line);
    }
    return out;
}

double staleMarker()
{
    const std::uint64_t bits = 0x7FF0000000000002;
    double out = 0;
    std::memcpy(&out, &bits, sizeof out);
    return out;
}

} // namespace

class TestForeignDecoders final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void bytesThatAreNoExportGiveNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        OtlpRequest good;
        good.gauge("m", {}, kNow, 1);
        const QByteArray whole = QByteArray::fromStdString(good.bytes());
        QTest::newRow("text") << QByteArray("{\"resourceMetrics\": []}");
        QTest::newRow("cut short") << whole.left(whole.size() - 3);
        QTest::newRow("bad at the end") << whole + QByteArray("\x0a\x7f", 2);
        QTest::newRow("group") << QByteArray("\x0b\x0c", 2);
        QTest::newRow("endless varint") << QByteArray(20, '\xFF');
    }

    void bytesThatAreNoExportGiveNothing()
    {
        QFETCH(QByteArray, bytes);
        Notes notes;
        QVERIFY(!decodeOtlpMetrics(bytes.toStdString(), notes).has_value());
        QCOMPARE(text(notes.lines), QStringList());
        if (bytes.size() != 0) {
            QVERIFY(!decodeRemoteWrite(std::string(20, '\xFF'), notes).has_value());
        }
    }

    void aBombStopsAtTheBound()
    {
        const std::string zeros(100U << 20U, '\0');
        const std::string bomb = gzipped(zeros);
        QVERIFY(bomb.size() < 200'000);
        const auto unpacked = gunzip(bomb, 1U << 20U);
        QVERIFY(!unpacked.has_value());
        QCOMPARE(unpacked.error().code, ErrorCode::TooLarge);
        // A block that claims 4 GiB and holds nothing.
        const auto claimed = unsnappy(std::string("\xFF\xFF\xFF\xFF\x0F", 5), 1U << 20U);
        QCOMPARE(claimed.error().code, ErrorCode::TooLarge);
        const auto lying = unsnappy(std::string("\x80\x80\x40", 3), 64U << 20U); // 1 MiB, and nothing in it
        QCOMPARE(lying.error().code, ErrorCode::BadInput);
    }

    void whatIsNotPackedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray whole = QByteArray::fromStdString(gzipped("hello hello hello"));
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("plain") << QByteArray("hello");
        QTest::newRow("cut short") << whole.left(whole.size() - 2);
        QTest::newRow("rest") << whole + "x";
        QByteArray flipped = whole;
        flipped[whole.size() - 6] = static_cast<char>(flipped[whole.size() - 6] ^ 1);
        QTest::newRow("checksum") << flipped;
    }

    void whatIsNotPackedIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto unpacked = gunzip(bytes.toStdString(), 1'000);
        QVERIFY(!unpacked.has_value());
        QCOMPARE(unpacked.error().code, ErrorCode::BadInput);
        QVERIFY(!unsnappy(bytes.toStdString(), 1'000).has_value());
    }

    void packedTextComesBack()
    {
        Rng rng(7, "unpack");
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{1'000}, std::size_t{70'000}}) {
            std::string plain(size, 'a');
            for (std::size_t i = 0; i < size; i += 3) {
                plain[i] = static_cast<char>(rng.below(256));
            }
            QCOMPARE(gunzip(gzipped(plain), size).value(), plain);
            QCOMPARE(gunzip(gzipped(plain) + gzipped(plain), 2 * size).value(), plain + plain);
            QCOMPARE(unsnappy(snappyBlock(plain), size).value(), plain);
            if (size > 0) {
                QVERIFY(!gunzip(gzipped(plain), size - 1).has_value());
                QVERIFY(!unsnappy(snappyBlock(plain), size - 1).has_value());
            }
        }
    }

    void anExportIsReadPointByPoint()
    {
        OtlpRequest request({{"service.name", "gpu"}, {"pool", "outer"}});
        request.gauge("temp", {{"pool", "p"}}, kNow, 21.5);
        request.gauge("whole", {}, kNow, 0).set_as_int(-7);
        request.gauge("gone", {}, kNow, 3).set_flags(1);
        request.gauge("none", {}, kNow, 3).clear_value();
        request.sum("bytes", {}, kNow - kSecond, kNow, 8, otlp::CUMULATIVE);
        request.sum("added", {}, kNow - 2 * kSecond, kNow, 9, otlp::DELTA);
        request.sum("level", {}, kNow - kSecond, kNow, 10, otlp::CUMULATIVE, false);
        Notes notes;
        QCOMPARE(decodeOtlpMetrics(request.bytes(), notes).value(), std::uint64_t{7});
        const QString rest = "otel_scope_name=tests,service.name=gpu,pool=outer}";
        QCOMPARE(text(notes.lines),
                 (QStringList{"temp{pool=p," + rest + " gauge 21.5 at 0", "whole{" + rest + " gauge -7 at 0",
                              "gone{" + rest + " gauge missing at 0", "none{" + rest + " gauge missing at 0",
                              "bytes{" + rest + " counter 8 at 0 since -1",
                              "added{" + rest + " delta 9 at 0 since -2",
                              "level{" + rest + " gauge 10 at 0 since -1"}));
    }

    void histogramsAreCountSumAndMean()
    {
        OtlpRequest request;
        otlp::Histogram* histogram = request.metric("lat").mutable_histogram();
        histogram->set_aggregation_temporality(otlp::CUMULATIVE);
        otlp::HistogramDataPoint* point = histogram->add_data_points();
        addAttributes(*point, {{"a", "b"}});
        point->set_time_unix_nano(static_cast<std::uint64_t>(kNow));
        point->set_count(4);
        point->set_sum(10);
        point->add_bucket_counts(4);
        point->add_explicit_bounds(1);
        otlp::ExponentialHistogram* steps = request.metric("exp").mutable_exponential_histogram();
        steps->set_aggregation_temporality(otlp::DELTA);
        otlp::ExponentialHistogramDataPoint* step = steps->add_data_points();
        addAttributes(*step, {{"a", "c"}});
        step->set_time_unix_nano(static_cast<std::uint64_t>(kNow));
        step->set_count(0);
        otlp::SummaryDataPoint* summary = request.metric("sumry").mutable_summary()->add_data_points();
        summary->set_time_unix_nano(static_cast<std::uint64_t>(kNow));
        summary->set_count(2);
        summary->set_sum(3);
        Notes notes;
        QCOMPARE(decodeOtlpMetrics(request.bytes(), notes).value(), std::uint64_t{3});
        QCOMPARE(text(notes.lines), (QStringList{"lat_count{a=b,otel_scope_name=tests} counter 4 at 0",
                                                 "lat_sum{a=b,otel_scope_name=tests} counter 10 at 0",
                                                 "lat_mean{a=b,otel_scope_name=tests} gauge 2.5 at 0",
                                                 "exp_count{a=c,otel_scope_name=tests} delta 0 at 0",
                                                 "sumry_count{otel_scope_name=tests} counter 2 at 0",
                                                 "sumry_sum{otel_scope_name=tests} counter 3 at 0",
                                                 "sumry_mean{otel_scope_name=tests} gauge 1.5 at 0"}));
        std::sort(notes.keys.begin(), notes.keys.end());
        QVERIFY(std::adjacent_find(notes.keys.begin(), notes.keys.end()) == notes.keys.end());
    }

    void attributesOfAnyKindAreLabels()
    {
        OtlpRequest request;
        otlp::NumberDataPoint& point = request.gauge("m", {}, kNow, 1);
        const auto add = [&](const char* key) -> otlp::AnyValue& {
            otlp::KeyValue* pair = point.add_attributes();
            pair->set_key(key);
            return *pair->mutable_value();
        };
        add("b").set_bool_value(true);
        add("i").set_int_value(-3);
        add("d").set_double_value(0.5);
        Notes notes;
        QVERIFY(decodeOtlpMetrics(request.bytes(), notes).has_value());
        QCOMPARE(text(notes.lines), QStringList{"m{b=true,i=-3,d=0.5,otel_scope_name=tests} gauge 1 at 0"});
    }

    void whatWasRejectedIsAnswered()
    {
        QVERIFY(otlpResponse(0, "").empty());
        otlp::ExportResponse response;
        QVERIFY(response.ParseFromString(otlpResponse(300, "no mapping")));
        QCOMPARE(response.partial_success().rejected_data_points(), 300);
        QCOMPARE(response.partial_success().error_message(), std::string("no mapping"));
        otlp::Status status;
        QVERIFY(status.ParseFromString(otlpStatus(14, "later")));
        QCOMPARE(status.code(), 14);
        QCOMPARE(status.message(), std::string("later"));
    }

    void aWriteRequestIsReadSampleBySample()
    {
        prom::WriteRequest request;
        prom::TimeSeries& first = addSeries(request, "node_load1", {{"instance", "a:9100"}});
        addSample(first, kNow, 1.5);
        addSample(first, kNow + kSecond, staleMarker());
        addSample(first, kNow + 2 * kSecond, std::numeric_limits<double>::infinity());
        first.add_exemplars()->set_value(3);
        addSeries(request, "hist", {}).add_histograms()->set_sum(3);
        request.add_metadata()->set_help("help");
        Notes notes;
        QCOMPARE(decodeRemoteWrite(request.SerializeAsString(), notes).value(), std::uint64_t{4});
        QCOMPARE(text(notes.lines), (QStringList{"node_load1{instance=a:9100} gauge 1.5 at 0",
                                                 "node_load1{instance=a:9100} gauge missing at 1",
                                                 "node_load1{instance=a:9100} gauge inf at 2",
                                                 "refused 1 hist: native histograms are not taken"}));
    }

    void timesThatCannotBeAreNone()
    {
        prom::WriteRequest request;
        prom::TimeSeries& series = addSeries(request, "m", {});
        for (const std::int64_t ms : {std::int64_t{-5}, std::numeric_limits<std::int64_t>::max(),
                                      std::numeric_limits<std::int64_t>::min()}) {
            series.add_samples()->set_timestamp(ms);
        }

        class Times final : public SeriesSink
        {
          public:
            void add(const ForeignSeries& of) override
            {
                for (const ForeignPoint& point : of.points) {
                    allNone = allNone && point.time == 0;
                }
            }

            void refuse(std::string_view, std::uint64_t, std::string_view) override {}

            bool allNone = true;
        } times;

        QVERIFY(decodeRemoteWrite(request.SerializeAsString(), times).has_value());
        OtlpRequest far;
        far.gauge("m", {}, 0, 1).set_time_unix_nano(std::numeric_limits<std::uint64_t>::max());
        QVERIFY(decodeOtlpMetrics(far.bytes(), times).has_value());
        QVERIFY(times.allNone);
    }
};

QTEST_GUILESS_MAIN(TestForeignDecoders)
#include "tst_foreign_decoders.moc"
