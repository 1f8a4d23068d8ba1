#include "twin/compute/jobs_file.h"

#include "twin/compute/json_fields.h"
#include "twin/support/file_io.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace twin::compute {

namespace {

using registry::JobKind;
using registry::PriceKind;

constexpr std::array<std::pair<std::string_view, JobKind>, 5> kKinds{{{"intra_train", JobKind::IntraTrain},
                                                                      {"cross_train", JobKind::CrossTrain},
                                                                      {"ingest", JobKind::Ingest},
                                                                      {"infer", JobKind::Infer},
                                                                      {"batch", JobKind::Batch}}};
constexpr std::array<std::pair<std::string_view, PriceKind>, 4> kPrices{{{"on_demand", PriceKind::OnDemand},
                                                                         {"reserved", PriceKind::Reserved},
                                                                         {"spot", PriceKind::Spot},
                                                                         {"night", PriceKind::Night}}};

/// A word from a table.
template <typename Table, typename Value>
void word(JsonObject& fields, const char* name, const Table& table, Value& out)
{
    std::string text;
    fields.text(name, text);
    if (text.empty()) {
        return;
    }
    const auto found = std::ranges::find(table, text, [](const auto& row) { return row.first; });
    if (found != table.end()) {
        out = found->second;
        return;
    }
    std::string known;
    for (const auto& row : table) {
        known += (known.empty() ? "" : ", ") + std::string(row.first);
    }
    fields.fail(name, "is one of " + known);
}

void provinces(JsonObject& fields, const char* name, std::vector<std::uint32_t>& out)
{
    std::vector<std::string> words;
    fields.texts(name, words, 100);
    for (const std::string& one : words) {
        const auto code = provinceCalled(one);
        if (!code) {
            fields.fail(name, "there is no province '" + one + "'");
            return;
        }
        out.push_back(*code);
    }
}

void readWhat(JsonObject& fields, PlacementRequest& job)
{
    fields.text("id", job.id, 128);
    fields.text("tenant", job.tenant);
    word(fields, "kind", kKinds, job.kind);
    std::string precision;
    fields.text("precision", precision);
    if (!precision.empty()) {
        const auto known = precisionFromName(precision);
        job.precision = known.value_or(Precision::Fp16);
        if (!known) {
            fields.fail("precision", "is no precision");
        }
    }
    fields.text("chip_class", job.chipClass);
    fields.whole("cards", job.cards, 1, 10'000'000);
    double tflops = 0;
    fields.number("tflops", tflops, 0.001, 1e12);
    job.gflops = tflops * 1e3;
    double memory = 0;
    fields.number("memory_gb", memory, 0, 1e6);
    job.memoryBytes = memory * 1e9;
    fields.whole("pools", job.pools, 1, kMostPoolsOfAJob);
    fields.number("parameters", job.parameters, 1e6, 1e14);
    fields.number("tokens_per_step", job.tokensPerStep, 1, 1e10);
}

void readWhen(JsonObject& fields, PlacementRequest& job)
{
    fields.number("start_s", job.start_s, 0, 1e9);
    fields.number("hours", job.hours, 0, 1e6);
    double deadline = 0;
    fields.number("deadline_hours", deadline, 1e-6, 1e6);
    job.deadline_s = deadline * 3'600;
    fields.text("data_site", job.dataSite);
    fields.number("data_bytes", job.dataBytes, 0, 1e19);
    fields.number("gbps", job.gbps, 0, 1e6);
    fields.text("users_site", job.usersSite);
    fields.number("latency_ms", job.latency_ms, 1e-6, 1e5);
    fields.number("latency_class_ms", job.latencyClass_ms, 1, 1e5);
}

void readTerms(JsonObject& fields, PlacementRequest& job)
{
    fields.number("budget_cny", job.budget_cny, 0, 1e12);
    fields.number("loss_max", job.lossMax, 0, 1);
    fields.number("green_min", job.greenMin, 0, 1);
    fields.number("pue_max", job.pueMax, 1, 10);
    fields.number("availability_min", job.availabilityMin, 0, 1);
    provinces(fields, "provinces", job.provinces);
    provinces(fields, "transit_provinces", job.transitProvinces);
    std::string data;
    fields.text("data_class", data);
    if (!data.empty()) {
        const auto known = dataClassFromName(data);
        job.data = known.value_or(DataClass::General);
        if (!known) {
            fields.fail("data_class", "is general, important or core");
        }
    }
    fields.whole("protection_level", job.protection, 0, 5);
    word(fields, "price", kPrices, job.price);
}

void checkSense(JsonObject& fields, const PlacementRequest& job)
{
    if (job.id.empty()) {
        fields.fail("id", "is missing");
    }
    const bool moves = job.kind == JobKind::Ingest;
    if (!moves && (job.cards > 0) == (job.gflops > 0)) {
        fields.fail("cards", "cards or tflops is expected, one of them");
    }
    if ((job.kind == JobKind::CrossTrain) != (job.pools > 1)) {
        fields.fail("pools", "a cross_train job, and no other, is spread over 2 to 4 pools");
    }
    if (job.kind == JobKind::CrossTrain && job.gbps <= 0) {
        fields.fail("gbps", "a cross_train job says what it needs between its pools");
    }
    if (job.dataBytes > 0 && job.dataSite.empty()) {
        fields.fail("data_site", "is missing: data_bytes are somewhere");
    }
    if (moves && (job.dataBytes <= 0 || job.cards > 0 || job.gflops > 0)) {
        fields.fail("data_bytes", "an ingest job moves data, and holds no cards");
    }
    if (job.deadline_s > 0 && job.deadline_s <= job.start_s) {
        fields.fail("deadline_hours", "is not after start_s: both count from the first midnight");
    }
    if (job.latency_ms > 0 && job.usersSite.empty() && job.dataSite.empty()) {
        fields.fail("latency_ms", "to whom? users_site or data_site is missing");
    }
}

Result<PlacementRequest> readJob(const JsonDocument& document, const nlohmann::json& json, std::size_t number)
{
    const std::vector<std::string> path{"jobs", std::to_string(number)};
    if (!json.is_object()) {
        return failure(document.errorAt(path, "a job is an object"));
    }
    JsonObject fields(document, json, path);
    fields.onlyKnows({"id",
                      "tenant",
                      "kind",
                      "precision",
                      "chip_class",
                      "cards",
                      "tflops",
                      "memory_gb",
                      "pools",
                      "parameters",
                      "tokens_per_step",
                      "start_s",
                      "hours",
                      "deadline_hours",
                      "data_site",
                      "data_bytes",
                      "gbps",
                      "users_site",
                      "latency_ms",
                      "latency_class_ms",
                      "loss_max",
                      "budget_cny",
                      "green_min",
                      "pue_max",
                      "availability_min",
                      "provinces",
                      "transit_provinces",
                      "data_class",
                      "protection_level",
                      "price",
                      "note"});
    PlacementRequest job;
    if (json.contains("kind") && json["kind"] == "cross_train") {
        job.pools = 2;
    }
    readWhat(fields, job);
    readWhen(fields, job);
    readTerms(fields, job);
    checkSense(fields, job);
    if (fields.error()) {
        return failure(*fields.error());
    }
    return job;
}

Result<StandingReservation> readReservation(const JsonDocument& document, const nlohmann::json& json,
                                            std::size_t number)
{
    const std::vector<std::string> path{"reservations", std::to_string(number)};
    if (!json.is_object()) {
        return failure(document.errorAt(path, "a reservation is an object"));
    }
    JsonObject fields(document, json, path);
    fields.onlyKnows({"pool", "chip_class", "cards", "arc", "gbps", "from_s", "to_s", "note"});
    StandingReservation out;
    fields.text("pool", out.pool);
    fields.text("chip_class", out.chipClass);
    fields.number("cards", out.cards, 0, 1e7);
    fields.text("arc", out.arc, 512);
    fields.number("gbps", out.gbps, 0, 1e7);
    fields.number("from_s", out.from_s, 0, 1e9);
    fields.number("to_s", out.to_s, 0, 1e9);
    if (out.pool.empty() == out.arc.empty()) {
        fields.fail("pool", "cards of a pool or gbps of an arc are reserved");
    }
    if (out.to_s <= out.from_s) {
        fields.fail("to_s", "a reservation ends after it begins");
    }
    if (fields.error()) {
        return failure(*fields.error());
    }
    return out;
}

/// The items of a list member, each by `read`.
template <typename T, typename Read>
Result<> readList(const JsonDocument& document, const char* name, std::vector<T>& out, Read read)
{
    const auto found = document.root().find(name);
    if (found == document.root().end()) {
        return {};
    }
    if (!found->is_array()) {
        return failure(document.errorAt({name}, "a list is expected"));
    }
    if (found->size() > kMostRequests) {
        return failure(
            document.errorAt({name}, "more than " + std::to_string(kMostRequests), ErrorCode::TooLarge));
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
        auto item = read(document, (*found)[i], i);
        if (!item) {
            return failure(item.error());
        }
        out.push_back(std::move(*item));
    }
    return {};
}

} // namespace

Result<PlacementRequests> parseJobs(std::string_view text, const std::string& file)
{
    if (text.size() > kJobsFileBound) {
        return failureAt(ErrorCode::TooLarge, file, 0, "is larger than 16 MiB");
    }
    JsonDocument document(text, file);
    if (const auto opened = document.open(); !opened) {
        return failure(opened.error());
    }
    if (const auto known = document.checkFormat(kJobsFormat); !known) {
        return failure(known.error());
    }
    JsonObject root(document, document.root(), {});
    root.onlyKnows({"format", "note", "jobs", "reservations"});
    if (!root.has("jobs")) {
        root.fail("jobs", "is missing");
    }
    if (root.error()) {
        return failure(*root.error());
    }
    PlacementRequests out;
    if (const auto read = readList(document, "jobs", out.jobs, readJob); !read) {
        return failure(read.error());
    }
    if (const auto read = readList(document, "reservations", out.reservations, readReservation); !read) {
        return failure(read.error());
    }
    std::unordered_set<std::string> ids;
    for (std::size_t i = 0; i < out.jobs.size(); ++i) {
        if (!ids.insert(out.jobs[i].id).second) {
            return failure(document.errorAt({"jobs", std::to_string(i), "id"}, "is used twice"));
        }
    }
    return out;
}

Result<PlacementRequests> readJobs(const std::string& path)
{
    const auto bytes = readFile(path, kJobsFileBound);
    return bytes ? parseJobs(*bytes, path) : Result<PlacementRequests>(failure(bytes.error()));
}

} // namespace twin::compute
