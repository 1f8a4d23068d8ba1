#include "tests/twin/ingest/wire_frames.h"
#include "twin/ingest/frame_bundle.h"
#include "twin/ingest/frame_codec.h"

#include <QTest>

#include <string>
#include <vector>

using namespace test;
using namespace twin::ingest;

namespace {

std::string hello(std::uint32_t protocol = 1)
{
    wire::Frame frame;
    frame.mutable_hello()->set_source("feeder");
    frame.mutable_hello()->set_epoch(7);
    frame.mutable_hello()->set_protocol(protocol);
    return frame.SerializeAsString();
}

std::string lengthed(const std::string& bytes)
{
    std::string out;
    appendFrame(out, bytes);
    return out;
}

QByteArray row(const std::string& bytes)
{
    return QByteArray::fromStdString(bytes);
}

} // namespace

class TestFrameBundle final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aBadMessageIsRefused_data()
    {
        const std::string good = lengthed(batch(1, 5, {1.0}).SerializeAsString());
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << QByteArray() << "cut short";
        QTest::newRow("text") << QByteArray("{\"a\": 1}") << "cut short";
        QTest::newRow("nothing after the Hello") << row(lengthed(hello())) << "nothing else";
        QTest::newRow("no Hello") << row(good) << "not a Hello";
        QTest::newRow("another protocol") << row(lengthed(hello(2)) + good) << "protocol 2";
        QTest::newRow("cut short") << row((lengthed(hello()) + good).substr(0, 20)) << "cut short";
        QTest::newRow("cut in a length") << row(lengthed(hello()) + "\x80") << "cut short";
        QTest::newRow("length 0") << row(lengthed(hello()) + std::string(1, '\0')) << "length is 0";
        QTest::newRow("length over 4 MiB") << row(lengthed(hello()) + "\x81\x80\x80\x02") << "4194305";
        QTest::newRow("too many frames") << row([&] {
            std::string out = lengthed(hello());
            for (std::size_t i = 0; i <= kMaxBundleFrames; ++i) {
                out += good;
            }
            return out;
        }()) << "over 4096 frames";
        QTest::newRow("over 8 MiB") << QByteArray(static_cast<qsizetype>(kMaxBundleBytes) + 1, 'x')
                                    << "8388608";
    }

    void aBadMessageIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        FrameBundleReader reader;
        const auto read = reader.read(bytes.toStdString());
        QVERIFY(!read.has_value());
        QVERIFY2(QString::fromStdString(read.error().reason).contains(reason), read.error().reason.c_str());
    }

    /// One bad frame is its source's; the others of the message are good.
    void aBadFrameIsNamedAndTheOthersStay()
    {
        const std::string message =
            bundleBytes(hello(), {define(1, 2).SerializeAsString(), std::string("\xFF\xFF\xFF"), hello(),
                                  batch(2, 5, {1.0}).SerializeAsString()});
        FrameBundleReader reader;
        const auto read = reader.read(message);
        QVERIFY(read.has_value());
        QCOMPARE(read->frames.size(), std::size_t{4});
        QCOMPARE(read->frames[0].sequence, std::uint64_t{1});
        QVERIFY(read->frames[0].error.empty());
        QVERIFY(!read->frames[1].error.empty());
        QVERIFY(!read->frames[2].error.empty());
        QCOMPARE(read->frames[3].sequence, std::uint64_t{2});
    }

    void whatIsWrittenIsRead()
    {
        wire::Frame heartbeat;
        heartbeat.mutable_heartbeat()->set_sent_frames(3);
        const std::vector<std::string> frames{define(1, 50).SerializeAsString(),
                                              batch(2, 5, std::vector<double>(50, 1.5)).SerializeAsString(),
                                              heartbeat.SerializeAsString()};
        const std::string message = bundleBytes(hello(), {frames.begin(), frames.end()});
        FrameBundleReader reader;
        const auto read = reader.read(message);
        QVERIFY(read.has_value());
        QCOMPARE(read->hello.source, std::string("feeder"));
        QCOMPARE(read->hello.epoch, std::uint64_t{7});
        QCOMPARE(read->frames.size(), frames.size());
        for (std::size_t i = 0; i < frames.size(); ++i) {
            QCOMPARE(std::string(read->frames[i].bytes), frames[i]);
            QVERIFY(read->frames[i].error.empty());
        }
        QCOMPARE(read->frames[2].sequence, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestFrameBundle)
#include "tst_frame_bundle.moc"
