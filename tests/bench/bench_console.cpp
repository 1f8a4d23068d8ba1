// Starts the console as a user does and measures it from outside: time to the first live frame over several
// starts, then resident memory of the national demo over ten minutes. Prints one JSON object. Usage:
// bench_console [starts] [seconds of the memory run]
#include "tests/support/places.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

const QString kConsole = test::programPathQ("/suanwang");

/// The console as a child with a settings folder of its own, so that a user's layout does not matter.
void prepare(QProcess& console, const QString& home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SUANWANG_TIMING"), QStringLiteral("1"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home);
    environment.insert(QStringLiteral("XDG_DATA_HOME"), home);
    console.setProcessEnvironment(environment);
    console.setProgram(kConsole);
}

/// Milliseconds from process start to the first live frame on screen, seen from outside; negative on failure.
double firstLiveFrame_ms(const QString& home)
{
    QProcess console;
    prepare(console, home);
    console.setArguments({QStringLiteral("--demo"), QStringLiteral("--seconds"), QStringLiteral("20")});
    QElapsedTimer timer;
    timer.start();
    console.start();
    QByteArray errors;
    double elapsed = -1;
    while (elapsed < 0 && timer.elapsed() < 20'000 && console.state() != QProcess::NotRunning) {
        console.waitForReadyRead(5);
        errors += console.readAllStandardError();
        if (errors.contains("first_live_frame")) {
            elapsed = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
        }
    }
    console.terminate();
    console.waitForFinished(10'000);
    return elapsed;
}

/// A field such as VmRSS of /proc/PID/status, in MiB.
double memory_mib(qint64 pid, const char* field)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(field)) {
            return line.simplified().split(' ').value(1).toDouble() / 1024.0;
        }
    }
    return 0;
}

QJsonArray memoryOverTime(const QString& home, int seconds)
{
    QProcess console;
    prepare(console, home);
    console.setArguments(
        {QStringLiteral("--demo"), QStringLiteral("--seconds"), QString::number(seconds + 30)});
    console.setStandardErrorFile(QProcess::nullDevice());
    console.setStandardOutputFile(QProcess::nullDevice());
    console.start();
    console.waitForStarted();
    QJsonArray samples;
    QElapsedTimer timer;
    timer.start();
    for (int next = 10; next <= seconds; next += 10) {
        while (timer.elapsed() < next * 1000) {
            QThread::msleep(50);
        }
        samples.append(memory_mib(console.processId(), "VmRSS:"));
    }
    console.terminate();
    console.waitForFinished(10'000);
    return samples;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const int starts = argc > 1 ? atoi(argv[1]) : 9;
    const int seconds = argc > 2 ? atoi(argv[2]) : 600;
    const QTemporaryDir home;
    firstLiveFrame_ms(home.path()); // fills the page cache
    std::vector<double> times;
    for (int i = 0; i < starts; ++i) {
        times.push_back(firstLiveFrame_ms(home.path()));
    }
    std::sort(times.begin(), times.end());
    QJsonObject out;
    out[QStringLiteral("bench")] = QStringLiteral("console");
    if (!times.empty()) {
        out[QStringLiteral("first_live_frame_ms_median")] = times[times.size() / 2];
        out[QStringLiteral("first_live_frame_ms_max")] = times.back();
    }
    if (seconds > 0) {
        const QJsonArray memory = memoryOverTime(home.path(), seconds);
        out[QStringLiteral("resident_mib_every_10_s")] = memory;
        out[QStringLiteral("resident_mib_end")] = memory.last();
    }
    std::printf("%s\n", QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    const bool failed = !times.empty() && times.front() < 0;
    return failed ? 1 : 0;
}
