#include "app/transport/gateway_status.h"

#include "twin/ingest/accounting.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app::transport {

namespace {

using Json = nlohmann::ordered_json;
using twin::ingest::UnmappedSeries;

Json unmappedJson(const UnmappedSeries& series)
{
    Json labels = Json::object();
    for (const auto& label : series.example.labels) {
        labels[label.name] = label.value;
    }
    Json out{{"metric", series.example.name}, {"points", series.points}};
    if (!labels.empty()) {
        out["labels"] = std::move(labels);
    }
    if (!series.problem.empty()) {
        out["problem"] = series.problem;
    }
    if (!series.rule.empty()) {
        out["rule"] = Json::parse(series.rule, nullptr, false);
    }
    return out;
}

/// Of a source that does not speak HTTP: a bus's, or traps.
Json unmappedJson(const twin::state::SourceStatus& source)
{
    Json out = Json::array();
    for (const auto& [name, rule] :
         source.mappingRules ? *source.mappingRules : std::map<std::string, std::string>()) {
        const auto count = source.unknownNames.find(name);
        out.push_back({{"metric", name},
                       {"points", count != source.unknownNames.end() ? count->second : 0},
                       {"rule", Json::parse(rule, nullptr, false)}});
    }
    return out;
}

Json booksJson(const twin::state::SourceStatus& source)
{
    return {
        {"name", source.name},
        {"transport", source.transport},
        {"peer", source.peer},
        {"connected", source.connected},
        {"received", source.received},
        {"applied", source.applied},
        {"merged", source.merged},
        {"late", source.late},
        {"duplicate", source.duplicate},
        {"refused", source.refused},
        {"alarms",
         {{"received", source.alarms.received},
          {"applied", source.alarms.applied},
          {"merged", source.alarms.merged},
          {"late", source.alarms.late},
          {"duplicate", source.alarms.duplicate},
          {"refused", source.alarms.refused}}},
        {"refused_for", refusedByReason(source)},
        {"clock_skew_ms", static_cast<double>(source.clockSkew) / static_cast<double>(twin::kMillisecond)},
        {"last_error", source.lastError}};
}

} // namespace

std::string sourcesJson(const twin::state::SnapshotPtr& snapshot, const std::vector<SenderStatus>& senders,
                        const twin::ingest::MappingStatus& mapping)
{
    Json out{{"mapping",
              {{"files", mapping.files},
               {"rules", mapping.rules},
               {"version", mapping.version},
               {"error", mapping.error}}},
             {"sources", Json::array()}};
    const auto sources = snapshot != nullptr ? snapshot->sources : nullptr;
    for (std::size_t i = 0; sources != nullptr && i < sources->size(); ++i) {
        Json source = booksJson((*sources)[i]);
        const auto sender = std::find_if(senders.begin(), senders.end(),
                                         [&](const SenderStatus& s) { return s.name == (*sources)[i].name; });
        if (sender != senders.end()) {
            source["series"] = sender->series;
            source["unmapped"] = Json::array();
            for (const UnmappedSeries& series : sender->unmapped) {
                source["unmapped"].push_back(unmappedJson(series));
            }
        } else if (auto unmapped = unmappedJson((*sources)[i]); !unmapped.empty()) {
            source["unmapped"] = std::move(unmapped);
        }
        out["sources"].push_back(std::move(source));
    }
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace app::transport
