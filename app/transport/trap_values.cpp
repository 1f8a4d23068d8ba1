#include "app/transport/trap_values.h"

#include "twin/ingest/trap_alarm.h"
#include "twin/support/sha256.h"
#include "twin/support/text_encoding.h"

// The library's own header wants this before it.
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace app::transport {

static_assert(std::is_same_v<oid, unsigned long>, "what trap_values.h says");

namespace {

std::string prefixedHex(const u_char* bytes, std::size_t length)
{
    const auto shown =
        std::as_bytes(std::span(bytes, std::min(length, twin::ingest::kMaxTrapValueBytes / 2)));
    return "0x" + twin::hexText(shown);
}

/// Octets that are text stay so, others become hex.
std::string octetText(const u_char* bytes, std::size_t length)
{
    using twin::ingest::kMaxTrapValueBytes;
    const std::string_view text(reinterpret_cast<const char*>(bytes), length);
    const bool isText = twin::isUtf8(text) && std::ranges::all_of(text, [](char c) {
                            const auto byte = static_cast<unsigned char>(c);
                            return (byte >= 0x20 && byte != 0x7f) || c == '\t' || c == '\r' || c == '\n';
                        });
    return isText ? std::string(text.substr(0, kMaxTrapValueBytes)) : prefixedHex(bytes, length);
}

} // namespace

std::string trapIdentifier(const oid* identifier, std::size_t length)
{
    std::string out;
    for (std::size_t i = 0; i < length; ++i) {
        out += (i > 0 ? "." : "") + std::to_string(identifier[i]);
    }
    return out;
}

std::string trapValue(const netsnmp_variable_list& variable)
{
    switch (variable.type) {
    case ASN_INTEGER:
        return variable.val.integer != nullptr ? std::to_string(*variable.val.integer) : std::string();
    case ASN_COUNTER:
    case ASN_GAUGE:
    case ASN_TIMETICKS:
    case ASN_UINTEGER:
        return variable.val.integer != nullptr
                   ? std::to_string(static_cast<unsigned long>(*variable.val.integer) & 0xFFFFFFFFUL)
                   : std::string();
    case ASN_COUNTER64: {
        const auto* number = variable.val.counter64;
        return number != nullptr ? std::to_string((std::uint64_t{number->high & 0xFFFFFFFFUL} << 32U) |
                                                  (number->low & 0xFFFFFFFFUL))
                                 : std::string();
    }
    case ASN_OBJECT_ID:
        return trapIdentifier(variable.val.objid, variable.val_len / sizeof(oid));
    case ASN_IPADDRESS:
        return variable.val_len == 4
                   ? std::to_string(variable.val.string[0]) + "." + std::to_string(variable.val.string[1]) +
                         "." + std::to_string(variable.val.string[2]) + "." +
                         std::to_string(variable.val.string[3])
                   : std::string();
    case ASN_OCTET_STR:
        return variable.val.string != nullptr ? octetText(variable.val.string, variable.val_len)
                                              : std::string();
    default:
        return variable.val.string != nullptr ? prefixedHex(variable.val.string, variable.val_len)
                                              : std::string();
    }
}

} // namespace app::transport
