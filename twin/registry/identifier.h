#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twin::registry {

/// What an identifier names. The syntax of each is this project's proposal (docs/formats.md, "Identifiers").
enum class IdentifierKind : std::uint8_t {
    Pool,            ///< CN.64.E003.640500-001
    Service,         ///< CN.64.E003.640500-001/train
    Subject,         ///< E003
    ServiceNode,     ///< SN.0, SN.R.64, SN.I.<name>
    Hub,             ///< H.<code>
    Cluster,         ///< C.<code>
    Carrier,         ///< OP.<code>
    Site,            ///< S.<code>
    Conduit,         ///< D.BEJ~SHA, access: D.<pool>/1
    Link,            ///< L.BEJ~SHA.A#2, access: L.<pool>/1
    Channel,         ///< W.BEJ~SHA.A#2/07
    Tunnel,          ///< T.<name>
    Interconnection, ///< X.BEJ.A-B
    Demand,          ///< B.000001
    Flow,            ///< F.000001
    Job,             ///< J.000001
    Reservation,     ///< R.000001
};

[[nodiscard]] std::string_view identifierKindName(IdentifierKind kind);

/// An identifier that was checked: the one place that knows their syntax. Pools, services, subjects and
/// service nodes must have the form above. Everything else may also be a free name as networks imported from
/// files have them
/// (`a~b#2`, `Xi'an`): UTF-8, no control character, no `;`, no blank at either end, at most 255 bytes.
/// Immutable value.
class Identifier
{
  public:
    static constexpr std::size_t kMaxBytes = 128;     ///< of our own form, ASCII
    static constexpr std::size_t kMaxFreeBytes = 255; ///< of a free name

    /// Errors: BadInput with the reason.
    [[nodiscard]] static Result<Identifier> parse(IdentifierKind kind, std::string_view text);

    [[nodiscard]] IdentifierKind kind() const { return m_kind; }

    [[nodiscard]] const std::string& text() const { return m_text; }

    [[nodiscard]] bool isFree() const { return m_free; } ///< a name from an imported file

    /// Of pools and services; of a regional service node the province (640000).
    [[nodiscard]] std::uint32_t adcode() const { return m_adcode; }

    [[nodiscard]] std::uint32_t sequence() const { return m_sequence; } ///< of pools and services

    [[nodiscard]] std::string_view subject() const { return m_subject; } ///< of pools, services and subjects

    [[nodiscard]] std::string_view service() const { return m_service; } ///< of services

    [[nodiscard]] std::string pool() const; ///< of pools and services: without the service

  private:
    Identifier(IdentifierKind kind, std::string_view text)
        : m_kind(kind)
        , m_text(text)
    {}

    static bool ownForm(IdentifierKind kind, std::string_view text);
    Result<> readPool(std::string_view text);
    Result<> readService();
    Result<> readServiceNode();

    IdentifierKind m_kind;
    std::string m_text;
    bool m_free = false;
    std::uint32_t m_adcode = 0;
    std::uint32_t m_sequence = 0;
    std::string m_subject;
    std::string m_service;
};

/// One direction of a link: `<link>>` (a to b) or `<link><` (b to a).
struct ArcName
{
    std::string_view link; ///< into the text given
    bool forward = true;
};

/// Nothing when `text` does not end in `>` or `<`, or is only that.
[[nodiscard]] std::optional<ArcName> parseArc(std::string_view text);
[[nodiscard]] std::string arcName(std::string_view linkId, bool forward);

// Builders of our own form. Preconditions: `code` and `name` are letters, digits, `_` or `-`; numbers fit six
// digits.
[[nodiscard]] std::string subjectId(std::uint32_t number); ///< E003
[[nodiscard]] std::string poolId(std::string_view subjectId, std::uint32_t adcode, std::uint32_t sequence);
[[nodiscard]] std::string serviceId(std::string_view poolId, std::string_view name);
[[nodiscard]] std::string nationalNodeId();                                               ///< SN.0
[[nodiscard]] std::string regionalNodeId(std::uint32_t adcode);                           ///< SN.R.64
[[nodiscard]] std::string industryNodeId(std::string_view name);                          ///< SN.I.<name>
[[nodiscard]] std::string hubId(std::string_view code);                                   ///< H.<code>
[[nodiscard]] std::string clusterId(std::string_view code);                               ///< C.<code>
[[nodiscard]] std::string carrierId(std::string_view code);                               ///< OP.A
[[nodiscard]] std::string siteId(std::string_view code);                                  ///< S.BEJ
[[nodiscard]] std::string conduitId(std::string_view siteA, std::string_view siteB);      ///< D.BEJ~SHA
[[nodiscard]] std::string accessConduitId(std::string_view poolId, std::uint32_t number); ///< D.<pool>/1
/// L.BEJ~SHA.A, the k-th parallel one L.BEJ~SHA.A#k (k from 2). Takes whole site and carrier identifiers.
[[nodiscard]] std::string linkId(std::string_view siteA, std::string_view siteB, std::string_view carrier,
                                 std::uint32_t k = 1);
[[nodiscard]] std::string accessLinkId(std::string_view poolId, std::uint32_t number); ///< L.<pool>/1
[[nodiscard]] std::string channelId(std::string_view linkId,
                                    std::uint32_t number); ///< W.<link without L.>/07
[[nodiscard]] std::string tunnelId(std::string_view name); ///< T.<name>
[[nodiscard]] std::string interconnectionId(std::string_view site, std::string_view carrierA,
                                            std::string_view carrierB);
[[nodiscard]] std::string demandId(std::uint32_t number);      ///< B.000001
[[nodiscard]] std::string flowId(std::uint32_t number);        ///< F.000001
[[nodiscard]] std::string jobId(std::uint32_t number);         ///< J.000001
[[nodiscard]] std::string reservationId(std::uint32_t number); ///< R.000001

} // namespace twin::registry
