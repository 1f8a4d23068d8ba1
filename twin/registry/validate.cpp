#include "twin/registry/validate.h"

#include "twin/registry/identifier.h"
#include "twin/registry/validate_context.h"

#include <algorithm>
#include <unordered_set>

namespace twin::registry {

namespace {

/// More than these in one file is not a registry; the bound also keeps dense numbers and screens within
/// reach.
constexpr int kMaxEntities = 500'000;
constexpr int kMaxPools = 100'000;

/// Finds identifiers used before. In a canonical file equal ones are neighbours; otherwise all are
/// remembered.
class Repeats
{
  public:
    template <typename List>
    explicit Repeats(const List& list)
        : m_sorted(std::ranges::is_sorted(
              list, {}, [](const auto& entity) -> const std::string& { return entity.id(); }))
    {}

    template <typename List> [[nodiscard]] bool isRepeat(const List& list, int i)
    {
        return m_sorted ? i > 0 && list[i - 1].id() == list[i].id() : !m_seen.insert(list[i].id()).second;
    }

  private:
    bool m_sorted;
    std::unordered_set<std::string_view> m_seen;
};

template <typename List>
void checkList(const Context& context, const List& list, std::string_view kind, IdentifierKind syntax,
               int most)
{
    if (list.size() > most) {
        const Item whole{context.report, kind, "list", 0};
        whole.error("", "too_many", std::to_string(list.size()) + ", at most " + std::to_string(most));
        return;
    }
    Repeats repeats(list);
    for (int i = 0; i < list.size(); ++i) {
        const std::string& id = list[i].id();
        const Item item{context.report, kind, id, i};
        if (id.empty()) {
            item.error("id", "missing", "has no identifier");
            continue;
        }
        if (const auto parsed = Identifier::parse(syntax, id); !parsed) {
            item.error("id", "bad_identifier", parsed.error().reason);
        }
        if (repeats.isRepeat(list, i)) {
            item.error("id", "duplicate", "identifier is used more than once");
        }
    }
}

void checkRegistryLists(const Context& context)
{
    const pb::Registry& r = context.registry;
    checkList(context, r.hubs(), "Hub", IdentifierKind::Hub, kMaxEntities);
    for (const pb::Hub& hub : r.hubs()) {
        checkList(context, hub.clusters(), "Cluster", IdentifierKind::Cluster, kMaxEntities);
        for (const pb::Cluster& cluster : hub.clusters()) {
            if (const auto* first = lookUp(context.hubOfCluster, cluster.id());
                first != nullptr && first != &hub) {
                Item{context.report, "Cluster", cluster.id(), 0}.error(
                    "id", "duplicate", "is in hubs " + first->id() + " and " + hub.id());
            }
        }
    }
    checkList(context, r.carriers(), "Carrier", IdentifierKind::Carrier, kMaxEntities);
    checkList(context, r.subjects(), "Subject", IdentifierKind::Subject, kMaxEntities);
    checkList(context, r.pools(), "Pool", IdentifierKind::Pool, kMaxPools);
    checkList(context, r.service_nodes(), "ServiceNode", IdentifierKind::ServiceNode, kMaxEntities);
    checkList(context, r.services(), "Service", IdentifierKind::Service, kMaxEntities);
    checkList(context, r.sites(), "Site", IdentifierKind::Site, kMaxEntities);
    checkList(context, r.conduits(), "Conduit", IdentifierKind::Conduit, kMaxEntities);
    checkList(context, r.optical_channels(), "OpticalChannel", IdentifierKind::Channel, kMaxEntities);
    checkList(context, r.links(), "Link", IdentifierKind::Link, kMaxEntities);
    checkList(context, r.tunnels(), "Tunnel", IdentifierKind::Tunnel, kMaxEntities);
    checkList(context, r.interconnection_points(), "InterconnectionPoint", IdentifierKind::Interconnection,
              kMaxEntities);
}

void checkWorkloadLists(const Context& context)
{
    const pb::Workload& w = context.workload;
    checkList(context, w.demands(), "Demand", IdentifierKind::Demand, kMaxEntities);
    checkList(context, w.flows(), "Flow", IdentifierKind::Flow, kMaxEntities);
    checkList(context, w.jobs(), "Job", IdentifierKind::Job, kMaxEntities);
    checkList(context, w.reservations(), "Reservation", IdentifierKind::Reservation, kMaxEntities);
}

template <typename Part> void checkHash(Report& report, std::string_view kind, const Part& part)
{
    const Item item{report, kind, part.version(), 0};
    if (part.version().empty()) {
        item.warning("version", "missing", "has no version");
    }
    if (part.sha256().empty()) {
        item.warning("sha256", "missing", "has no content hash: damage cannot be noticed");
    } else if (const std::string actual = contentHash(part); actual != part.sha256()) {
        item.error("sha256", "hash_mismatch",
                   "content has SHA-256 " + actual + ", the file says " + part.sha256());
    }
}

void validateRegistry(const Context& context)
{
    validateHubs(context);
    validateSubjects(context);
    validatePools(context);
    validateServiceNodes(context);
    validateSites(context);
    validateConduits(context);
    validateLinks(context);
    validateTunnels(context);
}

} // namespace

std::string Problem::text() const
{
    std::string out = grade == Grade::Error ? "error: " : "warning: ";
    out += entityKind;
    out += entityId.empty() ? "" : ' ' + entityId;
    out += field.empty() ? "" : ": " + field;
    return out + ": " + reason;
}

std::string Problem::textIn(const std::string& whole) const
{
    return Error{ErrorCode::Invalid, text(), file.empty() ? whole : file, line, 0}.text();
}

void validateIdentifiers(const Context& context)
{
    checkRegistryLists(context);
    checkWorkloadLists(context);
    for (int i = 0; i < context.registry.sites_size(); ++i) {
        const std::string& id = context.registry.sites(i).id();
        if (context.pools.contains(id)) {
            Item{context.report, "Site", id, i}.error("id", "duplicate", "identifier is that of a pool");
        }
    }
}

Validation validate(const pb::SnapshotFile& snapshot)
{
    Report report;
    const Context context = makeContext(snapshot, report);
    if (snapshot.has_registry()) {
        checkHash(report, "Registry", snapshot.registry());
    }
    if (snapshot.has_workload()) {
        checkHash(report, "Workload", snapshot.workload());
    }
    validateIdentifiers(context);
    if (snapshot.has_registry()) {
        validateRegistry(context);
    }
    if (snapshot.has_workload()) {
        validateWorkload(context);
    }
    return report.take();
}

} // namespace twin::registry
