#include "app/ctl/bus_json.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

Json channelJson(const transport::BusChannelStatus& channel)
{
    return {{"subject", channel.subject},
            {"stream", channel.stream},
            {"consumer", channel.consumer},
            {"messages", channel.messages},
            {"bytes", channel.bytes},
            {"redelivered", channel.redelivered},
            {"acknowledged", channel.acknowledged},
            {"refused", channel.refused},
            {"in_flight", channel.inFlight},
            {"in_flight_bytes", channel.inFlightBytes},
            {"behind", channel.behind},
            {"error", channel.error},
            {"last_refusal", channel.lastRefusal}};
}

} // namespace

Json busesJson(const std::vector<transport::BusStatus>& buses)
{
    Json out = Json::array();
    for (const transport::BusStatus& bus : buses) {
        Json channels = Json::array();
        for (const transport::BusChannelStatus& channel : bus.channels) {
            channels.push_back(channelJson(channel));
        }
        out.push_back({{"kind", bus.kind},
                       {"address", bus.address},
                       {"state", bus.state},
                       {"error", bus.error},
                       {"channels", std::move(channels)}});
    }
    return out;
}

} // namespace app::ctl
