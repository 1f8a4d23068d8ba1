#pragma once

#include "twin/history/recording.h"
#include "twin/support/result.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace twin::ingest {

/// What is in a recording beyond what its blocks say.
struct RecordingContents
{
    struct Source
    {
        std::set<std::uint64_t> epochs;
        std::uint64_t frames = 0;
        std::uint64_t samples = 0;
    };

    std::map<std::string, Source> sources;
    std::vector<std::string> problems; ///< registries, the start or frames that cannot be read; at most 50
    std::uint64_t unreadable = 0;      ///< of frames among them
};

/// Reads everything as playing it would, and says what cannot be read. Errors: those of Recording::visit.
[[nodiscard]] Result<RecordingContents> readContents(const history::Recording& recording);

} // namespace twin::ingest
