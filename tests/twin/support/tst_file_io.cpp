#include "twin/support/file_io.h"

#include <QTemporaryDir>
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

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

    void symbolicLinksStay()
    {
        QVERIFY(QDir(m_folder.path()).mkpath("other"));
        const QString link = m_folder.filePath("link");
        QVERIFY(QFile::link("other/target", link)); // leads to nothing yet
        QVERIFY(twin::writeFileAtomically(link.toStdString(), "first").has_value());
        QVERIFY(twin::writeFileAtomically(link.toStdString(), "second").has_value());
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(*twin::readFile(m_folder.filePath("other/target").toStdString()), std::string("second"));
    }

    void linksInACircleAreAnError()
    {
        const QString link = m_folder.filePath("circle");
        QVERIFY(QFile::link("circle", link));
        QVERIFY(!twin::readFile(link.toStdString()));
        QVERIFY(!twin::writeFileAtomically(link.toStdString(), "x"));
        QVERIFY(QFileInfo(link).isSymLink());
    }

    void aPipeIsWrittenToAndStays()
    {
        const std::string pipe = m_folder.filePath("pipe").toStdString();
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        std::string got;
        std::thread reader([&] { got = twin::readFile(pipe).value_or(""); });
        const bool written = twin::writeFileAtomically(pipe, "through").has_value();
        reader.join();
        QVERIFY(written);
        QCOMPARE(got, std::string("through"));

        struct stat info
        {};

        QCOMPARE(::stat(pipe.c_str(), &info), 0);
        QVERIFY(S_ISFIFO(info.st_mode));
    }

    /// `--out /dev/stdout | …`, `--out >(…)`: the link leads to a name that is no path.
    void anOpenPipeIsWrittenTo()
    {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const std::string name = "/dev/fd/" + std::to_string(ends[1]);
        QVERIFY(twin::writeFileAtomically(name, "through").has_value());
        ::close(ends[1]);
        char got[16] = {};
        QCOMPARE(::read(ends[0], got, sizeof got), ssize_t{7});
        ::close(ends[0]);
        QCOMPARE(QByteArray(got), QByteArray("through"));
    }

    void aFullDeviceIsAnError()
    {
        if (::access("/dev/full", W_OK) != 0) {
            QSKIP("/dev/full cannot be written here");
        }
        const auto written = twin::writeFileAtomically("/dev/full", "x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, twin::ErrorCode::Io);

        struct stat info
        {};

        QCOMPARE(::stat("/dev/full", &info), 0);
        QVERIFY(S_ISCHR(info.st_mode));
    }

    void permissionsStay()
    {
        const std::string name = path("open");
        QCOMPARE(::chmod(name.c_str(), 0600), 0);
        QVERIFY(twin::writeFileAtomically(name, "secret").has_value());

        struct stat info
        {};

        QCOMPARE(::stat(name.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
    }

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
