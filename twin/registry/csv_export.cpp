#include "twin/registry/csv_exchange.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/csv_required.h"
#include "twin/registry/csv_schema.h"
#include "twin/support/csv.h"

namespace twin::registry {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n"; // what spreadsheet programs write

std::string line(const std::vector<std::string>& cells)
{
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        out += (i == 0 ? "" : ",") + csvCell(cells[i]);
    }
    return out + std::string(kLineEnd);
}

std::vector<std::string> header(const CsvTableSchema& table)
{
    std::vector<std::string> names;
    if (table.child != nullptr) {
        names.push_back(table.ownerColumn);
    }
    for (const CsvColumn& column : table.columns) {
        names.push_back(column.name);
    }
    return names;
}

std::string rowOf(const CsvTableSchema& table, const Message& message, const std::string* owner)
{
    std::vector<std::string> cells;
    if (owner != nullptr) {
        cells.push_back(*owner);
    }
    for (const CsvColumn& column : table.columns) {
        cells.push_back(column.read(message));
    }
    return line(cells);
}

std::string childRows(const CsvTableSchema& table, const Message& entity)
{
    const auto& reflection = *entity.GetReflection();
    const std::string owner = reflection.GetString(entity, entity.GetDescriptor()->FindFieldByName("id"));
    std::string rows;
    for (int i = 0; i < reflection.FieldSize(entity, table.child); ++i) {
        rows += rowOf(table, reflection.GetRepeatedMessage(entity, table.child, i), &owner);
    }
    return rows;
}

/// What a cell of the template's second row says.
std::string describe(const CsvTableSchema& table, const CsvColumn& column)
{
    const bool isId = column.name == "id" && !table.keyColumn().empty();
    if (isId) {
        const std::string_view example = exampleId(table.name);
        return "required: text" + (example.empty() ? std::string() : " like " + std::string(example));
    }
    return (isRequiredColumn(table.name, column.name) ? "required: " : "") + column.description();
}

std::string rowsOf(const CsvTableSchema& table, const Message& part)
{
    if (table.list == nullptr) {
        return rowOf(table, part, nullptr);
    }
    std::string rows;
    const auto& reflection = *part.GetReflection();
    for (int i = 0; i < reflection.FieldSize(part, table.list); ++i) {
        const Message& entity = reflection.GetRepeatedMessage(part, table.list, i);
        rows += table.child == nullptr ? rowOf(table, entity, nullptr) : childRows(table, entity);
    }
    return rows;
}

} // namespace

std::vector<std::string> csvTableNames()
{
    std::vector<std::string> names;
    for (const CsvTableSchema& table : csvSchema()) {
        names.push_back(table.name);
    }
    return names;
}

Result<std::string> csvTemplate(std::string_view table)
{
    const CsvTableSchema* schema = csvTable(table);
    if (schema == nullptr) {
        return failure(ErrorCode::NotFound, "no table \"" + std::string(table) + '"');
    }
    std::vector<std::string> descriptions;
    if (schema->child != nullptr) {
        descriptions.push_back("required: an id of " + schema->list->name() + ".csv");
    }
    for (const CsvColumn& column : schema->columns) {
        descriptions.push_back(describe(*schema, column));
    }
    descriptions.front().insert(0, "# ");
    return std::string(kBom) + line(header(*schema)) + line(descriptions);
}

std::vector<CsvTable> exportCsv(const pb::SnapshotFile& snapshot)
{
    std::vector<CsvTable> out;
    for (const CsvTableSchema& table : csvSchema()) {
        if (!(table.inWorkload ? snapshot.has_workload() : snapshot.has_registry())) {
            continue;
        }
        const Message& part = table.inWorkload ? static_cast<const Message&>(snapshot.workload())
                                               : static_cast<const Message&>(snapshot.registry());
        const std::string rows = rowsOf(table, part);
        if (!rows.empty()) {
            out.push_back({table.name, std::string(kBom) + line(header(table)) + rows});
        }
    }
    return out;
}

} // namespace twin::registry
