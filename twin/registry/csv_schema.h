#pragma once

#include "twin/support/result.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

/// Internal to twin/registry: which tables and columns the messages of registry.proto make.
namespace twin::registry {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// One column: a scalar (`power.pue_ppm`), a list of scalars, or a list of small number-only messages
/// (`declared`).
struct CsvColumn
{
    enum class Kind { Scalar, List, Records };
    Kind kind = Kind::Scalar;
    std::string name;
    std::vector<const FieldDescriptor*> path; ///< messages down to the field

    [[nodiscard]] const FieldDescriptor& field() const { return *path.back(); }

    /// What a cell takes, for the template: type, unit, choices.
    [[nodiscard]] std::string description() const;
    /// Empty when a message on the way is absent.
    [[nodiscard]] std::string read(const Message& row) const;
    /// Errors: BadInput.
    [[nodiscard]] Result<> write(Message& row, std::string_view cell) const;
};

/// One table. `list` is null for the heads ("registry", "workload"); `child` is set for sub-tables.
struct CsvTableSchema
{
    std::string name;
    bool inWorkload = false;
    const FieldDescriptor* list = nullptr;
    const FieldDescriptor* child = nullptr;
    std::string ownerColumn; ///< of a sub-table: `pool_id`
    std::vector<CsvColumn> columns;

    /// The column without which a row says nothing; empty: there is none.
    [[nodiscard]] std::string keyColumn() const;
};

/// All tables in the order of registry.proto; made once. Thread safe.
[[nodiscard]] const std::vector<CsvTableSchema>& csvSchema();
[[nodiscard]] const CsvTableSchema* csvTable(std::string_view name);

/// Items joined by `;`; an item that holds `;` or `"`, or is empty, is quoted (doubled quotes inside).
[[nodiscard]] std::string joinItems(const std::vector<std::string>& items);
/// Errors: BadInput for a quote that is never closed.
[[nodiscard]] Result<std::vector<std::string>> splitItems(std::string_view cell);

} // namespace twin::registry
