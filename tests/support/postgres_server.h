#pragma once

#include "twin/history/pg_connection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

/// A PostgreSQL server of its own on a Unix socket in a temporary directory; killed when the test ends,
/// however it ends. What was committed survives `killHard` and `start`.
namespace test {

/// The directory of initdb and postgres; empty when the package postgresql is not installed.
inline QString postgresPrograms()
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    for (const QString& version :
         versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) {
        const QString found = versions.filePath(version + QStringLiteral("/bin"));
        if (QFile::exists(found + QStringLiteral("/postgres")) &&
            QFile::exists(found + QStringLiteral("/initdb"))) {
            return found;
        }
    }
    const QString onPath = QStandardPaths::findExecutable(QStringLiteral("initdb"));
    return onPath.isEmpty() ? QString() : QFileInfo(onPath).canonicalPath();
}

class PostgresServer
{
  public:
    /// `settings`: more lines of postgresql.conf. Without fsync what was committed outlives the server's
    /// processes all the same, as long as the machine lives, and a start after a kill does not wait for the
    /// disk.
    explicit PostgresServer(QStringList settings = {QStringLiteral("fsync = off")})
        : m_settings(std::move(settings))
    {}

    ~PostgresServer() { killHard(); }

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// Why there can be no server here; empty: there can.
    [[nodiscard]] static QString whyNot()
    {
        if (postgresPrograms().isEmpty()) {
            return QStringLiteral("the package postgresql is not installed");
        }
        if (::geteuid() == 0 && serverUser() == nullptr) {
            return QStringLiteral("PostgreSQL does not run as root, and there is no user postgres or nobody");
        }
        return {};
    }

    /// True when it takes connections. The first start makes the cluster.
    bool start()
    {
        if (!m_made && !make()) {
            return false;
        }
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(m_directory.filePath(QStringLiteral("log")), QIODevice::Append);
        QElapsedTimer patience;
        patience.start();
        while (patience.elapsed() < 30'000) {
            if (m_process.state() ==
                QProcess::NotRunning) { // also when the dead one's memory was still in use
                run(QStringLiteral("postgres"),
                    {QStringLiteral("-D"), data(), QStringLiteral("-k"), m_directory.path()});
            }
            m_process.waitForFinished(50);
            if (m_process.state() == QProcess::Running &&
                twin::history::PgConnection::open(location(QStringLiteral("postgres")), {})) {
                return true;
            }
        }
        return false;
    }

    /// SIGKILL for all of its processes.
    void killHard()
    {
        const qint64 parent = m_process.processId();
        if (parent <= 0) {
            return;
        }
        const QList<pid_t> children = childrenOf(parent);
        m_process.kill();
        for (const pid_t child : children) {
            ::kill(child, SIGKILL);
        }
        m_process.waitForFinished(10'000);
    }

    /// SIGSTOP or SIGCONT for all of its processes: a server that hangs.
    void signalAll(int number)
    {
        for (const pid_t child : childrenOf(m_process.processId())) {
            ::kill(child, number);
        }
        ::kill(static_cast<pid_t>(m_process.processId()), number);
    }

    /// A line before all others of pg_hba.conf; holds from the next start or reload on.
    void admit(const QByteArray& line)
    {
        QFile file(data() + QStringLiteral("/pg_hba.conf"));
        if (file.open(QIODevice::ReadWrite)) {
            const QByteArray before = file.readAll();
            file.resize(0);
            file.seek(0);
            file.write(line + '\n' + before);
        }
    }

    /// The address of a database, for a user without a password.
    [[nodiscard]] std::string location(const QString& database,
                                       const QString& user = QStringLiteral("postgres")) const
    {
        return QStringLiteral("postgresql://%1@/%2?host=%3&port=5432")
            .arg(user, database, m_directory.path())
            .toStdString();
    }

    /// A new, empty database; its address.
    [[nodiscard]] std::string newDatabase()
    {
        const QString name = QStringLiteral("db%1").arg(++m_databases);
        auto admin = twin::history::PgConnection::open(location(QStringLiteral("postgres")), {});
        const bool made = admin && admin->execute("CREATE DATABASE " + name.toStdString());
        return made ? location(name) : std::string();
    }

    /// Of its processes that live; those that ended are not in it.
    [[nodiscard]] double processorSeconds() const
    {
        QList<pid_t> all = childrenOf(m_process.processId());
        all.push_back(static_cast<pid_t>(m_process.processId()));
        double ticks = 0;
        for (const pid_t one : all) {
            QFile file(QStringLiteral("/proc/%1/stat").arg(one));
            if (file.open(QIODevice::ReadOnly)) {
                const QList<QByteArray> words = file.readAll().split(')').last().split(' ');
                ticks += words.value(12).toDouble() + words.value(13).toDouble(); // utime, stime
            }
        }
        return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }

    [[nodiscard]] QString directory() const { return m_directory.path(); }

    [[nodiscard]] QByteArray log() const
    {
        QFile file(m_directory.filePath(QStringLiteral("log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private:
    /// Whom the server runs as when the test is root.
    static const passwd* serverUser()
    {
        const passwd* user = ::getpwnam("postgres");
        return user != nullptr ? user : ::getpwnam("nobody");
    }

    [[nodiscard]] QString data() const { return m_directory.filePath(QStringLiteral("data")); }

    static QList<pid_t> childrenOf(qint64 parent)
    {
        QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
        QList<pid_t> out;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& word : file.readAll().split(' ')) {
                if (!word.trimmed().isEmpty()) {
                    out.push_back(word.trimmed().toInt());
                }
            }
        }
        return out;
    }

    /// As the server's user; the kernel kills it with the test's process.
    void run(const QString& program, const QStringList& arguments)
    {
        QStringList all{QStringLiteral("--pdeathsig"), QStringLiteral("KILL")};
        if (::geteuid() == 0) {
            const passwd* user = serverUser();
            all << QStringLiteral("--reuid") << QString::number(user->pw_uid) << QStringLiteral("--regid")
                << QString::number(user->pw_gid) << QStringLiteral("--clear-groups");
        }
        all << postgresPrograms() + QLatin1Char('/') + program;
        m_process.setWorkingDirectory(m_directory.path());
        m_process.start(QStringLiteral("setpriv"), all + arguments);
    }

    bool make()
    {
        if (::geteuid() == 0) {
            const passwd* user = serverUser();
            if (::chown(m_directory.path().toLocal8Bit().constData(), user->pw_uid, user->pw_gid) != 0) {
                return false;
            }
        }
        run(QStringLiteral("initdb"),
            {QStringLiteral("-D"), data(), QStringLiteral("-U"), QStringLiteral("postgres"),
             QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"), QStringLiteral("UTF8"),
             QStringLiteral("--no-locale"), QStringLiteral("--no-sync")});
        if (!m_process.waitForFinished(60'000) || m_process.exitCode() != 0) {
            return false;
        }
        QFile settings(data() + QStringLiteral("/postgresql.conf"));
        if (!settings.open(QIODevice::Append)) {
            return false;
        }
        settings.write("\nlisten_addresses = ''\nport = 5432\n");
        settings.write(m_settings.join(QLatin1Char('\n')).toUtf8() + '\n');
        m_made = true;
        return true;
    }

    QTemporaryDir m_directory{QDir::tempPath() + QStringLiteral("/pg-XXXXXX")};
    QStringList m_settings;
    QProcess m_process;
    bool m_made = false;
    int m_databases = 0;
};

} // namespace test

/// A running server of this name, or the end of the test where there can be none.
#define NEEDS_POSTGRES(server)                                                                               \
    test::PostgresServer server;                                                                             \
    if (const QString none = test::PostgresServer::whyNot(); !none.isEmpty()) {                              \
        QSKIP(qPrintable(none));                                                                             \
    }                                                                                                        \
    QVERIFY2(server.start(), server.log().constData())
