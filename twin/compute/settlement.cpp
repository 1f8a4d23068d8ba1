#include "twin/compute/settlement.h"

#include "twin/compute/offer_lookup.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace twin::compute {

namespace {

using Spans = std::vector<std::pair<double, double>>;

const Spans kNever;

/// When pools were down within [0, hours), from the earliest on; overlaps are still there.
std::unordered_map<std::string_view, Spans> downSpans(double hours, std::span<const PoolOutage> outages)
{
    std::unordered_map<std::string_view, Spans> out;
    for (const PoolOutage& outage : outages) {
        const double from = std::max(0.0, outage.from_h);
        const double to = std::min(hours, outage.to_h);
        if (from < to) {
            out[outage.poolId].emplace_back(from, to);
        }
    }
    for (auto& [pool, spans] : out) {
        std::ranges::sort(spans);
    }
    return out;
}

/// Hours of sorted spans within [0, until), overlaps counted once.
double hoursUntil(const Spans& spans, double until)
{
    double out = 0;
    double counted = 0;
    for (const auto& [from, to] : spans) {
        const double end = std::min(to, until);
        out += std::max(0.0, end - std::max(from, counted));
        counted = std::max(counted, end);
    }
    return out;
}

bool isOut(const RoutePart& part, double at_h, std::span<const ArcOutage> outages)
{
    return std::ranges::any_of(outages, [&](const ArcOutage& outage) {
        return outage.from_h <= at_h && at_h < outage.to_h &&
               std::ranges::find(part.arcs, outage.arc) != part.arcs.end();
    });
}

/// Of the rate of some ways, what is not over an arc that is out.
double shareLeft(std::span<const RoutePart> parts, double at_h, std::span<const ArcOutage> outages)
{
    double all = 0;
    double left = 0;
    for (const RoutePart& part : parts) {
        all += part.rate_bps;
        left += isOut(part, at_h, outages) ? 0 : part.rate_bps;
    }
    return all > 0 ? left / all : 1;
}

/// Hours of full bandwidth lost while the pool was up: when it is down its lines are too, and that is not the
/// network's fault.
double lostHours(const Contract& contract, double hours, const Spans& poolDown,
                 std::span<const ArcOutage> arcs)
{
    std::vector<double> times{0, hours};
    for (const ArcOutage& outage : arcs) {
        times.push_back(std::clamp(outage.from_h, 0.0, hours));
        times.push_back(std::clamp(outage.to_h, 0.0, hours));
    }
    std::ranges::sort(times);
    double out = 0;
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        const double from = times[i];
        const double to = times[i + 1];
        if (from < to) {
            const double lost =
                1 - (shareLeft(contract.there, from, arcs) + shareLeft(contract.back, from, arcs)) / 2;
            const double down = hoursUntil(poolDown, to) - hoursUntil(poolDown, from);
            out += lost * (to - from - down);
        }
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
    return settleWithArcs(table, orders, contracts, outages, {}, precision);
}

std::vector<Bill> settleWithArcs(const OfferTable& table, const MarketOrders& orders,
                                 std::span<const Contract> contracts, std::span<const PoolOutage> outages,
                                 std::span<const ArcOutage> arcOutages, Precision precision)
{
    std::vector<Bill> out;
    const OfferLookup offers(table);
    const auto down = downSpans(orders.hours, outages);
    for (const Contract& contract : contracts) {
        const Ask& ask = orders.asks[contract.ask];
        const auto found = down.find(ask.poolId);
        const Spans& poolDown = found == down.end() ? kNever : found->second;
        const double hours = orders.hours - hoursUntil(poolDown, orders.hours);
        Bill bill;
        bill.meter.availability = hours / orders.hours;
        bill.meter.cardHours = contract.cards * hours;
        const double lost = lostHours(contract, orders.hours, poolDown, arcOutages);
        const double carried = hours - lost;
        bill.meter.networkAvailability = 1 - lost / orders.hours;
        bill.meter.gbpsHours = contract.gbps * carried;
        double promised = 0;
        if (const ComputeOffer* offer = offers.find(ask.poolId, ask.key.chipClass)) {
            promised = table.pool(*offer).sla.availability;
            bill.meter.eflopsHours = gflopsOf(table.chip(*offer), precision, bill.meter.cardHours) / 1e9;
        }
        bill.compute = hours == orders.hours
                           ? contract.compute
                           : moneyOf(bill.meter.cardHours * static_cast<double>(contract.price));
        bill.network =
            carried == orders.hours
                ? contract.network
                : moneyOf(2 * bill.meter.gbpsHours * static_cast<double>(orders.networkPerGbpsHour));
        bill.credit =
            moneyOf(creditPart(bill.meter.availability, promised) * static_cast<double>(bill.compute));
        bill.networkCredit =
            moneyOf(creditPart(bill.meter.networkAvailability, promised) * static_cast<double>(bill.network));
        bill.total = bill.compute + bill.network - bill.credit - bill.networkCredit;
        out.push_back(bill);
    }
    return out;
}

} // namespace twin::compute
