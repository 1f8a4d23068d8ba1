#pragma once

#include "twin/support/name_list.h"

#include <string>
#include <vector>

namespace twin::scenario {

/// Of a list of things with identifiers: what nearestNames looks among.
template <typename List> [[nodiscard]] std::vector<std::string> idsOf(const List& list)
{
    std::vector<std::string> out;
    for (const auto& entity : list) {
        out.push_back(entity.id);
    }
    return out;
}

} // namespace twin::scenario
