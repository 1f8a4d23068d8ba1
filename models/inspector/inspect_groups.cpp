#include "models/inspector/inspection_builder.h"

#include "models/format/terms.h"
#include "models/geo/pool_sum.h"

#include <algorithm>

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::Precision;
using Type = EntityKey::Type;

void InspectionBuilder::addEnterprise(const Subject& subject)
{
    m_out.exists = true;
    m_out.mark = MarkState::Normal;
    m_out.subtitle = Terms::of(subject.kind);
    const SubjectIndex index = m_registry.subject(subject.id);
    addPoolsTotal([index](const Pool& pool) { return pool.subject == index; });
    beginSection(QStringLiteral("enterprise"), tr("Enterprise"));
    fact(tr("Kind"), Terms::of(subject.kind));
    fact(tr("Licence"), format::text(subject.licenceNo));
    if (subject.creditScore > 0) {
        fact(tr("Credit score"), QString::number(subject.creditScore), QStringLiteral("/ 100"));
    }
    fact(tr("Contact"), format::text(subject.contact));
    fact(tr("Registered"), subject.registered == 0 ? QString() : format::date(subject.registered));
    const twin::Province* province = subject.adcode != 0 ? twin::provinceOf(subject.adcode) : nullptr;
    fact(tr("Province"), province != nullptr ? m_language.name(province->shortName) : QString());
}

/// Hubs, clusters and provinces.
void InspectionBuilder::addPlace()
{
    m_out.exists = !entityLabel(m_snapshot, m_out.key, m_language).isEmpty();
    if (!m_out.exists) {
        return;
    }
    m_out.mark = MarkState::Normal;
    const std::string id = format::utf8(m_out.key.id);
    const std::uint32_t province = m_out.key.id.toUInt() / 10000;
    const Type type = m_out.key.type;
    addPoolsTotal([&](const Pool& pool) {
        switch (type) {
        case Type::Hub:
            return pool.hub ? m_registry[pool.hub].id == id : id == "-";
        case Type::Cluster:
            return pool.cluster && m_registry[pool.cluster].id == id;
        default:
            return pool.adcode / 10000 == province;
        }
    });
}

void InspectionBuilder::addPoolsTotal(const std::function<bool(const Pool&)>& matches)
{
    PoolSum sum;
    for (std::uint32_t i = 0; i < m_registry.pools.size(); ++i) {
        if (matches(m_registry.pools[i])) {
            sum.add(m_snapshot, i);
        }
    }
    const double use = sum.utilisation();
    keyFact(tr("Compute FP16"),
            sum.gflops > 0 ? format::flops(sum.gflops, locale()) : format::Quantity{format::unknown(), {}});
    keyFact(tr("Utilisation"),
            use >= 0 ? format::percent(use, locale()) : format::Quantity{format::unknown(), {}}, use);
    keyFact(tr("Pools"), {QString::number(sum.pools), {}});
    m_out.stateText = sum.silent == 0
                          ? tr("All pools heard of")
                          : tr("%1 of %2 pools stale or not heard").arg(sum.silent).arg(sum.pools);
}

void InspectionBuilder::addSource()
{
    const auto found =
        std::ranges::find(*m_snapshot.sources, format::utf8(m_out.key.id), &SourceStatus::name);
    if (found == m_snapshot.sources->end()) {
        return;
    }
    const SourceStatus& source = *found;
    const auto counter = [this](std::uint64_t count) {
        return format::count(count, locale());
    };
    m_out.exists = true;
    m_out.mark = source.connected ? MarkState::Normal : MarkState::Stale;
    m_out.subtitle = format::text(source.peer);
    m_out.stateText = source.connected ? tr("Connected") : tr("Disconnected");
    keyFact(tr("Received"), {counter(source.received), tr("samples")});
    keyFact(tr("Last heard"), {format::age(source.lastReceive, m_snapshot.time), {}});
    beginSection(QStringLiteral("account"), tr("Account of samples"));
    fact(tr("Applied"), counter(source.applied));
    fact(tr("Merged"), counter(source.merged));
    fact(tr("Late"), counter(source.late));
    fact(tr("Duplicate"), counter(source.duplicate));
    fact(tr("Refused"), counter(source.refused));
    if (source.refused > 0) {
        beginSection(QStringLiteral("refused"), tr("Refused, by reason"));
        for (std::size_t reason = 0; reason < source.refusedFor.size(); ++reason) {
            if (source.refusedFor[reason] > 0) {
                fact(Terms::of(static_cast<RefusedFor>(reason)), counter(source.refusedFor[reason]));
            }
        }
    }
    if (source.alarms.received > 0) {
        beginSection(QStringLiteral("alarm_account"), tr("Account of alarms"));
        fact(tr("Received"), counter(source.alarms.received));
        fact(tr("Applied"), counter(source.alarms.applied));
        fact(tr("Late"), counter(source.alarms.late));
        fact(tr("Duplicate"), counter(source.alarms.duplicate));
        fact(tr("Refused"), counter(source.alarms.refused));
    }
    beginSection(QStringLiteral("line"), tr("Line"));
    fact(tr("Transport"), format::text(source.transport));
    fact(tr("Frames"), counter(source.frames));
    fact(tr("Volume"), format::bytes(static_cast<double>(source.bytes), locale()));
    fact(tr("Clock skew"), format::milliseconds(source.clockSkew, locale()));
    fact(tr("Last error"), format::text(source.lastError));
    beginSection(QStringLiteral("unknown"), tr("Unknown names"));
    for (const auto& [name, count] : source.unknownNames) {
        fact(format::text(name), counter(count));
    }
}

} // namespace models
