#include "twin/support/file_io.h"

#include <QTemporaryDir>
#include <QTest>

class TstFileIo : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void missingFileIsNotFound()
    {
        const auto bytes = twin::readFile("/nonexistent/file");
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().code, twin::ErrorCode::NotFound);
        QCOMPARE(bytes.error().file, std::string("/nonexistent/file"));
    }

    void folderIsRefused() { QCOMPARE(twin::readFile("/").error().code, twin::ErrorCode::Io); }

    void oversizedFileIsRefusedBeforeItIsRead()
    {
        QCOMPARE(twin::readFile(path(std::string(100, 'x')), 99).error().code, twin::ErrorCode::TooLarge);
    }

    void endlessDeviceIsRefused()
    {
        QCOMPARE(twin::readFile("/dev/zero", 1 << 20).error().code, twin::ErrorCode::TooLarge);
    }

    void unwritableFolderIsAnError()
    {
        QCOMPARE(twin::writeFileAtomically("/nonexistent/file", "x").error().file,
                 std::string("/nonexistent/file"));
    }

    void whatIsWrittenReadsBack() { QCOMPARE(*twin::readFile(path("hello")), std::string("hello")); }

  private:
    std::string path(const std::string& content)
    {
        const std::string name = m_folder.filePath(QStringLiteral("file")).toStdString();
        [&] {
            QVERIFY(twin::writeFileAtomically(name, content).has_value());
        }();
        return name;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TstFileIo)
#include "tst_file_io.moc"
