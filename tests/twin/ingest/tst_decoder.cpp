#include "tests/support/places.h"
#include "tests/twin/ingest/wire_frames.h"
#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/support/file_io.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <variant>

using namespace twin::ingest;
using namespace test;
using twin::ErrorCode;

namespace {

constexpr twin::TimeNs kTime = 1'780'000'000 * twin::kSecond;

using Change = std::function<void(wire::Frame&)>;

/// A good batch of three samples with one thing wrong.
std::string batchBut(const Change& change)
{
    wire::Frame frame = batch(7, kTime, {1, 2, 3});
    change(frame);
    return frame.SerializeAsString();
}

wire::Column& columnOf(wire::Frame& frame)
{
    return *frame.mutable_batch()->mutable_columns(0);
}

} // namespace

class TestDecoder final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aBadFrameIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char* name, const std::string& bytes,
                            ErrorCode code = ErrorCode::BadInput) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
        };
        row("empty", "");
        row("random", "\xde\xad\xbe\xef\x01\x02");
        row("text", "GET / HTTP/1.1\r\n\r\n");
        row("truncated", batch(7, kTime, {1, 2, 3}).SerializeAsString().substr(0, 20));
        row("no sequence", batch(0, kTime, {1}).SerializeAsString());
        row("before 1970", batch(1, -5, {1}).SerializeAsString());
        row("count too large", batchBut([](auto& f) { columnOf(f).set_count(4); }));
        row("count too small", batchBut([](auto& f) { columnOf(f).set_count(2); }));
        row("count of four billion", batchBut([](auto& f) { columnOf(f).set_count(UINT32_MAX); }));
        row("both value kinds", batchBut([](auto& f) { columnOf(f).add_f32(1); }));
        row("offsets missing", batchBut([](auto& f) { columnOf(f).add_offset_ns(1); }));
        row("qualities missing", batchBut([](auto& f) { columnOf(f).add_quality(wire::GOOD); }));
        row("entities and count", batchBut([](auto& f) { columnOf(f).mutable_entities()->Resize(3, 0); }));
        row("numbers beyond the bound",
            batchBut([](auto& f) { columnOf(f).set_first_entity(kMaxEntityNumber - 1); }));
        row("a listed number beyond the bound", batchBut([](auto& f) {
                columnOf(f).set_first_entity(0);
                columnOf(f).set_count(0);
                columnOf(f).mutable_entities()->Resize(3, UINT32_MAX);
            }));
        row("unknown quality", batchBut([](auto& f) { columnOf(f).mutable_quality()->Resize(3, 9); }));
        row("an interval of more than a day",
            batchBut([](auto& f) { columnOf(f).set_interval_ms(86'400'001); }));
        row("empty column", batchBut([](auto& f) { columnOf(f).Clear(); }));
        wire::Frame hello;
        hello.mutable_hello()->set_source("s");
        hello.mutable_hello()->set_protocol(2);
        row("a later protocol", hello.SerializeAsString(), ErrorCode::Unsupported);
        hello.mutable_hello()->set_protocol(1);
        hello.mutable_hello()->set_source("");
        row("no source name", hello.SerializeAsString());
        hello.mutable_hello()->set_source(std::string(129, 'n'));
        row("long source name", hello.SerializeAsString());
        wire::Frame bad = define(1, 1);
        bad.mutable_define()->mutable_entities(0)->set_number(kMaxEntityNumber + 1);
        row("entity number beyond the bound", bad.SerializeAsString(), ErrorCode::TooLarge);
        bad = define(1, 1);
        bad.mutable_define()->mutable_entities(0)->set_kind(wire::ENTITY_UNSPECIFIED);
        row("entity without kind", bad.SerializeAsString());
        bad = alarm(1, kTime, "", wire::MAJOR);
        row("alarm without resource", bad.SerializeAsString());
        row("alarm without severity", alarm(1, kTime, "p", wire::SEVERITY_UNSPECIFIED).SerializeAsString());
        wire::Frame event;
        event.mutable_event()->set_sequence(1);
        row("event without body", event.SerializeAsString());
        event.mutable_event()->mutable_job()->set_id("j");
        event.mutable_event()->mutable_job()->set_state(77);
        row("job state unknown", event.SerializeAsString());
        event.mutable_event()->mutable_flow()->set_id("f");
        event.mutable_event()->mutable_flow()->set_rate_requested_bps(-1);
        row("flow of negative rate", event.SerializeAsString());
        event.mutable_event()->mutable_note()->set_text(std::string(300'000, 't'));
        row("large event", event.SerializeAsString(), ErrorCode::TooLarge);
        // Two bytes each on the wire, a couple of hundred in memory.
        std::string columns;
        for (int i = 0; i < 500'000; ++i) {
            columns += std::string("\x1a\x00", 2);
        }
        std::string bomb("\x22", 1);
        std::string framed;
        appendFrame(framed, columns);
        row("half a million empty columns", bomb + framed, ErrorCode::TooLarge);
    }

    void aBadFrameIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        FrameDecoder decoder;
        const auto decoded = decoder.decode({bytes.constData(), static_cast<std::size_t>(bytes.size())}, "s");
        QVERIFY(!decoded.has_value());
        QCOMPARE(decoded.error().code, code);
        QVERIFY(!decoded.error().reason.empty());
    }

    void aBatchComesOutAsItWentIn()
    {
        wire::Frame frame = batch(9, kTime, {1.5, 2.5, 3.5});
        wire::Column* second = frame.mutable_batch()->add_columns();
        second->set_metric(4);
        for (const std::uint32_t entity : {8U, 2U}) {
            second->add_entities(entity);
            second->add_f32(static_cast<float>(entity) + 0.25F);
            second->add_offset_ns(-static_cast<std::int64_t>(entity));
            second->add_quality(entity == 8 ? wire::ESTIMATED : wire::MISSING);
        }
        FrameDecoder decoder;
        const auto decoded = decoder.decode(frame.SerializeAsString(), "s");
        QVERIFY(decoded.has_value());
        const auto& out = std::get<DecodedFrame>(*decoded);
        QCOMPARE(out.sequence, 9U);
        QCOMPARE(out.sourceTime, kTime);
        QCOMPARE(out.samples, 5U);
        QCOMPARE(out.columns[0].values, (std::vector<double>{1.5, 2.5, 3.5}));
        QCOMPARE(out.columns[0].entity(2), 2U);
        QCOMPARE(out.columns[1].metric, 4U);
        QCOMPARE(out.columns[1].entities, (std::vector<std::uint32_t>{8, 2}));
        QCOMPARE(out.columns[1].values, (std::vector<double>{8.25, 2.25}));
        QCOMPARE(out.columns[1].offsets, (std::vector<twin::TimeNs>{-8, -2}));
        QVERIFY(out.columns[1].qualities ==
                (std::vector{twin::state::Quality::Estimated, twin::state::Quality::Missing}));
    }

    void anAlarmNamesItsSource()
    {
        FrameDecoder decoder;
        const auto decoded =
            decoder.decode(alarm(3, kTime, "p", wire::CRITICAL).SerializeAsString(), "collector");
        const auto& out = std::get<DecodedFrame>(*decoded);
        const auto& report = std::get<twin::state::AlarmReport>(out.events.at(0));
        QCOMPARE(report.alarm.source, std::string("collector"));
        QVERIFY(report.alarm.severity == twin::state::Severity::Critical);
        QCOMPARE(report.alarm.raised, kTime);
    }

    /// The example of docs/telemetry-protocol.md, byte for byte.
    void theDocumentsExampleDecodes()
    {
        QFile file(test::sourcePathQ("/docs/telemetry-protocol.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const QRegularExpression block(QStringLiteral("```hex\\n([0-9a-f\\s]+)```"));
        const auto match = block.match(text);
        QVERIFY(match.hasMatch());
        const std::string bytes = QByteArray::fromHex(match.captured(1).toLatin1()).toStdString();
        std::string_view stream = bytes;
        FrameSplitter splitter;
        FrameDecoder decoder;
        std::vector<AnyFrame> frames;
        while (!stream.empty()) {
            auto frame = splitter.next(stream);
            QVERIFY(frame.has_value() && frame->has_value());
            auto decoded = decoder.decode(**frame, "example");
            QVERIFY(decoded.has_value());
            frames.push_back(std::move(*decoded));
        }
        QCOMPARE(frames.size(), 3U);
        QCOMPARE(std::get<SourceHello>(frames[0]).source, std::string("example"));
        QCOMPARE(std::get<DecodedFrame>(frames[1]).metrics.at(0).name, std::string("pool.utilisation_ratio"));
        const auto& samples = std::get<DecodedFrame>(frames[2]);
        QCOMPARE(samples.sequence, 2U);
        QCOMPARE(samples.columns.at(0).values, (std::vector<double>{0.5, 0.75}));
    }
};

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
