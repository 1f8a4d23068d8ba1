#include "tests/app/ctl_process.h"
#include "tests/support/places.h"

/// Answers are JSON whatever the bytes of a file's name: one that is not UTF-8 (GB18030, say) is shown with
/// U+FFFD.
class TstOddFileNames : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        m_bench.write("pair.graph",
                      "NODES 2\nlabel x y\na 0 0\nb 1 0\n\nEDGES 2\nlabel src dest weight bw delay\n"
                      "ab 0 1 1 500 1000\nba 1 0 1 500 1000\n");
        m_bench.write("pair.csv", "src,dst,bps\na,b,5\n");
        const auto copied = inShell(
            "cp pair.graph \"$(printf '\\313\\343.graph')\" && cp pair.csv \"$(printf '\\313\\343.csv')\"");
        QCOMPARE(copied.code, 0);
    }

    /// Qt cannot take away what it cannot name.
    void cleanupTestCase() { QCOMPARE(inShell("rm -f -- *").code, 0); }

    void theAnswerIsJson_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QString>("key");
        const auto row = [](const char* command, const char* key) {
            QTest::newRow(command) << QByteArray(command) << QString::fromLatin1(key);
        };
        row("validate \"$N.graph\"", "file");
        row("convert \"$N.graph\" out.json", "");
        row("convert pair.graph \"$N.json\"", "");
        row("optimise --network \"$N.graph\" --demands \"$N.csv\" --paths-out \"$N.paths.csv\"", "network");
        row("loads --network \"$N.graph\" --demands \"$N.csv\" --out \"$N.loads.csv\"", "network");
        row("sweep --network \"$N.graph\" --demands \"$N.csv\" --fail links", "network");
        row("route --network \"$N.graph\" --from a --to b", "network");
    }

    void theAnswerIsJson()
    {
        QFETCH(QByteArray, command);
        QFETCH(QString, key);
        const auto outcome =
            inShell("N=$(printf '\\313\\343'); '" +
                    QByteArray::fromStdString(test::programPath("/suanwangctl' --json ")) + command);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QVERIFY(!outcome.json.isEmpty());
        QVERIFY(key.isEmpty() || outcome.json.value(key).toString().contains(QChar(0xFFFD)));
    }

  private:
    /// Runs `script` in the folder of the files. A QString cannot hold such names; a shell can make them.
    [[nodiscard]] ctl_test::Outcome inShell(const QByteArray& script) const
    {
        QProcess process;
        process.setWorkingDirectory(m_bench.file("."));
        process.start("/bin/sh", {"-c", QString::fromLatin1(script)});
        ctl_test::Outcome outcome;
        if (process.waitForFinished(60'000)) {
            outcome.code = process.exitCode();
        }
        outcome.json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    ctl_test::Bench m_bench;
};

QTEST_GUILESS_MAIN(TstOddFileNames)
#include "tst_odd_file_names.moc"
