#include "tests/support/postgres_server.h"
#include "twin/history/pg_connection.h"
#include "twin/history/store_location.h"

#include <QTest>

#include <memory>
#include <thread>

using namespace twin::history;
using twin::ErrorCode;
using twin::Result;
using namespace std::chrono_literals;

class TestPgConnection final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void passwordsAreNotShown_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("shown");
        QTest::newRow("none") << QStringLiteral("postgresql://me@host/db")
                              << QStringLiteral("postgresql://me@host/db");
        QTest::newRow("user's") << QStringLiteral("postgresql://me:se%63ret@host:1/db")
                                << QStringLiteral("postgresql://me:***@host:1/db");
        QTest::newRow("not encoded") << QStringLiteral("postgres://me:a@b/c@host/db")
                                     << QStringLiteral("postgres://me:***@host/db");
        QTest::newRow("with a question mark")
            << QStringLiteral("postgres://me:a?b@host/db") << QStringLiteral("postgres://me:***@host/db");
        QTest::newRow("setting") << QStringLiteral("postgresql:///db?host=/run&password=secret&port=1")
                                 << QStringLiteral("postgresql:///db?host=/run&password=***&port=1");
        QTest::newRow("encoded name") << QStringLiteral("postgresql:///db?pass%77ord=secret&sslpassword=x")
                                      << QStringLiteral("postgresql:///db?pass%77ord=***&sslpassword=***");
        QTest::newRow("a file") << QStringLiteral("/a:b@c/x.db") << QStringLiteral("/a:b@c/x.db");
    }

    void passwordsAreNotShown()
    {
        QFETCH(QString, location);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(shownLocation(location.toStdString())), shown);
        QCOMPARE(withoutSecrets("with secret!", "postgresql://me:se%63ret@host"), std::string("with ***!"));
    }

    void anAddressThatCannotBeReadSaysSoWithoutItsPassword()
    {
        const auto opened = PgConnection::open("postgresql://me:se%zzcret@host/db", 0ms);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::BadInput);
        QVERIFY2(opened.error().text().find("cret") == std::string::npos, opened.error().text().c_str());
        const auto odd = PgConnection::open("postgresql:///db?no_such_setting=1", 0ms);
        QCOMPARE(odd.error().code, ErrorCode::BadInput);
    }

    void aServerThatIsNotThereIsAnError()
    {
        const auto opened = PgConnection::open("postgresql:///db?host=/nowhere&password=secret", 0ms);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Io);
        QVERIFY(opened.error().text().find("/nowhere") != std::string::npos);
        QVERIFY(opened.error().text().find("secret") == std::string::npos);
    }

    void valuesComeBackAsTheyWere()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        const std::string odd("a\0b\xff", 4);
        const auto rows = connection->query(
            "SELECT $1, $2, $3::smallint, octet_length($2), NULL::bytea, NULL::bigint, $4::bigint[] = '{}', "
            "($5::bigint[])[2], ($6::bytea[])[2]",
            PgValues()
                .add(std::numeric_limits<std::int64_t>::min())
                .add(std::string_view(odd))
                .add(std::int64_t{-2})
                .add(std::vector<std::int64_t>{})
                .add(std::vector<std::int64_t>{7, -8})
                .add(std::vector<std::string_view>{"x", odd}));
        QVERIFY2(rows.has_value(), rows ? "" : rows.error().text().c_str());
        QCOMPARE(rows->integer(0, 0), std::numeric_limits<std::int64_t>::min());
        QVERIFY(rows->bytes(0, 1) == odd);
        QCOMPARE(rows->integer(0, 2), -2);
        QCOMPARE(rows->integer(0, 3), 4);
        QVERIFY(rows->bytes(0, 4).empty());
        QCOMPARE(rows->integer(0, 5), 0);
        QCOMPARE(rows->integer(0, 6), 1);
        QCOMPARE(rows->integer(0, 7), -8);
        QVERIFY(rows->bytes(0, 8) == odd);
    }

    void copiedRowsAreAllThereOrNone()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        QVERIFY(connection->execute("CREATE TEMP TABLE t(id BIGINT PRIMARY KEY, body BYTEA)"));
        const std::string body(10'000, 'x');
        const auto copy = [&](int count, bool fails) {
            return connection->copy(
                "COPY t FROM STDIN (FORMAT binary)", [&](PgCopyRows& rows, const auto& send) -> Result<> {
                    for (int i = 0; i < count; ++i) {
                        rows.row(2).add(std::int64_t{i}).add(body);
                        if (auto sent = send(); !sent) {
                            return sent;
                        }
                    }
                    return fails ? Result<>(twin::failure(ErrorCode::BadInput, "mine")) : Result<>();
                });
        };
        QCOMPARE(copy(500, true).error().reason, std::string("mine"));
        QCOMPARE(connection->integer("SELECT count(*) FROM t").value(), 0);
        QVERIFY(copy(500, false));
        QCOMPARE(connection->integer("SELECT sum(length(body)) FROM t").value(), 5'000'000);
        QVERIFY(!copy(1, false)); // the number is there already
        QCOMPARE(connection->lastState(), std::string("23505"));
        QCOMPARE(connection->integer("SELECT count(*) FROM t").value(), 500);
    }

    void rowsComeOneByOneAndMayEndEarly()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        std::int64_t seen = 0;
        QVERIFY(connection->forEach("SELECT * FROM generate_series(1::bigint, $1)",
                                    PgValues().add(std::int64_t{100'000}),
                                    [&](const PgRows& row) -> Result<bool> {
                                        seen += row.count();
                                        return seen < 1'000;
                                    }));
        QCOMPARE(seen, 1'000);
        QCOMPARE(connection->integer("SELECT 1").value(), 1);
    }

    void aQuestionEndsWhenItsStopIsAskedFor()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        std::stop_source stop;
        std::jthread later([&] {
            std::this_thread::sleep_for(200ms);
            stop.request_stop();
        });
        const auto asked = connection->query("SELECT pg_sleep(60)", {}, stop.get_token());
        QVERIFY(!asked);
        QCOMPARE(asked.error().code, ErrorCode::Cancelled);
        QVERIFY(!connection->isLost());
        QCOMPARE(connection->integer("SELECT 1").value(), 1);
    }

    void theServersStatementTimeoutIsAnError()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        QVERIFY(connection->execute("SET statement_timeout = '50ms'"));
        const auto asked = connection->query("SELECT pg_sleep(60)");
        QCOMPARE(asked.error().code, ErrorCode::Io);
        QVERIFY(asked.error().reason.find("statement timeout") != std::string::npos);
        QVERIFY(!connection->isLost());
        QVERIFY(connection->execute("RESET statement_timeout"));
    }

    /// A server that hangs does not make us hang.
    void anAnswerThatDoesNotComeLosesTheConnection()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        connection->setPatience(300ms);
        m_server->signalAll(SIGSTOP);
        const auto asked = connection->integer("SELECT 1");
        m_server->signalAll(SIGCONT);
        QVERIFY(!asked);
        QVERIFY(connection->isLost());
        QVERIFY(!connection->execute("SELECT 1"));
        m_connection.reset();
    }

    void notificationsCome()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        QVERIFY(connection->execute("LISTEN changes"));
        QVERIFY(connection->notifications(0ms)->empty());
        auto other = PgConnection::open(m_location, 0ms);
        QVERIFY(other->execute("NOTIFY changes, 'note 7'"));
        const auto came = connection->notifications(5'000ms);
        QCOMPARE(came->size(), std::size_t{1});
        QCOMPARE(came->front().payload, std::string("note 7"));
    }

    void aTransactionIsAllOrNothing()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        QVERIFY(connection->execute("CREATE TEMP TABLE pairs(id BIGINT)"));
        const auto done = transact(*connection, [&]() -> Result<> {
            auto one = connection->execute("INSERT INTO pairs VALUES(1)");
            return one ? connection->execute("INSERT INTO no_such_table VALUES(1)") : std::move(one);
        });
        QVERIFY(!done);
        QCOMPARE(connection->integer("SELECT count(*) FROM pairs").value(), 0);
    }

    void aKilledServerIsALostConnection()
    {
        auto* connection = open();
        if (connection == nullptr) {
            return;
        }
        m_server->killHard();
        QVERIFY(!connection->integer("SELECT 1"));
        QVERIFY(connection->isLost());
        m_connection.reset();
        QVERIFY2(m_server->start(), m_server->log().constData());
        QVERIFY(PgConnection::open(m_location, 0ms));
    }

  private:
    /// The one connection of this test; none: skipped.
    PgConnection* open()
    {
        if (const QString none = test::PostgresServer::whyNot(); !none.isEmpty()) {
            QTest::qSkip(qPrintable(none), __FILE__, __LINE__);
            return nullptr;
        }
        if (m_server == nullptr) {
            m_server = std::make_unique<test::PostgresServer>();
            if (!m_server->start()) {
                QTest::qFail(m_server->log().constData(), __FILE__, __LINE__);
                return nullptr;
            }
            m_location = m_server->location(QStringLiteral("postgres"));
        }
        if (!m_connection) {
            auto opened = PgConnection::open(m_location, 20'000ms);
            if (!opened) {
                QTest::qFail(opened.error().text().c_str(), __FILE__, __LINE__);
                return nullptr;
            }
            m_connection.emplace(std::move(*opened));
        }
        return &*m_connection;
    }

    std::unique_ptr<test::PostgresServer> m_server;
    std::string m_location;
    std::optional<PgConnection> m_connection;
};

QTEST_GUILESS_MAIN(TestPgConnection)
#include "tst_pg_connection.moc"
