#include "twin/ingest/frame_codec.h"
#include "twin/support/rng.h"

#include <QTest>

#include <vector>

using namespace twin::ingest;

class TestFrameCodec final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aBadLengthIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("zero") << QByteArray("\x00", 1);
        QTest::newRow("zero, written long") << QByteArray("\x80\x00", 2);
        QTest::newRow("4 MiB and 1") << QByteArray("\x81\x80\x80\x02", 4);
        QTest::newRow("five bytes") << QByteArray("\xFF\xFF\xFF\xFF\x01", 5);
        QTest::newRow("endless") << QByteArray(20, '\xFF');
    }

    void aBadLengthIsRefused()
    {
        QFETCH(QByteArray, bytes);
        FrameSplitter splitter;
        std::string_view stream(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        QVERIFY(!splitter.next(stream).has_value());
    }

    void aLargeClaimTakesNoMemoryBeforeBytesCome()
    {
        std::vector<FrameSplitter> splitters(2'000); // 8 GB if claims were believed
        for (FrameSplitter& splitter : splitters) {
            std::string_view stream("\x80\x80\x80\x02xy", 6); // 4 MiB
            const auto frame = splitter.next(stream);
            QVERIFY(frame.has_value() && !frame->has_value());
            QVERIFY(stream.empty());
        }
    }

    void theLargestFramePasses()
    {
        std::string stream;
        appendFrame(stream, std::string(kMaxFrameBytes, 'z'));
        std::string_view rest = stream;
        FrameSplitter splitter;
        const auto frame = splitter.next(rest);
        QVERIFY(frame.has_value() && frame->has_value());
        QCOMPARE((*frame)->size(), kMaxFrameBytes);
    }

    /// Any cutting of the stream gives the same frames.
    void anyCuttingGivesTheSameFrames()
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            twin::Rng rng(seed, "test.codec");
            std::vector<std::string> frames;
            std::string stream;
            for (int i = 0; i < 20; ++i) {
                frames.emplace_back(1 + rng.below(i % 4 == 0 ? 40'000 : 300), static_cast<char>('a' + i));
                appendFrame(stream, frames.back());
            }
            FrameSplitter splitter;
            std::vector<std::string> read;
            for (std::size_t at = 0; at < stream.size();) {
                const std::size_t step = std::min<std::size_t>(1 + rng.below(500), stream.size() - at);
                std::string_view piece = std::string_view(stream).substr(at, step);
                while (!piece.empty()) {
                    auto frame = splitter.next(piece);
                    QVERIFY(frame.has_value());
                    if (*frame) {
                        read.push_back(std::move(**frame));
                    }
                }
                at += step;
            }
            QCOMPARE(read, frames);
            QVERIFY(!splitter.isInsideFrame());
        }
    }
};

QTEST_GUILESS_MAIN(TestFrameCodec)
#include "tst_frame_codec.moc"
