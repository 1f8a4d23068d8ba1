#pragma once

#include "twin/network/demand_file.h"
#include "twin/network/network.h"

#include <QByteArray>
#include <QTest>

#include <string>

/// Small networks for the tests of the flow engine, written as REPETITA text a reader can check by eye.
namespace flow_test {

/// A network of REPETITA text without its boiler plate: node names, then `from to weight kb/s µs` a line. A
/// link is two lines.
inline twin::network::Network networkFrom(const std::string& nodes, const std::string& arcs)
{
    const auto lines = [](const std::string& text) {
        QByteArrayList out;
        for (const QByteArray& line : QByteArray::fromStdString(text).split('\n')) {
            if (!line.trimmed().isEmpty()) {
                out.append(line.trimmed());
            }
        }
        return out;
    };
    const QByteArrayList names = QByteArray::fromStdString(nodes).simplified().split(' ');
    const QByteArrayList edges = lines(arcs);
    QByteArray text = "NODES " + QByteArray::number(names.size()) + "\nlabel x y\n";
    for (const QByteArray& name : names) {
        text += name + " 0 0\n";
    }
    text += "\nEDGES " + QByteArray::number(edges.size()) + "\nlabel src dest weight bw delay\n";
    for (qsizetype i = 0; i < edges.size(); ++i) {
        QByteArrayList words = edges[i].simplified().split(' ');
        words[0] = QByteArray::number(names.indexOf(words[0]));
        words[1] = QByteArray::number(names.indexOf(words[1]));
        text += "edge_" + QByteArray::number(i) + " " + words.join(' ') + "\n";
    }
    const auto file =
        twin::network::parseNetwork(text.toStdString(), twin::network::NetworkFormat::Repetita, "test.graph");
    if (!file) {
        qFatal("%s", file.error().text().c_str());
    }
    return {"test", "repetita", twin::network::Graph::build(*file), nullptr, nullptr, {}, 0, 0, {}, {}};
}

/// `src dst b/s` a line.
inline twin::network::DemandSet demandsFrom(const twin::network::Network& network, const std::string& text)
{
    std::string csv = "src,dst,bps\n";
    for (const QByteArray& line : QByteArray::fromStdString(text).split('\n')) {
        if (!line.trimmed().isEmpty()) {
            csv += line.simplified().replace(' ', ',').toStdString() + "\n";
        }
    }
    auto demands = twin::network::parseDemands(csv, "test.csv", network);
    if (!demands) {
        qFatal("%s", demands.error().text().c_str());
    }
    return std::move(*demands);
}

} // namespace flow_test
