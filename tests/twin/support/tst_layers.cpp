#include "tests/support/places.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

/// Up to the opening bracket or quote of an include line.
const QString kInclude = QStringLiteral("^\\s*#include\\s+[<\"]");

} // namespace

/// Reads every include of the tree: a folder may use those before it in the list, never those after.
class TstLayers : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void lowerFoldersIncludeNoHigherOnes_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QStringList>("allowed");
        const QStringList order{"support", "proto",    "registry", "network", "flow",
                                "state",   "compute",  "history",  "desk",    "ingest",
                                "alarm",   "scenario", "capacity", "generate"};
        QStringList twin;
        for (const QString& name : order) {
            twin << "twin/" + name + "/";
            QTest::newRow(qPrintable("twin/" + name)) << "twin/" + name << twin;
        }
        QTest::newRow("models") << QString("models") << QStringList{"twin/", "models/"};
        QTest::newRow("views") << QString("views") << QStringList{"twin/", "models/", "views/"};
    }

    void lowerFoldersIncludeNoHigherOnes()
    {
        QFETCH(QString, folder);
        QFETCH(QStringList, allowed);
        static const QRegularExpression include(kInclude + "((?:twin|models|views|app)/[^\">]+)",
                                                QRegularExpression::MultilineOption);
        forEachSource(folder, [&](const QString& path, const QString& text) {
            for (const auto& match : include.globalMatch(text)) {
                const QString name = match.captured(1);
                const bool fits = std::any_of(allowed.begin(), allowed.end(),
                                              [&](const QString& a) { return name.startsWith(a); });
                QVERIFY2(fits, qPrintable(path + " includes " + name));
            }
        });
    }

    void twinSeesNoQt()
    {
        static const QRegularExpression qt(kInclude + "Q", QRegularExpression::MultilineOption);
        forEachSource("twin", [&](const QString& path, const QString& text) {
            QVERIFY2(!text.contains(qt), qPrintable(path));
        });
    }

    void modelsAndViewsKeepOffWireAndStore()
    {
        static const QRegularExpression wire(kInclude + "(sqlite3|QSql|QTcp|QSsl|.*\\.pb\\.h)",
                                             QRegularExpression::MultilineOption);
        for (const char* folder : {"models", "views"}) {
            forEachSource(QString::fromLatin1(folder), [&](const QString& path, const QString& text) {
                QVERIFY2(!text.contains(wire), qPrintable(path));
            });
        }
    }

    void modelsKnowNoPixels()
    {
        static const QRegularExpression pixels(kInclude + "(QWidget|QtWidgets|QPainter|QColor|vtk)",
                                               QRegularExpression::MultilineOption);
        forEachSource("models", [&](const QString& path, const QString& text) {
            QVERIFY2(!text.contains(pixels), qPrintable(path));
        });
    }

  private:
    template <typename Check> void forEachSource(const QString& folder, Check check)
    {
        QDirIterator it(test::sourcePathQ("/") + folder, {"*.h", "*.cpp"}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            check(file.fileName(), QString::fromUtf8(file.readAll()));
        }
    }
};

QTEST_GUILESS_MAIN(TstLayers)
#include "tst_layers.moc"
