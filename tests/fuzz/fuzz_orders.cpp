// Orders files: any bytes are read or refused; what is read can be written and read again, and clears with
// money that adds up.
#include "tests/twin/compute/nation.h"
#include "twin/compute/admission.h"
#include "twin/compute/orders_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::compute;
    static const test::ComputeNation nation = test::computeNation();
    static const twin::network::Network network = nation.network();
    static const OfferTable table(nation.registry, nation.workload.get());
    const auto file = parseOrders(std::string_view(reinterpret_cast<const char*>(data), size), "orders.json");
    if (!file) {
        return 0;
    }
    if (!parseOrders(ordersText(*file), "again.json")) {
        std::abort();
    }
    const auto result = clearMarkets(network, table, file->orders, freeCapacity(network.graph, {}));
    if (!result) {
        return 0;
    }
    for (const MarketClearing& market : result->markets) {
        if (market.buyerSurplus < 0 || market.sellerSurplus < 0 || market.cards > market.crossing) {
            std::abort();
        }
        (void)settle(table, file->orders, market.contracts, file->outages);
    }
    return 0;
}
