#include "tests/support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// Network files as suanwangctl opens them: counts as the file lists them, the options that stand in for what
/// it leaves out, and the answer saying both.
class TstNetworkCommands : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void validateCountsAsTheFileLists_data();
    void validateCountsAsTheFileLists();
    void optionsAreTakenAndSaid_data();
    void optionsAreTakenAndSaid();
    void badFilesAndOptionsAreExitTwo_data();
    void badFilesAndOptionsAreExitTwo();
    void convertKeepsDemands();
    void serveTakesANetworkFile();

  private:
    struct Outcome
    {
        int code = -1;
        QJsonObject json;
        QString errors;
    };

    Outcome run(const QStringList& arguments)
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), arguments);
        Outcome outcome;
        if (process.waitForFinished(60'000)) {
            outcome.code = process.exitCode();
        }
        outcome.json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    QString write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("cannot write %s", name);
        }
        return file.fileName();
    }

    static QString sample(const char* name)
    {
        return test::testDataQ("/network/") + QString::fromLatin1(name);
    }

    static bool says(const QJsonArray& sentences, const QString& part)
    {
        for (const QJsonValue& sentence : sentences) {
            if (sentence.toString().contains(part)) {
                return true;
            }
        }
        return false;
    }

    QTemporaryDir m_folder;
};

void TstNetworkCommands::initTestCase()
{
    QVERIFY(m_folder.isValid());
}

void TstNetworkCommands::validateCountsAsTheFileLists_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("links");
    QTest::addColumn<int>("demands");
    QTest::newRow("native") << sample("sndlib/small.txt") << "sndlib" << 4 << 4 << 4;
    QTest::newRow("XML") << sample("sndlib/small.xml") << "sndlib-xml" << 4 << 4 << 4;
    QTest::newRow("directed") << sample("sndlib/directed.txt") << "sndlib" << 3 << 6 << 2;
    QTest::newRow("GML") << sample("parallel.gml") << "gml" << 4 << 4 << 0;
    QTest::newRow("REPETITA") << sample("asymmetric.graph") << "repetita" << 3 << 6 << 0;
}

void TstNetworkCommands::validateCountsAsTheFileLists()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    const Outcome outcome = run({"validate", file, "--json"});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.json["format"].toString(), format);
    QTEST(outcome.json["nodes"].toInt(), "nodes");
    QTEST(outcome.json["links"].toInt(), "links");
    QTEST(outcome.json["demands"].toInt(), "demands");
}

void TstNetworkCommands::optionsAreTakenAndSaid_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* file, const QStringList& options, const char* said) {
        QTest::newRow(name) << sample(file) << options << QString::fromLatin1(said);
    };
    row("capacity", "parallel.gml", {"--default-capacity-bps", "123"}, "1 links without a capacity: 123 b/s");
    row("delay", "parallel.gml", {"--default-delay-ms", "2.5"}, "without coordinates: 2.5 ms assumed");
    row("length", "parallel.gml", {"--route-factor", "1.5", "--us-per-km", "5"},
        "great circle x 1.5 at 5 us/km assumed");
    row("unit", "sndlib/small.txt", {"--sndlib-unit", "Tbps"}, "rates taken in Tb/s, as asked");
    row("links", "sndlib/range.txt", {"--sndlib-links", "directed"}, "links taken as arcs, as asked");
    row("demands", "sndlib/small.txt", {"--sndlib-demands", "undirected"}, "demands go both ways");
    row("modules", "sndlib/small.xml", {"--sndlib-modules", "largest"}, "their largest module taken, once");
    row("coordinates", "sndlib/small.txt", {"--sndlib-coordinates", "plane"},
        "coordinates are those of a drawing");
}

void TstNetworkCommands::optionsAreTakenAndSaid()
{
    QFETCH(QString, file);
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    const Outcome validated = run(QStringList{"--json", "validate", file} + options);
    QCOMPARE(validated.code, 0);
    QVERIFY(says(validated.json["defaults"].toArray(), said));
    QVERIFY(!says(run({"--json", "validate", file}).json["defaults"].toArray(), said));
    const Outcome converted =
        run(QStringList{"--json", "convert", file, m_folder.filePath(QStringLiteral("o.swr"))} + options);
    QCOMPARE(converted.code, 0);
    QVERIFY(says(converted.json["defaults_applied"].toArray(), said));
}

void TstNetworkCommands::badFilesAndOptionsAreExitTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QStringList& arguments, const QString& message) {
        QTest::newRow(name) << arguments << message;
    };
    const QString dangling = write("dangling.txt", "?SNDlib native format; type: network; version: 1.0\n"
                                                   "NODES ( a )\nLINKS (\n l ( a b ) 1 0 0 0 ( )\n)\n");
    row("native", {"validate", dangling}, dangling + ":4: a link ends at node b, which does not exist\n");
    const QString model = write("model.xml", "<?xml version='1.0'?>\n<model/>\n");
    row("model", {"convert", model, m_folder.filePath(QStringLiteral("m.swr"))},
        model + ":2: an SNDlib <network> was expected; found <model>\n");
    const QString prose = write("notes.txt", "Dear all,\n");
    row("prose", {"validate", prose},
        prose +
            ": neither a registry snapshot (.swr, .json) nor a GML, GraphML, REPETITA or SNDlib network\n");
    row("unit", {"validate", sample("sndlib/small.txt"), "--sndlib-unit", "furlongs"}, "furlongs");
    row("factor", {"validate", sample("parallel.gml"), "--route-factor", "0.5"}, "--route-factor");
    row("light", {"validate", sample("parallel.gml"), "--us-per-km", "0"}, "--us-per-km");
    row("capacity",
        {"convert", sample("parallel.gml"), m_folder.filePath(QStringLiteral("m.swr")),
         "--default-capacity-bps", "0"},
        "--default-capacity-bps");
}

void TstNetworkCommands::badFilesAndOptionsAreExitTwo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("m.swr"))));
}

void TstNetworkCommands::convertKeepsDemands()
{
    const QString out = m_folder.filePath(QStringLiteral("small.swr"));
    const Outcome converted = run({"--json", "convert", sample("sndlib/small.txt"), out});
    QCOMPARE(converted.code, 0);
    QCOMPARE(converted.json["demands"].toInt(), 2); // not the loop, not the one of 0 b/s
    const Outcome validated = run({"--json", "validate", out});
    QCOMPARE(validated.code, 0);
    QCOMPARE(validated.json["demands"].toInt(), 2);
    QCOMPARE(validated.json["links"].toInt(), 3);
    QCOMPARE(validated.json["workload_sha256"], converted.json["workload_sha256"]);
}

void TstNetworkCommands::serveTakesANetworkFile()
{
    const Outcome outcome =
        run({"serve", "--registry", sample("sndlib/small.xml"), "--listen", "127.0.0.1:0", "--seconds", "1"});
    QCOMPARE(outcome.code, 0);
    // Nothing is wrong; what is assumed of the file is said.
    QVERIFY2(outcome.errors.contains("1 links without a capacity: 10 Gb/s assumed"),
             qPrintable(outcome.errors));
    for (const QString& line : outcome.errors.split(u'\n', Qt::SkipEmptyParts)) {
        QVERIFY2(line.startsWith(sample("sndlib/small.xml") + ": "), qPrintable(line));
    }
    const QString prose = write("notes.xml", "<letter/>\n");
    QCOMPARE(run({"serve", "--registry", prose, "--listen", "127.0.0.1:0", "--seconds", "1"}).code, 2);
}

QTEST_GUILESS_MAIN(TstNetworkCommands)
#include "tst_network_commands.moc"
