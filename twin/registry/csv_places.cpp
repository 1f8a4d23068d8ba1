#include "twin/registry/csv_places.h"

#include <charconv>

namespace twin::registry {

namespace {

/// "chips[2].count" is of item 2 of `chips`; other fields of the entity itself.
std::pair<std::string, std::size_t> childOf(const std::string& field)
{
    const std::size_t open = field.find('[');
    if (open == std::string::npos) {
        return {};
    }
    std::size_t index = 0;
    std::from_chars(field.data() + open + 1, field.data() + field.size(), index);
    return {field.substr(0, open), index};
}

} // namespace

const CsvPlaces::Row* CsvPlaces::find(const Problem& problem) const
{
    const auto [child, index] = childOf(problem.field);
    const auto within = m_rows.find({problem.entityKind, problem.entityId, child});
    if (!child.empty() && within != m_rows.end() && index < within->second.size()) {
        return &within->second[index];
    }
    const auto row = m_rows.find({problem.entityKind, problem.entityId, {}});
    return row != m_rows.end() ? &row->second.back() : nullptr;
}

void CsvPlaces::locate(std::vector<Problem>& problems) const
{
    for (Problem& problem : problems) {
        if (const Row* row = find(problem)) {
            problem.file = row->file;
            problem.line = row->line;
        }
    }
}

} // namespace twin::registry
