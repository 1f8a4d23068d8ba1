#include "models/inspector/inspection_builder.h"

#include "models/format/terms.h"
#include "models/geo/mark_state.h"

#include <algorithm>

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::EntityKind;
using Type = EntityKey::Type;

InspectionBuilder::InspectionBuilder(const Snapshot& snapshot, const Language& language, Inspection& out,
                                     const LinkResiduals* residuals)
    : m_snapshot(snapshot)
    , m_registry(*snapshot.registry)
    , m_language(language)
    , m_out(out)
    , m_residuals(residuals)
{}

void InspectionBuilder::build()
{
    const std::string id = format::utf8(m_out.key.id);
    if (isLiveType(m_out.key.type)) {
        if (const auto entity = m_snapshot.find(entityKind(m_out.key.type), id)) {
            m_out.exists = true;
            addAlarms(*entity);
            addLiveEntity(*entity);
            addState(*entity);
            addLiveValues(*entity);
        }
    } else if (m_out.key.type == Type::Enterprise) {
        if (const SubjectIndex subject = m_registry.subject(id)) {
            addEnterprise(m_registry[subject]);
        }
    } else if (m_out.key.type == Type::Conduit) {
        if (const ConduitIndex conduit = m_registry.conduit(id)) {
            addConduit(m_registry[conduit]);
        }
    } else if (m_out.key.type == Type::Source) {
        addSource();
    } else {
        addPlace();
    }
    m_out.sections.removeIf([](const FactSection& section) { return section.facts.isEmpty(); });
    if (m_out.exists) {
        m_out.title = entityLabel(m_snapshot, m_out.key, m_language);
        m_out.related = relatedTo(m_snapshot, m_out.key, m_language);
    }
}

void InspectionBuilder::addLiveEntity(twin::EntityRef entity)
{
    switch (entity.kind) {
    case EntityKind::Pool:
        return addPool(entity.index);
    case EntityKind::Link:
        return addLink(entity.index);
    case EntityKind::OpticalChannel:
        return addChannel(entity.index);
    case EntityKind::Tunnel:
        return addTunnel(entity.index);
    case EntityKind::ServiceNode:
        return addServiceNode(entity.index);
    case EntityKind::Site:
        return addSite(entity.index);
    case EntityKind::Flow:
        return addFlow(entity.index);
    case EntityKind::Job:
        return addJob(entity.index);
    }
}

void InspectionBuilder::addState(twin::EntityRef entity)
{
    m_out.mark = markState(m_snapshot, entity);
    LiveValue newest;
    for (std::size_t metric = 0; metric < twin::metricsOf(entity.kind).size(); ++metric) {
        const LiveValue value = liveValue(m_snapshot, entity, metric);
        if (value.quality != Quality::Missing && value.sourceTime >= newest.sourceTime) {
            newest = value;
        }
    }
    QStringList parts;
    if (m_out.mark == MarkState::Planned) {
        parts.append(tr("Planned"));
    } else if (stateMetric(entity.kind)) {
        const bool isHeard =
            liveValue(m_snapshot, entity, *stateMetric(entity.kind)).quality != Quality::Missing;
        parts.append(isHeard ? Terms::of(operState(m_snapshot, entity)) : tr("State unknown"));
    }
    //: quality of a value: too old
    parts.append(newest.stale ? tr("stale") : Terms::of(newest.quality));
    if (newest.quality != Quality::Missing) {
        parts.append(format::age(newest.sourceTime, m_snapshot.time));
    }
    m_out.stateText = parts.join(QStringLiteral(" · "));
}

/// Whether a value that is not there is missing, rather than not to be had: card detail nobody asked for, a
/// tunnel that is no probe.
bool InspectionBuilder::isExpected(const twin::MetricInfo& metric, twin::EntityRef entity) const
{
    if (metric.scope == twin::MetricScope::Probed) {
        return m_registry.tunnels[entity.index].probe;
    }
    return metric.scope == twin::MetricScope::All;
}

void InspectionBuilder::addLiveValues(twin::EntityRef entity)
{
    const auto metrics = twin::metricsOf(entity.kind);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const twin::MetricInfo& metric = metrics[i];
        const LiveValue live = liveValue(m_snapshot, entity, i);
        if (live.quality == Quality::Missing && !isExpected(metric, entity)) {
            continue;
        }
        const bool isState = metric.unit == "state";
        const bool isShare = metric.unit == "1" && metric.max <= 1;
        const bool isErrorRatio = entity.kind == twin::EntityKind::OpticalChannel &&
                                  i == static_cast<std::size_t>(twin::OpticalMetric::PreFecBer);
        m_out.live.append(liveFact(Terms::metric(entity.kind, i), live, [&](double value) {
            if (isState) {
                const auto state = static_cast<twin::OperState>(std::clamp(static_cast<int>(value), 0, 3));
                return format::Quantity{Terms::of(state), {}};
            }
            if (isErrorRatio) {
                return format::errorRatio(value, locale());
            }
            return isShare && value >= 1e-3 ? format::percent(value, locale())
                                            : format::metric(value, metric.unit, locale());
        }));
    }
}

LiveFact InspectionBuilder::liveFact(const QString& label, const LiveValue& live,
                                     const std::function<format::Quantity(double)>& format) const
{
    LiveFact out;
    out.label = label;
    out.known = live.quality != Quality::Missing;
    out.stale = live.stale;
    const format::Quantity quantity =
        out.known ? format(live.value) : format::Quantity{format::unknown(), {}};
    out.value = quantity.number;
    out.unit = quantity.unit;
    out.age = format::age(out.known ? live.sourceTime : 0, m_snapshot.time);
    out.quality = live.stale ? tr("stale") : Terms::of(live.quality);
    return out;
}

void InspectionBuilder::keyFigure(const QString& label, const LiveValue& live,
                                  const std::function<format::Quantity(double)>& format, Bar bar)
{
    LiveFact figure = liveFact(label, live, format);
    figure.ratio = bar != Bar::None && figure.known ? live.value : -1;
    figure.isLoad = bar != Bar::Share;
    m_out.keyFigures.append(std::move(figure));
}

void InspectionBuilder::keyFact(const QString& label, const format::Quantity& quantity, double ratio)
{
    LiveFact figure;
    figure.label = label;
    figure.value = quantity.number;
    figure.unit = quantity.unit;
    figure.known = quantity.number != format::unknown();
    figure.ratio = ratio;
    m_out.keyFigures.append(std::move(figure));
}

void InspectionBuilder::beginSection(const QString& id, const QString& title)
{
    m_out.sections.append({id, title, {}});
}

void InspectionBuilder::fact(const QString& label, const QString& value, const QString& unit)
{
    if (!value.isEmpty()) {
        m_out.sections.last().facts.append({label, value, unit});
    }
}

void InspectionBuilder::fact(const QString& label, const format::Quantity& quantity)
{
    fact(label, quantity.number, quantity.unit);
}

void InspectionBuilder::addAsset(const Asset& asset)
{
    beginSection(QStringLiteral("asset"), tr("Asset"));
    fact(tr("Lifecycle"), Terms::of(asset.state));
    const auto addDate = [this](const QString& label, twin::TimeNs time) {
        fact(label, time == 0 ? QString() : format::date(time));
    };
    addDate(tr("Planned"), asset.planned);
    addDate(tr("Building began"), asset.building);
    addDate(tr("In service since"), asset.inService);
    addDate(tr("Draining since"), asset.draining);
    addDate(tr("Withdrawn"), asset.withdrawn);
    if (asset.cost > 0) {
        fact(tr("Cost"), format::money(asset.cost, locale()));
    }
    fact(tr("Spare slots"), format::count(std::uint64_t{asset.spareSlots}, locale()));
    const auto addDuration = [this](const QString& label, twin::TimeNs duration) {
        fact(label, duration == 0 ? QString() : format::duration(duration));
    };
    addDuration(tr("Mean repair time"), asset.meanRepair);
    addDuration(tr("Mean time between failures"), asset.meanBetweenFailures);
    addDuration(tr("Lead time"), asset.leadTime);
}

QString InspectionBuilder::label(Type type, const std::string& id) const
{
    const QString text = entityLabel(m_snapshot, {type, format::text(id)}, m_language);
    return text.isEmpty() ? format::text(id) : text;
}

} // namespace models
