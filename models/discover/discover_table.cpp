#include "models/discover/discover_table.h"

#include "models/compute/compute_terms.h"
#include "models/format/format.h"
#include "models/format/terms.h"

#include <algorithm>
#include <cmath>

namespace models {

using twin::compute::CatsMetric;
using twin::compute::FreeSource;

DiscoverTable::DiscoverTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void DiscoverTable::setAnswer(DiscoverAnswerPtr answer)
{
    const bool same =
        m_answer && answer &&
        std::ranges::equal(m_answer->rows, answer->rows, {}, &DiscoverRow::name, &DiscoverRow::name);
    replace(same, [&] { m_answer = std::move(answer); });
}

int DiscoverTable::rowOfOffer(const QString& name) const
{
    for (int row = 0; row < rows(); ++row) {
        if (offer(row).name == name) {
            return row;
        }
    }
    return -1;
}

int DiscoverTable::rowOfPool(const QString& id) const
{
    for (int row = 0; row < rows(); ++row) {
        if (offer(row).poolId == id) {
            return row;
        }
    }
    return -1;
}

const DiscoverRow& DiscoverTable::offer(int row) const
{
    return m_answer->rows[static_cast<std::size_t>(row)];
}

EntityKey DiscoverTable::key(int row) const
{
    return {EntityKey::Type::Pool, offer(row).poolId};
}

int DiscoverTable::rows() const
{
    return m_answer ? static_cast<int>(m_answer->rows.size()) : 0;
}

CellTable::Header DiscoverTable::header(int column) const
{
    switch (column) {
    case RankColumn:
        return {tr("Rank"), true};
    case ScoreColumn:
        return {tr("Score"), true, tr("CATS score L2, 0 to 10: to 3 low, from 8 preferred.")};
    case PoolColumn:
        return {tr("Pool")};
    case ChipColumn:
        return {tr("Chip class")};
    case ProvinceColumn:
        return {tr("Province")};
    case FreeColumn:
        return {tr("Free compute"), true,
                tr("Of the free cards, at the precision the query asks for, else FP16.")};
    case FreeCardsColumn:
        return {tr("Free cards"), true};
    case CardsColumn:
        return {tr("Cards"), true};
    case LatencyColumn:
        return {tr("Latency, one way"), true, tr("From the first place that the query names.")};
    case PriceColumn:
        return {tr("Price"), true, tr("Of a card for an hour, on demand.")};
    case PueColumn:
        return {tr("PUE"), true};
    case AvailabilityColumn:
        return {tr("Availability"), true, tr("Of the service level.")};
    case StateColumn:
        return {tr("State")};
    default:
        return {tr("Identifier")};
    }
}

CellTable::Cell DiscoverTable::cell(int row, int column) const
{
    const QLocale& locale = m_language.locale();
    const DiscoverRow& of = offer(row);
    const auto known = [](const format::Quantity& quantity, bool isKnown) {
        return isKnown ? Cell{quantity.number, quantity.unit} : Cell{format::unknown(), {}, false};
    };
    const bool isFreeKnown = of.freeSource != FreeSource::Unknown && !std::isnan(of.freeCards);
    switch (column) {
    case RankColumn:
        return {format::count(static_cast<std::uint64_t>(row) + 1, locale)};
    case ScoreColumn:
        return {format::fixed(of.score.whole, 1, locale), {}, true, false, of.score.whole / 10};
    case PoolColumn:
        return {m_language.name(of.poolName)};
    case ChipColumn:
        return {of.chip};
    case ProvinceColumn:
        return {m_language.name(of.province)};
    case FreeColumn: {
        const double gflops = of.score.values[static_cast<std::size_t>(CatsMetric::FreeFlops)];
        Cell out = known(format::flops(gflops, locale), isFreeKnown && !std::isnan(gflops));
        out.isStale = of.freeSource == FreeSource::Stale;
        out.help = tr("Free cards: %1.").arg(ComputeTerms::of(of.freeSource));
        return out;
    }
    case FreeCardsColumn: {
        Cell out = known({format::count(of.freeCards, locale), {}}, isFreeKnown);
        out.isStale = of.freeSource == FreeSource::Stale;
        out.ratio = isFreeKnown && of.cards > 0 ? std::clamp(of.freeCards / of.cards, 0.0, 1.0) : -1;
        out.help = tr("Free cards: %1.").arg(ComputeTerms::of(of.freeSource));
        return out;
    }
    case CardsColumn:
        return {format::count(std::uint64_t{of.cards}, locale)};
    case LatencyColumn:
        return known({format::number(of.latency_ms, locale), QStringLiteral("ms")},
                     !std::isnan(of.latency_ms));
    case PriceColumn:
        return known(format::money(of.price, locale), of.price > 0);
    case PueColumn:
        return known({format::fixed(of.pue, 2, locale), {}}, of.pue > 0);
    case AvailabilityColumn:
        return known({format::fixed(100 * of.availability, 3, locale), QStringLiteral("%")},
                     of.availability > 0);
    case StateColumn:
        return {Terms::of(of.state)};
    default:
        return {of.poolId};
    }
}

} // namespace models
