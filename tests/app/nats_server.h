#pragma once

#include <QElapsedTimer>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

/// A nats-server with JetStream of its own, on a free port of loopback; what it stored survives a restart.
namespace test {

/// Empty when the package nats-server is not installed.
inline QString natsServerProgram()
{
    const QString found = QStandardPaths::findExecutable(QStringLiteral("nats-server"));
    return found.isEmpty()
               ? QStandardPaths::findExecutable(QStringLiteral("nats-server"), {QStringLiteral("/usr/sbin")})
               : found;
}

class NatsServer
{
  public:
    explicit NatsServer(QStringList arguments = {})
        : m_arguments(std::move(arguments))
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
    }

    ~NatsServer() { killHard(); }

    NatsServer(const NatsServer&) = delete;
    NatsServer& operator=(const NatsServer&) = delete;

    /// True when it takes connections.
    bool start()
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(m_directory.filePath(QStringLiteral("log")), QIODevice::Append);
        m_process.start(natsServerProgram(),
                        QStringList{QStringLiteral("-js"), QStringLiteral("-a"), QStringLiteral("127.0.0.1"),
                                    QStringLiteral("-p"), QString::number(m_port), QStringLiteral("-sd"),
                                    m_directory.filePath(QStringLiteral("jetstream"))} +
                            m_arguments);
        QElapsedTimer patience;
        patience.start();
        while (patience.elapsed() < 20'000 && m_process.state() != QProcess::NotRunning) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
            if (socket.waitForConnected(200) && socket.waitForReadyRead(2'000)) {
                return true; // INFO came
            }
            m_process.waitForFinished(20);
        }
        return false;
    }

    void killHard()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill(); // SIGKILL
            m_process.waitForFinished(10'000);
        }
    }

    [[nodiscard]] QString url() const { return QStringLiteral("nats://127.0.0.1:%1").arg(m_port); }

  private:
    QTemporaryDir m_directory;
    QStringList m_arguments;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace test

/// A running server of this name, or the end of the test where the package is not installed.
#define NEEDS_NATS(server)                                                                                   \
    test::NatsServer server;                                                                                 \
    if (test::natsServerProgram().isEmpty()) {                                                               \
        QSKIP("the package nats-server is not installed");                                                   \
    }                                                                                                        \
    QVERIFY(server.start())
