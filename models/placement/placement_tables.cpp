#include "models/placement/placement_tables.h"

#include "models/compute/compute_terms.h"
#include "models/format/format.h"
#include "models/format/terms.h"
#include "models/placement/placement_quantities.h"

#include <algorithm>
#include <cmath>

namespace models {

using namespace twin::compute;

namespace {

format::Quantity cny(double amount, const QLocale& locale)
{
    return format::money(static_cast<twin::MoneyE4>(std::llround(amount * 1e4)), locale);
}

/// `plan` is the outcome's own, or the one before it.
EntityKey poolKey(const PlacementOutcome& outcome, const PlacementPlan& plan, std::size_t job)
{
    const auto& placed = plan.jobs[job];
    if (!placed || placed->parts.empty()) {
        return {};
    }
    const ComputeOffer& offer = outcome.offers->offers()[placed->parts.front().offer];
    return {EntityKey::Type::Pool, format::text(outcome.offers->pool(offer).id)};
}

QString jobId(const PlacementOutcome& outcome, std::size_t job)
{
    return format::text(outcome.requests->jobs[job].id);
}

/// The jobs of an outcome with (or without) a place.
std::vector<std::size_t> jobsOf(const PlacementOutcomePtr& outcome, bool isPlaced)
{
    std::vector<std::size_t> out;
    if (!outcome || outcome->error) {
        return out;
    }
    for (std::size_t job = 0; job < outcome->plan.jobs.size(); ++job) {
        if (isPlaced ? outcome->plan.jobs[job].has_value() : outcome->plan.rejections[job].has_value()) {
            out.push_back(job);
        }
    }
    return out;
}

/// "A, B"; a dash for a job without a place.
QString placedPools(const PlacementOutcome& outcome, const PlacementPlan& plan, std::size_t job,
                    const Language& language)
{
    const auto& placed = plan.jobs[job];
    QStringList names;
    if (placed) {
        for (const PlacedPart& part : placed->parts) {
            names.append(language.name(outcome.offers->pool(outcome.offers->offers()[part.offer]).name));
        }
    }
    return names.isEmpty() ? format::unknown() : names.join(QStringLiteral(", "));
}

} // namespace

PlacedTable::PlacedTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void PlacedTable::setOutcome(PlacementOutcomePtr outcome)
{
    replace(false, [&] {
        m_jobs = jobsOf(outcome, true);
        m_outcome = std::move(outcome);
    });
}

QString PlacedTable::job(int row) const
{
    return jobId(*m_outcome, m_jobs[static_cast<std::size_t>(row)]);
}

int PlacedTable::rowOf(const QString& job) const
{
    for (int row = 0; row < rows(); ++row) {
        if (this->job(row) == job) {
            return row;
        }
    }
    return -1;
}

EntityKey PlacedTable::key(int row) const
{
    return poolKey(*m_outcome, m_outcome->plan, m_jobs[static_cast<std::size_t>(row)]);
}

CellTable::Header PlacedTable::header(int column) const
{
    switch (column) {
    case JobColumn:
        return {tr("Job")};
    case KindColumn:
        return {tr("Kind")};
    case PoolColumn:
        return {tr("Pools")};
    case ChipColumn:
        return {tr("Chip class")};
    case CardsColumn:
        return {tr("Cards"), true};
    case StartColumn:
        return {tr("Cards held from"), false, tr("UTC+8. Data is staged from here.")};
    case ComputeColumn:
        return {tr("Computes from"), false, tr("UTC+8.")};
    case EndColumn:
        return {tr("End"), false, tr("UTC+8.")};
    case EfficiencyColumn:
        return {tr("Efficiency"), true, tr("Of training across pools, over the same cards in one place.")};
    case LatencyColumn:
        return {tr("Latency, one way"), true};
    case RateColumn:
        return {tr("Bandwidth"), true, tr("Reserved, the greatest of its legs.")};
    case CostColumn:
        return {tr("Cost"), true};
    case NetworkColumn:
        return {tr("of it network"), true};
    case EnergyColumn:
        return {tr("Energy"), true};
    default:
        return {tr("CO₂"), true};
    }
}

CellTable::Cell PlacedTable::timeCell(double seconds) const
{
    const twin::TimeNs time = m_outcome->origin + static_cast<twin::TimeNs>(seconds * 1e9);
    return {format::dateTime(time)};
}

CellTable::Cell PlacedTable::cell(int row, int column) const
{
    const std::size_t job = m_jobs[static_cast<std::size_t>(row)];
    const PlacedJob& placed = *m_outcome->plan.jobs[job];
    const QLocale& locale = m_language.locale();
    const auto of = [](const format::Quantity& quantity) {
        return Cell{quantity.number, quantity.unit};
    };
    switch (column) {
    case JobColumn:
        return {jobId(*m_outcome, job)};
    case KindColumn:
        return {Terms::of(m_outcome->requests->jobs[job].kind)};
    case PoolColumn:
        return {placedPools(*m_outcome, m_outcome->plan, job, m_language)};
    case ChipColumn:
        return {placed.parts.empty()
                    ? format::unknown()
                    : format::text(
                          m_outcome->offers->chip(m_outcome->offers->offers()[placed.parts.front().offer])
                              .chipClass)};
    case CardsColumn: {
        std::uint64_t cards = 0;
        for (const PlacedPart& part : placed.parts) {
            cards += part.cards;
        }
        return {format::count(cards, locale)};
    }
    case StartColumn:
        return timeCell(placed.start_s);
    case ComputeColumn:
        return timeCell(placed.compute_s);
    case EndColumn:
        return timeCell(placed.end_s);
    case EfficiencyColumn:
        return of(format::percent(placed.efficiency, locale));
    case LatencyColumn:
        return placed.latency_ms > 0 ? Cell{format::number(placed.latency_ms, locale), QStringLiteral("ms")}
                                     : Cell{format::unknown()};
    case RateColumn: {
        double rate = 0;
        for (const PlacedLeg& leg : placed.legs) {
            rate = std::max(rate, leg.rate_bps);
        }
        return rate > 0 ? of(format::bitRate(rate, locale)) : Cell{format::unknown()};
    }
    case CostColumn:
        return of(cny(placed.cost_cny, locale));
    case NetworkColumn:
        return of(cny(placed.network_cny, locale));
    case EnergyColumn:
        return of(energyQuantity(placed.kwh, locale));
    default:
        return of(carbonQuantity(placed.kgCo2, locale));
    }
}

RejectionTable::RejectionTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void RejectionTable::setOutcome(PlacementOutcomePtr outcome)
{
    replace(false, [&] {
        m_jobs = jobsOf(outcome, false);
        m_outcome = std::move(outcome);
    });
}

CellTable::Header RejectionTable::header(int column) const
{
    switch (column) {
    case JobColumn:
        return {tr("Job")};
    case BindingColumn:
        return {tr("What stands in the way")};
    case AloneColumn:
        return {tr("Only this, offers"), true, tr("Offers at which it is the only thing in the way.")};
    case RulesOutColumn:
        return {tr("Rules out, offers"), true, tr("Offers it rules out, whatever else does.")};
    default:
        return {tr("Asked for, and the nearest there is")};
    }
}

CellTable::Cell RejectionTable::cell(int row, int column) const
{
    const std::size_t job = m_jobs[static_cast<std::size_t>(row)];
    const Rejection& rejection = *m_outcome->plan.rejections[job];
    const QLocale& locale = m_language.locale();
    const auto binding = static_cast<std::size_t>(rejection.binding);
    switch (column) {
    case JobColumn:
        return {jobId(*m_outcome, job)};
    case BindingColumn: {
        QStringList others; // with how many offers each rules out
        for (std::size_t c = 0; c < kConstraintCount; ++c) {
            if (rejection.all[c] > 0) {
                others.append(tr("%1: %2 offers")
                                  .arg(ComputeTerms::of(static_cast<Constraint>(c)),
                                       format::count(std::uint64_t{rejection.all[c]}, locale)));
            }
        }
        return {ComputeTerms::of(rejection.binding), {}, true, false, -1, others.join(u'\n')};
    }
    case AloneColumn:
        return {format::count(std::uint64_t{rejection.alone[binding]}, locale)};
    case RulesOutColumn:
        return {format::count(std::uint64_t{rejection.all[binding]}, locale)};
    default:
        return {format::text(rejection.detail)};
    }
}

MoveTable::MoveTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void MoveTable::setOutcome(PlacementOutcomePtr outcome)
{
    replace(false, [&] { m_outcome = outcome && !outcome->error ? std::move(outcome) : nullptr; });
}

EntityKey MoveTable::key(int row) const
{
    const std::size_t job = m_outcome->moves[static_cast<std::size_t>(row)].job;
    const EntityKey after = poolKey(*m_outcome, m_outcome->plan, job);
    return after.isValid() || !m_outcome->before ? after : poolKey(*m_outcome, *m_outcome->before, job);
}

CellTable::Header MoveTable::header(int column) const
{
    switch (column) {
    case JobColumn:
        return {tr("Job")};
    case MoveColumn:
        return {tr("What happens")};
    case FromColumn:
        return {tr("From")};
    case ToColumn:
        return {tr("To")};
    case TrafficColumn:
        return {tr("To be moved"), true, tr("Its checkpoint; of a job without parameters its data.")};
    case SourceColumn:
        return {tr("Comes from")};
    case RateColumn:
        return {tr("Bandwidth"), true};
    case TimeColumn:
        return {tr("Transfer"), true};
    case CostColumn:
        return {tr("Cost of the move"), true, tr("Network of the transfer, and cards that wait for it.")};
    default:
        return {tr("Price change"), true, tr("New price less old price of the whole job.")};
    }
}

QString MoveTable::sourceText(twin::compute::TransferSource source)
{
    using twin::compute::TransferSource;
    switch (source) {
    case TransferSource::OldPool:
        return tr("the old pool");
    case TransferSource::Data:
        return tr("where its data is: what it computed is lost");
    case TransferSource::Nowhere:
        return tr("nowhere: its pools are down, and nothing says where its data is");
    case TransferSource::NoWay:
        return tr("nowhere: nothing can carry it");
    case TransferSource::None:
        break;
    }
    return format::unknown();
}

CellTable::Cell MoveTable::cell(int row, int column) const
{
    const JobMove& move = m_outcome->moves[static_cast<std::size_t>(row)];
    const QLocale& locale = m_language.locale();
    const auto of = [](const format::Quantity& quantity, bool isThere) {
        return isThere ? Cell{quantity.number, quantity.unit} : Cell{format::unknown()};
    };
    switch (column) {
    case JobColumn:
        return {jobId(*m_outcome, move.job)};
    case MoveColumn:
        return {ComputeTerms::of(move.kind), {}, move.kind != MoveKind::Lost};
    case FromColumn:
        return {m_outcome->before ? placedPools(*m_outcome, *m_outcome->before, move.job, m_language)
                                  : format::unknown()};
    case ToColumn:
        return {placedPools(*m_outcome, m_outcome->plan, move.job, m_language)};
    case TrafficColumn:
        return of(format::bytes(move.checkpointBytes, locale), move.checkpointBytes > 0);
    case SourceColumn:
        return {sourceText(move.source)};
    case RateColumn:
        return of(format::bitRate(move.transferRate_bps, locale), move.transferRate_bps > 0);
    case TimeColumn:
        return {move.transfer_s > 0 ? format::duration(static_cast<twin::TimeNs>(move.transfer_s * 1e9))
                                    : format::unknown()};
    case CostColumn:
        return of(cny(move.cost_cny, locale), !move.isStranded());
    default:
        return of(cny(move.extra_cny, locale), move.kind != MoveKind::Lost);
    }
}

} // namespace models
