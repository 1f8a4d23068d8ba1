#include "twin/scenario/selection.h"

#include "twin/network/flow_class_name.h"
#include "twin/support/geography.h"

#include <charconv>
#include <system_error>

namespace twin::scenario {

std::uint32_t provinceFromText(std::string_view text)
{
    std::uint32_t code = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), code);
    const bool isCode = problem == std::errc() && end == text.data() + text.size() && text.size() == 6 &&
                        code == provinceCode(code) && provinceOf(code) != nullptr;
    return isCode ? code : 0;
}

bool isMeant(const PoolSelection& which, std::string_view pool, std::string_view subject,
             std::uint32_t adcode)
{
    return (which.pool.empty() || which.pool == pool) &&
           (which.subject.empty() || which.subject == subject) &&
           (which.province == 0 || which.province == provinceCode(adcode));
}

bool isMeant(const DemandSelection& which, const DemandTraits& demand)
{
    const bool isKind = which.kind.empty() ||
                        (demand.isBackground ? which.kind == "background" || which.kind == demand.trafficClass
                                             : which.kind == "flow" ||
                                                   which.kind == network::flowClassName(demand.flowClass));
    const bool isPlace = which.place.empty() || which.place == demand.src || which.place == demand.dst;
    const bool isProvince =
        which.province == 0 || which.province == demand.srcProvince || which.province == demand.dstProvince;
    return isKind && isPlace && isProvince;
}

bool resolves(const registry::ServiceNode& node, const registry::Pool& pool)
{
    return node.level == registry::ServiceNodeLevel::National ||
           (node.level == registry::ServiceNodeLevel::Regional &&
            provinceCode(node.adcode) == provinceCode(pool.adcode));
}

} // namespace twin::scenario
