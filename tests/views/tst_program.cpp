#include "tests/support/places.h"

#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

/// The program as a person starts it, offscreen.
class TestProgram : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badUsageEndsWithTwo()
    {
        QCOMPARE(run({QStringLiteral("--dmeo")}), 2);
        QVERIFY(!m_err.isEmpty());
        QVERIFY(m_out.isEmpty());
    }

    void unsafeListenerIsRefused()
    {
        QCOMPARE(run({QStringLiteral("--listen"), QStringLiteral("no address")}), 2);
    }

    void helpAndVersionNeedNoScreen()
    {
        QCOMPARE(run({QStringLiteral("--help")}), 0);
        QVERIFY(m_out.contains("--demo"));
        QCOMPARE(run({QStringLiteral("--version")}), 0);
        QVERIFY(m_out.startsWith("suanwang "));
    }

    void damagedFileIsNoCrash()
    {
        const QTemporaryDir folder;
        const QString bad = folder.filePath(QStringLiteral("bad.swr"));
        QFile file(bad);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("garbage");
        file.close();
        QCOMPARE(run({QStringLiteral("--seconds"), QStringLiteral("1"), QStringLiteral("--registry"), bad}),
                 0);
        QVERIFY2(m_err.startsWith(bad.toUtf8() + ": "), m_err.constData());
    }

    void noPictureIsTakenOfWhatCannotBeOpened_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("damaged") << QStringLiteral("bad.swr") << QByteArray("garbage") << 2
                                 << QByteArray("bad.swr: ");
        QTest::newRow("with a line") << QStringLiteral("bad.gml")
                                     << QByteArray(
                                            "graph [\n node [ id 0 ]\n edge [ source 0 target 7 ]\n]\n")
                                     << 2 << QByteArray("bad.gml:3");
        QTest::newRow("against a rule")
            << QStringLiteral("bad.json")
            << QByteArray(R"({"format":"suanwang.registry.v1","registry":{"subjects":[{"id":"E1"}]}})") << 2
            << QByteArray("bad.json:1: error: Subject E1: ");
        QTest::newRow("unknown ending")
            << QStringLiteral("bad.txt") << QByteArray("hello") << 2 << QByteArray("bad.txt: ");
        QTest::newRow("missing") << QString() << QByteArray() << 3 << QByteArray("absent.swr: ");
    }

    void noPictureIsTakenOfWhatCannotBeOpened()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QByteArray, said);
        const QTemporaryDir folder;
        const QString path = folder.filePath(name.isEmpty() ? QStringLiteral("absent.swr") : name);
        QFile file(path);
        QVERIFY(name.isEmpty() || (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()));
        file.close();
        const QString picture = folder.filePath(QStringLiteral("picture.png"));
        QCOMPARE(run({QStringLiteral("--registry"), path, QStringLiteral("--screenshot"), picture,
                      QStringLiteral("--after"), QStringLiteral("0")}),
                 code);
        QVERIFY2(m_err.contains(folder.path().toUtf8() + '/' + said), m_err.constData());
        QVERIFY(!QFile::exists(picture));
        QVERIFY(m_out.isEmpty());
    }

    void noPictureIsTakenWithoutTheMapOrTheListenerAskedFor()
    {
        const QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("picture.png"));
        const QStringList demo{QStringLiteral("--demo"), QStringLiteral("--screenshot"), picture};
        QCOMPARE(run(demo + QStringList{QStringLiteral("--basemap"), QStringLiteral("/nonexistent.json")}),
                 3);
        QVERIFY2(m_err.startsWith("/nonexistent.json: "), m_err.constData());
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        QCOMPARE(run(demo + QStringList{QStringLiteral("--listen"),
                                        QStringLiteral("127.0.0.1:%1").arg(taken.serverPort())}),
                 3);
        QVERIFY(!m_err.isEmpty());
        QVERIFY(!QFile::exists(picture));
    }

    void aStateThatCannotBeSavedIsAFailure()
    {
        const QTemporaryDir folder;
        QCOMPARE(
            run({QStringLiteral("--demo"), QStringLiteral("--screenshot"),
                 folder.filePath(QStringLiteral("demo.png")), QStringLiteral("--after"), QStringLiteral("0"),
                 QStringLiteral("--save-state"), QStringLiteral("/nonexistent/x.sws")}),
            3);
        QVERIFY2(m_err.contains("/nonexistent/x.sws"), m_err.constData());
    }

    void theStateIsSavedAtTheEnd()
    {
        const QTemporaryDir folder;
        const QString state = folder.filePath(QStringLiteral("demo.sws"));
        QCOMPARE(run({QStringLiteral("--demo"), QStringLiteral("--screenshot"),
                      folder.filePath(QStringLiteral("demo.png")), QStringLiteral("--after"),
                      QStringLiteral("0"), QStringLiteral("--save-state"), state}),
                 0);
        QCOMPARE(m_err, QByteArray());
        // It opens again, as a registry file does.
        QCOMPARE(run({QStringLiteral("--registry"), state, QStringLiteral("--screenshot"),
                      folder.filePath(QStringLiteral("saved.png")), QStringLiteral("--after"),
                      QStringLiteral("0")}),
                 0);
        const QJsonObject counters = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(counters.value(QStringLiteral("pools")).toInt(), 499);
        QVERIFY(!counters.value(QStringLiteral("live")).toBool());
    }

    void whatIsSelectedInVainIsNamedWithThePicture()
    {
        const QTemporaryDir folder;
        const QString network = folder.filePath(QStringLiteral("two.gml"));
        QFile file(network);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("graph [\n node [ id 0 label \"Here\" ]\n node [ id 1 label \"There\" ]\n"
                   " edge [ source 0 target 1 ]\n]\n");
        file.close();
        const QString picture = folder.filePath(QStringLiteral("picture.png"));
        const auto select = [&](const QString& names) {
            return run({QStringLiteral("--registry"), network, QStringLiteral("--screenshot"), picture,
                        QStringLiteral("--after"), QStringLiteral("0.5"), QStringLiteral("--select"), names});
        };
        QCOMPARE(select(QStringLiteral("Here;NOPE")), 0);
        QVERIFY(QFile::exists(picture));
        QCOMPARE(m_err, QByteArray("--select: NOPE is not there\n"));
        QCOMPARE(select(QStringLiteral("Here;There")), 0);
        QCOMPARE(m_err, QByteArray());
    }

    void demoIsLiveAndTakesAPicture_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("theme");
        QTest::newRow("English, dark") << QStringLiteral("en") << QStringLiteral("dark");
        QTest::newRow("Chinese, light") << QStringLiteral("zh_CN") << QStringLiteral("light");
    }

    void demoIsLiveAndTakesAPicture()
    {
        QFETCH(QString, language);
        QFETCH(QString, theme);
        const QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("demo.png"));
        QCOMPARE(
            run({QStringLiteral("--demo"), QStringLiteral("--screenshot"), picture, QStringLiteral("--after"),
                 QStringLiteral("1"), QStringLiteral("--language"), language, QStringLiteral("--theme"),
                 theme, QStringLiteral("--size"), QStringLiteral("1366x768")}),
            0);
        QCOMPARE(QImage(picture).size(), QSize(1366, 768));
        const QJsonObject counters = QJsonDocument::fromJson(m_out).object();
        QVERIFY(counters.value(QStringLiteral("synthetic")).toBool());
        QVERIFY(counters.value(QStringLiteral("live")).toBool());
        QCOMPARE(counters.value(QStringLiteral("pools")).toInt(), 499);
        QCOMPARE(counters.value(QStringLiteral("pools_live")).toInt(), 499);
        QVERIFY(counters.value(QStringLiteral("links_live")).toInt() > 1000);
        QVERIFY(counters.value(QStringLiteral("samples")).toInt() > 10'000);
        QCOMPARE(counters.value(QStringLiteral("dropped")).toInt(), 0);
        QCOMPARE(m_err, QByteArray());
    }

  private:
    int run(const QStringList& arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_runtime.path());
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_runtime.path());
        process.setProcessEnvironment(environment);
        process.start(test::programPathQ("/suanwang"), arguments);
        if (!process.waitForFinished(100'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        m_out = process.readAllStandardOutput();
        m_err = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }

    QTemporaryDir m_runtime; ///< nobody's settings are read or written
    QByteArray m_out;
    QByteArray m_err;
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
