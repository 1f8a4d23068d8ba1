#include "twin/scenario/selection.h"

#include "twin/network/flow_class_name.h"

namespace twin::scenario {

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
