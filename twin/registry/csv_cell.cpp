#include "twin/registry/csv_schema.h"
#include "twin/registry/field_text.h"
#include "twin/support/csv.h"

#include <algorithm>

namespace twin::registry {

namespace {

using google::protobuf::Reflection;

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) {
        return c == ' ' || c == '\t';
    };
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// As scalarText, but an enumeration's "unspecified" is an empty cell.
std::string cellText(const Message& message, const FieldDescriptor& field, int index = -1)
{
    std::string text = scalarText(message, field, index);
    const bool unspecified =
        field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM && index < 0 && text.ends_with("UNSPECIFIED");
    return unspecified ? std::string() : text;
}

Result<> writeText(Message& message, const FieldDescriptor& field, std::string_view text)
{
    const bool isText = field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    return setScalarText(message, field, isText ? text : trimmed(text));
}

/// `FP16:320000`
std::string recordCell(const Message& record)
{
    std::string out;
    const Descriptor& type = *record.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
        out += (i == 0 ? "" : ":") + scalarText(record, *type.field(i));
    }
    return out;
}

Result<> writeRecord(Message& record, std::string_view text)
{
    const Descriptor& type = *record.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
        const std::size_t colon = text.find(':');
        const bool last = i + 1 == type.field_count();
        if ((colon == std::string_view::npos) != last) {
            return failure(ErrorCode::BadInput,
                           "an item has " + std::to_string(type.field_count()) + " parts separated by ':'");
        }
        if (auto set = setScalarText(record, *type.field(i), trimmed(text.substr(0, colon))); !set) {
            return set;
        }
        text.remove_prefix(last ? text.size() : colon + 1);
    }
    return {};
}

std::vector<std::string> itemsOf(const Message& owner, const FieldDescriptor& field, bool records)
{
    const Reflection& reflection = *owner.GetReflection();
    std::vector<std::string> items;
    for (int i = 0; i < reflection.FieldSize(owner, &field); ++i) {
        items.push_back(records ? recordCell(reflection.GetRepeatedMessage(owner, &field, i))
                                : cellText(owner, field, i));
    }
    return items;
}

} // namespace

std::string CsvColumn::read(const Message& row) const
{
    const Message* owner = &row;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const Reflection& reflection = *owner->GetReflection();
        if (!reflection.HasField(*owner, path[i])) {
            return {};
        }
        owner = &reflection.GetMessage(*owner, path[i]);
    }
    return kind == Kind::Scalar ? cellText(*owner, field())
                                : joinItems(itemsOf(*owner, field(), kind == Kind::Records));
}

Result<> CsvColumn::write(Message& row, std::string_view cell) const
{
    if (cell.empty()) {
        return {};
    }
    Message* owner = &row;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        owner = owner->GetReflection()->MutableMessage(owner, path[i]);
    }
    if (kind == Kind::Scalar) {
        return writeText(*owner, field(), cell);
    }
    const auto items = splitItems(cell);
    if (!items) {
        return failure(items.error());
    }
    for (const std::string& item : *items) {
        auto set = kind == Kind::List
                       ? writeText(*owner, field(), item)
                       : writeRecord(*owner->GetReflection()->AddMessage(owner, &field()), item);
        if (!set) {
            return set;
        }
    }
    return {};
}

std::string joinItems(const std::vector<std::string>& items)
{
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string& item = items[i];
        out += i == 0 ? "" : ";";
        if (!item.empty() && item.find_first_of(";\"") == std::string::npos) {
            out += item;
            continue;
        }
        out += quoted(item);
    }
    return out;
}

Result<std::vector<std::string>> splitItems(std::string_view cell)
{
    std::vector<std::string> items(1);
    bool quoted = false;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        if (quoted && c == '"' && i + 1 < cell.size() && cell[i + 1] == '"') {
            items.back() += c;
            ++i;
        } else if (c == '"' && (quoted || items.back().empty())) {
            quoted = !quoted;
        } else if (c == ';' && !quoted) {
            items.emplace_back();
        } else {
            items.back() += c;
        }
    }
    if (quoted) {
        return failure(ErrorCode::BadInput, "quote in a list is never closed");
    }
    return items;
}

} // namespace twin::registry
