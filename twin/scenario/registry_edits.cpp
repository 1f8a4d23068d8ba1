#include "twin/scenario/registry_edits.h"

#include "twin/proto/registry.pb.h"
#include "twin/scenario/pool_copy.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/snapshot_removal.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

namespace pb = registry::pb;

namespace {

template <typename List> auto* findById(List& list, const std::string& id)
{
    const auto found = std::ranges::find_if(list, [&](const auto& item) { return item.id() == id; });
    return found == list.end() ? nullptr : &*found;
}

void resize(pb::Link& link, double factor)
{
    const auto scaled = [&](std::uint64_t bps) {
        return static_cast<std::uint64_t>(std::llround(static_cast<double>(bps) * factor));
    };
    link.set_capacity_bps(std::max<std::uint64_t>(1, scaled(link.capacity_bps())));
    if (link.capacity_reverse_bps() != 0) {
        link.set_capacity_reverse_bps(std::max<std::uint64_t>(1, scaled(link.capacity_reverse_bps())));
    }
}

template <typename List> void enterPlanned(List& list, TimeNs now)
{
    for (auto& entity : list) {
        const pb::Asset& asset = entity.asset();
        const bool isPlanned = asset.state() == pb::PLANNED || asset.state() == pb::BUILDING;
        if (isPlanned && asset.in_service_ns() != 0 && asset.in_service_ns() <= now) {
            entity.mutable_asset()->set_state(pb::IN_SERVICE);
        }
    }
}

} // namespace

struct RegistryVisitor
{
    RegistryEdits& of;

    [[nodiscard]] pb::Registry& registry() const { return *of.m_file.mutable_registry(); }

    template <typename Skipped> Result<> leaveOut(const Skipped&) const
    {
        ++of.m_leftOut;
        return {};
    }

    Result<> operator()(const Fail& x) const { return leaveOut(x); }

    Result<> operator()(const Degrade& x) const { return leaveOut(x); }

    Result<> operator()(const Restore& x) const { return leaveOut(x); }

    Result<> operator()(const PlannedWork& x) const { return leaveOut(x); }

    Result<> operator()(const SetPolicy& x) const { return leaveOut(x); }

    Result<> operator()(const Drain& x) const
    {
        const auto drain = [&](auto* entity) {
            if (entity != nullptr) {
                entity->mutable_asset()->set_state(pb::DRAINING);
            }
        };
        switch (x.target.kind) {
        case TargetKind::Conduit:
            drain(findById(*registry().mutable_conduits(), x.target.id));
            return {};
        case TargetKind::Link:
            drain(findById(*registry().mutable_links(), x.target.id));
            return {};
        case TargetKind::Site:
            drain(findById(*registry().mutable_sites(), x.target.id));
            return {};
        case TargetKind::Pool:
            drain(findById(*registry().mutable_pools(), x.target.id));
            return {};
        default:
            return leaveOut(x);
        }
    }

    Result<> operator()(const AddLink& x) const
    {
        pb::Link& link = *registry().add_links();
        std::uint64_t route_m = 0;
        for (const std::string& id : x.conduits) {
            const pb::Conduit* conduit = findById(*registry().mutable_conduits(), id);
            route_m += conduit != nullptr ? conduit->route_m() : 0;
            link.add_conduit_ids(id);
        }
        const TimeNs delay = x.delay.value_or(delayOfRoute(route_m, x.conduits.size()));
        const bool isAccess = findById(*registry().mutable_pools(), x.a) != nullptr;
        link.set_id(x.id);
        link.set_a(x.a);
        link.set_b(x.b);
        link.set_kind(isAccess ? pb::ACCESS : pb::BACKBONE);
        link.set_carrier_id(x.carrier);
        link.set_capacity_bps(x.capacity_bps);
        link.set_delay_ns(std::max<TimeNs>(1, delay));
        link.set_te_metric(static_cast<std::uint32_t>(std::max<TimeNs>(1, delay / kMicrosecond)));
        link.set_waves(x.waves);
        link.mutable_asset()->set_state(pb::IN_SERVICE);
        return {};
    }

    Result<> operator()(const AddConduit& x) const
    {
        pb::Conduit& conduit = *registry().add_conduits();
        conduit.set_id(x.id);
        conduit.set_a(x.a);
        conduit.set_b(x.b);
        conduit.set_route_m(x.route_m);
        conduit.set_kind(pb::ROAD);
        conduit.mutable_asset()->set_state(pb::IN_SERVICE);
        return {};
    }

    Result<> operator()(const AddPool& x) const { return copyPool(registry(), x); }

    Result<> operator()(const Remove& x) const
    {
        removeFrom(of.m_file, x.target);
        return {};
    }

    Result<> operator()(const ResizeLink& x) const
    {
        if (pb::Link* link = findById(*registry().mutable_links(), x.id)) {
            resize(*link, static_cast<double>(x.capacity_bps) / static_cast<double>(link->capacity_bps()));
            link->set_capacity_bps(x.capacity_bps);
        }
        return {};
    }

    Result<> operator()(const ResizeConduit& x) const
    {
        for (pb::Link& link : *registry().mutable_links()) {
            if (std::ranges::find(link.conduit_ids(), x.id) != link.conduit_ids().end()) {
                resize(link, x.factor);
            }
        }
        return {};
    }

    Result<> operator()(const ResizePool& x) const
    {
        if (pb::Pool* pool = findById(*registry().mutable_pools(), x.id)) {
            scalePool(*pool, x.factor);
        }
        return {};
    }

    Result<> operator()(const PlannedBuilds&) const
    {
        enterPlanned(*registry().mutable_pools(), of.m_now);
        enterPlanned(*registry().mutable_links(), of.m_now);
        enterPlanned(*registry().mutable_conduits(), of.m_now);
        enterPlanned(*registry().mutable_sites(), of.m_now);
        return {};
    }

    Result<> operator()(const SetPrice& x) const
    {
        return onPools(x.pools, [&](pb::Pool& pool) {
            for (pb::Price& price : *pool.mutable_prices()) {
                price.set_e4_cny_per_card_hour(std::max<MoneyE4>(
                    1, std::llround(static_cast<double>(price.e4_cny_per_card_hour()) * x.factor)));
            }
        });
    }

    Result<> operator()(const SetTariff& x) const
    {
        return onPools(x.pools,
                       [&](pb::Pool& pool) { pool.mutable_power()->set_tariff_e4_cny_per_kwh(x.perKwh); });
    }

    Result<> operator()(const SetPue& x) const
    {
        return onPools(x.pools, [&](pb::Pool& pool) {
            pool.mutable_power()->set_pue_ppm(static_cast<std::uint32_t>(std::lround(x.pue * 1e6)));
        });
    }

    template <typename Change> Result<> onPools(const PoolSelection& which, Change&& change) const
    {
        for (pb::Pool& pool : *registry().mutable_pools()) {
            if (isMeant(which, pool.id(), pool.subject_id(), pool.adcode())) {
                change(pool);
            }
        }
        return {};
    }

    /// What is asked of the network is written from what it comes to (asked.h).
    Result<> operator()(const ScaleDemand&) const { return {}; }

    Result<> operator()(const Growth&) const { return {}; }

    Result<> operator()(const AddDemand&) const { return {}; }

    Result<> operator()(const SubmitJob&) const { return {}; }

    Result<> operator()(const MoveJob&) const { return {}; }

    Result<> operator()(const CancelJob&) const { return {}; }
};

Result<> RegistryEdits::apply(const Action& action)
{
    return std::visit(RegistryVisitor{*this}, action);
}

TimeNs delayOfRoute(std::uint64_t route_m, std::size_t conduits)
{
    constexpr double kGlass_ns_per_m = 4.9;
    return static_cast<TimeNs>(static_cast<double>(route_m) * kGlass_ns_per_m) +
           static_cast<TimeNs>(conduits) * 50 * kMicrosecond;
}

double quartersBetween(TimeNs from, TimeNs to)
{
    return to <= from ? 0 : static_cast<double>((to - from) / kQuarterYear);
}

} // namespace twin::scenario
