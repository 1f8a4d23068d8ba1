#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kMaxGnmiMessageBytes = 4U << 20U; ///< 4 MiB
inline constexpr int kMaxGnmiUpdates = 65'536;                 ///< updates and deletes of one message
inline constexpr std::size_t kMaxGnmiTargetBytes = 100;

/// The places of one target that have a value: what a delete of something above them takes away. Bounded; of
/// places beyond the bound only a delete of exactly them is understood. A plain value.
class GnmiPlaces
{
  public:
    explicit GnmiPlaces(std::size_t most = 20'000)
        : m_most(most)
    {}

    void add(const std::string& path);
    /// Takes out and returns what is at or below `above`, in order.
    [[nodiscard]] std::vector<std::string> take(const std::string& above);

    [[nodiscard]] std::size_t size() const { return m_paths.size(); }

  private:
    std::size_t m_most;
    std::set<std::string, std::less<>> m_paths;
};

/// What a message said beside its values.
struct GnmiSummary
{
    std::uint64_t updates = 0;
    std::uint64_t deletes = 0; ///< places that lost their value
    bool isSync = false;       ///< every value of the subscription came at least once
};

/// Reads one SubscribeResponse, as collectors publish it (docs/bus.md), in two steps: whose it is, then what
/// it says. Updates become points of the series that is their path; a delete becomes a missing value of each
/// place it takes away, unless the same message gives it a new one. Keeps one message to parse into. One
/// thread.
class GnmiDecoder
{
  public:
    GnmiDecoder();
    ~GnmiDecoder();
    GnmiDecoder(const GnmiDecoder&) = delete;
    GnmiDecoder& operator=(const GnmiDecoder&) = delete;

    /// The device it is about: the one the message names, else `fallback`. Errors: BadInput (no
    /// SubscribeResponse, an empty one, one that is an error, no target at all), TooLarge.
    [[nodiscard]] Result<std::string> read(std::string_view bytes, std::string_view fallback);

    /// Gives out what the message read last says; values and places that cannot be taken are refused by name.
    GnmiSummary give(std::string_view target, GnmiPlaces& places, SeriesSink& out) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::ingest
