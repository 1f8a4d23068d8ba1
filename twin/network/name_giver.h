#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace twin::network {

/// Hands out names, each once: `base`, then `base#2`, `base#3`…, stepping over those that are taken.
class NameGiver
{
  public:
    std::string take(const std::string& base)
    {
        std::uint32_t& k = m_given[base];
        for (;;) {
            ++k;
            std::string name = k == 1 ? base : base + "#" + std::to_string(k);
            if (m_taken.insert(name).second) {
                return name;
            }
        }
    }

  private:
    std::unordered_map<std::string, std::uint32_t> m_given; ///< how often each base was asked for
    std::unordered_set<std::string> m_taken;
};

} // namespace twin::network
