#include "twin/registry/csv_schema.h"

#include "twin/proto/registry.pb.h"

#include <algorithm>

namespace twin::registry {

namespace {

namespace pb = ::suanwang::registry::v1;

bool isMessage(const FieldDescriptor& field)
{
    return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

/// FLOPS, positions: few numbers that fit a cell as `FP16:320000`.
bool fitsCell(const Descriptor& type)
{
    for (int i = 0; i < type.field_count(); ++i) {
        const FieldDescriptor& field = *type.field(i);
        if (isMessage(field) || field.is_repeated() || field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
            return false;
        }
    }
    return true;
}

bool isSubTable(const FieldDescriptor& field)
{
    return field.is_repeated() && isMessage(field) && !fitsCell(*field.message_type());
}

void addColumns(const Descriptor& type, const CsvColumn& above, std::vector<CsvColumn>& out)
{
    for (int i = 0; i < type.field_count(); ++i) {
        const FieldDescriptor& field = *type.field(i);
        // The hash follows from the content; larger lists are tables of their own.
        if (isSubTable(field) || field.name() == "sha256") {
            continue;
        }
        CsvColumn column = above;
        column.name += (above.name.empty() ? "" : ".") + field.name();
        column.path.push_back(&field);
        if (isMessage(field) && !field.is_repeated()) {
            addColumns(*field.message_type(), column, out);
            continue;
        }
        column.kind = !field.is_repeated() ? CsvColumn::Kind::Scalar
                      : isMessage(field)   ? CsvColumn::Kind::Records
                                           : CsvColumn::Kind::List;
        out.push_back(std::move(column));
    }
}

/// `ServiceNode` -> `service_node`.
std::string snakeCase(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        out += upper && !out.empty() ? "_" : "";
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

void addTables(const Descriptor& part, const std::string& headName, bool inWorkload,
               std::vector<CsvTableSchema>& out)
{
    CsvTableSchema head{.name = headName, .inWorkload = inWorkload, .ownerColumn = {}, .columns = {}};
    addColumns(part, {}, head.columns);
    out.push_back(std::move(head));
    for (int i = 0; i < part.field_count(); ++i) {
        const FieldDescriptor& list = *part.field(i);
        if (!isSubTable(list)) {
            continue;
        }
        CsvTableSchema table{
            .name = list.name(), .inWorkload = inWorkload, .list = &list, .ownerColumn = {}, .columns = {}};
        addColumns(*list.message_type(), {}, table.columns);
        out.push_back(std::move(table));
        for (int k = 0; k < list.message_type()->field_count(); ++k) {
            const FieldDescriptor& child = *list.message_type()->field(k);
            if (isSubTable(child)) {
                CsvTableSchema sub{list.name() + '.' + child.name(),
                                   inWorkload,
                                   &list,
                                   &child,
                                   snakeCase(list.message_type()->name()) + "_id",
                                   {}};
                addColumns(*child.message_type(), {}, sub.columns);
                out.push_back(std::move(sub));
            }
        }
    }
}

std::vector<CsvTableSchema> makeSchema()
{
    std::vector<CsvTableSchema> out;
    addTables(*pb::Registry::descriptor(), "registry", false, out);
    addTables(*pb::Workload::descriptor(), "workload", true, out);
    return out;
}

std::string typeText(const FieldDescriptor& field)
{
    switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
        return "true or false";
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
        return "number";
    case FieldDescriptor::CPPTYPE_STRING:
        return "text";
    case FieldDescriptor::CPPTYPE_ENUM: {
        std::string choices;
        for (int i = 0; i < field.enum_type()->value_count(); ++i) {
            const std::string& name = field.enum_type()->value(i)->name();
            if (!name.ends_with("UNSPECIFIED")) {
                choices += (choices.empty() ? "" : " | ") + name;
            }
        }
        return choices;
    }
    default:
        return "whole number";
    }
}

/// Meaning of the unit endings of registry.proto.
std::string unitText(std::string_view name)
{
    struct Unit
    {
        std::string_view ending;
        std::string_view text;
    };

    static constexpr Unit kUnits[] = {{"_bps", "bit/s"},
                                      {"_bytes", "bytes"},
                                      {"_ns", "ns"},
                                      {"_w", "W"},
                                      {"route_m", "m"},
                                      {"_e6", "millionths of a degree"},
                                      {"_ppm", "millionths"},
                                      {"ttl_s", "s"},
                                      {"_db", "dB"},
                                      {"gflops", "GFLOPS"},
                                      {"cost_e4_cny", "0.0001 CNY"},
                                      {"budget_e4_cny", "0.0001 CNY"},
                                      {"e4_cny_per_kwh", "0.0001 CNY per kWh"},
                                      {"e4_cny_per_card_hour", "0.0001 CNY per card and hour"}};
    for (const Unit& unit : kUnits) {
        if (name.ends_with(unit.ending)) {
            return ", " + std::string(unit.text);
        }
    }
    return {};
}

std::string recordText(const Descriptor& type)
{
    std::string out;
    for (int i = 0; i < type.field_count(); ++i) {
        out += (i == 0 ? "" : ":") + type.field(i)->name();
    }
    return out;
}

} // namespace

std::string CsvColumn::description() const
{
    if (kind == Kind::Records) {
        return "list of " + recordText(*field().message_type()) + " joined by ;";
    }
    const std::string one = typeText(field()) + unitText(field().name());
    return kind == Kind::List ? "list joined by ;: " + one : one;
}

std::string CsvTableSchema::keyColumn() const
{
    if (child != nullptr) {
        return ownerColumn;
    }
    return list != nullptr && columns.front().name == "id" ? "id" : "";
}

const std::vector<CsvTableSchema>& csvSchema()
{
    static const std::vector<CsvTableSchema> schema = makeSchema();
    return schema;
}

const CsvTableSchema* csvTable(std::string_view name)
{
    const auto found = std::ranges::find(csvSchema(), name, &CsvTableSchema::name);
    return found == csvSchema().end() ? nullptr : &*found;
}

} // namespace twin::registry
