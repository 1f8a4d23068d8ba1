#pragma once

#include "tests/support/places.h"

#include <QProcess>
#include <QString>

#include <cstdlib>
#include <filesystem>
#include <string>

/// Programs of others that do the same work, where they are there. Tests that need one are skipped otherwise,
/// with the name of what is missing.
namespace flow_test {

/// The folder of the peers' harnesses.
inline QString peersFolder()
{
    const char* given = std::getenv("SUANWANG_PEERS");
    return given != nullptr ? QString::fromLocal8Bit(given) : test::sourcePathQ("/../shared/peers");
}

inline bool isThere(const QString& path)
{
    return std::filesystem::exists(path.toStdString());
}

struct PeerRun
{
    bool isDone = false; ///< it ended by itself with exit code 0
    QByteArray output;
    QByteArray errors;
};

/// Runs a peer to its end, at most `patience_ms`.
inline PeerRun runPeer(const QString& program, const QStringList& arguments, int patience_ms)
{
    QProcess process;
    process.start(program, arguments);
    PeerRun out;
    out.isDone = process.waitForFinished(patience_ms) && process.exitStatus() == QProcess::NormalExit &&
                 process.exitCode() == 0;
    out.output = process.readAllStandardOutput();
    out.errors = process.readAllStandardError();
    return out;
}

} // namespace flow_test
