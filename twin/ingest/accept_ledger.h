#pragma once

#include "twin/history/journal.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin::ingest {

using SourceEpoch = std::pair<std::string, std::uint64_t>;

/// So many epochs of one source have a record of their own; of older ones only sums are remembered, and they
/// are not taken any more. Past ones with more than kMaxGaps open gaps together are forgotten sooner.
inline constexpr std::size_t kEpochsRemembered = 64;

inline constexpr std::string_view kForgottenEpoch =
    "an epoch from before the last 64 of this source: begin a greater one";

/// What is kept of each (source, epoch), as the journal holds it. The store thread writes; sessions read for
/// their Welcome. Thread safe.
class AcceptLedger
{
  public:
    void load(std::vector<history::ProgressRecord> records, std::vector<history::ForgottenEpochs> forgotten);

    /// What the store says after it was lost for a while: of each epoch whatever knows of more frames holds.
    void reload(std::vector<history::ProgressRecord> records,
                std::vector<history::ForgottenEpochs> forgotten);

    [[nodiscard]] history::ProgressRecord record(const SourceEpoch& key) const;

    /// True for an epoch so old that it is not known any more what was accepted of it.
    [[nodiscard]] bool isForgotten(const SourceEpoch& key) const;

    /// What keeping `records` changes: they, and the epochs that are forgotten for them. Changes nothing yet.
    [[nodiscard]] history::ProgressUpdate update(std::vector<history::ProgressRecord> records) const;
    void commit(const history::ProgressUpdate& update);

    [[nodiscard]] std::vector<std::string> sourceNames() const;

  private:
    mutable std::mutex m_mutex;
    std::map<SourceEpoch, history::ProgressRecord> m_records;
    std::map<std::string, history::ForgottenEpochs> m_forgotten;
};

} // namespace twin::ingest
