#include "tests/support/places.h"
#include "twin/registry/build.h"
#include "twin/registry/csv_exchange.h"

#include "small_snapshot.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace twin::registry;

namespace {

QString document()
{
    QFile file(test::sourcePathQ("/docs/formats.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The first fenced block of a kind behind `heading`.
std::string blockBehind(const QString& heading, const QString& kind)
{
    const QString text = document();
    const QString fence = QStringLiteral("```%1\n").arg(kind);
    const qsizetype start = text.indexOf(fence, text.indexOf(heading));
    const qsizetype end = text.indexOf(QStringLiteral("```"), start + fence.size());
    return start < 0 ? std::string()
                     : text.mid(start + fence.size(), end - start - fence.size()).toStdString();
}

} // namespace

/// docs/formats.md shows what the program really reads.
class TstFormatDocument : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void theJsonExampleIsAGoodSnapshot()
    {
        const std::string json = blockBehind(QStringLiteral("## Snapshots"), QStringLiteral("json"));
        QVERIFY(!json.empty());
        const auto read = parseSnapshot(json, SnapshotFormat::Json);
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        const auto loaded = buildRegistry(read->message());
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().text().c_str());
        QCOMPARE(loaded->registry->pools.size(), std::size_t(1));
        QCOMPARE(loaded->registry->pools[0].access.size(), std::size_t(2));
        // Written by hand, it has no hash; nothing else is to be said against it.
        QCOMPARE(loaded->validation.warnings, std::size_t(1));
        QCOMPARE(loaded->validation.problems[0].field, std::string("sha256"));
    }

    void theCsvExamplesImport()
    {
        std::vector<CsvTable> tables;
        for (const char* name :
             {"pools", "pools.chips", "subjects", "sites", "conduits", "links", "registry"}) {
            const QString heading = QStringLiteral("`%1.csv`:\n").arg(QString::fromUtf8(name));
            tables.push_back({name, blockBehind(heading, QStringLiteral("csv"))});
        }
        const CsvImport import = importCsv(tables);
        QVERIFY2(import.errors == 0, import.problems.empty() ? "" : import.problems[0].text().c_str());
        const Validation validation = validate(import.document.message());
        QVERIFY2(validation.problems.empty(), validation.ok() ? "" : validation.problems[0].text().c_str());
        QCOMPARE(import.document.message().registry().pools(0).chips(0).count(), 1000U);
        QCOMPARE(import.document.message().registry().links_size(), 3);
    }

    void everyCodeOfValidationIsInTheTable()
    {
        const QString text = document();
        for (const char* file :
             {"validate.cpp", "validate_context.cpp", "validate_context.h", "validate_compute.cpp",
              "validate_pools.cpp", "validate_network.cpp", "validate_workload.cpp"}) {
            QFile source(test::sourcePathQ("/twin/registry/") + QString::fromUtf8(file));
            QVERIFY(source.open(QIODevice::ReadOnly));
            // A code is the lower-case word behind the field in error(…), warning(…) and file(…).
            static const QRegularExpression code(
                QStringLiteral("(?:(?:error|warning)\\([^;]*?|file\\([^,]*, [^,]*), \"([a-z_]+)\","));
            auto found = code.globalMatch(QString::fromUtf8(source.readAll()));
            while (found.hasNext()) {
                const QString word = found.next().captured(1);
                QVERIFY2(text.contains(QStringLiteral("`%1`").arg(word)), qPrintable(word));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstFormatDocument)
#include "tst_format_document.moc"
