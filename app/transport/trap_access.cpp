#include "app/transport/trap_access.h"

#include "twin/support/file_io.h"
#include "twin/support/json_fields.h"

#include <algorithm>
#include <array>
#include <utility>

namespace app::transport {

namespace {

using twin::JsonDocument;
using twin::JsonFields;

constexpr std::size_t kMaxFileBytes = 1U << 20U;
constexpr std::size_t kMaxCommunities = 64;
constexpr std::size_t kMaxSecretBytes = 128;
constexpr std::size_t kMinPassphrase = 8; ///< RFC 3414, 11.2

constexpr std::array<std::pair<std::string_view, TrapSecurity>, 2> kLevels{
    {{"authNoPriv", TrapSecurity::AuthNoPriv}, {"authPriv", TrapSecurity::AuthPriv}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kAuths{{{"SHA", "SHA"},
                                                                               {"SHA-224", "SHA-224"},
                                                                               {"SHA-256", "SHA-256"},
                                                                               {"SHA-384", "SHA-384"},
                                                                               {"SHA-512", "SHA-512"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> kPrivs{{{"AES", "AES"}}};

/// It is handed to a reader of quoted words.
bool isSafe(const std::string& text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c != '"' && c != '\\' && c != 127; });
}

bool readName(JsonFields& fields, std::string& out)
{
    return (fields.text("name", out) && !out.empty() && out.size() <= 32 && isSafe(out)) ||
           fields.fail("name", "1 to 32 bytes without blanks, quotes and backslashes");
}

bool readPassphrase(JsonFields& fields, const char* name, std::string& out)
{
    const bool isGood = fields.text(name, out) && out.size() >= kMinPassphrase &&
                        out.size() <= kMaxSecretBytes && isSafe(out);
    return isGood || fields.fail(name, "8 to 128 bytes without blanks, quotes and backslashes");
}

bool isEngine(const std::string& text)
{
    return text.size() >= 10 && text.size() <= 64 && text.size() % 2 == 0 &&
           text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool readUser(JsonFields& fields, TrapUser& out)
{
    std::string_view auth = "SHA-256";
    std::string_view priv = "AES";
    if (!fields.onlyKnows(
            {"comment", "name", "level", "auth", "auth_passphrase", "priv", "priv_passphrase", "engines"}) ||
        !readName(fields, out.name) || !fields.optionalWord("level", kLevels, out.level) ||
        !fields.optionalWord("auth", kAuths, auth) ||
        !readPassphrase(fields, "auth_passphrase", out.authPassphrase)) {
        return false;
    }
    out.auth = auth;
    if (out.level == TrapSecurity::AuthPriv) {
        if (!fields.optionalWord("priv", kPrivs, priv) ||
            !readPassphrase(fields, "priv_passphrase", out.privPassphrase)) {
            return false;
        }
        out.priv = priv;
    } else if (fields.has("priv_passphrase") || fields.has("priv")) {
        return fields.fail(fields.has("priv") ? "priv" : "priv_passphrase", "only with level authPriv");
    }
    const bool hasEngines = !fields.has("engines") || fields.texts("engines", out.engines);
    return (hasEngines && std::ranges::all_of(out.engines, isEngine)) ||
           fields.fail("engines", "a list of engine identifiers, each 5 to 32 bytes in hex");
}

bool readUsers(JsonFields& root, TrapAccess& out)
{
    if (!root.has("users")) {
        return true;
    }
    const nlohmann::json& list = root.value("users");
    if (!list.is_array() || list.size() > kMaxTrapUsers) {
        return root.fail("users", "a list of at most 256 users");
    }
    JsonFields users = root.inside("users");
    std::size_t engines = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = std::to_string(i);
        if (!list[i].is_object()) {
            return users.fail(place, "a user is an object");
        }
        JsonFields user = users.inside(place);
        if (!readUser(user, out.users.emplace_back())) {
            return false;
        }
        engines += out.users.back().engines.size();
        if (engines > kMaxTrapEngines) {
            return user.fail("engines", "over 4096 engines");
        }
    }
    return true;
}

bool readCommunities(JsonFields& root, TrapAccess& out)
{
    if (!root.has("communities")) {
        return true;
    }
    const bool isGood = root.texts("communities", out.communities) &&
                        out.communities.size() <= kMaxCommunities &&
                        std::ranges::all_of(out.communities, [](const std::string& name) {
                            return !name.empty() && name.size() <= kMaxSecretBytes;
                        });
    return isGood || root.fail("communities", "a list of at most 64 communities of 1 to 128 bytes");
}

} // namespace

bool TrapAccess::hasPrivateUser() const
{
    return std::ranges::any_of(users,
                               [](const TrapUser& user) { return user.level == TrapSecurity::AuthPriv; });
}

twin::Result<TrapAccess> parseTrapAccess(const std::string& file, const std::string& bytes)
{
    JsonDocument document(bytes, file, "an access file of traps");
    if (auto opened = document.open(); !opened) {
        return twin::failure(std::move(opened.error()));
    }
    JsonFields root = document.root();
    TrapAccess out;
    std::string format;
    if (!root.text("format", format) || format != "suanwang.snmp.v1") {
        root.fail("format", "\"suanwang.snmp.v1\"");
        return twin::failure(document.error());
    }
    if (!root.onlyKnows({"format", "comment", "communities", "users"}) || !readCommunities(root, out) ||
        !readUsers(root, out)) {
        return twin::failure(document.error());
    }
    return out;
}

twin::Result<TrapAccess> readTrapAccess(const std::string& file)
{
    const auto bytes = twin::readFile(file, kMaxFileBytes);
    return bytes ? parseTrapAccess(file, *bytes) : twin::failure(bytes.error());
}

} // namespace app::transport
