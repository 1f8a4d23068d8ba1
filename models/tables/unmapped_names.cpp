#include "models/tables/unmapped_names.h"

#include "models/format/format.h"

#include <algorithm>

namespace models {

QList<UnmappedName> unmappedNames(const twin::state::SnapshotPtr& snapshot, const EntityKey& source)
{
    QList<UnmappedName> out;
    if (!snapshot || source.type != EntityKey::Type::Source) {
        return out;
    }
    const auto found =
        std::ranges::find(*snapshot->sources, format::utf8(source.id), &twin::state::SourceStatus::name);
    if (found == snapshot->sources->end() || found->mappingRules == nullptr) {
        return out;
    }
    for (const auto& [name, rule] : *found->mappingRules) {
        const auto count = found->unknownNames.find(name);
        out.append(
            {format::text(name), count != found->unknownNames.end() ? count->second : 0, format::text(rule)});
    }
    std::ranges::stable_sort(out, std::ranges::greater(), &UnmappedName::points);
    return out;
}

} // namespace models
