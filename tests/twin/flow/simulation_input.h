#pragma once

#include "twin/flow/event_file.h"
#include "twin/flow/flow_file.h"
#include "twin/network/network.h"

#include <QByteArray>
#include <QTest>

#include <span>
#include <utility>
#include <vector>

namespace flow_test {

using twin::flow::FlowRequest;
using twin::flow::NetworkEvent;
using twin::flow::parseEvents;
using twin::flow::parseFlows;

/// `id,src,dst,bytes,start_s,path,priority` a line.
inline std::vector<FlowRequest> flowsFrom(const twin::network::Network& network, const QByteArray& text)
{
    QByteArray csv = "id,src,dst,bytes,start_s,path,priority\n";
    for (const QByteArray& line : text.split('\n')) {
        if (!line.trimmed().isEmpty()) {
            csv += line.trimmed() + "\n";
        }
    }
    auto flows = parseFlows(csv.toStdString(), "flows.csv", network.graph);
    if (!flows) {
        qFatal("%s", flows.error().text().c_str());
    }
    return std::move(*flows);
}

/// `time_s,action,kind,object,value` a line.
inline std::vector<NetworkEvent> eventsFrom(const twin::network::Network& network,
                                            std::span<const FlowRequest> flows, const QByteArray& text)
{
    QByteArray csv = "time_s,action,kind,object,value\n";
    for (const QByteArray& line : text.split('\n')) {
        if (!line.trimmed().isEmpty()) {
            csv += line.trimmed() + "\n";
        }
    }
    auto events = parseEvents(csv.toStdString(), "events.csv", network.graph, flows);
    if (!events) {
        qFatal("%s", events.error().text().c_str());
    }
    return std::move(*events);
}

} // namespace flow_test
