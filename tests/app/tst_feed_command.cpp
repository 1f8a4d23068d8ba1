#include "tests/support/places.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// `suanwangctl feed` as a user's script sees it when the twin does not answer.
class TstFeedCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QFile out(m_folder.filePath("small.gml"));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("graph [\n  node [ id 0 label \"A\" Latitude 30.0 Longitude 110.0 ]\n"
                  "  node [ id 1 label \"B\" Latitude 31.0 Longitude 111.0 ]\n"
                  "  edge [ source 0 target 1 ]\n]\n");
    }

    void aSignalEndsTheWaitForAcknowledgements_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<QString>("seconds");
        QTest::newRow("terminated while it waits") << SIGTERM << "0.2";
        QTest::newRow("interrupted while it waits") << SIGINT << "0.2";
        QTest::newRow("interrupted while it sends, and nobody answers") << SIGINT << "0";
    }

    void aSignalEndsTheWaitForAcknowledgements()
    {
        QFETCH(int, signal);
        QFETCH(QString, seconds);
        QTcpServer mute; // takes the connection and never says a word
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        QProcess feed;
        start(feed, mute.serverPort(), seconds);
        QVERIFY(mute.waitForNewConnection(20'000));
        QTest::qWait(1'500); // the fraction of a second is over
        QCOMPARE(feed.state(), QProcess::Running);
        QCOMPARE(::kill(static_cast<pid_t>(feed.processId()), signal), 0);
        QVERIFY(feed.waitForFinished(30'000)); // it would wait for a minute
        QCOMPARE(feed.exitStatus(), QProcess::NormalExit);
        QCOMPARE(feed.exitCode(), 4);
        const QString errors = QString::fromUtf8(feed.readAllStandardError());
        QVERIFY2(errors.contains("not acknowledged"), qPrintable(errors));
        const QJsonObject sums = QJsonDocument::fromJson(feed.readAllStandardOutput()).object();
        QVERIFY(sums.value("unacknowledged_frames").toInt() > 0);
        QVERIFY(sums.value("unacknowledged_samples").toInt() > 0);
        QCOMPARE(sums.value("unacknowledged_frames"), sums.value("frames"));
    }

  private:
    void start(QProcess& feed, quint16 port, const QString& seconds)
    {
        feed.start(test::programPathQ("/suanwangctl"),
                   {"feed", "--json", "--registry", m_folder.filePath("small.gml"), "--to",
                    QStringLiteral("127.0.0.1:%1").arg(port), "--seconds", seconds});
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TstFeedCommand)
#include "tst_feed_command.moc"
