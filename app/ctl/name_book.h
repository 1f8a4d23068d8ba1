#pragma once

#include "twin/registry/registry.h"

#include <cstdint>
#include <string>

namespace app::ctl {

/// What the province of an adcode is called in English, as every answer for a person calls it; the code where
/// there is no such province.
[[nodiscard]] std::string provinceName(std::uint32_t adcode);

/// What identifiers of a registry are called: pools, sites, service nodes and enterprises by their names,
/// links and conduits by what they join. In English, else in Chinese.
class NameBook
{
  public:
    /// @param registry outlives it
    explicit NameBook(const twin::registry::Registry& registry)
        : m_registry(registry)
    {}

    /// Empty of what is not in the registry. An arc (`LINK>`) has the name of its link.
    [[nodiscard]] std::string of(std::string id) const;
    /// `D.BEJ~LFG (Beijing ↔ Langfang)`; the identifier alone where there is no name.
    [[nodiscard]] std::string both(const std::string& id) const;

  private:
    const twin::registry::Registry& m_registry;
};

} // namespace app::ctl
