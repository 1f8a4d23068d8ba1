#include "twin/registry/identifier.h"

#include <cstddef>

namespace twin::registry {

namespace {

/// `prefix` and the number with leading zeros, so that the order of the texts is that of the numbers.
std::string numbered(std::string_view prefix, std::uint32_t number, int width)
{
    std::string digits = std::to_string(number);
    if (digits.size() < static_cast<std::size_t>(width)) {
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    }
    return std::string(prefix) + digits;
}

std::string joined(std::string_view prefix, std::string_view name)
{
    return std::string(prefix) + std::string(name);
}

/// `S.BEJ` -> `BEJ`, `OP.A` -> `A`; a free name stays whole.
std::string_view withoutPrefix(std::string_view id, std::string_view prefix)
{
    return id.starts_with(prefix) ? id.substr(prefix.size()) : id;
}

std::string pairOf(std::string_view siteA, std::string_view siteB)
{
    return std::string(withoutPrefix(siteA, "S.")) + '~' + std::string(withoutPrefix(siteB, "S."));
}

} // namespace

std::string subjectId(std::uint32_t number)
{
    return numbered("E", number, 3);
}

std::string poolId(std::string_view subjectId, std::uint32_t adcode, std::uint32_t sequence)
{
    const std::string place = numbered("", adcode, 6);
    return "CN." + place.substr(0, 2) + '.' + std::string(subjectId) + '.' + place +
           numbered("-", sequence, 3);
}

std::string serviceId(std::string_view poolId, std::string_view name)
{
    return std::string(poolId) + '/' + std::string(name);
}

std::string nationalNodeId()
{
    return "SN.0";
}

std::string regionalNodeId(std::uint32_t adcode)
{
    return numbered("SN.R.", adcode / 10000, 2);
}

std::string industryNodeId(std::string_view name)
{
    return joined("SN.I.", name);
}

std::string hubId(std::string_view code)
{
    return joined("H.", code);
}

std::string clusterId(std::string_view code)
{
    return joined("C.", code);
}

std::string carrierId(std::string_view code)
{
    return joined("OP.", code);
}

std::string siteId(std::string_view code)
{
    return joined("S.", code);
}

std::string conduitId(std::string_view siteA, std::string_view siteB)
{
    return joined("D.", pairOf(siteA, siteB));
}

std::string accessConduitId(std::string_view poolId, std::uint32_t number)
{
    return numbered(joined("D.", poolId) + '/', number, 1);
}

std::string linkId(std::string_view siteA, std::string_view siteB, std::string_view carrier, std::uint32_t k)
{
    const std::string base =
        joined("L.", pairOf(siteA, siteB)) + '.' + std::string(withoutPrefix(carrier, "OP."));
    return k > 1 ? numbered(base + '#', k, 1) : base;
}

std::string accessLinkId(std::string_view poolId, std::uint32_t number)
{
    return numbered(joined("L.", poolId) + '/', number, 1);
}

std::string channelId(std::string_view linkId, std::uint32_t number)
{
    return numbered(joined("W.", withoutPrefix(linkId, "L.")) + '/', number, 2);
}

std::string tunnelId(std::string_view name)
{
    return joined("T.", name);
}

std::string interconnectionId(std::string_view site, std::string_view carrierA, std::string_view carrierB)
{
    return joined("X.", withoutPrefix(site, "S.")) + '.' + std::string(withoutPrefix(carrierA, "OP.")) + '-' +
           std::string(withoutPrefix(carrierB, "OP."));
}

std::string demandId(std::uint32_t number)
{
    return numbered("B.", number, 6);
}

std::string flowId(std::uint32_t number)
{
    return numbered("F.", number, 6);
}

std::string jobId(std::uint32_t number)
{
    return numbered("J.", number, 6);
}

std::string reservationId(std::uint32_t number)
{
    return numbered("R.", number, 6);
}

} // namespace twin::registry
