#include "app/ctl/scenario_compare.h"

#include "app/ctl/answer_text.h"
#include "app/ctl/cancel.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/scenario_output.h"
#include "app/ctl/stop_watch.h"
#include "twin/support/csv.h"
#include "twin/support/digest.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;
using twin::failure;
using twin::Result;
using Kind = OptionSpec::Kind;

/// One column of the comparison.
struct Column
{
    std::string file;
    std::string name;
    std::string hash;
    Json figures;
};

/// Precisions as figures of their own, texts left as they are.
Json flat(const Json& totals)
{
    Json out;
    for (const auto& [key, value] : totals.items()) {
        if (!value.is_object()) {
            out[key] = value;
            continue;
        }
        for (const auto& [name, number] : value.items()) {
            out[key + "_" + name] = number;
        }
    }
    return out;
}

Result<Column> columnOf(const Args& args, const Ground& ground, const Situation& situation, std::string file,
                        std::string name)
{
    const N1Table n1 = n1Table(ground, situation, {threadsOf(args), cancelFlag(), {}});
    if (!n1.isWhole()) {
        return failure(twin::ErrorCode::Cancelled, "the comparison was cancelled");
    }
    Column out{std::move(file), std::move(name), situation.stateHash, flat(totalsJson(situation.totals))};
    for (const Coverage& circle : situation.coverage) {
        out.figures["within_" + std::to_string(circle.bound / twin::kMillisecond) + "_ms"] = circle.share;
    }
    out.figures["n1_worst"] = n1.worst_mlu;
    out.figures["n1_headroom"] = n1.headroomLeft();
    return out;
}

Result<Column> runOne(const Args& args, const Ground& ground, const Document& document,
                      const std::string& file)
{
    const Schedule schedule(ground, document.commands);
    auto edits = schedule.editsAt(schedule.lastBegin());
    auto situation = edits ? evaluate(ground, std::make_shared<const Edits>(std::move(*edits)), {true})
                           : Result<SituationPtr>(failure(std::move(edits.error())));
    if (!situation) {
        situation.error().file = file;
        return failure(std::move(situation.error()));
    }
    return columnOf(args, ground, **situation, file, document.name);
}

bool isSameGround(const Document& a, const Document& b)
{
    return a.demand == b.demand && a.seed == b.seed &&
           a.assumptions.carbonPerKwh_g == b.assumptions.carbonPerKwh_g &&
           a.assumptions.mfu == b.assumptions.mfu &&
           a.assumptions.tokensPerStep == b.assumptions.tokensPerStep;
}

bool isSameBase(const BaseRef& a, const BaseRef& b)
{
    return a.registrySha256 == b.registrySha256 && a.workloadSha256 == b.workloadSha256 &&
           a.stateSha256 == b.stateSha256;
}

Result<std::vector<Column>> columnsOf(const Args& args)
{
    std::vector<Document> documents;
    for (const std::string& file : args.texts("FILES")) {
        auto document = readDocument(file);
        if (!document) {
            return failure(std::move(document.error()));
        }
        if (!documents.empty() && !isSameGround(documents.front(), *document)) {
            return twin::failureAt(twin::ErrorCode::Invalid, file, 0,
                                   "has another demand, seed or assumptions than " +
                                       args.texts("FILES").front());
        }
        documents.push_back(std::move(*document));
    }
    std::vector<Column> out;
    GroundPtr ground;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (ground == nullptr || !isSameBase(documents[i].base, documents.front().base)) {
            auto opened = openGround(args, documents[i]);
            if (!opened) {
                return failure(std::move(opened.error()));
            }
            ground = std::move(*opened);
        }
        if (out.empty()) {
            auto base = columnOf(args, *ground, *ground->before(), "", "base");
            if (!base) {
                return failure(std::move(base.error()));
            }
            out.push_back(std::move(*base));
        }
        auto column = runOne(args, *ground, documents[i], args.texts("FILES")[i]);
        if (!column) {
            return failure(std::move(column.error()));
        }
        out.push_back(std::move(*column));
    }
    return out;
}

std::string titleOf(const Column& column)
{
    return column.file.empty() ? "base" : column.file;
}

/// A row a figure, a column a scenario.
Json tableOf(const std::vector<Column>& columns)
{
    Json out = Json::array();
    std::vector<std::string> keys;
    for (const Column& column : columns) {
        for (const auto& [key, value] : column.figures.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                keys.push_back(key);
            }
        }
    }
    for (const std::string& key : keys) {
        Json row{{"figure", key}};
        for (const Column& column : columns) {
            row[titleOf(column)] = column.figures.contains(key) ? column.figures[key] : Json(nullptr);
        }
        out.push_back(std::move(row));
    }
    return out;
}

std::string csvOf(const Json& table, const std::vector<Column>& columns)
{
    std::string out = "figure";
    for (const Column& column : columns) {
        out += "," + twin::csvListCell(titleOf(column));
    }
    out += "\n";
    for (const Json& row : table) {
        out += row["figure"].get<std::string>();
        for (const Column& column : columns) {
            const Json& value = row[titleOf(column)];
            out += "," + (value.is_null()     ? std::string()
                          : value.is_string() ? twin::csvListCell(value.get<std::string>())
                                              : value.dump());
        }
        out += "\n";
    }
    return out;
}

} // namespace

std::vector<OptionSpec> compareOptions()
{
    std::vector<OptionSpec> out{{"FILES", "scenario files", Kind::ManyTexts, true, ""},
                                outputOption("--out", "the table as CSV", false)};
    for (const std::vector<OptionSpec>& more : {baseOptions(), computeOptions()}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

int compareScenarios(const Args& args)
{
    const StopWatch watch;
    const auto columns = columnsOf(args);
    if (!columns) {
        return report(columns.error());
    }
    const Json table = tableOf(*columns);
    if (args.has("--out")) {
        if (const auto written = twin::writeFileAtomically(args.text("--out"), csvOf(table, *columns));
            !written) {
            return report(written.error());
        }
    }
    Json out;
    out["scenarios"] = Json::array();
    twin::Digest digest;
    for (const Column& column : *columns) {
        out["scenarios"].push_back(
            {{"file", column.file}, {"name", column.name}, {"state_hash", column.hash}});
        digest.add(column.hash);
    }
    out["figures"] = table;
    out["seconds"] = watch.seconds();
    out["state_hash"] = digest.finish();
    printAnswer(out, args.json, table.size());
    return kDone;
}

} // namespace app::ctl
