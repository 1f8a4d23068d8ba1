#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "app/ctl/problem_output.h"
#include "twin/network/open.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/csv_exchange.h"
#include "twin/registry/validate.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::ErrorCode;
using twin::failureAt;
using twin::Result;
using twin::registry::CsvImport;
using twin::registry::CsvTable;
namespace registry = twin::registry;
namespace fs = std::filesystem;

/// Said after the templates are made and when they come back as they were.
constexpr const char* kWhatToFill =
    "Fill in subjects.csv, pools.csv and pools.chips.csv from row 3 on, and sites.csv, conduits.csv and "
    "links.csv for the network; registry.csv takes one row with a version of yours. Row 2 says what each "
    "column takes. Tables left as they are do not count.";

// --- template
// -----------------------------------------------------------------------------------------------

Result<> makeFolder(const std::string& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
        return failureAt(ErrorCode::Io, folder, 0, problem.message());
    }
    return {};
}

/// Writes tables as files of a folder and answers with what was written.
int writeTables(const std::vector<CsvTable>& tables, const std::string& folder, bool json)
{
    if (const auto made = makeFolder(folder); !made) {
        return report(made.error());
    }
    Json files = Json::array();
    for (const CsvTable& table : tables) {
        const std::string path = (fs::path(folder) / (table.name + ".csv")).string();
        if (const auto written = twin::writeFileAtomically(path, table.text); !written) {
            return report(written.error());
        }
        files.push_back(path);
        if (!json) {
            printLine(path);
        }
    }
    if (json) {
        printLine(jsonText(Json{{"files", std::move(files)}}));
    }
    return kDone;
}

int printTable(const CsvTable& table, bool json)
{
    if (json) {
        printLine(jsonText(Json{{"table", table.name}, {"csv", table.text}}));
    } else {
        std::fwrite(table.text.data(), 1, table.text.size(), stdout);
    }
    return kDone;
}

int runTemplate(const Args& args)
{
    std::vector<std::string> names = args.texts("TABLE");
    if (names.empty()) {
        names = registry::csvTableNames();
    }
    std::vector<CsvTable> tables;
    for (const std::string& name : names) {
        auto text = registry::csvTemplate(name);
        if (!text) {
            report(text.error());
            return kBadInput; // a word on the line, not a file
        }
        tables.push_back({name, std::move(*text)});
    }
    if (args.has("--out")) {
        const int code = writeTables(tables, args.text("--out"), args.json);
        if (code == kDone) {
            std::fprintf(stderr, "%s\nnext: suanwangctl import %s --out registry.swr\n", kWhatToFill,
                         args.text("--out").c_str());
        }
        return code;
    }
    if (tables.size() == 1) {
        return printTable(tables.front(), args.json);
    }
    return report({ErrorCode::BadInput,
                   "several tables are files of a folder: suanwangctl template --out FOLDER",
                   {},
                   0,
                   0});
}

// --- export
// -------------------------------------------------------------------------------------------------

int runExport(const Args& args)
{
    const auto opened = twin::network::openAnySnapshot(args.text("FILE"));
    if (!opened) {
        return report(opened.error());
    }
    return writeTables(registry::exportCsv(opened->document.message()), args.text("--out"), args.json);
}

// --- import
// -------------------------------------------------------------------------------------------------

/// `.csv` files named, or all of a folder, in the order of their names.
Result<std::vector<std::string>> csvPaths(const std::string& path)
{
    std::error_code problem;
    if (!fs::is_directory(path, problem)) {
        return std::vector<std::string>{path};
    }
    std::vector<std::string> out;
    fs::directory_iterator entry(path, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        if (entry->path().extension() == ".csv") {
            out.push_back(entry->path().string());
        }
    }
    if (problem) {
        return failureAt(ErrorCode::Io, path, 0, problem.message());
    }
    std::ranges::sort(out);
    return out;
}

/// Tables by file name; together within the bound of one snapshot.
Result<std::vector<CsvTable>> readTables(const std::vector<std::string>& given)
{
    std::vector<CsvTable> tables;
    std::uint64_t left = twin::kDefaultFileBound;
    for (const std::string& path : given) {
        auto files = csvPaths(path);
        if (!files) {
            return twin::failure(std::move(files.error()));
        }
        for (const std::string& file : *files) {
            auto text = twin::readFile(file, left);
            if (!text) {
                return twin::failure(std::move(text.error()));
            }
            left -= text->size();
            tables.push_back({fs::path(file).stem().string(), std::move(*text), file});
        }
    }
    if (tables.empty()) {
        return twin::failure(ErrorCode::BadInput, "no .csv file given");
    }
    return tables;
}

Json importProblems(const CsvImport& import)
{
    Json list = Json::array();
    for (const auto& problem : import.problems) {
        list.push_back({{"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"reason", problem.reason}});
    }
    return list;
}

int refuseImport(const CsvImport& import, bool json)
{
    for (const auto& problem : import.problems) {
        std::fprintf(stderr, "%s\n", problem.text().c_str());
    }
    if (json) {
        printLine(jsonText(Json{{"written", false},
                                {"import_errors", import.errors},
                                {"import_problems", importProblems(import)}}));
    }
    return kBadInput;
}

/// Templates as they were made: what to do now, instead of what is wrong.
int refuseUnfilled(const Args& args)
{
    report(
        {ErrorCode::BadInput,
         "nothing is filled in yet: the tables hold only their first two rows. " + std::string(kWhatToFill),
         args.texts("CSV").front(), 0, 0});
    if (args.json) {
        printLine(jsonText(Json{{"written", false}, {"unfilled", true}}));
    }
    return kBadInput;
}

int finishImport(CsvImport& import, const Args& args)
{
    registry::Validation validation = registry::validate(import.document.message());
    import.places.locate(validation.problems);
    const std::string out = args.text("--out");
    if (validation.ok()) {
        if (const auto written = registry::writeSnapshot(out, import.document); !written) {
            return report(written.error());
        }
    }
    if (args.json) {
        Json answer{{"file", out},
                    {"written", validation.ok()},
                    {"sha256", import.document.message().registry().sha256()}};
        addValidation(answer, validation);
        printLine(jsonText(answer));
    } else {
        printProblems(out, validation);
        printLine(validation.ok() ? "written: " + out : "not written: the snapshot has errors");
    }
    if (validation.ok()) {
        std::fprintf(stderr, "next: suanwang --registry %s\n", out.c_str());
    }
    return validation.ok() ? kDone : kNo;
}

int runImport(const Args& args)
{
    if (const auto format = registry::snapshotFormatOf(args.text("--out")); !format) {
        return report(format.error());
    }
    registry::SnapshotDocument base;
    if (args.has("--into")) {
        auto opened = twin::network::openAnySnapshot(args.text("--into"));
        if (!opened) {
            return report(opened.error());
        }
        base = std::move(opened->document);
    }
    const auto tables = readTables(args.texts("CSV"));
    if (!tables) {
        return report(tables.error());
    }
    CsvImport import = registry::importCsv(*tables, base);
    if (import.isUnfilled) {
        return refuseUnfilled(args);
    }
    return import.errors > 0 ? refuseImport(import, args.json) : finishImport(import, args);
}

} // namespace

Command templateCommand()
{
    Command command;
    command.name = "template";
    command.help = "CSV templates: a header row and a row that says what each column takes";
    command.options = {
        {"TABLE", "pools, pools.chips, links… (default: all)", OptionSpec::Kind::ManyTexts, false, ""},
        {"--out", "folder to write <table>.csv into; one table alone goes to standard output",
         OptionSpec::Kind::Text, false, ""}};
    command.run = runTemplate;
    return command;
}

Command importCommand()
{
    Command command;
    command.name = "import";
    command.help =
        "A snapshot from CSV tables (UTF-8 or GB18030); every bad cell is named, and then nothing is written";
    command.options = {
        {"CSV", "<table>.csv files or a folder of them", OptionSpec::Kind::ManyTexts, true, ""},
        {"--out", "snapshot to write (.swr or .json)", OptionSpec::Kind::Text, true, ""},
        {"--into", "snapshot whose tables are replaced by those given", OptionSpec::Kind::Text, false, ""}};
    command.run = runImport;
    return command;
}

Command exportCommand()
{
    Command command;
    command.name = "export";
    command.help = "A snapshot as CSV tables that a spreadsheet opens (UTF-8 with BOM)";
    command.options = {{"FILE", "snapshot or network file", OptionSpec::Kind::Text, true, ""},
                       {"--out", "folder to write <table>.csv into", OptionSpec::Kind::Text, true, ""}};
    command.run = runExport;
    return command;
}

} // namespace app::ctl
