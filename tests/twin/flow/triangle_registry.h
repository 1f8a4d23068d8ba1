#pragma once

#include "twin/network/network.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

namespace flow_test {

/// Sites A, B, C of one carrier with a conduit and a link of 100 Gb/s between each two: L.AB over D.AB
/// (1,000 km), L.AC and L.CB over D.AC and D.CB. The shortest way from A to B is L.AB. Several triangles,
/// each with an `island` of its own in all its names (S.1A, D.1AB …), have nothing in common.
struct Triangle
{
    QByteArray island;
    QByteArray protection = "PROTECTION_NONE"; ///< of L.AB
    int waves = 4;                             ///< of L.AB
    int spareSlots = 40;                       ///< of D.AC and D.CB
    qint64 sideMetres = 800'000;               ///< of D.AC and D.CB
    QByteArray repairNs = "3600000000000";     ///< mean of D.AB
};

struct TriangleRows
{
    QByteArray sites;
    QByteArray conduits;
    QByteArray links;
};

inline void addTriangle(TriangleRows& rows, const Triangle& shape)
{
    const auto add = [](QByteArray& list, const QByteArray& row) {
        list += (list.isEmpty() ? "" : ",") + row;
    };
    const auto name = [&](const char* kind, const char* id) {
        return "\"" + QByteArray(kind) + shape.island + id + "\"";
    };
    const auto site = [&](const char* id, const char* lat, const char* lon, const char* adcode) {
        add(rows.sites, "{\"id\":" + name("S.", id) + ",\"name\":{\"zh\":" + name("S.", id) +
                            "},\"position\":{\"lat_e6\":" + lat + ",\"lon_e6\":" + lon +
                            "},\"adcode\":" + adcode + ",\"role\":\"CORE\"}");
    };
    const auto conduit = [&](const char* id, const char* a, const char* b, qint64 metres, bool isSide) {
        add(rows.conduits, "{\"id\":" + name("D.", id) + ",\"a\":" + name("S.", a) +
                               ",\"b\":" + name("S.", b) + ",\"route_m\":\"" + QByteArray::number(metres) +
                               "\",\"kind\":\"RAIL\",\"asset\":{\"state\":\"IN_SERVICE\"," +
                               (isSide ? "\"spare_slots\":" + QByteArray::number(shape.spareSlots)
                                       : "\"mean_repair_ns\":\"" + shape.repairNs + "\"") +
                               "}}");
    };
    const auto link = [&](const char* id, const char* a, const char* b, const char* delay,
                          const QByteArray& protection) {
        add(rows.links, "{\"id\":" + name("L.", id) + ",\"a\":" + name("S.", a) + ",\"b\":" + name("S.", b) +
                            ",\"kind\":\"BACKBONE\",\"capacity_bps\":\"100000000000\",\"conduit_ids\":[" +
                            name("D.", id) + "],\"delay_ns\":\"" + delay +
                            "\",\"te_metric\":1,\"protection\":\"" + protection +
                            "\",\"waves\":" + QByteArray::number(shape.waves) + "}");
    };
    site("A", "38470000", "106270000", "640100");
    site("B", "34270000", "108950000", "610100");
    site("C", "36060000", "103830000", "620100");
    conduit("AB", "A", "B", 1'000'000, false);
    conduit("AC", "A", "C", shape.sideMetres, true);
    conduit("CB", "C", "B", shape.sideMetres, true);
    link("AB", "A", "B", "5000000", shape.protection);
    link("AC", "A", "C", "4000000", "PROTECTION_NONE");
    link("CB", "C", "B", "4000000", "PROTECTION_NONE");
}

inline twin::network::Network networkOfTriangles(const std::vector<Triangle>& shapes)
{
    TriangleRows rows;
    for (const Triangle& shape : shapes) {
        addTriangle(rows, shape);
    }
    const QTemporaryDir folder;
    const QString path = folder.filePath("triangle.json");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write("{\"format\":\"suanwang.registry.v1\",\"registry\":{\"version\":\"t\",\"sites\":[" +
                   rows.sites + "],\"conduits\":[" + rows.conduits + "],\"links\":[" + rows.links + "]}}") <
            0) {
        qFatal("cannot write %s", qPrintable(path));
    }
    file.close();
    auto network = twin::network::openNetwork(path.toStdString());
    if (!network) {
        qFatal("%s", network.error().text().c_str());
    }
    return std::move(*network);
}

inline twin::network::Network triangleNetwork(const Triangle& shape = {})
{
    return networkOfTriangles({shape});
}

} // namespace flow_test
