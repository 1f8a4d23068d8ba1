#pragma once

#include "twin/compute/market.h"
#include "twin/compute/settlement.h"
#include "twin/support/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace twin::compute {

inline constexpr std::string_view kOrdersFormat = "suanwang.orders.v1";
inline constexpr std::size_t kMostOrders = 20'000;

struct OrdersFile
{
    MarketOrders orders;
    std::vector<PoolOutage> outages;
};

/// Reads an orders file (docs/formats.md, "Orders"). Errors as of readJobs (jobs_file.h).
[[nodiscard]] Result<OrdersFile> readOrders(const std::string& path);
[[nodiscard]] Result<OrdersFile> parseOrders(std::string_view text, const std::string& file);

/// The text of an orders file, which parseOrders reads back to the same orders. Precondition: what a file may
/// hold; identifiers and provinces are not checked.
[[nodiscard]] std::string ordersText(const OrdersFile& file);

} // namespace twin::compute
