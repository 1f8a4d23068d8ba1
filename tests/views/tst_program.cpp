#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

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
        process.start(QStringLiteral(SUANWANG_BIN_DIR "/suanwang"), arguments);
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
