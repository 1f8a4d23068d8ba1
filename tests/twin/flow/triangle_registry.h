#pragma once

#include "twin/network/network.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace flow_test {

/// Sites A, B, C of one carrier with a conduit and a link of 100 Gb/s between each two: L.AB over D.AB
/// (1,000 km), L.AC and L.CB over D.AC and D.CB. The shortest way from A to B is L.AB.
struct Triangle
{
    QByteArray protection = "PROTECTION_NONE"; ///< of L.AB
    int waves = 4;                             ///< of L.AB
    int spareSlots = 40;                       ///< of D.AC and D.CB
    qint64 sideMetres = 800'000;               ///< of D.AC and D.CB
    QByteArray repairNs = "3600000000000";     ///< mean of D.AB
};

inline QByteArray triangleJson(const Triangle& shape)
{
    const auto site = [](const char* id, const char* lat, const char* lon, const char* adcode) {
        return QByteArray("{\"id\":\"") + id + "\",\"name\":{\"zh\":\"" + id +
               "\"},\"position\":{\"lat_e6\":" + lat + ",\"lon_e6\":" + lon + "},\"adcode\":" + adcode +
               ",\"role\":\"CORE\"}";
    };
    const auto conduit = [&](const char* id, const char* a, const char* b, qint64 metres, bool isSide) {
        return QByteArray("{\"id\":\"") + id + "\",\"a\":\"" + a + "\",\"b\":\"" + b + "\",\"route_m\":\"" +
               QByteArray::number(metres) + "\",\"kind\":\"RAIL\",\"asset\":{\"state\":\"IN_SERVICE\"," +
               (isSide ? "\"spare_slots\":" + QByteArray::number(shape.spareSlots)
                       : "\"mean_repair_ns\":\"" + shape.repairNs + "\"") +
               "}}";
    };
    const auto link = [&](const char* id, const char* a, const char* b, const char* duct, const char* delay,
                          const QByteArray& protection) {
        return QByteArray("{\"id\":\"") + id + "\",\"a\":\"" + a + "\",\"b\":\"" + b +
               "\",\"kind\":\"BACKBONE\",\"capacity_bps\":\"100000000000\",\"conduit_ids\":[\"" + duct +
               "\"],\"delay_ns\":\"" + delay + "\",\"te_metric\":1,\"protection\":\"" + protection +
               "\",\"waves\":" + QByteArray::number(shape.waves) + "}";
    };
    return "{\"format\":\"suanwang.registry.v1\",\"registry\":{\"version\":\"t\",\"sites\":[" +
           site("S.A", "38470000", "106270000", "640100") + "," +
           site("S.B", "34270000", "108950000", "610100") + "," +
           site("S.C", "36060000", "103830000", "620100") + "],\"conduits\":[" +
           conduit("D.AB", "S.A", "S.B", 1'000'000, false) + "," +
           conduit("D.AC", "S.A", "S.C", shape.sideMetres, true) + "," +
           conduit("D.CB", "S.C", "S.B", shape.sideMetres, true) + "],\"links\":[" +
           link("L.AB", "S.A", "S.B", "D.AB", "5000000", shape.protection) + "," +
           link("L.AC", "S.A", "S.C", "D.AC", "4000000", "PROTECTION_NONE") + "," +
           link("L.CB", "S.C", "S.B", "D.CB", "4000000", "PROTECTION_NONE") + "]}}";
}

inline twin::network::Network triangleNetwork(const Triangle& shape = {})
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("triangle.json");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(triangleJson(shape)) < 0) {
        qFatal("cannot write %s", qPrintable(path));
    }
    file.close();
    auto network = twin::network::openNetwork(path.toStdString());
    if (!network) {
        qFatal("%s", network.error().text().c_str());
    }
    return std::move(*network);
}

} // namespace flow_test
