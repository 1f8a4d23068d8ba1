#include "models/market/live_orders.h"

#include "models/placement/waiting_jobs.h"
#include "twin/compute/data_rules.h"
#include "twin/compute/orders_file.h"
#include "twin/compute/registered_request.h"
#include "twin/support/geography.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace models {

using namespace twin::compute;
using twin::MoneyE4;
using twin::registry::JobKind;
using twin::registry::PriceKind;

namespace {

constexpr std::array<std::uint32_t, 3> kClasses_ms{1, 5, 20};
constexpr std::uint32_t kInferenceClass_ms = 5;
constexpr std::uint32_t kUsualClass_ms = 20;
constexpr double kMostGbps = 1e6; ///< as of an orders file

MoneyE4 priceOf(const ComputeOffer& offer, PriceKind kind)
{
    return offer.prices[static_cast<std::size_t>(kind)];
}

/// 0: it has no price.
MoneyE4 lowestPrice(const ComputeOffer& offer)
{
    MoneyE4 out = 0;
    for (const PriceKind kind : {PriceKind::OnDemand, PriceKind::Reserved, PriceKind::Spot}) {
        const MoneyE4 price = priceOf(offer, kind);
        out = price > 0 && (out == 0 || price < out) ? price : out;
    }
    return out;
}

/// The registered class, or what is assumed without one.
std::uint32_t latencyClassOf(const PlacementRequest& job)
{
    const double asked = job.latency_ms > 0 ? job.latency_ms : job.latencyClass_ms;
    if (asked <= 0) {
        return job.kind == JobKind::Infer ? kInferenceClass_ms : kUsualClass_ms;
    }
    const auto* found = std::ranges::find_if(kClasses_ms, [&](std::uint32_t one) { return asked <= one; });
    return found != kClasses_ms.end() ? *found : kClasses_ms.back();
}

/// Free cards of a class in a province, and who has them.
struct Supply
{
    std::vector<std::pair<const ComputeOffer*, std::uint32_t>> sellers; ///< with their free cards
    std::uint64_t left = 0;                                             ///< not yet bid for
    MoneyE4 lowest = 0;
    std::map<std::uint32_t, std::uint64_t> asked; ///< cards, by latency class

    /// Average list price of a card; 0: nobody has one.
    [[nodiscard]] MoneyE4 average(PriceKind kind) const
    {
        double sum = 0;
        double cards = 0;
        for (const auto& [offer, free] : sellers) {
            if (const MoneyE4 price = priceOf(*offer, kind); price > 0) {
                sum += static_cast<double>(price) * free;
                cards += free;
            }
        }
        return cards > 0 ? static_cast<MoneyE4>(std::llround(sum / cards)) : 0;
    }
};

class OrderMaker
{
  public:
    OrderMaker(const twin::state::Snapshot& snapshot, const OfferTable& table)
        : m_snapshot(snapshot)
        , m_table(table)
    {}

    LiveOrders make()
    {
        gatherSupply();
        for (const PlacementRequest& job : waitingRequests(m_snapshot, m_snapshot.time).jobs) {
            addBid(job);
        }
        addAsks();
        return std::move(m_out);
    }

  private:
    void gatherSupply()
    {
        for (const ComputeOffer& offer : m_table.offers()) {
            const twin::Province* province = twin::provinceOf(m_table.pool(offer).adcode);
            const bool isUp =
                offer.state != twin::OperState::Down && offer.state != twin::OperState::Draining;
            const bool isThere =
                isUp && offer.freeCards >= 1 && lowestPrice(offer) > 0 && province != nullptr;
            if (!isThere) {
                continue;
            }
            Supply& supply = m_supply[m_table.chip(offer).chipClass][province->adcode];
            const auto free =
                static_cast<std::uint32_t>(std::min<double>(kMostMarketCards, std::floor(offer.freeCards)));
            supply.sellers.emplace_back(&offer, free);
            supply.left += free;
            const MoneyE4 price = lowestPrice(offer);
            supply.lowest = supply.lowest == 0 ? price : std::min(supply.lowest, price);
        }
    }

    void addBid(const PlacementRequest& job)
    {
        const std::uint32_t cards = cardsOf(job, m_table.registry());
        const auto classOf = m_supply.find(job.chipClass);
        const bool isOffered =
            classOf != m_supply.end() && std::ranges::any_of(classOf->second, [&](const auto& entry) {
                return isWithin(entry.first, job.provinces);
            });
        if (cards == 0 || job.chipClass.empty() || !isOffered) {
            m_out.withoutBid.push_back({job.id, job.tenant, job.chipClass, cards,
                                        cards == 0              ? NoBid::AsksForNoCards
                                        : job.chipClass.empty() ? NoBid::NamesNoChipClass
                                                                : NoBid::NothingOffered});
            return;
        }
        Bid bid;
        bid.id = job.id;
        bid.tenant = job.tenant;
        bid.cards = std::min(cards, kMostMarketCards);
        bid.key.chipClass = job.chipClass;
        bid.key.latencyClass_ms = latencyClassOf(job);
        // Between the pools of one job nothing leads to a place of users.
        const std::string& site = job.usersSite.empty() ? job.dataSite : job.usersSite;
        const auto home = job.kind == JobKind::CrossTrain ? std::nullopt : provinceOfPlace(site);
        if (home) {
            bid.usersSite = site;
            bid.gbps = std::min(job.gbps, kMostGbps);
        }
        bid.key.province = provinceFor(classOf->second, home, bid.cards, job.provinces);
        Supply& supply = classOf->second[bid.key.province];
        supply.left -= std::min<std::uint64_t>(supply.left, bid.cards);
        supply.asked[bid.key.latencyClass_ms] += bid.cards;
        bid.limit = withinBudget(limitOf(supply, job), job, bid.cards);
        m_out.orders.bids.push_back(std::move(bid));
    }

    [[nodiscard]] std::optional<std::uint32_t> provinceOfPlace(const std::string& place) const
    {
        const twin::registry::Registry& registry = m_table.registry();
        std::uint32_t adcode = 0;
        if (const auto site = registry.find(twin::EntityKind::Site, place)) {
            adcode = registry.sites[site->index].adcode;
        } else if (const auto pool = registry.find(twin::EntityKind::Pool, place)) {
            adcode = registry.pools[pool->index].adcode;
        }
        const twin::Province* province = adcode != 0 ? twin::provinceOf(adcode) : nullptr;
        return province != nullptr ? std::optional(province->adcode) : std::nullopt;
    }

    static std::uint32_t provinceFor(const std::map<std::uint32_t, Supply>& provinces,
                                     std::optional<std::uint32_t> home, std::uint32_t cards,
                                     const std::vector<std::uint32_t>& allowed)
    {
        if (home && provinces.contains(*home) && isWithin(*home, allowed)) {
            return *home;
        }
        // Where there is not enough anywhere, where most is left.
        const auto rank = [cards](const Supply& supply) {
            return supply.left >= cards ? std::pair{0.0, static_cast<double>(supply.lowest)}
                                        : std::pair{1.0, -static_cast<double>(supply.left)};
        };
        const std::pair nowhere{2.0, 0.0};
        return std::ranges::min_element(provinces, {},
                                        [&](const auto& entry) {
                                            return isWithin(entry.first, allowed) ? rank(entry.second)
                                                                                  : nowhere;
                                        })
            ->first;
    }

    /// Nobody bids more than the registered budget of the whole job comes to for a card and hour.
    static MoneyE4 withinBudget(MoneyE4 limit, const PlacementRequest& job, std::uint32_t cards)
    {
        if (job.budget_cny <= 0 || job.hours <= 0) {
            return limit;
        }
        const double most = std::floor(job.budget_cny * 1e4 / (cards * job.hours));
        return most < static_cast<double>(limit) ? std::max<MoneyE4>(1, static_cast<MoneyE4>(most)) : limit;
    }

    static MoneyE4 limitOf(const Supply& supply, const PlacementRequest& job)
    {
        const bool isUrgent = job.kind == JobKind::Infer || job.deadline_s > 0;
        for (const PriceKind kind :
             {isUrgent ? PriceKind::OnDemand : PriceKind::Reserved, PriceKind::OnDemand, PriceKind::Spot}) {
            if (const MoneyE4 price = supply.average(kind); price > 0) {
                return price;
            }
        }
        return supply.lowest; // only reserved prices, and somebody in a hurry
    }

    void addAsks()
    {
        for (const auto& [chipClass, provinces] : m_supply) {
            for (const auto& [province, supply] : provinces) {
                std::uint64_t all = 0;
                for (const auto& [latency, cards] : supply.asked) {
                    all += cards;
                }
                for (const auto& [latency, cards] : supply.asked) {
                    addAsks({province, chipClass, latency}, supply,
                            static_cast<double>(cards) / static_cast<double>(all));
                }
            }
        }
    }

    void addAsks(const MarketKey& key, const Supply& supply, double share)
    {
        for (const auto& [offer, free] : supply.sellers) {
            const auto cards = static_cast<std::uint32_t>(std::floor(free * share + 1e-9));
            if (cards == 0 || m_out.orders.asks.size() == kMostOrders) {
                continue;
            }
            Ask ask;
            ask.id = "ask-" + std::to_string(m_out.orders.asks.size() + 1);
            ask.poolId = m_table.pool(*offer).id;
            ask.key = key;
            ask.cards = cards;
            ask.reserve = lowestPrice(*offer);
            m_out.orders.asks.push_back(std::move(ask));
        }
    }

    const twin::state::Snapshot& m_snapshot;
    const OfferTable& m_table;
    std::map<std::string, std::map<std::uint32_t, Supply>> m_supply; ///< by chip class and province
    LiveOrders m_out;
};

} // namespace

LiveOrders liveOrders(const twin::state::Snapshot& snapshot, const OfferTable& table)
{
    return OrderMaker(snapshot, table).make();
}

} // namespace models
