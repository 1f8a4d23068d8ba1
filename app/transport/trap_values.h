#pragma once

#include <cstddef>
#include <string>

struct variable_list; ///< net-snmp's

namespace app::transport {

/// Numeric, without a dot in front; `identifier` as net-snmp has it (`oid` is an unsigned long).
[[nodiscard]] std::string trapIdentifier(const unsigned long* identifier, std::size_t length);

/// The value of a variable as rules see it: numbers in decimal, identifiers and addresses with dots, octets
/// as text if they are that, else in hex; at most kMaxTrapValueBytes.
[[nodiscard]] std::string trapValue(const variable_list& variable);

} // namespace app::transport
