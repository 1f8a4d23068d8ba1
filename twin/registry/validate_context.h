#pragma once

#include "twin/proto/registry.pb.h"
#include "twin/registry/validate.h"
#include "twin/support/position.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

/// Internal to twin/registry: what the rules of validate_*.cpp share.
namespace twin::registry {

/// Collects problems and keeps the bound.
class Report
{
  public:
    void add(Problem problem);

    [[nodiscard]] Validation take() { return std::move(m_validation); }

  private:
    Validation m_validation;
};

/// One entity under check: where its problems are filed.
struct Item
{
    Report& report;
    std::string_view kind; ///< message name
    std::string_view id;
    int number = 0; ///< place in its list, from 0; names it when it has no identifier

    void error(std::string field, std::string_view code, std::string reason) const;
    void warning(std::string field, std::string_view code, std::string reason) const;
    void file(Grade grade, std::string field, std::string_view code, std::string reason) const;
};

template <typename T> using ById = std::unordered_map<std::string_view, const T*>;

/// The snapshot with its identifiers looked up once. Views point into the messages.
struct Context
{
    const pb::Registry& registry;
    const pb::Workload& workload;
    bool hasRegistry = false; ///< without one, references into it are not checked
    Report& report;

    ById<pb::Hub> hubs = {};
    ById<pb::Hub> hubOfCluster = {}; ///< by cluster id
    ById<pb::Carrier> carriers = {};
    ById<pb::Subject> subjects = {};
    ById<pb::Pool> pools = {};
    ById<pb::ServiceNode> serviceNodes = {};
    ById<pb::Site> sites = {};
    ById<pb::Conduit> conduits = {};
    ById<pb::Link> links = {};
    ById<pb::InterconnectionPoint> interconnections = {};
    ById<pb::Tunnel> tunnels = {};
    ById<pb::Job> jobs = {};
    std::unordered_map<std::string_view, std::vector<const pb::Link*>> access = {}; ///< by pool id
    std::unordered_map<std::string_view, std::uint64_t> channelSum_bps = {};        ///< by link id
    std::unordered_map<std::string_view, std::uint32_t> linksAtSite = {};           ///< by site id
    std::unordered_map<std::string_view, std::uint32_t> poolsOfSubject = {};        ///< by subject id

    [[nodiscard]] bool isPlace(std::string_view id) const { return sites.contains(id) || pools.contains(id); }

    /// Position of a site or pool; nothing if unknown, not given or laid out by us.
    [[nodiscard]] std::optional<Position> surveyed(std::string_view id) const;
};

[[nodiscard]] Context makeContext(const pb::SnapshotFile& snapshot, Report& report);

template <typename Map> [[nodiscard]] const auto* lookUp(const Map& map, std::string_view id)
{
    const auto found = map.find(id);
    using Value = std::remove_pointer_t<typename Map::mapped_type>;
    return found == map.end() ? static_cast<Value*>(nullptr) : found->second;
}

// --- Rules that many entities share
// -------------------------------------------------------------------------

/// A reference that must (or, when not `required`, may) be given and must exist.
template <typename Map>
void checkReference(const Item& item, const std::string& field, const std::string& id, const Map& known,
                    std::string_view what, bool required)
{
    if (id.empty()) {
        if (required) {
            item.error(field, "missing", "no " + std::string(what) + " given");
        }
    } else if (!known.contains(id)) {
        item.error(field, "dangling", "no " + std::string(what) + " \"" + id + '"');
    }
}

/// A reference to a site or pool.
void checkPlace(const Context& context, const Item& item, const std::string& field, const std::string& id);

/// Refuses numbers outside the enumeration; `unspecified` grades the value 0 (nothing = allowed).
template <typename Enum>
void checkEnum(const Item& item, const std::string& field, Enum value, bool (*isValid)(int),
               std::optional<Grade> unspecified)
{
    if (!isValid(static_cast<int>(value))) {
        item.error(field, "unknown_value", "no meaning for " + std::to_string(static_cast<int>(value)));
    } else if (static_cast<int>(value) == 0 && unspecified) {
        item.file(*unspecified, field, "unspecified", "not specified");
    }
}

void checkPositive(const Item& item, const std::string& field, std::uint64_t value);
void checkNotNegative(const Item& item, const std::string& field, std::int64_t value);
/// Millionths of a fraction: 0..1,000,000.
void checkFraction(const Item& item, const std::string& field, std::uint32_t ppm);
void checkRange(const Item& item, const std::string& field, std::uint64_t value, std::uint64_t low,
                std::uint64_t high);
void checkAtMost(const Item& item, const std::string& field, int count, int most);
/// Within the globe; says nothing of countries. False when it is not.
bool checkOnGlobe(const Item& item, const std::string& field, const pb::GeoPosition& position);
/// Lifecycle dates in order, nothing negative.
void checkAsset(const Item& item, const pb::Asset& asset);
/// `arcs` are known and lead from `src` to `dst` without a gap.
void checkPath(const Context& context, const Item& item,
               const google::protobuf::RepeatedPtrField<std::string>& arcs, const std::string& src,
               const std::string& dst);

// --- The groups, in the order of registry.proto
// --------------------------------------------------------------

void validateIdentifiers(const Context& context); ///< syntax, duplicates, counts
void validateHubs(const Context& context);        ///< with clusters
void validateSubjects(const Context& context);
void validatePools(const Context& context);
void validateServiceNodes(const Context& context); ///< with services
void validateSites(const Context& context);
void validateConduits(const Context& context);
void validateLinks(const Context& context);   ///< with optical channels
void validateTunnels(const Context& context); ///< with interconnection points
void validateWorkload(const Context& context);

} // namespace twin::registry
