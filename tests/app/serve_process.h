#pragma once

#include "tests/support/places.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>

#include <csignal>
#include <functional>

namespace ctl_test {

/// `suanwangctl serve --json` as a process of its own; killed when it goes out of scope.
class ServeProcess
{
  public:
    explicit ServeProcess(const QStringList& arguments,
                          const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(test::programPathQ("/suanwangctl"),
                        QStringList{QStringLiteral("serve"), QStringLiteral("--json")} + arguments);
    }

    ~ServeProcess()
    {
        if (m_process.state() != QProcess::NotRunning) {
            killHard();
        }
    }

    ServeProcess(const ServeProcess&) = delete;
    ServeProcess& operator=(const ServeProcess&) = delete;

    /// The next status line; empty if there is none within 20 s.
    [[nodiscard]] QJsonObject nextLine()
    {
        QElapsedTimer patience;
        patience.start();
        while (!m_process.canReadLine() && patience.elapsed() < 20'000 &&
               m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(100);
        }
        return QJsonDocument::fromJson(m_process.readLine()).object();
    }

    /// The first of the next lines that `isIt`; empty if none of 60 is.
    [[nodiscard]] QJsonObject lineThat(const std::function<bool(const QJsonObject&)>& isIt)
    {
        for (int i = 0; i < 60; ++i) {
            const QJsonObject line = nextLine();
            if (line.isEmpty() || isIt(line)) {
                return line;
            }
        }
        return {};
    }

    /// The port of the first status line; 0 if there is none.
    [[nodiscard]] quint16 port()
    {
        return static_cast<quint16>(nextLine().value(QStringLiteral("port")).toInt());
    }

    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); }

    void killHard()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished(10'000);
    }

    /// SIGTERM; the last status line.
    [[nodiscard]] QJsonObject endCleanly()
    {
        m_process.terminate();
        m_process.waitForFinished(20'000);
        QJsonObject last;
        while (m_process.canReadLine()) {
            last = QJsonDocument::fromJson(m_process.readLine()).object();
        }
        return last;
    }

    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    [[nodiscard]] int exitCode() const { return m_process.exitCode(); }

    /// What stands on standard error since the last call; waits up to 20 s until it holds `word`.
    [[nodiscard]] QString errors(const QString& word = {})
    {
        QElapsedTimer patience;
        patience.start();
        QString out = QString::fromUtf8(m_process.readAllStandardError());
        while (!out.contains(word) && patience.elapsed() < 20'000 &&
               m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(100);
            out += QString::fromUtf8(m_process.readAllStandardError());
        }
        return out;
    }

  private:
    QProcess m_process;
};

} // namespace ctl_test
