#include "twin/history/recording.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <vector>

using namespace twin;
using namespace twin::history;

namespace {

/// What a visit saw, as text that can be compared.
struct Seen
{
    std::vector<std::string> lines;

    Recording::Visitor visitor()
    {
        return {[this](TimeNs validFrom, std::string_view snapshot) -> Result<> {
                    lines.push_back("registry " + std::to_string(validFrom) + ' ' + std::string(snapshot));
                    return {};
                },
                [this](const RecordedFrame& frame) -> Result<> {
                    lines.push_back(std::string(frame.source) + '/' + std::to_string(frame.epoch) + ' ' +
                                    std::to_string(frame.receiveTime) + ' ' + std::to_string(frame.samples) +
                                    ' ' + std::string(frame.body));
                    return {};
                }};
    }
};

const std::vector<std::string> kExpected{"registry 5 first registry", "north/1 10 3 aaa", "south/7 11 0 ",
                                         "registry 12 second registry", std::string("north/1 13 2 b\0b", 16)};

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class RecordingTest final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string at(const char* name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

    Result<RecordingSummary> write(const std::string& path)
    {
        auto writer = RecordingWriter::create(path, {5, 20, "suanwang 1", "night of the cut", true});
        if (!writer) {
            return failure(writer.error());
        }
        const bool ok = writer->addRegistry(5, "first registry") && writer->add({"north", 1, 10, 3, "aaa"}) &&
                        writer->add({"south", 7, 11, 0, ""}) && writer->addRegistry(12, "second registry") &&
                        writer->add({"north", 1, 13, 2, std::string_view("b\0b", 3)});
        return ok ? writer->finish() : Result<RecordingSummary>(failure(ErrorCode::Io, "not written"));
    }

  private Q_SLOTS:

    void whatIsNoRecordingIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << QByteArray() << int(ErrorCode::BadInput);
        QTest::newRow("text") << QByteArray("id,src,dst\n1,2,3\n") << int(ErrorCode::BadInput);
        QTest::newRow("the mark alone") << QByteArray("SWREC\0\0\1", 8) << int(ErrorCode::BadInput);
        QTest::newRow("newer") << QByteArray("SWREC\0\0\2", 8) << int(ErrorCode::Unsupported);
        QTest::newRow("a length that lies")
            << QByteArray("SWREC\0\0\1\1\xff\xff\xff\x7f", 13) << int(ErrorCode::BadInput);
        QTest::newRow("a long block that is not there")
            << QByteArray("SWREC\0\0\1\1\x00\x00\x00\x10xx", 15) << int(ErrorCode::BadInput);
    }

    void whatIsNoRecordingIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        put(m_folder.filePath(QStringLiteral("odd.swrec")), bytes);
        const auto opened = Recording::open(at("odd.swrec"));
        QVERIFY(!opened);
        QCOMPARE(int(opened.error().code), code);
        QCOMPARE(opened.error().file, at("odd.swrec"));
        QVERIFY(!opened.error().reason.empty());
    }

    void anAbsentFileIsNotFound()
    {
        const auto opened = Recording::open(at("none.swrec"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::NotFound);
    }

    void headersThatCannotBeAreRefused()
    {
        QVERIFY(!RecordingWriter::create(at("x.swrec"), {20, 5, "", "", false}));
        QVERIFY(!RecordingWriter::create(at("x.swrec"), {0, 5, "", std::string(4097, 'x'), false}));
        QVERIFY(!RecordingWriter::create(at("no/such/folder.swrec"), {}));
    }

    void whatIsWrittenIsReadBack()
    {
        const auto written = write(at("a.swrec"));
        QVERIFY(written);
        const auto opened = Recording::open(at("a.swrec"));
        QVERIFY2(opened, opened ? "" : opened.error().text().c_str());
        const RecordingSummary& summary = opened->summary();
        QCOMPARE(summary.header.begin, TimeNs{5});
        QCOMPARE(summary.header.end, TimeNs{20});
        QCOMPARE(summary.header.madeBy, std::string("suanwang 1"));
        QCOMPARE(summary.header.note, std::string("night of the cut"));
        QVERIFY(summary.header.synthetic);
        QCOMPARE(summary.frames, std::uint64_t{3});
        QCOMPARE(summary.samples, std::uint64_t{5});
        QCOMPARE(summary.registries, (std::vector<TimeNs>{5, 12}));
        QCOMPARE(summary.chain, written->chain);
        QCOMPARE(summary.bytes,
                 std::uint64_t(QFileInfo(m_folder.filePath(QStringLiteral("a.swrec"))).size()));
        Seen seen;
        QVERIFY(opened->visit(seen.visitor()));
        QVERIFY(seen.lines == kExpected);
    }

    void sameContentsGiveTheSameBytes()
    {
        QVERIFY(write(at("b.swrec")));
        QVERIFY(write(at("c.swrec")));
        QCOMPARE(contentsOf(m_folder.filePath(QStringLiteral("b.swrec"))),
                 contentsOf(m_folder.filePath(QStringLiteral("c.swrec"))));
    }

    /// What a recording that begins in the middle goes on from: after its registry, before its frames.
    void aStartIsReadBack()
    {
        auto writer = RecordingWriter::create(at("s.swrec"), {50, 60, "", "", false});
        QVERIFY(writer);
        Checkpoint state;
        state.made = 40;
        state.newest = 42;
        state.state = "everything";
        state.sources = "numbers";
        QVERIFY(writer->addRegistry(5, "registry") && writer->addStart(state) &&
                writer->add({"north", 1, 50, 3, "aaa"}) && writer->addRegistry(55, "another"));
        QVERIFY(writer->finish());
        const auto opened = Recording::open(at("s.swrec"));
        QVERIFY(opened);
        QCOMPARE(opened->summary().start, std::optional<TimeNs>(40));
        const auto beginning = opened->beginning();
        QVERIFY(beginning && *beginning);
        QCOMPARE((*beginning)->validFrom, TimeNs{5});
        QCOMPARE((*beginning)->registry, std::string("registry"));
        QCOMPARE((*beginning)->state.made, TimeNs{40});
        QCOMPARE((*beginning)->state.newest, TimeNs{42});
        QCOMPARE((*beginning)->state.state, std::string("everything"));
        QCOMPARE((*beginning)->state.sources, std::string("numbers"));
        QVERIFY(write(at("n.swrec")));
        QVERIFY(!*Recording::open(at("n.swrec"))->beginning());
    }

    void aStartElsewhereIsRefused_data()
    {
        QTest::addColumn<QString>("blocks"); // r registry, s start, f frame
        for (const char* blocks : {"s", "sr", "rrs", "rss", "rfs"}) {
            QTest::newRow(blocks) << QString::fromLatin1(blocks);
        }
    }

    void aStartElsewhereIsRefused()
    {
        QFETCH(QString, blocks);
        auto writer = RecordingWriter::create(at("odd.swrec"), {0, 9, "", "", false});
        QVERIFY(writer);
        for (const QChar block : blocks) {
            QVERIFY(block == u'r'   ? writer->addRegistry(0, "registry")
                    : block == u's' ? writer->addStart({})
                                    : writer->add({"north", 1, 1, 1, "a"}));
        }
        QVERIFY(writer->finish());
        const auto opened = Recording::open(at("odd.swrec"));
        QVERIFY(!opened);
        QVERIFY2(opened.error().reason.find("a start is not where it belongs") != std::string::npos,
                 opened.error().reason.c_str());
    }

    void linksStayAndOtherFilesAreLeftAlone()
    {
        QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("real.swrec")),
                            m_folder.filePath(QStringLiteral("link.swrec"))));
        QVERIFY(write(at("link.swrec")));
        QVERIFY(QFileInfo(m_folder.filePath(QStringLiteral("link.swrec"))).isSymLink());
        QVERIFY(Recording::open(at("real.swrec")));
        QVERIFY(write(at("link.swrec"))); // in place of what stood there
        for (const char* path : {"/dev/null", "/dev/stdout", "/proc/self/fd/1"}) {
            const auto refused = RecordingWriter::create(path, {});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::BadInput);
        }
    }

    /// Every single byte: none can be changed unnoticed, and the message says where.
    void aFlippedByteIsNamed()
    {
        QVERIFY(write(at("d.swrec")));
        const QByteArray whole = contentsOf(m_folder.filePath(QStringLiteral("d.swrec")));
        const QString path = m_folder.filePath(QStringLiteral("flipped.swrec"));
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray bytes = whole;
            bytes[i] = static_cast<char>(bytes[i] ^ 0x10);
            put(path, bytes);
            const auto opened = Recording::open(path.toStdString());
            QVERIFY2(!opened, qPrintable(QString::number(i)));
            if (i >= 8) {
                QVERIFY2(opened.error().reason.find("at byte") != std::string::npos,
                         opened.error().reason.c_str());
            }
        }
    }

    void aFileCutOffAnywhereIsRefused()
    {
        QVERIFY(write(at("e.swrec")));
        const QByteArray whole = contentsOf(m_folder.filePath(QStringLiteral("e.swrec")));
        const QString path = m_folder.filePath(QStringLiteral("cut.swrec"));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            put(path, whole.left(size));
            QVERIFY2(!Recording::open(path.toStdString()), qPrintable(QString::number(size)));
        }
        put(path, whole + "x");
        QVERIFY(!Recording::open(path.toStdString()));
    }

    void anUnfinishedOneLeavesNothing()
    {
        {
            auto writer = RecordingWriter::create(at("f.swrec"), {0, 1, "", "", false});
            QVERIFY(writer);
            QVERIFY(writer->add({"a", 1, 1, 1, "x"}));
        }
        QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("f.swrec*")}).isEmpty());
    }

    void theVisitorsFailureEndsIt()
    {
        QVERIFY(write(at("g.swrec")));
        const auto opened = Recording::open(at("g.swrec"));
        QVERIFY(opened);
        int frames = 0;
        const auto visited = opened->visit({[](TimeNs, std::string_view) { return Result<>{}; },
                                            [&](const RecordedFrame&) -> Result<> {
                                                ++frames;
                                                return failure(ErrorCode::Cancelled, "enough");
                                            }});
        QVERIFY(!visited);
        QCOMPARE(visited.error().code, ErrorCode::Cancelled);
        QCOMPARE(frames, 1);
    }

    void manyFramesMakeManyBlocks()
    {
        auto writer = RecordingWriter::create(at("h.swrec"), {0, 1'000'000, "", "", false});
        QVERIFY(writer);
        const std::string body(1000, 'z');
        for (int i = 0; i < 5'000; ++i) {
            QVERIFY(writer->add({"s" + std::to_string(i % 3), 1, i, 2, body}));
        }
        QVERIFY(writer->finish());
        const auto opened = Recording::open(at("h.swrec"));
        QVERIFY(opened);
        QVERIFY(opened->summary().blocks >= 5);
        TimeNs next = 0;
        QVERIFY(opened->visit({[](TimeNs, std::string_view) { return Result<>{}; },
                               [&](const RecordedFrame& frame) -> Result<> {
                                   const bool isNext = frame.receiveTime == next++ && frame.body == body;
                                   return isNext ? Result<>{} : failure(ErrorCode::Internal, "out of order");
                               }}));
        QCOMPARE(next, TimeNs{5'000});
    }
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "tst_recording.moc"
