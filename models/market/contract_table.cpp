#include "models/market/contract_table.h"

#include "models/format/format.h"

namespace models {

using namespace twin::compute;

namespace {

constexpr int kAvailabilityDigits = 3; ///< of percent: 99.95 % and 99.99 % are told apart

EntityKey poolKey(const MarketOutcome& outcome, int row)
{
    const MarketContract& at = outcome.contracts[static_cast<std::size_t>(row)];
    return {EntityKey::Type::Pool, format::text(outcome.askOf(at).poolId)};
}

} // namespace

EntityKey ContractTable::key(int row) const
{
    return poolKey(*m_outcome, row);
}

CellTable::Header ContractTable::header(int column) const
{
    switch (column) {
    case BidColumn:
        return {tr("Bid"), false, tr("Of orders made of the twin: the job.")};
    case TenantColumn:
        return {tr("Tenant")};
    case PoolColumn:
        return {tr("Resource pool")};
    case ProvinceColumn:
        return {tr("Province")};
    case ChipColumn:
        return {tr("Chip class")};
    case LatencyColumn:
        return {tr("Latency"), true, tr("Latency class: at most so much one way from the users.")};
    case CardsColumn:
        return {tr("Cards"), true};
    case LimitColumn:
        return {tr("Limit"), true, tr("Per card and hour: the buyer pays no more.")};
    case PriceColumn:
        return {tr("Price"), true, tr("Per card and hour: the clearing price of the market.")};
    case ReserveColumn:
        return {tr("Reserve price"), true, tr("Per card and hour: the seller takes no less.")};
    case RateColumn:
        return {tr("Bandwidth"), true, tr("Reserved each way.")};
    case ComputeColumn:
        return {tr("Compute"), true, tr("Cards · hours · price, if all is delivered.")};
    default:
        return {tr("Network"), true, tr("If all is delivered; paid to the network.")};
    }
}

CellTable::Cell ContractTable::cell(int row, int column) const
{
    const MarketContract& at = m_outcome->contracts[static_cast<std::size_t>(row)];
    const Bid& bid = m_outcome->bidOf(at);
    switch (column) {
    case BidColumn:
        return text(bid.id);
    case TenantColumn:
        return text(bid.tenant);
    case PoolColumn:
        return poolName(at);
    case ProvinceColumn:
        return province(bid.key);
    case ChipColumn:
        return text(bid.key.chipClass);
    case LatencyColumn:
        return latency(bid.key);
    case CardsColumn:
        return count(at.contract.cards);
    case LimitColumn:
        return price(bid.limit);
    case PriceColumn:
        return price(at.contract.price);
    case ReserveColumn:
        return price(m_outcome->askOf(at).reserve);
    case RateColumn:
        return at.contract.gbps > 0 ? amount(at.contract.gbps, QStringLiteral("Gb/s"))
                                    : Cell{format::unknown(), {}, false};
    case ComputeColumn:
        return money(at.contract.compute);
    default:
        return money(at.contract.network);
    }
}

void BillTable::setBills(MarketBillsPtr bills)
{
    const bool isSame = m_bills && bills && m_bills->bills.size() == bills->bills.size();
    replace(isSame, [&] { m_bills = std::move(bills); });
}

EntityKey BillTable::key(int row) const
{
    return poolKey(*m_outcome, row);
}

CellTable::Header BillTable::header(int column) const
{
    switch (column) {
    case BidColumn:
        return {tr("Bid"), false, tr("Of orders made of the twin: the job.")};
    case PoolColumn:
        return {tr("Resource pool")};
    case CardHoursColumn:
        return {tr("Card-hours"), true, tr("Delivered.")};
    case ComputeHoursColumn:
        return {tr("EFLOPS·h"), true, tr("Delivered, at FP16.")};
    case RateHoursColumn:
        return {tr("Gb/s·h"), true, tr("Bandwidth delivered, each way.")};
    case AvailabilityColumn:
        return {tr("Delivered part"), true, tr("Hours delivered over hours of the contract.")};
    case PromisedColumn:
        return {tr("Service level"), true, tr("Availability the pool promises: below it there is a credit.")};
    case ComputeColumn:
        return {tr("Compute"), true, tr("Of what was delivered.")};
    case NetworkColumn:
        return {tr("Network"), true, tr("Of what was delivered.")};
    case CreditColumn:
        return {tr("Service credit"), true,
                tr("The seller gives back below the service level: 10 % of the bill for compute, below 99 % "
                   "25 %, below 95 % all of it (assumed).")};
    default:
        return {tr("To pay"), true};
    }
}

CellTable::Cell BillTable::cell(int row, int column) const
{
    const MarketContract& at = m_outcome->contracts[static_cast<std::size_t>(row)];
    const Bill& bill = m_bills->bills[static_cast<std::size_t>(row)];
    const auto part = [&](double ratio) {
        return Cell{format::fixed(100 * ratio, kAvailabilityDigits, m_language.locale()),
                    QStringLiteral("%")};
    };
    switch (column) {
    case BidColumn:
        return text(m_outcome->bidOf(at).id);
    case PoolColumn:
        return poolName(at);
    case CardHoursColumn:
        return amount(bill.meter.cardHours);
    case ComputeHoursColumn:
        return amount(bill.meter.eflopsHours);
    case RateHoursColumn:
        return amount(bill.meter.gbpsHours);
    case AvailabilityColumn:
        return part(bill.meter.availability);
    case PromisedColumn: {
        const twin::registry::Pool* pool = m_outcome->poolOf(at);
        return pool != nullptr && pool->sla.availability > 0 ? part(pool->sla.availability)
                                                             : Cell{format::unknown(), {}, false};
    }
    case ComputeColumn:
        return money(bill.compute);
    case NetworkColumn:
        return money(bill.network);
    case CreditColumn:
        return money(bill.credit);
    default:
        return money(bill.total);
    }
}

} // namespace models
