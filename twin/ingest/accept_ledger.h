#pragma once

#include "twin/history/journal.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace twin::ingest {

using SourceEpoch = std::pair<std::string, std::uint64_t>;

/// What is kept of each (source, epoch), as the journal holds it. The store thread writes; sessions read for
/// their Welcome. Thread safe.
class AcceptLedger
{
  public:
    void load(const std::vector<history::ProgressRecord>& records)
    {
        const std::scoped_lock lock(m_mutex);
        for (const history::ProgressRecord& record : records) {
            m_records[{record.source, record.epoch}] = record;
        }
    }

    [[nodiscard]] history::ProgressRecord record(const SourceEpoch& key) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_records.find(key);
        return found != m_records.end() ? found->second
                                        : history::ProgressRecord{key.first, key.second, {}, 0, 0};
    }

    void commit(const std::vector<history::ProgressRecord>& records) { load(records); }

    [[nodiscard]] std::vector<std::string> sourceNames() const
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<std::string> out;
        for (const auto& [key, record] : m_records) {
            if (out.empty() || out.back() != key.first) {
                out.push_back(key.first);
            }
        }
        return out;
    }

  private:
    mutable std::mutex m_mutex;
    std::map<SourceEpoch, history::ProgressRecord> m_records;
};

} // namespace twin::ingest
