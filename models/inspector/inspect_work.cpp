#include "models/inspector/inspection_builder.h"

#include "models/format/terms.h"
#include "twin/state/job_end.h"

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::EntityKind;
using twin::FlowMetric;
using twin::JobMetric;

void InspectionBuilder::addFlow(std::uint32_t index)
{
    const Flow& flow = *m_snapshot.directory->flows[index];
    const twin::EntityRef entity{EntityKind::Flow, index};
    const auto end = [this](const std::string& id) {
        return label(m_registry.find(EntityKind::Pool, id) ? EntityKey::Type::Pool : EntityKey::Type::Site,
                     id);
    };
    m_out.subtitle = end(flow.src) + QStringLiteral(" → ") + end(flow.dst);
    keyFigure(tr("Rate"), liveValue(m_snapshot, entity, static_cast<std::size_t>(FlowMetric::Rate)),
              [this](double value) { return format::bitRate(value, locale()); });
    if (flow.bytesTotal > 0) {
        LiveValue done = liveValue(m_snapshot, entity, static_cast<std::size_t>(FlowMetric::DoneBytes));
        done.value /= static_cast<double>(flow.bytesTotal);
        keyFigure(
            tr("Done"), done, [this](double value) { return format::percent(value, locale()); }, Bar::Share);
    }
    beginSection(QStringLiteral("flow"), tr("Flow"));
    fact(tr("From"), end(flow.src));
    fact(tr("To"), end(flow.dst));
    fact(tr("Tenant"), label(EntityKey::Type::Enterprise, flow.tenantId));
    fact(tr("Job"), flow.jobId.empty() ? QString() : label(EntityKey::Type::Job, flow.jobId));
    fact(tr("Class"), Terms::of(flow.flowClass));
    fact(tr("Size"), flow.bytesTotal == 0 ? format::Quantity{tr("steady"), {}}
                                          : format::bytes(static_cast<double>(flow.bytesTotal), locale()));
    fact(tr("Requested"), format::bitRate(flow.rateRequested_bps, locale()));
    fact(tr("Start"), format::dateTime(flow.start));
    fact(tr("Deadline"), flow.deadline == 0 ? QString() : format::dateTime(flow.deadline));
    fact(tr("Hops"), flow.arcs.empty() ? tr("not known") : QString::number(flow.arcs.size()));
}

void InspectionBuilder::addJob(std::uint32_t index)
{
    const Job& job = *m_snapshot.directory->jobs[index];
    const twin::EntityRef entity{EntityKind::Job, index};
    const auto percent = [this](double value) {
        return format::percent(value, locale());
    };
    m_out.subtitle = Terms::of(job.kind);
    keyFigure(tr("Progress"), liveValue(m_snapshot, entity, static_cast<std::size_t>(JobMetric::Progress)),
              percent, Bar::Share);
    keyFigure(tr("Effective time"),
              liveValue(m_snapshot, entity, static_cast<std::size_t>(JobMetric::Effective)), percent,
              Bar::Share);
    keyFact(tr("State"), {Terms::of(job.state), {}});
    beginSection(QStringLiteral("job"), tr("Job"));
    fact(tr("Tenant"), label(EntityKey::Type::Enterprise, job.tenantId));
    fact(tr("Kind"), Terms::of(job.kind));
    fact(tr("Cards"), format::count(std::uint64_t{job.cards}, locale()));
    fact(tr("Chip class"), format::text(job.chipClass));
    fact(tr("Precision"), format::precision(job.precision));
    if (job.parameters > 0) {
        fact(tr("Parameters"), format::count(job.parameters, locale()));
    }
    if (job.tokens > 0) {
        fact(tr("Tokens"), format::count(job.tokens, locale()));
    }
    fact(tr("Start"), format::dateTime(job.start));
    fact(tr("Planned end"), job.expectedEnd == 0 ? QString() : format::dateTime(job.expectedEnd));
    if (const auto end = expectedEnd(m_snapshot, index)) {
        fact(tr("Expected end"), format::dateTime(*end));
    }
    fact(tr("Deadline"), job.deadline == 0 ? QString() : format::dateTime(job.deadline));
    beginSection(QStringLiteral("placement"), tr("Placement"));
    for (const PlacedCards& placed : job.placements) {
        //: cards of a job in one pool
        fact(label(EntityKey::Type::Pool, placed.poolId),
             tr("%1 cards").arg(format::count(std::uint64_t{placed.cards}, locale())));
    }
}

} // namespace models
