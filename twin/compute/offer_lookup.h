#pragma once

#include "twin/compute/offer_table.h"

#include <string_view>
#include <unordered_map>

/// Internal to twin/compute: offers by what orders and contracts name them by.
namespace twin::compute {

/// Finds the offer of a pool and chip class by a look into a hash table: a market has thousands of orders.
class OfferLookup
{
  public:
    /// `table` outlives the lookup.
    explicit OfferLookup(const OfferTable& table)
    {
        for (const ComputeOffer& offer : table.offers()) {
            m_chips[table.pool(offer).id].try_emplace(table.chip(offer).chipClass, &offer);
        }
    }

    /// The first of the pool with the class; null: the pool does not offer it.
    [[nodiscard]] const ComputeOffer* find(std::string_view pool, std::string_view chipClass) const
    {
        const auto chips = m_chips.find(pool);
        if (chips == m_chips.end()) {
            return nullptr;
        }
        const auto found = chips->second.find(chipClass);
        return found == chips->second.end() ? nullptr : found->second;
    }

  private:
    std::unordered_map<std::string_view, std::unordered_map<std::string_view, const ComputeOffer*>> m_chips;
};

} // namespace twin::compute
