#include "app/ctl/recording_output.h"

#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app::ctl {

using Json = nlohmann::ordered_json;
using twin::momentText;

Json recordingJson(const twin::history::RecordingSummary& summary)
{
    const twin::history::RecordingHeader& header = summary.header;
    Json registries = Json::array();
    for (const twin::TimeNs since : summary.registries) {
        registries.push_back({{"valid_from", momentText(since)}, {"valid_from_ns", since}});
    }
    Json out{{"begin", momentText(header.begin)},
             {"begin_ns", header.begin},
             {"end", momentText(header.end)},
             {"end_ns", header.end},
             {"start", nullptr},
             {"start_ns", nullptr}};
    if (summary.start) {
        out["start"] = momentText(*summary.start);
        out["start_ns"] = *summary.start;
    }
    out["frames"] = summary.frames;
    out["samples"] = summary.samples;
    out["registries"] = std::move(registries);
    out["synthetic"] = header.synthetic;
    out["note"] = header.note;
    out["made_by"] = header.madeBy;
    out["blocks"] = summary.blocks;
    out["bytes"] = summary.bytes;
    out["chain"] = summary.chain;
    return out;
}

} // namespace app::ctl
