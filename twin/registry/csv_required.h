#pragma once

#include <string_view>

/// Internal to twin/registry: what the templates call required. tst_csv_exchange keeps it true.
namespace twin::registry {

/// True if no snapshot is valid with a row of `table` whose `column` is empty.
[[nodiscard]] bool isRequiredColumn(std::string_view table, std::string_view column);

/// An identifier as it may look; empty where there is no form to show.
[[nodiscard]] std::string_view exampleId(std::string_view table);

} // namespace twin::registry
