#include "models/inspector/inspection_builder.h"

#include "models/format/terms.h"

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::EntityKind;

void InspectionBuilder::addLink(std::uint32_t index)
{
    const Link& link = m_registry.links[index];
    const auto percent = [this](double value) {
        return format::percent(value, locale());
    };
    m_out.subtitle = Terms::of(link.kind);
    keyFigure(tr("Use A→B"), arcUtilisation(m_snapshot, index, true), percent, Bar::Load);
    keyFigure(tr("Use B→A"), arcUtilisation(m_snapshot, index, false), percent, Bar::Load);
    beginSection(QStringLiteral("link"), tr("Link"));
    fact(QStringLiteral("A"), m_language.name(m_registry.name(link.a)));
    fact(QStringLiteral("B"), m_language.name(m_registry.name(link.b)));
    fact(tr("Carrier"), link.carrier ? m_language.name(m_registry[link.carrier].name) : QString());
    fact(tr("Capacity A→B"), format::bitRate(static_cast<double>(link.capacity_bps), locale()));
    const std::uint64_t reverse = link.capacityReverse_bps > 0 ? link.capacityReverse_bps : link.capacity_bps;
    fact(tr("Capacity B→A"), format::bitRate(static_cast<double>(reverse), locale()));
    fact(tr("Delay one way"), format::milliseconds(link.delay, locale()));
    fact(tr("Protection"), Terms::of(link.protection));
    if (link.waves > 0) {
        fact(tr("Waves"), QString::number(link.waves));
        fact(tr("Regenerators"), QString::number(link.regenerators));
    }
    fact(tr("Metric"), QString::number(link.teMetric));
    addAsset(link.asset);
    addResidual(index);
}

void InspectionBuilder::addSite(std::uint32_t index)
{
    const Site& site = m_registry.sites[index];
    m_out.subtitle = Terms::of(site.role);
    LiveValue busiest;
    for (const LinkIndex link : site.links) {
        const LiveValue use = utilisation(m_snapshot, {EntityKind::Link, link.value()});
        if (use.isUsable() && (busiest.quality == Quality::Missing || use.value > busiest.value)) {
            busiest = use;
        }
    }
    keyFigure(
        tr("Busiest link"), busiest, [this](double value) { return format::percent(value, locale()); },
        Bar::Load);
    beginSection(QStringLiteral("site"), tr("Site"));
    fact(tr("Role"), Terms::of(site.role));
    const twin::Province* province = site.adcode != 0 ? twin::provinceOf(site.adcode) : nullptr;
    fact(tr("Province"), province != nullptr ? m_language.name(province->shortName) : QString());
    const QString position = QStringLiteral("%1° N, %2° E")
                                 .arg(site.position.lat(), 0, 'f', 4)
                                 .arg(site.position.lon(), 0, 'f', 4);
    fact(tr("Position"), site.computedPosition ? tr("%1 (computed, not surveyed)").arg(position) : position);
    QStringList carriers;
    for (const CarrierIndex carrier : site.carriers) {
        carriers.append(m_language.name(m_registry[carrier].name));
    }
    fact(tr("Carriers"), carriers.join(QStringLiteral(", ")));
    fact(tr("Links"), QString::number(site.links.size()));
}

void InspectionBuilder::addChannel(std::uint32_t index)
{
    const OpticalChannel& channel = m_registry.channels[index];
    m_out.subtitle = channel.link ? label(EntityKey::Type::Link, m_registry[channel.link].id) : QString();
    beginSection(QStringLiteral("channel"), tr("Optical channel"));
    fact(tr("Rate"), format::bitRate(static_cast<double>(channel.bps), locale()));
    fact(tr("Band"), format::text(channel.band));
    fact(tr("Slot"), QString::number(channel.slot));
    fact(tr("Modulation"), format::text(channel.modulation));
    fact(tr("Regenerators"), QString::number(channel.regenerators));
    fact(tr("OSNR margin"), format::fixed(channel.osnrMargin_db, 1, locale()), QStringLiteral("dB"));
}

void InspectionBuilder::addTunnel(std::uint32_t index)
{
    const Tunnel& tunnel = m_registry.tunnels[index];
    m_out.subtitle = endsLabel(m_registry, tunnel.src, tunnel.dst, m_language);
    beginSection(QStringLiteral("tunnel"), tr("Tunnel"));
    fact(tr("Purpose"), tunnel.probe ? tr("Measurement") : tr("Traffic"));
    if (tunnel.guaranteed_bps > 0) {
        fact(tr("Guaranteed"), format::bitRate(static_cast<double>(tunnel.guaranteed_bps), locale()));
    }
    if (tunnel.delayMax > 0) {
        fact(tr("Delay at most"), format::milliseconds(tunnel.delayMax, locale()));
    }
    fact(tr("Hops"), QString::number(tunnel.arcs.size()));
}

void InspectionBuilder::addServiceNode(std::uint32_t index)
{
    const ServiceNode& node = m_registry.serviceNodes[index];
    m_out.subtitle = Terms::of(node.level);
    beginSection(QStringLiteral("service"), tr("Service node"));
    fact(tr("Level"), Terms::of(node.level));
    fact(tr("Industry"), format::text(node.industry));
    if (node.ttl_s > 0) {
        fact(tr("Answers valid for"), format::duration(node.ttl_s * twin::kSecond));
    }
}

void InspectionBuilder::addConduit(const Conduit& conduit)
{
    m_out.exists = true;
    m_out.mark = MarkState::Normal;
    m_out.subtitle = Terms::of(conduit.kind);
    double capacity_bps = 0;
    std::size_t down = 0;
    for (const LinkIndex link : conduit.links) {
        capacity_bps += static_cast<double>(m_registry[link].capacity_bps);
        down += operState(m_snapshot, {EntityKind::Link, link.value()}) == twin::OperState::Down ? 1U : 0U;
    }
    if (!conduit.links.empty() && down == conduit.links.size()) {
        m_out.mark = MarkState::Down;
        m_out.stateText = tr("Cut: all links in it are down");
    } else {
        m_out.stateText = tr("%1 of %2 links up").arg(conduit.links.size() - down).arg(conduit.links.size());
    }
    keyFact(tr("Carries"), format::bitRate(capacity_bps, locale()));
    beginSection(QStringLiteral("conduit"), tr("Conduit"));
    fact(tr("Kind"), Terms::of(conduit.kind));
    fact(tr("Route"), format::length(static_cast<double>(conduit.route_m), locale()));
    fact(tr("Cuts expected"), format::number(conduit.cutsPer1000kmYear, locale()),
         tr("per 1,000 km and year"));
    addAsset(conduit.asset);
}

} // namespace models
