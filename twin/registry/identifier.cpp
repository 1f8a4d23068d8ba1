#include "twin/registry/identifier.h"

#include "twin/support/text_encoding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace twin::registry {

namespace {

constexpr std::array<std::string_view, 17> kKindNames{"pool",
                                                      "service",
                                                      "subject",
                                                      "service node",
                                                      "hub",
                                                      "cluster",
                                                      "carrier",
                                                      "site",
                                                      "conduit",
                                                      "link",
                                                      "channel",
                                                      "tunnel",
                                                      "interconnection point",
                                                      "demand",
                                                      "flow",
                                                      "job",
                                                      "reservation"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isCodeCharacter(char c)
{
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

bool isCode(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isCodeCharacter);
}

/// A number of `minimum`..`maximum` digits, all of them digits.
std::optional<std::uint32_t> digits(std::string_view text, std::size_t minimum, std::size_t maximum)
{
    if (text.size() < minimum || text.size() > maximum || !std::ranges::all_of(text, isDigit)) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool isSubject(std::string_view text)
{
    return text.starts_with('E') && digits(text.substr(1), 3, 6).has_value();
}

tl::unexpected<Error> bad(std::string_view text, const std::string& why)
{
    return failure(ErrorCode::BadInput, "identifier \"" + std::string(text) + "\": " + why);
}

/// Rules that hold for a name of any form.
Result<> checkFreeName(std::string_view text)
{
    if (text.empty()) {
        return failure(ErrorCode::BadInput, "identifier is empty");
    }
    if (text.size() > Identifier::kMaxFreeBytes) {
        return failure(ErrorCode::BadInput,
                       "identifier is longer than " + std::to_string(Identifier::kMaxFreeBytes) + " bytes");
    }
    if (!isUtf8(text)) {
        return failure(ErrorCode::BadInput, "identifier is not UTF-8");
    }
    if (text.front() == ' ' || text.back() == ' ') {
        return bad(text, "blank at an end");
    }
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
    };
    if (std::ranges::any_of(text, isControl)) {
        return failure(ErrorCode::BadInput, "identifier has a control character");
    }
    return {};
}

/// Kinds that have only our own form: everything issued by the national node's hierarchy.
bool isIssued(IdentifierKind kind)
{
    return kind == IdentifierKind::Pool || kind == IdentifierKind::Service ||
           kind == IdentifierKind::Subject || kind == IdentifierKind::ServiceNode;
}

} // namespace

std::string_view identifierKindName(IdentifierKind kind)
{
    return kKindNames[static_cast<std::size_t>(kind)];
}

Result<Identifier> Identifier::parse(IdentifierKind kind, std::string_view text)
{
    if (auto plain = checkFreeName(text); !plain) {
        return failure(std::move(plain.error()));
    }
    Identifier id(kind, text);
    if (isIssued(kind) && text.size() > kMaxBytes) {
        return failure(ErrorCode::BadInput,
                       "identifier is longer than " + std::to_string(kMaxBytes) + " bytes");
    }
    Result<> read;
    switch (kind) {
    case IdentifierKind::Pool:
        read = id.readPool(id.m_text);
        break;
    case IdentifierKind::Service:
        read = id.readService();
        break;
    case IdentifierKind::ServiceNode:
        read = id.readServiceNode();
        break;
    case IdentifierKind::Subject:
        if (!isSubject(text)) {
            return bad(text, "a subject is E and 3 to 6 digits");
        }
        id.m_subject = text;
        break;
    default:
        id.m_free = !ownForm(kind, text);
        break;
    }
    if (!read) {
        return failure(std::move(read.error()));
    }
    return id;
}

bool Identifier::ownForm(IdentifierKind kind, std::string_view text)
{
    static constexpr std::array<std::string_view, 17> kPrefixes{"CN.", "CN.", "E",  "SN.", "H.", "C.",
                                                                "OP.", "S.",  "D.", "L.",  "W.", "T.",
                                                                "X.",  "B.",  "F.", "J.",  "R."};
    const std::string_view prefix = kPrefixes[static_cast<std::size_t>(kind)];
    const auto fits = [](char c) {
        return isCodeCharacter(c) || c == '.' || c == '~' || c == '#' || c == '/';
    };
    return text.size() <= kMaxBytes && text.starts_with(prefix) && text.size() > prefix.size() &&
           std::ranges::all_of(text, fits);
}

Result<> Identifier::readPool(std::string_view text)
{
    // CN . pp . subject . adcode - sequence
    const std::string whole(text);
    const auto take = [&text](char end) {
        const std::size_t at = std::min(text.find(end), text.size());
        const std::string_view part = text.substr(0, at);
        text.remove_prefix(std::min(at + 1, text.size()));
        return part;
    };
    const std::string_view country = take('.');
    const std::string_view province = take('.');
    const std::string_view subject = take('.');
    const std::string_view place = take('-');
    const auto adcode = digits(place, 6, 6);
    const auto sequence = digits(text, 3, 6);
    if (country != "CN" || !digits(province, 2, 2) || !isSubject(subject) || !adcode || !sequence) {
        return bad(whole, "a pool is CN.<province>.<subject>.<adcode>-<number>, e.g. CN.64.E003.640500-001");
    }
    if (place.substr(0, 2) != province) {
        return bad(whole, "adcode " + std::string(place) + " is not in province " + std::string(province));
    }
    m_subject = subject;
    m_adcode = *adcode;
    m_sequence = *sequence;
    return {};
}

Result<> Identifier::readService()
{
    const std::size_t slash = m_text.find('/');
    if (slash == std::string::npos) {
        return bad(m_text, "a service is <pool>/<name>");
    }
    if (auto pool = readPool(std::string_view(m_text).substr(0, slash)); !pool) {
        return pool;
    }
    m_service = m_text.substr(slash + 1);
    return isCode(m_service) ? Result<>() : bad(m_text, "a service name is letters, digits, '_' and '-'");
}

Result<> Identifier::readServiceNode()
{
    const std::string_view text = m_text;
    if (text == "SN.0") {
        return {};
    }
    if (text.starts_with("SN.R.")) {
        if (const auto province = digits(text.substr(5), 2, 2)) {
            m_adcode = *province * 10000;
            return {};
        }
    }
    if (text.starts_with("SN.I.") && isCode(text.substr(5))) {
        return {};
    }
    return bad(text, "a service node is SN.0, SN.R.<province> or SN.I.<name>");
}

std::string Identifier::pool() const
{
    return m_service.empty() ? m_text : m_text.substr(0, m_text.size() - m_service.size() - 1);
}

std::optional<ArcName> parseArc(std::string_view text)
{
    if (text.size() < 2 || (text.back() != '>' && text.back() != '<')) {
        return std::nullopt;
    }
    return ArcName{text.substr(0, text.size() - 1), text.back() == '>'};
}

std::string arcName(std::string_view linkId, bool forward)
{
    return std::string(linkId) + (forward ? '>' : '<');
}

} // namespace twin::registry
