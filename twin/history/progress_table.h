#pragma once

#include "twin/history/sequence_ranges.h"
#include "twin/history/sqlite.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::history {

/// What was ever accepted of one (source, epoch); survives trimming of the records.
struct ProgressRecord
{
    std::string source;
    std::uint64_t epoch = 0;
    Progress progress;
    std::uint64_t frames = 0;
    std::uint64_t samples = 0;
};

/// Past epochs of a source of which only sums are remembered, so that a source that starts over and over does
/// not grow the store for ever.
struct ForgottenEpochs
{
    std::string source;
    std::uint64_t upTo = 0; ///< the greatest of them; an epoch up to here is not taken any more
    std::uint64_t epochs = 0;
    std::uint64_t frames = 0; ///< ever accepted of them
    std::uint64_t samples = 0;
    std::vector<std::uint64_t> gone = {}; ///< those whose record goes with this update
};

/// What a group of records changes.
struct ProgressUpdate
{
    std::vector<ProgressRecord> records;
    std::vector<ForgottenEpochs> forgotten;
};

/// The tables `progress` and `forgotten` of a store, inside the writer's transaction. Sources are given by
/// their number in the store.
class ProgressTable
{
  public:
    /// Errors: Io.
    [[nodiscard]] static Result<ProgressTable> prepare(Database& database);

    [[nodiscard]] Result<> store(std::int64_t source, const ProgressRecord& record);
    [[nodiscard]] Result<> forget(std::int64_t source, const ForgottenEpochs& forgotten);

  private:
    Statement m_store;
    Statement m_drop;
    Statement m_forget;
};

/// By source name, then epoch. Errors: Io, BadInput.
[[nodiscard]] Result<std::vector<ProgressRecord>> loadProgress(Database& database);
/// By source name; nothing from a store of before schema 2. Errors: Io.
[[nodiscard]] Result<std::vector<ForgottenEpochs>> loadForgotten(Database& database);

} // namespace twin::history
