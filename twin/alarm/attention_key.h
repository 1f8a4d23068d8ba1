#pragma once

#include "twin/alarm/attention.h"

#include <string>

namespace twin::alarm {

/// What makes two items the same problem, in words that stay the same on every console and after every
/// restart: `link-overload/link/forward//L-17`, `alarm/pool//pool.power-loss/P-3`. Code, subject, direction
/// and alarm type, each without `/` and control characters (`%2F`, …), then the identifier likewise. At most
/// 1,024 bytes: of what is longer the end is left out.
[[nodiscard]] std::string attentionKey(const AttentionItem& item);

} // namespace twin::alarm
