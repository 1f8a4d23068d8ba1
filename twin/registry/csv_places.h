#pragma once

#include "twin/registry/validate.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin::registry {

/// Where the rows of an import stand, so that what validation finds later can be led back to a cell.
class CsvPlaces
{
  public:
    /// A row of `kind` ("Pool"; of a head "Registry") with this identifier.
    void note(const std::string& kind, const std::string& id, const std::string& file, std::int64_t line)
    {
        m_rows[{kind, id, {}}].push_back({file, line});
    }

    /// The next row of the list `child` ("chips") within that entity.
    void noteChild(const std::string& kind, const std::string& id, const std::string& child,
                   const std::string& file, std::int64_t line)
    {
        m_rows[{kind, id, child}].push_back({file, line});
    }

    /// Sets file and line of each problem whose entity was a row.
    void locate(std::vector<Problem>& problems) const;

  private:
    struct Row
    {
        std::string file;
        std::int64_t line = 0;
    };

    struct Key
    {
        std::string kind;
        std::string id;
        std::string child;
        friend auto operator<=>(const Key&, const Key&) = default;
    };

    [[nodiscard]] const Row* find(const Problem& problem) const;

    std::map<Key, std::vector<Row>> m_rows;
};

} // namespace twin::registry
