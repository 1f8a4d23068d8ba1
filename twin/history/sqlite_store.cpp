#include "twin/history/sqlite_store.h"

#include "twin/history/sqlite_reader.h"
#include "twin/history/sqlite_upkeep.h"
#include "twin/history/sqlite_writer.h"

#include <optional>
#include <utility>

namespace twin::history {

namespace {

class SqliteStore final : public HistoryStore
{
  public:
    explicit SqliteStore(std::string path)
        : m_path(std::move(path))
    {}

    Result<std::unique_ptr<HistoryWriter>> openWriter(const JournalOptions& options) override
    {
        auto opened = SqliteWriter::open(m_path, options);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        return std::unique_ptr<HistoryWriter>(std::move(*opened));
    }

    Result<std::unique_ptr<HistoryReader>> openReader() override
    {
        auto opened = SqliteReader::open(m_path);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        return std::unique_ptr<HistoryReader>(std::move(*opened));
    }

    Result<std::vector<StoreProblem>> check(std::size_t limit) override { return checkFile(m_path, limit); }

    Result<std::vector<StoreProblem>> repair() override { return repairFile(m_path); }

    void settle() override;
    Result<> shrink() override;

  private:
    std::string m_path;
    std::optional<Database> m_settling; ///< the connection of `settle`
};

void SqliteStore::settle()
{
    if (!m_settling) {
        auto opened = Database::open(m_path, Database::Mode::ReadWrite);
        if (!opened) {
            return;
        }
        m_settling = std::move(*opened);
    }
    // Passive: neither waits for the writer nor makes it wait.
    if (!m_settling->execute("PRAGMA wal_checkpoint(PASSIVE)")) {
        m_settling.reset();
    }
}

Result<> SqliteStore::shrink()
{
    auto journal = Journal::open(m_path, {});
    if (!journal) {
        return failure(std::move(journal.error()));
    }
    return journal->database().execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

std::unique_ptr<HistoryStore> sqliteStore(std::string path)
{
    return std::make_unique<SqliteStore>(std::move(path));
}

} // namespace twin::history
