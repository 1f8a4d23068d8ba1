#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace app::transport {

/// Of an SNMPv3 message; numbers are those of RFC 3411.
enum class TrapSecurity : std::uint8_t { NoAuth = 1, AuthNoPriv = 2, AuthPriv = 3 };

struct TrapUser
{
    std::string name;
    TrapSecurity level = TrapSecurity::AuthPriv; ///< what is sent with less is refused
    std::string auth;                            ///< "SHA-256", …
    std::string authPassphrase;
    std::string priv; ///< "AES", …; of level AuthPriv
    std::string privPassphrase;
    /// Engine identifiers in hex of devices that send traps as this user; informs need none.
    std::vector<std::string> engines;
};

/// Who may send traps. Passphrases are never in a message of ours.
struct TrapAccess
{
    std::vector<std::string> communities; ///< of SNMPv2c
    std::vector<TrapUser> users;          ///< of SNMPv3

    [[nodiscard]] bool hasPrivateUser() const;
};

inline constexpr std::size_t kMaxTrapUsers = 256;
inline constexpr std::size_t kMaxTrapEngines = 4'096; ///< of all users together

/// Reads a file `suanwang.snmp.v1` (docs/alarms.md). Errors: NotFound, Io, BadInput, TooLarge, with file,
/// line and field.
[[nodiscard]] twin::Result<TrapAccess> readTrapAccess(const std::string& file);
[[nodiscard]] twin::Result<TrapAccess> parseTrapAccess(const std::string& file, const std::string& bytes);

} // namespace app::transport
