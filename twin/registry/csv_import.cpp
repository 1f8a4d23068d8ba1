#include "twin/registry/csv_exchange.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/csv_schema.h"
#include "twin/registry/field_text.h"
#include "twin/support/csv.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace twin::registry {

namespace {

using google::protobuf::Reflection;

/// A table of an import: its schema, its rows and which column stands where in them.
struct Sheet
{
    const CsvTableSchema* schema = nullptr;
    std::vector<CsvRow> rows;              ///< without header and description
    std::vector<std::string> names;        ///< header as given
    std::vector<const CsvColumn*> columns; ///< as `names`; null = the owner's identifier or not to be read
    std::size_t owner = 0;                 ///< of a sub-table: place of its owner's identifier
};

std::string idOf(const Message& entity)
{
    const FieldDescriptor* id = entity.GetDescriptor()->FindFieldByName("id");
    return id == nullptr ? std::string() : entity.GetReflection()->GetString(entity, id);
}

class Importer
{
  public:
    explicit Importer(const SnapshotDocument& base)
        : m_base(base)
    {
        m_out.document = base;
    }

    CsvImport run(std::span<const CsvTable> tables)
    {
        std::vector<Sheet> sheets;
        for (const CsvTable& table : tables) {
            if (auto sheet = open(table)) {
                m_given.insert(table.name);
                sheets.push_back(std::move(*sheet));
            }
        }
        // Owners first, whatever the order of the files.
        std::ranges::stable_sort(sheets, {}, [](const Sheet& s) { return s.schema->child != nullptr; });
        for (const Sheet& sheet : sheets) {
            take(sheet);
        }
        canonicalise(m_out.document.message());
        return std::move(m_out);
    }

  private:
    void problem(const std::string& table, std::int64_t line, std::string column, std::string reason)
    {
        ++m_out.errors;
        if (m_out.problems.size() < CsvImport::kMaxProblems) {
            m_out.problems.push_back({table, line, std::move(column), std::move(reason)});
        }
    }

    std::optional<Sheet> open(const CsvTable& table)
    {
        const CsvTableSchema* schema = csvTable(table.name);
        if (schema == nullptr) {
            problem(table.name, 0, {}, "there is no such table");
            return std::nullopt;
        }
        if (m_given.contains(table.name)) {
            problem(table.name, 0, {}, "table is given twice");
            return std::nullopt;
        }
        auto text = toUtf8(table.text);
        auto rows = text ? parseCsv(*text) : Result<std::vector<CsvRow>>(failure(text.error()));
        if (!rows) {
            problem(table.name, rows.error().line, {}, rows.error().reason);
            return std::nullopt;
        }
        if (rows->empty()) {
            problem(table.name, 0, {}, "has no header row");
            return std::nullopt;
        }
        return sheetFrom(*schema, std::move(*rows));
    }

    std::optional<Sheet> sheetFrom(const CsvTableSchema& schema, std::vector<CsvRow> rows)
    {
        Sheet sheet;
        sheet.schema = &schema;
        sheet.names = std::move(rows.front().cells);
        const std::int64_t line = rows.front().line;
        rows.erase(rows.begin());
        if (!rows.empty() && rows.front().cells.front().starts_with("# ")) {
            rows.erase(rows.begin()); // the template's description of the columns
        }
        sheet.rows = std::move(rows);
        std::set<std::string_view> seen;
        bool hasKey = schema.list == nullptr || schema.columns.front().name != "id";
        for (std::size_t i = 0; i < sheet.names.size(); ++i) {
            const std::string& name = sheet.names[i];
            const auto found = std::ranges::find(schema.columns, name, &CsvColumn::name);
            sheet.columns.push_back(found == schema.columns.end() ? nullptr : &*found);
            const bool isOwner = schema.child != nullptr && name == schema.ownerColumn;
            sheet.owner = isOwner ? i : sheet.owner;
            hasKey = hasKey || isOwner || (schema.child == nullptr && name == "id");
            if (!isOwner && sheet.columns.back() == nullptr) {
                problem(schema.name, line, name, "there is no such column");
            } else if (!seen.insert(name).second) {
                problem(schema.name, line, name, "column is given twice");
            }
        }
        hasKey = hasKey && (schema.child == nullptr || seen.contains(schema.ownerColumn));
        if (!hasKey) {
            problem(schema.name, line, {},
                    "column " + (schema.child ? schema.ownerColumn : "id") + " is missing");
            return std::nullopt;
        }
        return sheet;
    }

    void take(const Sheet& sheet)
    {
        auto& file = m_out.document.message();
        Message& part = sheet.schema->inWorkload ? static_cast<Message&>(*file.mutable_workload())
                                                 : static_cast<Message&>(*file.mutable_registry());
        if (sheet.schema->list == nullptr) {
            takeHead(sheet, part);
        } else if (sheet.schema->child == nullptr) {
            takeList(sheet, part);
        } else {
            takeChildren(sheet, part);
        }
    }

    void fill(const Sheet& sheet, const CsvRow& row, Message& message)
    {
        if (row.cells.size() > sheet.names.size()) {
            problem(sheet.schema->name, row.line, {},
                    std::to_string(row.cells.size()) + " cells, the header has " +
                        std::to_string(sheet.names.size()));
        }
        for (std::size_t i = 0; i < std::min(row.cells.size(), sheet.columns.size()); ++i) {
            if (sheet.columns[i] == nullptr) {
                continue;
            }
            if (const auto written = sheet.columns[i]->write(message, row.cells[i]); !written) {
                problem(sheet.schema->name, row.line, sheet.names[i], written.error().reason);
            }
        }
    }

    void takeHead(const Sheet& sheet, Message& part)
    {
        if (sheet.rows.size() != 1) {
            problem(sheet.schema->name, 0, {}, "has one row, not " + std::to_string(sheet.rows.size()));
            return;
        }
        for (const CsvColumn& column : sheet.schema->columns) {
            part.GetReflection()->ClearField(&part, column.path.front());
        }
        fill(sheet, sheet.rows.front(), part);
    }

    void takeList(const Sheet& sheet, Message& part)
    {
        const FieldDescriptor* list = sheet.schema->list;
        part.GetReflection()->ClearField(&part, list);
        std::set<std::string> seen;
        for (const CsvRow& row : sheet.rows) {
            Message& entity = *part.GetReflection()->AddMessage(&part, list);
            fill(sheet, row, entity);
            const std::string id = idOf(entity);
            if (!id.empty() && !seen.insert(id).second) {
                problem(sheet.schema->name, row.line, "id", '"' + id + "\" is used more than once");
            }
        }
        keepChildren(part, list);
    }

    /// Lists of the base that no sub-table replaces stay with the entity of the same identifier.
    void keepChildren(Message& part, const FieldDescriptor* list)
    {
        const bool inWorkload = list->containing_type() == pb::Workload::descriptor();
        const Message& basePart = inWorkload ? static_cast<const Message&>(m_base.message().workload())
                                             : static_cast<const Message&>(m_base.message().registry());
        const Reflection& reflection = *part.GetReflection();
        std::unordered_map<std::string, const Message*> before;
        for (int i = 0; i < reflection.FieldSize(basePart, list); ++i) {
            const Message& entity = reflection.GetRepeatedMessage(basePart, list, i);
            before.emplace(idOf(entity), &entity);
        }
        for (const CsvTableSchema& table : csvSchema()) {
            if (table.list != list || table.child == nullptr || m_given.contains(table.name)) {
                continue;
            }
            for (int i = 0; i < reflection.FieldSize(part, list); ++i) {
                Message& entity = *reflection.MutableRepeatedMessage(&part, list, i);
                if (const auto old = before.find(idOf(entity)); old != before.end()) {
                    copyField(*old->second, entity, *table.child);
                }
            }
        }
    }

    void takeChildren(const Sheet& sheet, Message& part)
    {
        const FieldDescriptor* list = sheet.schema->list;
        const Reflection& reflection = *part.GetReflection();
        std::unordered_map<std::string, Message*> owners;
        for (int i = 0; i < reflection.FieldSize(part, list); ++i) {
            Message& entity = *reflection.MutableRepeatedMessage(&part, list, i);
            entity.GetReflection()->ClearField(&entity, sheet.schema->child);
            owners.emplace(idOf(entity), &entity);
        }
        for (const CsvRow& row : sheet.rows) {
            const std::string id = sheet.owner < row.cells.size() ? row.cells[sheet.owner] : std::string();
            const auto owner = owners.find(id);
            if (owner == owners.end()) {
                problem(sheet.schema->name, row.line, sheet.schema->ownerColumn,
                        "no row \"" + id + "\" in " + list->name() + ".csv");
                continue;
            }
            fill(sheet, row, *owner->second->GetReflection()->AddMessage(owner->second, sheet.schema->child));
        }
    }

    const SnapshotDocument& m_base;
    std::set<std::string> m_given;
    CsvImport m_out;
};

} // namespace

std::string CsvProblem::text() const
{
    std::string out = table + ".csv:";
    out += line > 0 ? std::to_string(line) + ':' : std::string();
    out += column.empty() ? "" : ' ' + column + ':';
    return out + ' ' + reason;
}

CsvImport importCsv(std::span<const CsvTable> tables, const SnapshotDocument& base)
{
    return Importer(base).run(tables);
}

} // namespace twin::registry
