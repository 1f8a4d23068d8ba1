#pragma once

#include "twin/registry/snapshot_file.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin::registry {

/// Error: the snapshot is refused and the twin keeps the one it has. Warning: it is used, and this is shown.
enum class Grade : std::uint8_t { Error, Warning };

/// One thing wrong with a snapshot. `reason` is plain English with the numbers in it; `code` is stable for
/// callers that translate or filter (docs/formats.md lists them).
struct Problem
{
    Grade grade = Grade::Error;
    std::string entityKind; ///< message name as in registry.proto: "Pool", "Link"…; "Registry", "Workload"
                            ///< for the whole
    std::string entityId;   ///< "#12" (position in its list, from 1) when it has none
    std::string field;      ///< dotted path of registry.proto, e.g. "chips[2].count"
    std::string code;
    std::string reason;
    std::string file = {}; ///< of several (tables of an import) the one it stands in; empty = not known
    std::int64_t line = 0; ///< in the file, from 1; 0 = not known (problem_lines.h, csv_places.h)

    [[nodiscard]] std::string text() const;                           ///< `error: Pool CN.…: field: reason`
    [[nodiscard]] std::string textIn(const std::string& whole) const; ///< `file:line: error: …`
};

/// Everything found, up to `kMaxProblems`; the counts go on.
struct Validation
{
    static constexpr std::size_t kMaxProblems = 10'000;

    std::vector<Problem> problems; ///< in file order, entity kind by entity kind
    std::size_t errors = 0;
    std::size_t warnings = 0;

    [[nodiscard]] bool ok() const { return errors == 0; }

    [[nodiscard]] std::size_t left() const
    {
        return errors + warnings - problems.size();
    } ///< counted, not listed
};

/// Checks every rule of docs/formats.md on a snapshot. Any order of entities; does not change it. Thread
/// safe.
[[nodiscard]] Validation validate(const pb::SnapshotFile& snapshot);

} // namespace twin::registry
