#pragma once

#include "tests/support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace ctl_test {

/// What a user's script sees of one run.
struct Outcome
{
    int code = -1;
    QJsonObject json;
    QString text; ///< standard output as it is
    QString errors;
};

/// suanwangctl in a folder of its own.
class Bench
{
  public:
    [[nodiscard]] Outcome run(const QStringList& arguments, int patience_ms = 60'000) const
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), arguments);
        Outcome outcome;
        if (process.waitForFinished(patience_ms)) {
            outcome.code = process.exitCode();
        }
        const QByteArray output = process.readAllStandardOutput();
        outcome.json = QJsonDocument::fromJson(output).object();
        outcome.text = QString::fromUtf8(output);
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }

    [[nodiscard]] QByteArray read(const QString& name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

  private:
    QTemporaryDir m_folder;
};

} // namespace ctl_test
