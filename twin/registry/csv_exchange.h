#pragma once

#include "twin/registry/csv_places.h"
#include "twin/registry/snapshot_file.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Snapshots as tables for people who work in a spreadsheet (docs/formats.md, "CSV tables").
namespace twin::registry {

/// One table: `name` is "pools", "pools.chips"… (the file is `<name>.csv`), `text` its content in any
/// encoding taken.
struct CsvTable
{
    std::string name;
    std::string text;
    std::string file = {}; ///< where it was read, for problems; empty: `<name>.csv`
};

/// One cell, row or table that could not be taken.
struct CsvProblem
{
    std::string file;
    std::int64_t line = 0; ///< of the file, from 1; 0 = the whole table
    std::string column;    ///< name in the header; empty = the whole row
    std::string reason;

    [[nodiscard]] std::string text() const; ///< `t/pools.csv:7: compute_type: reason`
};

/// What came of an import. `document` is complete only if there are no errors.
struct CsvImport
{
    static constexpr std::size_t kMaxProblems = 1'000;

    SnapshotDocument document; ///< canonical
    std::vector<CsvProblem> problems;
    std::size_t errors = 0;  ///< may exceed what is listed
    bool isUnfilled = false; ///< templates into which nobody has written anything: there is no document
    CsvPlaces places;        ///< for what validation finds afterwards
};

/// Names of all tables, in the order of registry.proto.
[[nodiscard]] std::vector<std::string> csvTableNames();

/// Header row and a second row that says what each column takes (starts with `# `; importing skips it). With
/// BOM. Errors: NotFound for a table that does not exist.
[[nodiscard]] Result<std::string> csvTemplate(std::string_view table);

/// All tables that have rows. UTF-8 with BOM, so that a spreadsheet program opens them as such.
[[nodiscard]] std::vector<CsvTable> exportCsv(const pb::SnapshotFile& snapshot);

/// Reads tables into a copy of `base`: a table that is given replaces that of the base, sub-tables
/// (`pools.chips`) that are not given stay with their entity. A template without any row of its own is as if
/// it was not given. UTF-8 with or without BOM, or GB18030. Never
/// throws.
[[nodiscard]] CsvImport importCsv(std::span<const CsvTable> tables, const SnapshotDocument& base = {});

} // namespace twin::registry
