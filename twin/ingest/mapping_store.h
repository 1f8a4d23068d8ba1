#pragma once

#include "twin/ingest/mapping.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace twin::ingest {

struct MappingStatus
{
    std::vector<std::string> files; ///< empty = the shipped ones
    std::size_t rules = 0;
    std::uint64_t version = 1; ///< grows with every reload that was taken
    std::string error;         ///< why the files as they are now are refused; the last good ones hold
};

/// The mapping in force. Reads its files again when they change; a bad version is refused and the old one
/// kept. Thread safe.
class MappingStore
{
  public:
    /// Without files the shipped mapping. Errors: NotFound, Io, and those of Mapping::parse.
    [[nodiscard]] static Result<std::shared_ptr<MappingStore>> open(std::vector<std::string> files);

    /// The same pointer while nothing changed.
    [[nodiscard]] MappingPtr current() const;
    [[nodiscard]] MappingStatus status() const;

    /// Looks whether a file changed (size or time), and if so takes it or notes why not. True when what is in
    /// force or what is wrong changed. Cheap when nothing did: ask once a second.
    bool reloadIfChanged();

  private:
    struct Stamp ///< of a file when it was last read
    {
        std::int64_t size = -1;
        std::int64_t time = -1;

        friend bool operator==(const Stamp&, const Stamp&) = default;
    };

    explicit MappingStore(std::vector<std::string> files);
    [[nodiscard]] std::vector<Stamp> stamps() const;

    const std::vector<std::string> m_files;
    std::vector<Stamp> m_stamps; ///< under m_reloadMutex
    std::mutex m_reloadMutex;
    mutable std::mutex m_mutex;
    MappingPtr m_current;
    MappingStatus m_status;
};

} // namespace twin::ingest
