#pragma once

#include "twin/history/history_store.h"
#include "twin/history/pg_journal.h"
#include "twin/history/pg_partitions.h"

#include <memory>
#include <string>

namespace twin::history {

/// The writer of a PostgreSQL store, beside the journal in it.
class PgWriter final : public HistoryWriter
{
  public:
    /// Errors: those of PgJournal::open.
    [[nodiscard]] static Result<std::unique_ptr<PgWriter>> open(const std::string& location,
                                                                const JournalOptions& options);

    [[nodiscard]] Result<AppendOutcome>
    append(std::span<const JournalEntry> entries,
           const std::function<ProgressUpdate(std::size_t stored)>& progressAfter) override;
    [[nodiscard]] Result<std::vector<ProgressRecord>> loadProgress() const override;
    [[nodiscard]] Result<std::vector<ForgottenEpochs>> loadForgotten() const override;
    [[nodiscard]] Result<> probe() override;
    [[nodiscard]] Result<std::uint64_t> addRegistry(const RegistryVersion& version,
                                                    std::string_view document) override;
    [[nodiscard]] Result<> add(const FoldPiece& piece) override;
    [[nodiscard]] Result<> seal(const Checkpoint& checkpoint) override;
    [[nodiscard]] Result<> dropUnsealed() override;
    [[nodiscard]] Result<bool> trim(JournalOrder upTo, std::uint64_t maxBytes) override;
    [[nodiscard]] Result<> beginRollup(RollupWindow window) override;
    [[nodiscard]] Result<> putRollups(std::span<const RollupRow> rows) override;
    [[nodiscard]] Result<> completeRollup(RollupWindow window) override;
    [[nodiscard]] Result<bool> expire(const RetentionPolicy& policy, TimeNs now,
                                      std::size_t maxRows) override;
    [[nodiscard]] Result<std::uint64_t> journalBytes() const override;

  private:
    explicit PgWriter(std::unique_ptr<PgJournal> journal)
        : m_journal(std::move(journal))
    {}

    Result<> ensureDays(const std::vector<BlockRow>& blocks);

    std::unique_ptr<PgJournal> m_journal;
    PgPartitions m_days{"blocks"};
};

} // namespace twin::history
