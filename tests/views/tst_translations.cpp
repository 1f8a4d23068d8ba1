#include "app/console/translators.h"
#include "models/discover/query_reason_words.h"
#include "models/planner/reason_words.h"
#include "tests/support/places.h"
#include "tests/support/query_reason_sample.h"
#include "tests/support/reason_sample.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Entry
{
    QString context;
    QString source;
    QString comment;
    QStringList forms; ///< one, or one per plural
    QString type;      ///< "unfinished", "vanished"… or empty
};

QString catalogue(const QString& language)
{
    return test::sourcePathQ("/translations/suanwang_%1.ts").arg(language);
}

Entry readMessage(QXmlStreamReader& xml, const QString& context)
{
    Entry entry{context, {}, {}, {}, {}};
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            entry.source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            entry.comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            entry.type = xml.attributes().value(QLatin1String("type")).toString();
            QString text;
            while (!(xml.readNext() == QXmlStreamReader::EndElement && xml.name() == u"translation")) {
                if (xml.isStartElement() && xml.name() == u"numerusform") {
                    entry.forms.append(xml.readElementText());
                } else if (xml.isCharacters()) {
                    text += xml.text();
                }
            }
            if (entry.forms.isEmpty()) {
                entry.forms.append(text);
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return entry;
}

QList<Entry> readCatalogue(const QString& path)
{
    QFile file(path);
    QList<Entry> entries;
    if (!file.open(QIODevice::ReadOnly)) {
        return entries;
    }
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == u"message") {
            entries.append(readMessage(xml, context));
        }
    }
    return entries;
}

QStringList places(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%(n|[0-9]+)"));
    QStringList found;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        found.append(match.next().captured());
    }
    found.sort();
    found.removeDuplicates();
    return found;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyEntryIsTranslated_data() { languages(); }

    void everyEntryIsTranslated()
    {
        QFETCH(QString, language);
        const QList<Entry> entries = readCatalogue(catalogue(language));
        QVERIFY(!entries.isEmpty());
        for (const Entry& entry : entries) {
            const QString where = entry.context + QStringLiteral(": ") + entry.source;
            QVERIFY2(entry.type.isEmpty(), qPrintable(where));
            for (const QString& form : entry.forms) {
                QVERIFY2(!form.trimmed().isEmpty(), qPrintable(where));
                QCOMPARE(places(form), places(entry.source));
            }
        }
    }

    /// lupdate over the sources finds nothing that the catalogue does not have.
    void nothingInTheSourcesIsMissing()
    {
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh_zh_CN.ts"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(test::sourcePathQ(""));
        lupdate.start(
            QStringLiteral(SUANWANG_LUPDATE),
            QStringLiteral(
                "-silent -I . models views app -locations none -no-ui-lines -target-language zh_CN -ts %1")
                .arg(fresh)
                .split(u' '));
        QVERIFY(lupdate.waitForFinished(50'000));
        QSet<QString> known;
        for (const Entry& entry : readCatalogue(catalogue(QStringLiteral("zh_CN")))) {
            known.insert(entry.context + u'\n' + entry.source + u'\n' + entry.comment);
        }
        const QList<Entry> wanted = readCatalogue(fresh);
        QVERIFY(wanted.size() > 300);
        for (const Entry& entry : wanted) {
            QVERIFY2(known.contains(entry.context + u'\n' + entry.source + u'\n' + entry.comment),
                     qPrintable(entry.context + QStringLiteral(": ") + entry.source +
                                QStringLiteral(" (run scripts/update_translations.sh)")));
        }
    }

    void catalogueIsBuiltInAndSwitches()
    {
        app::console::Translators translators;
        translators.install(models::Language::Tongue::Chinese);
        QCOMPARE(QCoreApplication::translate("views::ActionRegistry", "&File"), QStringLiteral("文件(&F)"));
        translators.install(models::Language::Tongue::English);
        QCOMPARE(QCoreApplication::translate("views::ActionRegistry", "&File"), QStringLiteral("&File"));
        QCOMPARE(QCoreApplication::translate("views::TablePanel", "%n row(s)", nullptr, 1),
                 QStringLiteral("1 row"));
        QCOMPARE(QCoreApplication::translate("views::TablePanel", "%n row(s)", nullptr, 3),
                 QStringLiteral("3 rows"));
    }

    /// Why something cannot be done: the engine says it as data, and no English is left of it.
    void reasonsOfTheEngineAreSaidInChinese()
    {
        app::console::Translators translators;
        translators.install(models::Language::Tongue::Chinese);
        const models::Language language(models::Language::Tongue::Chinese);
        test::forEachReasonKind([&](twin::scenario::ReasonKind kind) {
            if (kind == twin::scenario::ReasonKind::Other) {
                return;
            }
            twin::scenario::Reason reason = test::reasonOf(kind);
            reason.nearest = {"D.2", "D.3"};
            reason.more = 2;
            const QString said =
                models::ReasonWords::of(reason, {language, nullptr}).remove(QStringLiteral("ppm")); // a unit
            static const QRegularExpression chinese(QStringLiteral("\\p{Han}"));
            static const QRegularExpression english(QStringLiteral("[A-Za-z]{3}"));
            QVERIFY2(said.contains(chinese) && !said.contains(english), qPrintable(said));
        });
        translators.install(models::Language::Tongue::English);
    }

    /// What is wrong with a query: likewise, but for what stands in the query language.
    void reasonsOfQueriesAreSaidInChinese()
    {
        app::console::Translators translators;
        translators.install(models::Language::Tongue::Chinese);
        for (std::size_t k = 1; k < twin::compute::kQueryReasonKinds; ++k) {
            twin::compute::QueryReason reason =
                test::queryReasonOf(static_cast<twin::compute::QueryReasonKind>(k));
            reason.nearest = {"N4"};
            QString said = models::QueryReasonWords::of(reason);
            static const QRegularExpression language(QStringLiteral(
                "\\b(and|or|order|by|limit|in|not|on_demand|reserved|spot|night|general|important|core)\\b"));
            said.remove(language);
            static const QRegularExpression chinese(QStringLiteral("\\p{Han}"));
            static const QRegularExpression english(QStringLiteral("[A-Za-z]{2}"));
            QVERIFY2(said.contains(chinese) && !said.contains(english), qPrintable(said));
        }
        translators.install(models::Language::Tongue::English);
    }

    void everyChineseTextInTheGlossaryIsUsed()
    {
        QFile glossary(test::sourcePathQ("/docs/glossary.md"));
        QVERIFY(glossary.open(QIODevice::ReadOnly));
        QString all;
        for (const Entry& entry : readCatalogue(catalogue(QStringLiteral("zh_CN")))) {
            all += entry.forms.join(u' ') + u'\n';
        }
        int terms = 0;
        const QStringList lines = QString::fromUtf8(glossary.readAll()).split(u'\n');
        for (const QString& line : lines) {
            const QStringList cells = line.split(u'|');
            if (cells.size() < 4 || cells[1].contains(QStringLiteral("---")) ||
                cells[1].trimmed() == u"English") {
                continue;
            }
            ++terms;
            QVERIFY2(all.contains(cells[2].trimmed()), qPrintable(line));
        }
        QVERIFY(terms > 20);
    }

    /// One English word of the glossary, one Chinese one, wherever it stands.
    void strandedComputeHasOneName()
    {
        int entries = 0;
        for (const Entry& entry : readCatalogue(catalogue(QStringLiteral("zh_CN")))) {
            if (entry.source.contains(QStringLiteral("strand"), Qt::CaseInsensitive)) {
                ++entries;
                QVERIFY2(entry.forms.join(u' ').contains(QStringLiteral("搁浅")), qPrintable(entry.source));
            }
        }
        QVERIFY(entries >= 5);
    }

    /// Likewise what a scenario does: other words for it are used nowhere.
    void commandsOfScenariosHaveOneNameEach()
    {
        int entries = 0;
        static const QRegularExpression command(QStringLiteral("\\bcommands?\\b"),
                                                QRegularExpression::CaseInsensitiveOption);
        for (const Entry& entry : readCatalogue(catalogue(QStringLiteral("zh_CN")))) {
            const QString forms = entry.forms.join(u' ');
            if (entry.source.contains(command)) {
                ++entries;
                QVERIFY2(forms.contains(QStringLiteral("命令")), qPrintable(entry.source));
            }
            for (const char* other : {"引流", "迁空", "疏导", "降质", "使故障", "施工"}) {
                QVERIFY2(!forms.contains(QString::fromUtf8(other)), qPrintable(entry.source));
            }
        }
        QVERIFY(entries >= 15);
    }

  private:
    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << QStringLiteral("en");
        QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
