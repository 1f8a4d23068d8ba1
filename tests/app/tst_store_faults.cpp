#include "tests/app/acknowledged.h"
#include "tests/app/serve_process.h"
#include "tests/support/places.h"

#include <sqlite3.h>

#include <memory>

using ctl_test::Outcome;
using ctl_test::ServeProcess;

namespace {

struct CloseDatabase
{
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};

using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

DatabasePtr openDatabase(const QString& path)
{
    sqlite3* out = nullptr;
    sqlite3_open_v2(path.toUtf8().constData(), &out, SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_busy_timeout(out, 10'000);
    return DatabasePtr(out);
}

bool execute(const DatabasePtr& database, const char* sql)
{
    return sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// The first bytes of the column in the row in the middle of a table.
QByteArray middleOf(const QString& path, const QString& table)
{
    const DatabasePtr database = openDatabase(path);
    const QByteArray sql =
        QStringLiteral("SELECT substr(body, 1, 200) FROM %1 WHERE length(body) > 200 LIMIT 1 "
                       "OFFSET (SELECT count(*) FROM %1 WHERE length(body) > 200) / 2")
            .arg(table)
            .toUtf8();
    sqlite3_stmt* statement = nullptr;
    QByteArray out;
    if (sqlite3_prepare_v2(database.get(), sql.constData(), -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        out = QByteArray(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                         sqlite3_column_bytes(statement, 0));
    }
    sqlite3_finalize(statement);
    return out;
}

/// A page with these bytes on it is overwritten.
bool damagePage(const QString& path, const QByteArray& bytes)
{
    constexpr qint64 kPage = 16'384;
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || bytes.size() < 32) {
        return false;
    }
    const qsizetype at = file.readAll().indexOf(bytes.first(32));
    return at >= 0 && file.seek(at / kPage * kPage) && file.write(QByteArray(kPage, '\xA5')) == kPage;
}

double number(const QJsonObject& line, const char* part, const char* field)
{
    return line[QLatin1String(part)].toObject()[QLatin1String(field)].toDouble();
}

QString text(const QJsonObject& line, const char* part, const char* field)
{
    return line[QLatin1String(part)].toObject()[QLatin1String(field)].toString();
}

} // namespace

/// A twin that folds, fed all the while, whose store goes bad and comes back.
class TstStoreFaults : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        m_nation = m_bench.file(QStringLiteral("nation.swr"));
        QCOMPARE(m_bench.run({"generate", "national", "--out", m_nation}).code, 0);
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = m_folder->filePath(QStringLiteral("disk/store.db"));
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("disk")));
        m_acks = m_folder->filePath(QStringLiteral("acks.csv"));
    }

    void cleanup()
    {
        m_feed.reset();
        m_server.reset();
    }

    void aDiskThatFailsIsSaidAndComesBack_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("full") << QByteArray("ENOSPC");
        QTest::newRow("read-only") << QByteArray("EROFS");
        QTest::newRow("broken") << QByteArray("EIO");
    }

    void aDiskThatFailsIsSaidAndComesBack()
    {
        QFETCH(const QByteArray, fault);
        begin();
        const QString control = m_folder->filePath(QStringLiteral("fault"));
        QFile file(control);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        QVERIFY(file.write(fault) > 0);
        goesOnWithoutAcknowledging();
        QVERIFY(file.remove());
        comesBack();
        endsWhole();
    }

    void aFileThatIsLockedIsSaidAndComesBack()
    {
        begin();
        DatabasePtr other = openDatabase(m_store);
        QVERIFY(execute(other, "BEGIN IMMEDIATE"));
        goesOnWithoutAcknowledging();
        QVERIFY(execute(other, "ROLLBACK"));
        other.reset();
        comesBack();
        endsWhole();
    }

    /// A page of the history is lost: live goes on, what is acknowledged meanwhile is kept, the check names
    /// what is damaged, and a repair leaves a sound store.
    void aDamagedPageOfTheHistoryStopsNothing()
    {
        begin();
        QVERIFY(damagePage(m_store, middleOf(m_store, QStringLiteral("blocks"))));
        const QJsonObject before = m_server->nextLine();
        const QJsonObject later = m_server->lineThat([&](const QJsonObject& line) {
            return line["applied"].toDouble() > before["applied"].toDouble() + 200'000 &&
                   number(line, "journal", "frames") > number(before, "journal", "frames") + 100;
        });
        QVERIFY(!later.isEmpty());
        QCOMPARE(text(later, "journal", "error"), QString());
        end();
        QCOMPARE(ctl_test::compareWithStore(m_bench, m_acks, m_store), QString());
        const Outcome checked = m_bench.run({"store", "check", m_store, "--json"});
        QCOMPARE(checked.code, 1);
        repaired();
        QCOMPARE(ctl_test::compareWithStore(m_bench, m_acks, m_store), QString());
    }

    /// A page of the journal is lost: the twin says so when it comes to it, and shows what is live all the
    /// same, also after a restart.
    void aDamagedPageOfTheJournalIsSaid()
    {
        begin();
        end();
        QVERIFY(damagePage(m_store, middleOf(m_store, QStringLiteral("frames"))));
        serve();
        const QJsonObject first = m_server->nextLine();
        QVERIFY2(first["port"].toInt() != 0, qPrintable(m_server->errors()));
        startFeed();
        const QJsonObject shown = m_server->lineThat([](const QJsonObject& line) {
            return line["applied"].toDouble() > 100'000 &&
                   (!text(line, "journal", "error").isEmpty() || !text(line, "history", "error").isEmpty());
        });
        QVERIFY(!shown.isEmpty());
        QVERIFY2((text(shown, "journal", "error") + text(shown, "history", "error")).contains("store.db"),
                 qPrintable(QJsonDocument(shown).toJson()));
        m_feed->kill();
        QVERIFY(m_feed->waitForFinished(20'000));
        QCOMPARE(m_server->endCleanly()["state"].toString(), QStringLiteral("stopped"));
        QCOMPARE(m_bench.run({"store", "check", m_store, "--json"}).code, 1);
        repaired();
    }

  private:
    void serve()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(FAULTY_DISK));
        environment.insert(QStringLiteral("SUANWANG_FAULT_FILE"),
                           m_folder->filePath(QStringLiteral("fault")));
        environment.insert(QStringLiteral("SUANWANG_FAULT_FOLDER"),
                           m_folder->filePath(QStringLiteral("disk")));
        environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0"));
        m_server = std::make_unique<ServeProcess>(QStringList{"--registry", m_nation, "--listen",
                                                              QStringLiteral("127.0.0.1:%1").arg(m_port),
                                                              "--store", m_store},
                                                  environment);
    }

    void startFeed()
    {
        m_feed = std::make_unique<QProcess>();
        m_feed->start(test::programPathQ("/suanwangctl"),
                      {"feed", "--registry", m_nation, "--to", QStringLiteral("127.0.0.1:%1").arg(m_port),
                       "--rate", "150000", "--no-faults", "--acks", m_acks});
        QVERIFY(m_feed->waitForStarted());
    }

    /// Fed, and something of it is history.
    void begin()
    {
        m_port = 0;
        serve();
        m_port = m_server->port();
        QVERIFY2(m_port != 0, qPrintable(m_server->errors()));
        startFeed();
        QVERIFY(
            !m_server->lineThat([](const QJsonObject& line) { return number(line, "history", "folds") >= 1; })
                 .isEmpty());
    }

    /// The fault is told, values go on to be shown, and nothing is acknowledged that is not kept.
    void goesOnWithoutAcknowledging()
    {
        const QJsonObject told = m_server->lineThat(
            [](const QJsonObject& line) { return !text(line, "journal", "error").isEmpty(); });
        QVERIFY(!told.isEmpty());
        const QJsonObject next = m_server->lineThat([&](const QJsonObject& line) {
            return line["applied"].toDouble() > told["applied"].toDouble() &&
                   line["snapshots"].toDouble() > told["snapshots"].toDouble();
        });
        QVERIFY(!next.isEmpty());
        QVERIFY(!text(next, "journal", "error").isEmpty());
        QCOMPARE(number(next, "journal", "frames"), number(told, "journal", "frames"));
        QVERIFY(next["closes"].toBool());
    }

    /// By itself: the journal takes frames again and becomes history.
    void comesBack()
    {
        const QJsonObject well = m_server->lineThat(
            [](const QJsonObject& line) { return text(line, "journal", "error").isEmpty(); });
        QVERIFY(!well.isEmpty());
        const double folds = number(well, "history", "folds");
        const QJsonObject later = m_server->lineThat([&](const QJsonObject& line) {
            return number(line, "history", "folds") > folds && text(line, "history", "error").isEmpty();
        });
        QVERIFY2(!later.isEmpty(), qPrintable(QJsonDocument(well).toJson()));
    }

    /// The feed ends when everything it sent is acknowledged.
    void end()
    {
        m_feed->terminate();
        QVERIFY(m_feed->waitForFinished(60'000));
        QVERIFY2(m_feed->exitCode() == 0, m_feed->readAllStandardError().constData());
        const QJsonObject last = m_server->endCleanly();
        QCOMPARE(last["state"].toString(), QStringLiteral("stopped"));
        QVERIFY(last["closes"].toBool());
    }

    void endsWhole()
    {
        end();
        QCOMPARE(ctl_test::compareWithStore(m_bench, m_acks, m_store), QString());
        const Outcome checked = m_bench.run({"store", "check", m_store, "--json"});
        QVERIFY2(checked.code == 0, qPrintable(checked.errors));
    }

    void repaired()
    {
        const Outcome repair = m_bench.run({"store", "repair", m_store, "--json"});
        QVERIFY2(repair.code == 0, qPrintable(repair.errors));
        const Outcome again = m_bench.run({"store", "check", m_store, "--json"});
        QVERIFY2(again.code == 0, qPrintable(again.errors));
    }

    ctl_test::Bench m_bench;
    QString m_nation;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
    QString m_acks;
    quint16 m_port = 0;
    std::unique_ptr<ServeProcess> m_server;
    std::unique_ptr<QProcess> m_feed;
};

QTEST_GUILESS_MAIN(TstStoreFaults)
#include "tst_store_faults.moc"
