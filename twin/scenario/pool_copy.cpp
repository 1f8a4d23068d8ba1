#include "twin/scenario/pool_copy.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace twin::scenario {

namespace pb = registry::pb;

namespace {

std::uint64_t scaled(std::uint64_t value, double factor)
{
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(value) * factor));
}

/// What a pool declares is the sum over its chips, exactly.
void declareAnew(pb::Pool& pool)
{
    std::array<std::uint64_t, kPrecisionCount + 1> sum{};
    for (const pb::Chip& chip : pool.chips()) {
        for (const pb::Flops& flops : chip.per_card()) {
            sum[static_cast<std::size_t>(flops.precision())] += chip.count() * flops.gflops();
        }
    }
    pool.clear_declared();
    for (std::size_t p = 1; p < sum.size(); ++p) {
        if (sum[p] != 0) {
            pb::Flops& flops = *pool.add_declared();
            flops.set_precision(static_cast<pb::Precision>(p));
            flops.set_gflops(sum[p]);
        }
    }
}

/// The copy's own ducts; those it shares with others stay shared.
void copyDucts(pb::Registry& registry, const std::string& from, const std::string& to)
{
    const int count = registry.conduits_size();
    for (int i = 0; i < count; ++i) {
        if (registry.conduits(i).a() != from && registry.conduits(i).b() != from) {
            continue;
        }
        pb::Conduit copy = registry.conduits(i);
        copy.set_id(renamed(copy.id(), from, to));
        if (copy.a() == from) {
            copy.set_a(to);
        } else {
            copy.set_b(to);
        }
        *registry.add_conduits() = std::move(copy);
    }
}

void copyLinks(pb::Registry& registry, const std::string& from, const std::string& to)
{
    std::vector<std::string> ducts;
    for (const pb::Conduit& conduit : registry.conduits()) {
        if (conduit.a() == from || conduit.b() == from) {
            ducts.push_back(conduit.id());
        }
    }
    const int count = registry.links_size();
    for (int i = 0; i < count; ++i) {
        if (registry.links(i).a() != from) {
            continue;
        }
        pb::Link copy = registry.links(i);
        copy.set_id(renamed(copy.id(), from, to));
        copy.set_a(to);
        for (std::string& id : *copy.mutable_conduit_ids()) {
            if (std::ranges::find(ducts, id) != ducts.end()) {
                id = renamed(id, from, to);
            }
        }
        *registry.add_links() = std::move(copy);
    }
}

} // namespace

std::string renamed(const std::string& id, const std::string& pool, const std::string& copy)
{
    const std::size_t at = id.find(pool);
    return at == std::string::npos ? id + "/" + copy : std::string(id).replace(at, pool.size(), copy);
}

void scalePool(pb::Pool& pool, double factor)
{
    for (pb::Chip& chip : *pool.mutable_chips()) {
        chip.set_count(static_cast<std::uint32_t>(std::max<std::uint64_t>(1, scaled(chip.count(), factor))));
    }
    pool.set_servers(static_cast<std::uint32_t>(std::ceil(pool.servers() * factor)));
    declareAnew(pool);
    if (pool.has_power()) {
        pool.mutable_power()->set_it_max_w(
            std::max<std::uint64_t>(1, scaled(pool.power().it_max_w(), factor)));
    }
    if (pool.has_storage()) {
        pb::Storage& storage = *pool.mutable_storage();
        storage.set_capacity_bytes(std::max<std::uint64_t>(1, scaled(storage.capacity_bytes(), factor)));
        storage.set_read_bps(scaled(storage.read_bps(), factor));
        storage.set_write_bps(scaled(storage.write_bps(), factor));
    }
}

Result<> copyPool(pb::Registry& registry, const AddPool& command)
{
    const auto id = registry::Identifier::parse(registry::IdentifierKind::Pool, command.id);
    if (!id) {
        return failure(ErrorCode::Invalid, command.id + " is no identifier of a pool: " + id.error().reason);
    }
    const auto found = std::ranges::find_if(registry.pools(),
                                            [&](const pb::Pool& pool) { return pool.id() == command.like; });
    if (found == registry.pools().end()) {
        return failure(ErrorCode::Invalid, "there is no pool " + command.like);
    }
    pb::Pool pool = *found;
    if (pool.adcode() / 10'000 != id->adcode() / 10'000) {
        return failure(ErrorCode::Invalid,
                       command.id + " names another province than " + command.like + ", which it is like");
    }
    pool.set_id(command.id);
    pool.set_adcode(id->adcode());
    pool.set_subject_id(std::string(id->subject()));
    pool.mutable_name()->set_zh(pool.name().zh() + " 新");
    pool.mutable_name()->set_en(pool.name().en() + " new");
    scalePool(pool, command.scale);
    *registry.add_pools() = std::move(pool);
    copyLinks(registry, command.like, command.id);
    copyDucts(registry, command.like, command.id);
    return {};
}

} // namespace twin::scenario
