#include "twin/compute/settlement.h"

#include <algorithm>
#include <cmath>

namespace twin::compute {

namespace {

/// Hours within [0, hours) in which the pool was down, overlaps counted once.
double downHours(std::string_view pool, double hours, std::span<const PoolOutage> outages)
{
    std::vector<std::pair<double, double>> spans;
    for (const PoolOutage& outage : outages) {
        const double from = std::max(0.0, outage.from_h);
        const double to = std::min(hours, outage.to_h);
        if (outage.poolId == pool && from < to) {
            spans.emplace_back(from, to);
        }
    }
    std::ranges::sort(spans);
    double out = 0;
    double until = 0;
    for (const auto& [from, to] : spans) {
        out += std::max(0.0, to - std::max(from, until));
        until = std::max(until, to);
    }
    return out;
}

double creditPart(double availability, double promised)
{
    if (availability >= promised) {
        return 0;
    }
    for (const CreditStep& step : kCreditSteps) {
        if (availability < step.below) {
            return step.part;
        }
    }
    return kLeastCredit;
}

MoneyE4 moneyOf(double amount)
{
    return static_cast<MoneyE4>(std::llround(amount));
}

} // namespace

std::vector<Bill> settle(const OfferTable& table, const MarketOrders& orders,
                         std::span<const Contract> contracts, std::span<const PoolOutage> outages,
                         Precision precision)
{
    std::vector<Bill> out;
    for (const Contract& contract : contracts) {
        const Ask& ask = orders.asks[contract.ask];
        const double hours = orders.hours - downHours(ask.poolId, orders.hours, outages);
        Bill bill;
        bill.meter.availability = hours / orders.hours;
        bill.meter.cardHours = contract.cards * hours;
        bill.meter.gbpsHours = contract.gbps * hours;
        double promised = 0;
        for (const ComputeOffer& offer : table.offers()) {
            if (table.pool(offer).id == ask.poolId && table.chip(offer).chipClass == ask.key.chipClass) {
                promised = table.pool(offer).sla.availability;
                bill.meter.eflopsHours = gflopsOf(table.chip(offer), precision, bill.meter.cardHours) / 1e9;
            }
        }
        bill.compute = hours == orders.hours
                           ? contract.compute
                           : moneyOf(bill.meter.cardHours * static_cast<double>(contract.price));
        bill.network =
            hours == orders.hours
                ? contract.network
                : moneyOf(2 * bill.meter.gbpsHours * static_cast<double>(orders.networkPerGbpsHour));
        bill.credit =
            moneyOf(creditPart(bill.meter.availability, promised) * static_cast<double>(bill.compute));
        bill.total = bill.compute + bill.network - bill.credit;
        out.push_back(bill);
    }
    return out;
}

} // namespace twin::compute
