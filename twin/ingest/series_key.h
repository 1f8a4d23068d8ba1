#pragma once

#include <string>
#include <string_view>

namespace twin::ingest {

/// Appends a part of a series' key so that parts cannot run into each other.
inline void appendKeyPart(std::string& key, std::string_view part)
{
    key.push_back(static_cast<char>(part.size() & 0xFFU));
    key.push_back(static_cast<char>(part.size() >> 8U & 0xFFU));
    key.append(part);
}

} // namespace twin::ingest
