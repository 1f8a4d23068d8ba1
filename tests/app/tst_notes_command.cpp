#include "tests/app/ctl_process.h"
#include "tests/support/postgres_server.h"
#include "twin/history/journal.h"

#include <QTest>

using ctl_test::Bench;
using ctl_test::Outcome;

/// `suanwangctl notes`, on a file and on a server.
class NotesCommandTest final : public QObject
{
    Q_OBJECT

    static Outcome add(const Bench& bench, const QString& store, QStringList more)
    {
        return bench.run(QStringList{"--json", "notes", "add", store, "--seat", "wang"} + more);
    }

  private Q_SLOTS:

    void badInputIsRefusedWithItsReason_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no text") << QStringList{} << 2 << "note without text";
        QTest::newRow("no item") << QStringList{"--kind", "acknowledge"} << 2 << "about no item";
        QTest::newRow("consoles' seat") << QStringList{"--seat", "*", "--text", "x"} << 2 << "consoles' own";
        QTest::newRow("1 MiB") << QStringList{"--text", QString(120'000, u'x')} << 2 << "at most 16384";
        QTest::newRow("kind") << QStringList{"--kind", "lapse", "--text", "x"} << 2 << "lapse";
        QTest::newRow("moment") << QStringList{"--about", "yesterday", "--text", "x"} << 2 << "--about";
        QTest::newRow("minutes") << QStringList{"--kind", "shelve", "--item", "x", "--minutes", "99999"} << 2
                                 << "minutes";
    }

    void badInputIsRefusedWithItsReason()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, reason);
        const Bench bench;
        const QString store = bench.file("a.store");
        QStringList all{"--json", "notes", "add", store};
        const Outcome refused = bench.run(all + arguments);
        QCOMPARE(refused.code, code);
        QVERIFY2(refused.errors.contains(reason), qPrintable(refused.errors));
        QVERIFY(!QFile::exists(store)); // nothing was made for it
    }

    void aStoreThatIsNotThereIsNotRead()
    {
        const Bench bench;
        QCOMPARE(bench.run({"notes", "list", bench.file("none.store")}).code, 3);
        QVERIFY(!QFile::exists(bench.file("none.store")));
    }

    void whatIsWrittenIsListed()
    {
        const Bench bench;
        const QString store = bench.file("a.store");
        const QString item = QStringLiteral("link-overload/link/forward//bb-4");
        QCOMPARE(add(bench, store, {"--text", "quiet, \"so far\""}).code, 0);
        QCOMPARE(add(bench, store, {"--kind", "acknowledge", "--item", item, "--entity", "link bb-4"}).code,
                 0);
        QCOMPARE(add(bench, store, {"--kind", "shelve", "--item", item, "--minutes", "30"}).code, 0);
        QCOMPARE(add(bench, store,
                     {"--kind", "handover", "--text", "=watch it", "--about", "2026-11-27T03:12:00+08:00"})
                     .code,
                 0);
        const Outcome all = bench.run({"--json", "notes", "list", store, "--out", bench.file("log.csv")});
        QCOMPARE(all.code, 0);
        const QJsonArray entries = all.json["entries"].toArray();
        QCOMPARE(entries.size(), 4);
        QCOMPARE(entries[0].toObject()["text"].toString(), QStringLiteral("quiet, \"so far\""));
        QCOMPARE(entries[1].toObject()["item"].toString(), item);
        QCOMPARE(entries[3].toObject()["about"].toString(), QStringLiteral("2026-11-27T03:12:00+08:00"));
        const QByteArray csv = bench.read("log.csv");
        QCOMPARE(csv.count("\r\n"), 5);
        QVERIFY2(csv.contains("\"quiet, \"\"so far\"\"\""), csv.constData());
        QVERIFY2(csv.contains(",'=watch it"), csv.constData()); // no formula
        const auto count = [&](QStringList more) {
            const Outcome listed = bench.run(QStringList{"--json", "notes", "list", store} + more);
            return listed.json["entries"].toArray().size();
        };
        QCOMPARE(count({"--kind", "handover"}), 1);
        QCOMPARE(count({"--entity", "link bb-4"}), 1);
        QCOMPARE(count({"--item", item}), 2);
        QCOMPARE(count({"--seat", "li"}), 0);
        QCOMPARE(count({"--limit", "3"}), 3);
        QCOMPARE(count({"--to", "2026-11-27T03:12:01+08:00"}), 1);
        const Outcome handling = bench.run({"--json", "notes", "handling", store});
        const QJsonObject row = handling.json["items"].toArray()[0].toObject();
        QCOMPARE(row["acknowledged_by"].toString(), QStringLiteral("wang"));
        QVERIFY(!row["shelved_until"].toString().isEmpty());
        QCOMPARE(bench.run({"--json", "notes", "handling", store, "--at", "2026-01-01 00:00"}).json["items"],
                 QJsonValue(QJsonArray()));
    }

    void sentTwiceItIsKeptOnce()
    {
        const Bench bench;
        const QString store = bench.file("a.store");
        const Outcome first = add(bench, store, {"--text", "quiet", "--number", "7"});
        const Outcome second = add(bench, store, {"--text", "quiet", "--number", "7"});
        QCOMPARE(second.code, 0);
        QCOMPARE(second.json["order"], first.json["order"]);
    }

    void aFileThatAConsoleKeepsIsOnlyRead()
    {
        const Bench bench;
        const QString store = bench.file("a.store");
        QCOMPARE(add(bench, store, {"--text", "quiet"}).code, 0);
        const auto keeper = twin::history::Journal::open(store.toStdString(), {});
        QVERIFY(keeper);
        const Outcome refused = add(bench, store, {"--text", "me too"});
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.errors.contains("another program writes"), qPrintable(refused.errors));
        QCOMPARE(bench.run({"--json", "notes", "list", store}).json["found"].toInt(), 1);
    }

    void aServerTakesWhatEverySeatWrites()
    {
        NEEDS_POSTGRES(server);
        const Bench bench;
        const QString store = QString::fromStdString(server.newDatabase());
        QCOMPARE(add(bench, store, {"--text", "quiet"}).code, 0);
        QCOMPARE(bench.run({"notes", "add", store, "--seat", "li", "--text", "安静"}).code, 0);
        const Outcome listed = bench.run({"--json", "notes", "list", store});
        QCOMPARE(listed.json["found"].toInt(), 2);
        QCOMPARE(listed.json["entries"].toArray()[1].toObject()["text"].toString(),
                 QString::fromUtf8("安静"));
        server.killHard();
        QCOMPARE(bench.run({"notes", "list", store}).code, 3);
    }
};

QTEST_GUILESS_MAIN(NotesCommandTest)
#include "tst_notes_command.moc"
