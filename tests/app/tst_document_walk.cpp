#include "tests/support/places.h"

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
        script.replace("$PWD/build/release/bin", test::programPathQ(""));
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

    /// Routing, Traffic engineering, Failure sweeps, Loads…: every line of every block, in order, in one
    /// folder. Left out are windows, and lines about files that neither stand in the block nor come from a
    /// line before.
    void everyOtherLineRunsAsItStands()
    {
        const QTemporaryDir folder;
        int lines = 0;
        QStringList headings;
        for (const Block& block : blocks()) {
            if (block.heading.startsWith(QStringLiteral("## Try it"))) {
                continue; // it runs above, with the programs it leaves running
            }
            for (const QString& line : block.text.split(u'\n', Qt::SkipEmptyParts)) {
                if (!line.startsWith(QStringLiteral("suanwangctl ")) || !hasItsFiles(line, folder)) {
                    continue;
                }
                QProcess bash;
                bash.setWorkingDirectory(folder.path());
                bash.start(QStringLiteral("bash"), {"-c", test::programPathQ("/") + line});
                QVERIFY2(bash.waitForFinished(100'000), qPrintable(line));
                const QByteArray errors = bash.readAllStandardError();
                QVERIFY2(bash.exitCode() == 0, qPrintable(line + u'\n' + QString::fromUtf8(errors)));
                QVERIFY2(!bash.readAllStandardOutput().isEmpty(), qPrintable(line));
                ++lines;
                headings.removeAll(block.heading);
                headings.append(block.heading);
            }
        }
        QCOMPARE(headings, QStringList({"## Shift log", "## Routing", "## Traffic engineering",
                                        "## Failure sweeps", "## Scenarios", "## Loads, demands, residuals",
                                        "## Job models, discovery, placement"}));
        QVERIFY2(lines >= 11, qPrintable(QString::number(lines)));
    }

    void everyCommandNamedIsThere()
    {
        QProcess help;
        help.start(test::programPathQ("/suanwangctl"), {"--help"});
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
        QFile file(test::sourcePathQ("/") + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// A fenced block without a language, and the heading it stands under.
    struct Block
    {
        QString heading;
        QString text;
    };

    static QList<Block> blocks()
    {
        QList<Block> out;
        QString heading;
        bool isInside = false;
        for (const QString& line : text(QStringLiteral("docs/command-line.md")).split(u'\n')) {
            if (line.startsWith(QStringLiteral("```"))) {
                isInside = !isInside;
                if (isInside) {
                    out.append({heading, {}});
                }
            } else if (isInside) {
                out.last().text += line + u'\n';
            } else if (line.startsWith(u'#')) {
                heading = line;
            }
        }
        return out;
    }

    /// Whether every file the line reads is there; what stands behind an option that writes need not be.
    static bool hasItsFiles(const QString& line, const QTemporaryDir& folder)
    {
        static const QRegularExpression name(QStringLiteral("\\.(swr|sws|json|csv|graph|demands|gml)$"));
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        for (qsizetype i = 1; i < words.size(); ++i) {
            const bool isWritten = words[i - 1].endsWith(QStringLiteral("out"));
            if (!isWritten && words[i].contains(name) && !QFile::exists(folder.filePath(words[i]))) {
                return false;
            }
        }
        return true;
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
