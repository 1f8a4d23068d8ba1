#include "models/inspector/inspection_builder.h"

#include "models/format/terms.h"

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::EntityKind;
using twin::PoolMetric;

void InspectionBuilder::addPool(std::uint32_t index)
{
    const Pool& pool = m_registry.pools[index];
    const twin::EntityRef entity{EntityKind::Pool, index};
    const auto live = [&](PoolMetric metric) {
        return liveValue(m_snapshot, entity, static_cast<std::size_t>(metric));
    };
    const twin::Province* province = twin::provinceOf(pool.adcode);
    m_out.subtitle = province != nullptr ? m_language.name(province->shortName) : QString();
    keyFigure(
        tr("Utilisation"), live(PoolMetric::Utilisation),
        [this](double value) { return format::percent(value, locale()); }, Bar::Load);
    keyFigure(tr("Cards free"), live(PoolMetric::CardsFree), [this](double value) {
        return format::Quantity{format::count(value, locale()), {}};
    });
    keyFigure(tr("Facility power"), live(PoolMetric::FacilityPower),
              [this](double value) { return format::power(value, locale()); });

    beginSection(QStringLiteral("place"), tr("Place and owner"));
    fact(tr("Enterprise"), pool.subject ? m_language.name(m_registry[pool.subject].name) : QString());
    fact(tr("Hub"), pool.hub ? m_language.name(m_registry[pool.hub].name) : tr("Outside the hubs"));
    fact(tr("Cluster"), pool.cluster ? m_language.name(m_registry[pool.cluster].name) : QString());
    fact(tr("Position"), QStringLiteral("%1° N, %2° E")
                             .arg(pool.position.lat(), 0, 'f', 4)
                             .arg(pool.position.lon(), 0, 'f', 4));
    addPoolEquipment(pool);
    addPoolTerms(pool);
    addAsset(pool.asset);
}

void InspectionBuilder::addPoolEquipment(const Pool& pool)
{
    beginSection(QStringLiteral("compute"), tr("Compute"));
    fact(tr("Kind"), Terms::of(pool.computeType));
    fact(tr("Tier"), Terms::of(pool.tier));
    for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
        const auto precision = static_cast<twin::Precision>(p);
        if (pool.declared[precision] > 0) {
            fact(format::precision(precision),
                 format::flops(static_cast<double>(pool.declared[precision]), locale()));
        }
    }
    for (const Chip& chip : pool.chips) {
        //: %1 cards with %2 of memory each
        fact(format::text(chip.chipClass),
             tr("%1 cards, %2 each")
                 .arg(format::count(std::uint64_t{chip.count}, locale()),
                      format::bytes(static_cast<double>(chip.memoryBytes), locale()).text()));
    }
    fact(tr("Servers"), format::count(std::uint64_t{pool.servers}, locale()));
    beginSection(QStringLiteral("fabric"), tr("Fabric and storage"));
    fact(tr("Fabric"), Terms::of(pool.fabric.kind));
    fact(tr("Port"), format::bitRate(static_cast<double>(pool.fabric.port_bps), locale()));
    fact(tr("Oversubscription"), format::number(pool.fabric.oversubscription, locale()),
         QStringLiteral(": 1"));
    fact(tr("Load balancing"), Terms::of(pool.fabric.balancing));
    fact(tr("Storage"), format::bytes(static_cast<double>(pool.storage.capacityBytes), locale()));
    beginSection(QStringLiteral("power"), tr("Power"));
    fact(tr("IT power at most"), format::power(static_cast<double>(pool.power.itMax_w), locale()));
    fact(tr("PUE by design"), format::fixed(pool.power.pue, 2, locale()));
    fact(tr("Green share"), format::percent(pool.power.greenRatio, locale()));
    fact(tr("Tariff"), format::money(pool.power.tariffPerKwh, locale()).number, tr("CNY/kWh"));
}

void InspectionBuilder::addPoolTerms(const Pool& pool)
{
    beginSection(QStringLiteral("terms"), tr("Service and prices"));
    if (pool.sla.availability > 0) {
        fact(tr("Availability"), format::fixed(pool.sla.availability * 100, 3, locale()),
             QStringLiteral("%"));
    }
    if (pool.sla.latencyClass_ms > 0) {
        fact(tr("Latency class"), QString::number(pool.sla.latencyClass_ms), QStringLiteral("ms"));
    }
    if (pool.protectionLevel > 0) {
        fact(tr("Protection level"), QString::number(pool.protectionLevel));
    }
    fact(tr("Data class"), format::text(pool.dataClass));
    for (const Price& price : pool.prices) {
        //: kind of price and chip class
        fact(tr("%1, %2").arg(Terms::of(price.kind), format::text(price.chipClass)),
             format::money(price.perCardHour, locale()).number, tr("CNY/card·h"));
    }
}

} // namespace models
