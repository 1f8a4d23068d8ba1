#include "twin/registry/csv_exchange.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/csv_schema.h"
#include "twin/registry/csv_sheet.h"
#include "twin/registry/field_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace twin::registry {

namespace {

using google::protobuf::Reflection;

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
        std::vector<CsvSheet> sheets;
        for (const CsvTable& table : tables) {
            auto sheet = openSheet(table, m_problems);
            if (!sheet || sheet->isUnfilled()) {
                continue;
            }
            if (m_given.insert(table.name).second) {
                sheets.push_back(std::move(*sheet));
            } else {
                m_problems.add(sheet->file, 0, {}, "table is given twice");
            }
        }
        if (sheets.empty() && m_out.errors == 0) {
            m_out.isUnfilled = true;
            return std::move(m_out);
        }
        // Owners first, whatever the order of the files.
        std::ranges::stable_sort(sheets, {}, [](const CsvSheet& s) { return s.schema->child != nullptr; });
        for (const CsvSheet& sheet : sheets) {
            take(sheet);
        }
        canonicalise(m_out.document.message());
        return std::move(m_out);
    }

  private:
    void take(const CsvSheet& sheet)
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

    void fill(const CsvSheet& sheet, const CsvRow& row, Message& message)
    {
        if (row.cells.size() > sheet.names.size()) {
            m_problems.add(sheet.file, row.line, {},
                           std::to_string(row.cells.size()) + " cells, the header has " +
                               std::to_string(sheet.names.size()));
        }
        for (std::size_t i = 0; i < std::min(row.cells.size(), sheet.columns.size()); ++i) {
            if (sheet.columns[i] == nullptr) {
                continue;
            }
            if (const auto written = sheet.columns[i]->write(message, row.cells[i]); !written) {
                m_problems.add(sheet.file, row.line, sheet.names[i], written.error().reason);
            }
        }
    }

    void takeHead(const CsvSheet& sheet, Message& part)
    {
        if (sheet.rows.size() != 1) {
            m_problems.add(sheet.file, 0, {}, "has one row, not " + std::to_string(sheet.rows.size()));
            return;
        }
        for (const CsvColumn& column : sheet.schema->columns) {
            part.GetReflection()->ClearField(&part, column.path.front());
        }
        const CsvRow& row = sheet.rows.front();
        fill(sheet, row, part);
        const FieldDescriptor* version = part.GetDescriptor()->FindFieldByName("version");
        const std::string id = part.GetReflection()->GetString(part, version);
        m_out.places.note(part.GetDescriptor()->name(), id.empty() ? "#1" : id, sheet.file, row.line);
    }

    void takeList(const CsvSheet& sheet, Message& part)
    {
        const FieldDescriptor* list = sheet.schema->list;
        part.GetReflection()->ClearField(&part, list);
        std::set<std::string> seen;
        for (const CsvRow& row : sheet.rows) {
            Message& entity = *part.GetReflection()->AddMessage(&part, list);
            fill(sheet, row, entity);
            noteEntity(sheet, row, idOf(entity), seen);
        }
        keepChildren(part, list);
    }

    void noteEntity(const CsvSheet& sheet, const CsvRow& row, const std::string& id,
                    std::set<std::string>& seen)
    {
        const std::string& kind = sheet.schema->list->message_type()->name();
        const bool hasId = !sheet.schema->keyColumn().empty();
        if (hasId && id.empty()) {
            m_problems.add(sheet.file, row.line, "id", "has no identifier");
        } else if (hasId && !seen.insert(id).second) {
            m_problems.add(sheet.file, row.line, "id", '"' + id + "\" is used more than once");
        }
        m_out.places.note(kind, hasId ? id : '#' + std::to_string(++m_numbers[kind]), sheet.file, row.line);
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

    void takeChildren(const CsvSheet& sheet, Message& part)
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
                m_problems.add(sheet.file, row.line, sheet.schema->ownerColumn,
                               "no row \"" + id + "\" in " + list->name() + ".csv");
                continue;
            }
            const FieldDescriptor& child = *sheet.schema->child;
            Message& entry = *owner->second->GetReflection()->AddMessage(owner->second, &child);
            fill(sheet, row, entry);
            m_out.places.noteChild(list->message_type()->name(), id, child.name(), sheet.file, row.line);
            if (const std::string own = idOf(entry); !own.empty()) { // a cluster of a hub
                m_out.places.note(child.message_type()->name(), own, sheet.file, row.line);
            }
        }
    }

    const SnapshotDocument& m_base;
    std::set<std::string> m_given;
    CsvImport m_out;
    CsvProblems m_problems{m_out};
    std::map<std::string, std::size_t> m_numbers; ///< rows so far of a kind without identifiers
};

} // namespace

std::string CsvProblem::text() const
{
    std::string out = file + ':';
    out += line > 0 ? std::to_string(line) + ':' : std::string();
    out += column.empty() ? "" : ' ' + column + ':';
    return out + ' ' + reason;
}

CsvImport importCsv(std::span<const CsvTable> tables, const SnapshotDocument& base)
{
    return Importer(base).run(tables);
}

} // namespace twin::registry
