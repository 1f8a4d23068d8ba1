#include "twin/registry/validate_context.h"

#include "twin/registry/identifier.h"
#include "twin/support/geography.h"

namespace twin::registry {

namespace {

constexpr std::uint32_t kPpmPerOne = 1'000'000;

void checkAdcode(const Item& item, const std::string& field, std::uint32_t adcode, bool required)
{
    if (adcode == 0) {
        if (required) {
            item.error(field, "missing", "no administrative code given");
        }
    } else if (adcode < 110'000 || adcode > 999'999 || provinceOf(adcode) == nullptr) {
        item.error(field, "bad_adcode", std::to_string(adcode) + " is in no province");
    }
}

void checkCluster(const Item& item, const pb::Cluster& cluster)
{
    checkAdcode(item, "adcode", cluster.adcode(), false);
    if (cluster.pue_target_ppm() != 0) {
        checkRange(item, "pue_target_ppm", cluster.pue_target_ppm(), kPpmPerOne, 3 * kPpmPerOne);
    }
    if (!cluster.has_position()) {
        item.error("position", "missing", "no position given");
    } else if (checkOnGlobe(item, "position", cluster.position()) &&
               !insideCountry({cluster.position().lat_e6(), cluster.position().lon_e6()})) {
        item.error("position", "outside_country", "is in no province of the country");
    }
}

bool isAncestor(const Context& context, const pb::ServiceNode& node)
{
    const pb::ServiceNode* up = lookUp(context.serviceNodes, node.parent_id());
    for (int steps = 0; up != nullptr && steps <= context.registry.service_nodes_size(); ++steps) {
        if (up == &node) {
            return true;
        }
        up = lookUp(context.serviceNodes, up->parent_id());
    }
    return false;
}

/// 1+M+N: regional nodes hang on the national one, industry nodes on a regional one.
void checkParent(const Context& context, const Item& item, const pb::ServiceNode& node)
{
    checkReference(item, "parent_id", node.parent_id(), context.serviceNodes, "service node", false);
    if (isAncestor(context, node)) {
        item.error("parent_id", "cycle", "is its own ancestor");
        return;
    }
    const pb::ServiceNode* parent = lookUp(context.serviceNodes, node.parent_id());
    if (node.level() == pb::NATIONAL && !node.parent_id().empty()) {
        item.error("parent_id", "bad_parent", "the national node has no parent");
    } else if (node.level() == pb::REGIONAL && (parent == nullptr || parent->level() != pb::NATIONAL)) {
        item.error("parent_id", "bad_parent", "a regional node hangs on the national one");
    } else if (node.level() == pb::INDUSTRY && (parent == nullptr || parent->level() != pb::REGIONAL)) {
        item.error("parent_id", "bad_parent", "an industry node hangs on a regional one");
    }
}

void checkLevel(const Item& item, const pb::ServiceNode& node)
{
    checkEnum(item, "level", node.level(), pb::ServiceNodeLevel_IsValid, Grade::Error);
    const std::string_view id = node.id();
    const auto expected = id == "SN.0" ? pb::NATIONAL : id.starts_with("SN.R.") ? pb::REGIONAL : pb::INDUSTRY;
    if (id.starts_with("SN.") && node.level() != pb::LEVEL_UNSPECIFIED && node.level() != expected) {
        item.error("level", "inconsistent", "does not fit the identifier");
    }
    checkAdcode(item, "area_adcode", node.area_adcode(), node.level() == pb::REGIONAL);
}

void checkServiceNode(const Context& context, const Item& item, const pb::ServiceNode& node)
{
    checkLevel(item, node);
    checkParent(context, item, node);
    if (node.ttl_s() != 0 && (node.ttl_s() < 30 || node.ttl_s() > 300)) {
        item.warning("ttl_s", "unusual", std::to_string(node.ttl_s()) + " s is not in 30..300");
    }
    if (node.has_position() && checkOnGlobe(item, "position", node.position()) &&
        !insideCountry({node.position().lat_e6(), node.position().lon_e6()})) {
        item.error("position", "outside_country", "is in no province of the country");
    }
    if (node.has_asset()) {
        checkAsset(item, node.asset());
    }
}

void checkService(const Context& context, const Item& item, const pb::Service& service)
{
    checkEnum(item, "latency_class", service.latency_class(), pb::LatencyClass_IsValid, std::nullopt);
    if (service.pool_ids().empty()) {
        item.error("pool_ids", "missing", "is offered by no pool");
    }
    for (int i = 0; i < service.pool_ids_size(); ++i) {
        checkReference(item, "pool_ids[" + std::to_string(i) + ']', service.pool_ids(i), context.pools,
                       "pool", true);
    }
}

} // namespace

void validateHubs(const Context& context)
{
    for (const pb::Hub& hub : context.registry.hubs()) {
        for (int i = 0; i < hub.clusters_size(); ++i) {
            checkCluster({context.report, "Cluster", hub.clusters(i).id(), i}, hub.clusters(i));
        }
    }
}

void validateSubjects(const Context& context)
{
    for (int i = 0; i < context.registry.subjects_size(); ++i) {
        const pb::Subject& subject = context.registry.subjects(i);
        const Item item{context.report, "Subject", subject.id(), i};
        checkEnum(item, "kind", subject.kind(), pb::SubjectKind_IsValid, Grade::Warning);
        checkRange(item, "credit_score", subject.credit_score(), 0, 100);
        checkAdcode(item, "adcode", subject.adcode(), false);
        if (!context.poolsOfSubject.contains(subject.id())) {
            item.warning("", "no_pools", "owns no pool");
        }
    }
}

void validateServiceNodes(const Context& context)
{
    int national = 0;
    for (int i = 0; i < context.registry.service_nodes_size(); ++i) {
        const pb::ServiceNode& node = context.registry.service_nodes(i);
        const Item item{context.report, "ServiceNode", node.id(), i};
        checkServiceNode(context, item, node);
        if (node.level() == pb::NATIONAL && ++national > 1) {
            item.error("level", "duplicate", "there is one national node");
        }
    }
    for (int i = 0; i < context.registry.services_size(); ++i) {
        const pb::Service& service = context.registry.services(i);
        checkService(context, {context.report, "Service", service.id(), i}, service);
    }
}

} // namespace twin::registry
