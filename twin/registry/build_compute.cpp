#include "twin/registry/build_context.h"

#include <algorithm>

namespace twin::registry {

namespace {

template <typename List> GflopsByPrecision figuresFrom(const List& list)
{
    GflopsByPrecision out;
    for (const pb::Flops& flops : list) {
        out.value[static_cast<std::size_t>(flops.precision()) - 1] = flops.gflops();
    }
    return out;
}

Chip chipFrom(const pb::Chip& message)
{
    return {message.chip_class(),           message.vendor(), message.model(),
            message.architecture(),         message.count(),  message.memory_bytes(),
            figuresFrom(message.per_card())};
}

Fabric fabricFrom(const pb::Fabric& message)
{
    const double oversubscription = fractionFrom(message.oversubscription_ppm());
    return {enumFrom<FabricKind>(message.kind()), message.port_bps(), message.levels(),
            oversubscription > 0 ? oversubscription : 1.0, enumFrom<LoadBalancing>(message.balancing())};
}

Power powerFrom(const pb::Power& message)
{
    return {message.it_max_w(), fractionFrom(message.pue_ppm()), fractionFrom(message.green_ppm()),
            message.tariff_e4_cny_per_kwh()};
}

Sla slaFrom(const pb::Sla& message)
{
    return {fractionFrom(message.availability_ppm()), message.recovery_time_ns(),
            fractionFrom(message.loss_max_ppm()), static_cast<std::uint32_t>(message.latency_class())};
}

void fillPlant(const pb::Pool& message, Pool& pool)
{
    for (const pb::Chip& chip : message.chips()) {
        pool.chips.push_back(chipFrom(chip));
        pool.cards += chip.count();
    }
    pool.declared = figuresFrom(message.declared());
    pool.servers = message.servers();
    pool.cardsPerServer = message.cards_per_server();
    pool.fabric = fabricFrom(message.fabric());
    pool.storage = {message.storage().capacity_bytes(), message.storage().read_bps(),
                    message.storage().write_bps()};
    pool.power = powerFrom(message.power());
    pool.sla = slaFrom(message.sla());
    pool.protectionLevel = message.security().protection_level();
    pool.dataClass = message.security().data_class();
    for (const pb::Price& price : message.prices()) {
        pool.prices.push_back(
            {enumFrom<PriceKind>(price.kind()), price.chip_class(), price.e4_cny_per_card_hour()});
    }
}

Pool poolFrom(const pb::Pool& message, const Numbers& numbers)
{
    Pool pool;
    pool.id = message.id();
    pool.name = nameFrom(message.name());
    pool.subject = Numbers::find<SubjectIndex>(numbers.subjects, message.subject_id());
    pool.adcode = message.adcode();
    pool.position = positionFrom(message.position());
    pool.hub = Numbers::find<HubIndex>(numbers.hubs, message.hub_id());
    pool.cluster = Numbers::find<ClusterIndex>(numbers.clusters, message.cluster_id());
    pool.computeType = enumFrom<ComputeType>(message.compute_type());
    pool.tier = enumFrom<PoolTier>(message.tier());
    pool.asset = assetFrom(message.asset());
    fillPlant(message, pool);
    return pool;
}

Subject subjectFrom(const pb::Subject& message)
{
    return {message.id(),
            nameFrom(message.name()),
            enumFrom<SubjectKind>(message.kind()),
            message.licence_no(),
            message.credit_score(),
            message.contact(),
            message.registered_ns(),
            message.adcode(),
            {}};
}

ServiceNode serviceNodeFrom(const pb::ServiceNode& message, const Numbers& numbers)
{
    return {message.id(),
            enumFrom<ServiceNodeLevel>(message.level()),
            nameFrom(message.name()),
            Numbers::find<ServiceNodeIndex>(numbers.serviceNodes, message.parent_id()),
            message.area_adcode(),
            message.industry(),
            positionFrom(message.position()),
            message.ttl_s()};
}

void buildHubs(const pb::Registry& message, const Numbers& numbers, Registry& out)
{
    for (const pb::Hub& hub : message.hubs()) {
        out.hubs.push_back({hub.id(), nameFrom(hub.name()), hub.side(), {}});
        for (const pb::Cluster& cluster : hub.clusters()) {
            out.clusters.push_back(
                {cluster.id(), nameFrom(cluster.name()), Numbers::find<HubIndex>(numbers.hubs, hub.id()),
                 positionFrom(cluster.position()), cluster.adcode(), fractionFrom(cluster.pue_target_ppm())});
        }
    }
    std::ranges::sort(out.clusters, {}, &Cluster::id);
}

} // namespace

void buildCompute(const pb::Registry& message, const Numbers& numbers, Registry& out)
{
    buildHubs(message, numbers, out);
    for (const pb::Subject& subject : message.subjects()) {
        out.subjects.push_back(subjectFrom(subject));
    }
    out.pools.reserve(static_cast<std::size_t>(message.pools_size()));
    for (const pb::Pool& pool : message.pools()) {
        out.pools.push_back(poolFrom(pool, numbers));
    }
    for (const pb::ServiceNode& node : message.service_nodes()) {
        out.serviceNodes.push_back(serviceNodeFrom(node, numbers));
    }
}

} // namespace twin::registry
