#include "models/market/market_totals.h"

#include "models/format/format.h"

#include <QCoreApplication>

namespace models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::MarketTotals)
};

/// Negative, so not drawn, where there is no whole.
double shareOf(double part, double whole)
{
    return whole > 0 ? part / whole : -1;
}

double shareOf(twin::MoneyE4 part, twin::MoneyE4 whole)
{
    return shareOf(static_cast<double>(part), static_cast<double>(whole));
}

} // namespace

QString meteredText(double amount, const QLocale& locale)
{
    constexpr double kMany = 1'000;
    return amount < kMany ? format::number(amount, locale) : format::count(amount, locale);
}

format::Quantity wholeMoney(twin::MoneyE4 amount, const QLocale& locale)
{
    constexpr twin::MoneyE4 kFen = 100;
    if (amount % kFen == 0) {
        return format::money(amount, locale);
    }
    QLocale grouped = locale;
    grouped.setNumberOptions(QLocale::DefaultNumberOptions);
    return {format::fixed(static_cast<double>(amount) * 1e-4, 4, grouped), QStringLiteral("CNY")};
}

MarketTotals marketTotals(const MarketOutcome& outcome, const MarketBills& bills)
{
    MarketTotals out;
    for (const auto& market : outcome.result.markets) {
        out.buyerSurplus += market.buyerSurplus;
        out.sellerSurplus += market.sellerSurplus;
    }
    out.bids = outcome.file.orders.bids.size();
    for (const auto bidOutcome : outcome.result.outcomes) {
        out.filled += bidOutcome == twin::compute::BidOutcome::Filled ? 1 : 0;
    }
    out.contracts = outcome.contracts.size();
    const double hours = outcome.file.orders.hours;
    for (std::size_t i = 0; i < outcome.contracts.size(); ++i) {
        const MarketContract& each = outcome.contracts[i];
        const twin::compute::Bill& bill = bills.bills[i];
        out.aboveLimit += each.contract.price > outcome.bidOf(each).limit ? 1 : 0;
        out.belowReserve += each.contract.price < outcome.askOf(each).reserve ? 1 : 0;
        out.buyersPay += bill.total;
        out.compute += bill.compute;
        out.credit += bill.credit;
        out.sellersGet += bill.compute - bill.credit;
        out.networkGets += bill.network;
        out.cardHours += bill.meter.cardHours;
        out.eflopsHours += bill.meter.eflopsHours;
        out.gbpsHours += bill.meter.gbpsHours;
        out.contractedCardHours += each.contract.cards * hours;
        out.contractedGbpsHours += each.contract.gbps * hours;
    }
    return out;
}

std::vector<CalculatorFigure> marketFigures(const MarketTotals& totals, const QLocale& locale)
{
    const auto money = [&](twin::MoneyE4 amount) {
        return wholeMoney(amount, locale); // so that what is shown adds up
    };
    const auto count = [&](std::uint64_t number) {
        return format::Quantity{format::count(number, locale), {}};
    };
    const auto amount = [&](double number, const char* unit) {
        return format::Quantity{meteredText(number, locale), QString::fromUtf8(unit)};
    };
    const twin::MoneyE4 surplus = totals.buyerSurplus + totals.sellerSurplus;
    const auto contracts = static_cast<double>(totals.contracts);
    return {
        {Words::tr("Bids that got all they asked for"), count(totals.filled),
         shareOf(static_cast<double>(totals.filled), static_cast<double>(totals.bids)), true},
        {Words::tr("Surplus of all contracts, as agreed"), money(surplus), -1, true},
        {Words::tr("of buyers: limit less price"), money(totals.buyerSurplus),
         shareOf(totals.buyerSurplus, surplus)},
        {Words::tr("of sellers: price less reserve price"), money(totals.sellerSurplus),
         shareOf(totals.sellerSurplus, surplus)},
        {Words::tr("Buyers pay"), money(totals.buyersPay), -1, true},
        {Words::tr("to sellers, for compute that was delivered"), money(totals.compute)},
        {Words::tr("less service credit"), money(-totals.credit), shareOf(totals.credit, totals.compute)},
        {Words::tr("to the network"), money(totals.networkGets)},
        {Words::tr("Sellers get"), money(totals.sellersGet), -1, true},
        {Words::tr("The network gets"), money(totals.networkGets), -1, true},
        {Words::tr("Left over: paid, and nobody gets it (budget balance: 0)"), money(totals.leftOver()), -1,
         true},
        {Words::tr("Contracts above the buyer's limit (individual rationality: 0)"), count(totals.aboveLimit),
         shareOf(static_cast<double>(totals.aboveLimit), contracts), true},
        {Words::tr("Contracts below the seller's reserve price (individual rationality: 0)"),
         count(totals.belowReserve), shareOf(static_cast<double>(totals.belowReserve), contracts), true},
        {Words::tr("Delivered, card-hours"), amount(totals.cardHours, ""),
         shareOf(totals.cardHours, totals.contractedCardHours), true},
        {Words::tr("Delivered, compute (FP16)"), amount(totals.eflopsHours, "EFLOPS·h"), -1, true},
        {Words::tr("Delivered, bandwidth each way"), amount(totals.gbpsHours, "Gb/s·h"),
         shareOf(totals.gbpsHours, totals.contractedGbpsHours), true},
    };
}

} // namespace models
