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

} // namespace twin::compute
