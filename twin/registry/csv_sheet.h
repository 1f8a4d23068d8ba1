#pragma once

#include "twin/registry/csv_exchange.h"
#include "twin/registry/csv_schema.h"
#include "twin/support/csv.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Internal to twin/registry: a table of an import, before its cells are read.
namespace twin::registry {

/// Problems of an import; the list is bounded, the count is not.
class CsvProblems
{
  public:
    explicit CsvProblems(CsvImport& import)
        : m_import(import)
    {}

    void add(const std::string& file, std::int64_t line, std::string column, std::string reason)
    {
        ++m_import.errors;
        if (m_import.problems.size() < CsvImport::kMaxProblems) {
            m_import.problems.push_back({file, line, std::move(column), std::move(reason)});
        }
    }

  private:
    CsvImport& m_import;
};

/// Its schema, its rows and which column stands where in them.
struct CsvSheet
{
    std::string file;
    const CsvTableSchema* schema = nullptr;
    std::vector<CsvRow> rows;              ///< without header, description and blank ones
    std::vector<std::string> names;        ///< header as given
    std::vector<const CsvColumn*> columns; ///< as `names`; null = the owner's identifier or not to be read
    std::size_t owner = 0;                 ///< of a sub-table: place of its owner's identifier
    bool described = false;                ///< the template's second row is there

    /// A template nobody has written into: it says nothing about its table.
    [[nodiscard]] bool isUnfilled() const { return rows.empty() && (described || schema->list == nullptr); }
};

/// Reads encoding, header and rows of `table`. Nothing if there is a problem with them.
[[nodiscard]] std::optional<CsvSheet> openSheet(const CsvTable& table, CsvProblems& problems);

} // namespace twin::registry
