#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

/// From templates to a snapshot by docs/formats.md alone, as somebody with a spreadsheet goes.
class TstSpreadsheet : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init()
    {
        m_folder.emplace();
        QCOMPARE(run({"template", "--out", tables()}), 0);
        QVERIFY2(m_errors.contains("suanwangctl import " + tables()), qPrintable(m_errors)); // the next step
    }

    void templatesComeBackAsTheyWere()
    {
        QCOMPARE(import(), 2);
        QVERIFY2(m_errors.contains("nothing is filled in yet"), qPrintable(m_errors));
        QVERIFY2(m_errors.contains("subjects.csv, pools.csv and pools.chips.csv"), qPrintable(m_errors));
        QVERIFY(!QFile::exists(snapshot()));
    }

    void filledInAsTheDocumentShowsTheyImport()
    {
        const auto blocks = documentedTables();
        QVERIFY(blocks.size() >= 7);
        for (auto block = blocks.begin(); block != blocks.end(); ++block) {
            fillIn(block.key(), block.value());
        }
        QVERIFY2(import() == 0, qPrintable(m_errors));
        QVERIFY2(m_errors.contains("suanwang --registry " + snapshot()), qPrintable(m_errors));
        QCOMPARE(run({"validate", snapshot(), "--json"}), 0);
        const QJsonObject answer = QJsonDocument::fromJson(m_output).object();
        QCOMPARE(answer.value("pools").toInt(), 1);
        QCOMPARE(answer.value("links").toInt(), 3);
        QCOMPARE(answer.value("warnings").toInt(), 0);
    }

    void aWrongCellIsNamed()
    {
        fillIn("subjects", {"id,kind", "E003,cloudy"});
        QCOMPARE(import(), 2);
        QVERIFY2(m_errors.startsWith(tables() + "/subjects.csv:3: kind: \"cloudy\""), qPrintable(m_errors));
    }

    void aReferenceToNothingIsNamed()
    {
        fillIn("pools", documentedTables().value("pools"));
        QCOMPARE(import(), 1);
        QVERIFY2(m_errors.contains(tables() + "/pools.csv:3: error: Pool CN.64.E003.640500-001: subject_id:"),
                 qPrintable(m_errors));
        QVERIFY(!QFile::exists(snapshot()));
    }

  private:
    QString tables() const { return m_folder->filePath("tables"); }

    QString snapshot() const { return m_folder->filePath("registry.swr"); }

    int import() { return run({"import", tables(), "--out", snapshot()}); }

    int run(const QStringList& arguments)
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), arguments);
        if (!process.waitForFinished(60'000)) {
            return -1;
        }
        m_output = process.readAllStandardOutput();
        m_errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitCode();
    }

    /// The CSV blocks of the document: table to lines.
    static QHash<QString, QStringList> documentedTables()
    {
        QFile file(test::sourcePathQ("/docs/formats.md"));
        [&] {
            QVERIFY(file.open(QIODevice::ReadOnly));
        }();
        static const QRegularExpression block(QStringLiteral("`([a-z_.]+)\\.csv`:\n```csv\n([^`]*)\n```"));
        QHash<QString, QStringList> out;
        auto found = block.globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext()) {
            const auto match = found.next();
            out.insert(match.captured(1), match.captured(2).split(u'\n'));
        }
        return out;
    }

    /// Writes rows below the template's two, each cell under its column.
    void fillIn(const QString& table, const QStringList& lines)
    {
        QFile file(tables() + u'/' + table + ".csv");
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        const QStringList header =
            QString::fromUtf8(whole.mid(3, whole.indexOf("\r\n") - 3)).split(u','); // behind the BOM
        const QStringList given = lines.front().split(u',');
        for (const QString& row : lines.mid(1)) {
            QStringList cells(header.size());
            for (qsizetype i = 0; i < given.size(); ++i) {
                QVERIFY2(header.contains(given[i]), qPrintable(given[i]));
                cells[header.indexOf(given[i])] = row.split(u',')[i];
            }
            file.write(cells.join(u',').toUtf8() + "\r\n");
        }
    }

    std::optional<QTemporaryDir> m_folder;
    QByteArray m_output;
    QString m_errors;
};

QTEST_GUILESS_MAIN(TstSpreadsheet)
#include "tst_spreadsheet.moc"
