#pragma once

#include "tests/app/ctl_process.h"

#include <map>
#include <utility>

namespace ctl_test {

/// What `feed --acks` wrote: samples by (epoch, sequence).
inline std::map<std::pair<quint64, quint64>, quint64> acknowledgedFrames(const QString& path)
{
    std::map<std::pair<quint64, quint64>, quint64> out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return out;
    }
    while (!file.atEnd()) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        if (cells.size() == 4 && cells[1] != "epoch") {
            out[{cells[1].toULongLong(), cells[2].toULongLong()}] = cells[3].toULongLong();
        }
    }
    return out;
}

/// Every frame that was acknowledged is in the store once, and nothing else is. Empty, or what is not so.
inline QString compareWithStore(const Bench& bench, const QString& acks, const QString& store)
{
    const auto frames = acknowledgedFrames(acks);
    quint64 samples = 0;
    for (const auto& [frame, size] : frames) {
        samples += size;
    }
    const Outcome stat = bench.run({"store", "stat", store, "--json"});
    const auto kept = [&](const char* field) {
        return static_cast<quint64>(stat.json[QLatin1String(field)].toDouble());
    };
    bool isWhole =
        stat.code == 0 && !frames.empty() && kept("frames") == frames.size() && kept("samples") == samples;
    for (const QJsonValue& source : stat.json["sources"].toArray()) {
        isWhole = isWhole && source["ranges"].toArray().isEmpty() &&
                  source["contiguous"].toDouble() == source["frames"].toDouble();
    }
    return isWhole ? QString()
                   : QStringLiteral("acknowledged: %1 frames, %2 samples; kept: %3, %4; %5")
                         .arg(frames.size())
                         .arg(samples)
                         .arg(kept("frames"))
                         .arg(kept("samples"))
                         .arg(stat.errors);
}

} // namespace ctl_test
