#include "models/market/market_table.h"

#include "models/compute/compute_terms.h"
#include "models/format/format.h"
#include "models/market/market_totals.h"
#include "twin/support/geography.h"

#include <algorithm>

namespace models {

using namespace twin::compute;

MarketTableBase::MarketTableBase(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void MarketTableBase::setOutcome(MarketOutcomePtr outcome)
{
    replace(false, [&] {
        m_outcome = outcome && !outcome->error ? std::move(outcome) : nullptr;
        choose();
    });
}

CellTable::Cell MarketTableBase::money(twin::MoneyE4 amount) const
{
    const format::Quantity out = format::money(amount, m_language.locale());
    Cell cell{out.number, out.unit};
    cell.help = wholeMoney(amount, m_language.locale()).text(); // rows are rounded, totals are not
    return cell;
}

CellTable::Cell MarketTableBase::price(twin::MoneyE4 amount) const
{
    return {format::fixed(static_cast<double>(amount) / 1e4, 4, m_language.locale()), QStringLiteral("CNY")};
}

CellTable::Cell MarketTableBase::count(std::uint64_t number) const
{
    return {format::count(number, m_language.locale())};
}

CellTable::Cell MarketTableBase::amount(double number, const QString& unit) const
{
    return {meteredText(number, m_language.locale()), unit};
}

CellTable::Cell MarketTableBase::province(const MarketKey& key) const
{
    const twin::Province* province = twin::provinceOf(key.province);
    return {province != nullptr ? m_language.name(province->shortName) : QString::number(key.province)};
}

CellTable::Cell MarketTableBase::latency(const MarketKey& key)
{
    return {QString::number(key.latencyClass_ms), QStringLiteral("ms")};
}

CellTable::Cell MarketTableBase::text(const std::string& text)
{
    return {text.empty() ? format::unknown() : format::text(text), {}, !text.empty()};
}

CellTable::Cell MarketTableBase::poolName(const MarketContract& at) const
{
    const twin::registry::Pool* pool = m_outcome->poolOf(at);
    return {pool != nullptr ? m_language.name(pool->name) : format::text(m_outcome->askOf(at).poolId)};
}

int MarketTable::rows() const
{
    return m_outcome ? static_cast<int>(m_outcome->result.markets.size()) : 0;
}

int MarketTable::busiest() const
{
    if (rows() == 0) {
        return -1;
    }
    const auto& markets = m_outcome->result.markets;
    return static_cast<int>(std::ranges::max_element(markets, {}, &MarketClearing::cards) - markets.begin());
}

QString MarketTable::title(int row) const
{
    const MarketKey& key = m_outcome->result.markets[static_cast<std::size_t>(row)].key;
    return QStringLiteral("%1 · %2 · %3 ms")
        .arg(province(key).text, format::text(key.chipClass), latency(key).text);
}

CellTable::Header MarketTable::header(int column) const
{
    switch (column) {
    case ProvinceColumn:
        return {tr("Province")};
    case ChipColumn:
        return {tr("Chip class")};
    case LatencyColumn:
        return {tr("Latency class"), true, tr("One way from the users, at most.")};
    case PriceColumn:
        return {tr("Clearing price"), true,
                tr("Per card and hour, of every contract here: the middle between the lowest limit and the "
                   "highest reserve price among those that trade.")};
    case CardsColumn:
        return {tr("Cards traded"), true};
    case CrossingColumn:
        return {tr("Curves cross at"), true,
                tr("Cards where demand and supply cross. Fewer are traded where the network is in the way.")};
    case BidsColumn:
        return {tr("Bids"), true};
    case WantedColumn:
        return {tr("Cards wanted"), true};
    case LimitColumn:
        return {tr("Highest limit"), true, tr("Per card and hour.")};
    case AsksColumn:
        return {tr("Asks"), true};
    case OfferedColumn:
        return {tr("Cards offered"), true};
    case BuyerSurplusColumn:
        return {tr("Buyers' surplus"), true, tr("What buyers would have paid at most, less what they pay.")};
    case SellerSurplusColumn:
        return {tr("Sellers' surplus"), true,
                tr("What sellers get, less what they would have taken at least.")};
    default:
        return {tr("Lowest reserve price"), true, tr("Per card and hour.")};
    }
}

CellTable::Cell MarketTable::cell(int row, int column) const
{
    const MarketClearing& at = m_outcome->result.markets[static_cast<std::size_t>(row)];
    switch (column) {
    case ProvinceColumn:
        return province(at.key);
    case ChipColumn:
        return text(at.key.chipClass);
    case LatencyColumn:
        return latency(at.key);
    case PriceColumn:
        return at.cards > 0 ? price(at.price) : Cell{format::unknown(), {}, false};
    case CardsColumn:
        return count(at.cards);
    case CrossingColumn:
        return count(at.crossing);
    case BuyerSurplusColumn:
        return money(at.buyerSurplus);
    case SellerSurplusColumn:
        return money(at.sellerSurplus);
    default:
        return bookCell(at, column);
    }
}

CellTable::Cell MarketTable::bookCell(const MarketClearing& at, int column) const
{
    const MarketOrders& orders = m_outcome->file.orders;
    const auto cards = [](const auto& list, const std::vector<std::uint32_t>& of) {
        std::uint64_t out = 0;
        for (const std::uint32_t i : of) {
            out += list[i].cards;
        }
        return out;
    };
    const Cell none{format::unknown(), {}, false};
    switch (column) {
    case BidsColumn:
        return count(at.bids.size());
    case WantedColumn:
        return count(cards(orders.bids, at.bids));
    case LimitColumn: // the book is sorted
        return at.bids.empty() ? none : price(orders.bids[at.bids.front()].limit);
    case AsksColumn:
        return count(at.asks.size());
    case OfferedColumn:
        return count(cards(orders.asks, at.asks));
    default:
        return at.asks.empty() ? none : price(orders.asks[at.asks.front()].reserve);
    }
}

void UnmatchedTable::choose()
{
    m_rows.clear();
    if (!m_outcome) {
        return;
    }
    for (std::size_t market = 0; market < m_outcome->result.markets.size(); ++market) {
        for (const std::uint32_t bid : m_outcome->result.markets[market].bids) {
            if (m_outcome->result.outcomes[bid] != BidOutcome::Filled) {
                m_rows.push_back({true, bid, market});
            }
        }
    }
    for (std::size_t job = 0; job < m_outcome->withoutBid.size(); ++job) {
        m_rows.push_back({false, job, 0});
    }
}

EntityKey UnmatchedTable::key(int row) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    if (!m_outcome->ordersFile.isEmpty()) {
        return {};
    }
    return {EntityKey::Type::Job,
            format::text(at.isBid ? m_outcome->file.orders.bids[at.at].id : m_outcome->withoutBid[at.at].id)};
}

CellTable::Header UnmatchedTable::header(int column) const
{
    switch (column) {
    case BidColumn:
        return {tr("Bid"), false, tr("Of orders made of the twin: the job.")};
    case ReasonColumn:
        return {tr("Why")};
    case TenantColumn:
        return {tr("Tenant")};
    case ProvinceColumn:
        return {tr("Province")};
    case ChipColumn:
        return {tr("Chip class")};
    case LatencyColumn:
        return {tr("Latency class"), true};
    case WantedColumn:
        return {tr("Cards wanted"), true};
    case GotColumn:
        return {tr("Cards got"), true};
    case LimitColumn:
        return {tr("Limit"), true, tr("Per card and hour.")};
    default:
        return {tr("Clearing price"), true, tr("Per card and hour, of its market.")};
    }
}

CellTable::Cell UnmatchedTable::cell(int row, int column) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    return at.isBid ? bidCell(at, column) : jobCell(m_outcome->withoutBid[at.at], column);
}

CellTable::Cell UnmatchedTable::bidCell(const Row& row, int column) const
{
    const Bid& bid = m_outcome->file.orders.bids[row.at];
    const MarketClearing& market = m_outcome->result.markets[row.market];
    switch (column) {
    case BidColumn:
        return text(bid.id);
    case ReasonColumn:
        return {ComputeTerms::of(m_outcome->result.outcomes[row.at])};
    case TenantColumn:
        return text(bid.tenant);
    case ProvinceColumn:
        return province(bid.key);
    case ChipColumn:
        return text(bid.key.chipClass);
    case LatencyColumn:
        return latency(bid.key);
    case WantedColumn:
        return count(bid.cards);
    case GotColumn:
        return count(m_outcome->result.got[row.at]);
    case LimitColumn:
        return price(bid.limit);
    default:
        return market.cards > 0 ? price(market.price) : Cell{format::unknown(), {}, false};
    }
}

CellTable::Cell UnmatchedTable::jobCell(const JobWithoutBid& job, int column) const
{
    switch (column) {
    case BidColumn:
        return text(job.id);
    case ReasonColumn:
        switch (job.why) {
        case NoBid::AsksForNoCards:
            return {tr("No bid: it asks for no cards")};
        case NoBid::NamesNoChipClass:
            return {tr("No bid: it names no chip class")};
        case NoBid::NothingOffered:
            break;
        }
        return {tr("No bid: nobody offers free cards of its class")};
    case TenantColumn:
        return text(job.tenant);
    case ChipColumn:
        return text(job.chipClass);
    case WantedColumn:
        return count(job.cards);
    case GotColumn:
        return count(0);
    default:
        return {format::unknown(), {}, false};
    }
}

} // namespace models
