#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/collector_source.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::ingest {

/// Names no rule took, with an example of each and how many points came. Counting by one thread, reading by
/// any.
class UnmappedNames
{
  public:
    static constexpr std::uint32_t kIgnored = 0; ///< a rule says nobody wants it
    static constexpr std::uint32_t kOther = 1;   ///< beyond the names that are listed
    static constexpr std::uint32_t kFirstName = 2;

    using Suggest = std::string (*)(const SeriesDescription&);

    explicit UnmappedNames(Suggest suggest);

    /// The number of a name, given on first sight.
    [[nodiscard]] std::uint32_t number(const SeriesDescription& series, const std::string& problem);

    void count(std::uint32_t number, std::uint64_t points)
    {
        if (m_counted[number] == 0) {
            m_touched.push_back(number);
        }
        m_counted[number] += points;
    }

    /// What was counted since the last call: into the list, and by name into the tally as refused.
    void settle(Tally& tally);
    void clear();

    [[nodiscard]] std::vector<UnmappedSeries> list() const;

  private:
    Suggest m_suggest;
    mutable std::mutex m_mutex;
    std::vector<UnmappedSeries> m_names; ///< by number; under the mutex
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<std::uint64_t> m_counted;
    std::vector<std::uint32_t> m_touched;
};

} // namespace twin::ingest
