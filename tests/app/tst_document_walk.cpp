#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

/// The commands of docs/command-line.md, run as they stand there.
class TstDocumentWalk : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void tryItDoesWhatTheDocumentSays()
    {
        QString script = blockBelow(QStringLiteral("## Try it"));
        QVERIFY(script.contains("suanwangctl serve") && script.contains("--seconds 10"));
        script.replace("$PWD/build/release/bin", QStringLiteral(SUANWANG_BIN_DIR));
        script.replace("7001", QString::number(freePort()));
        script.replace("--seconds 10", "--seconds 2");
        const QTemporaryDir folder;
        QProcess bash;
        bash.setWorkingDirectory(folder.path());
        bash.start(QStringLiteral("bash"), {"-e", "-c", script});
        QVERIFY(bash.waitForFinished(100'000));
        const QByteArray errors = bash.readAllStandardError();
        QVERIFY2(bash.exitCode() == 0, errors.constData());
        QList<QJsonObject> answers;
        for (const QByteArray& line : bash.readAllStandardOutput().split('\n')) {
            if (line.startsWith('{')) {
                answers.append(QJsonDocument::fromJson(line).object());
            }
        }
        QCOMPARE(answers.size(), 3); // the feed, the last status, the store
        const auto acknowledged = answers[0].value("acknowledged_samples").toInteger();
        QVERIFY(acknowledged > 10'000);
        QCOMPARE(answers[1].value("state").toString(), QStringLiteral("stopped"));
        // A frame whose acknowledgement is late goes again, and counts as received and as duplicate.
        const auto duplicate = answers[1].value("duplicate").toInteger();
        QCOMPARE(answers[1].value("samples").toInteger() - duplicate, acknowledged);
        QVERIFY(duplicate == 0 || answers[0].value("resent_frames").toInteger() > 0);
        QVERIFY(answers[1].value("closes").toBool());
        QCOMPARE(answers[2].value("samples").toInteger(), acknowledged);
        QVERIFY(!answers[0].contains("last_error"));
    }

    void everyCommandNamedIsThere()
    {
        QProcess help;
        help.start(QStringLiteral(SUANWANG_BIN_DIR "/suanwangctl"), {"--help"});
        QVERIFY(help.waitForFinished(30'000));
        const QString known = QString::fromUtf8(help.readAllStandardOutput());
        static const QRegularExpression command(QStringLiteral("suanwangctl ([a-z]+)"));
        for (const char* name :
             {"README.md", "docs/command-line.md", "docs/formats.md", "docs/architecture.md",
              "docs/benchmarks.md", "docs/telemetry-protocol.md"}) {
            auto found = command.globalMatch(text(QString::fromUtf8(name)));
            while (found.hasNext()) {
                const QString word = found.next().captured(1);
                QVERIFY2(known.contains(QRegularExpression("\n  " + word + "\\b")), qPrintable(word));
            }
        }
    }

  private:
    static QString text(const QString& name)
    {
        QFile file(QStringLiteral(SUANWANG_SOURCE_DIR "/") + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static QString blockBelow(const QString& heading)
    {
        const QString whole = text(QStringLiteral("docs/command-line.md"));
        const qsizetype begin = whole.indexOf("```\n", whole.indexOf(heading)) + 4;
        return whole.mid(begin, whole.indexOf("```", begin) - begin);
    }

    static quint16 freePort()
    {
        QTcpServer probe;
        return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
    }
};

QTEST_GUILESS_MAIN(TstDocumentWalk)
#include "tst_document_walk.moc"
