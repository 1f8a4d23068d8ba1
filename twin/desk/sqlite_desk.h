#pragma once

#include "twin/desk/document_desk.h"
#include "twin/history/journal.h"
#include "twin/history/sqlite.h"

#include <memory>
#include <optional>
#include <string>

namespace twin::desk {

/// The desk in a store file, beside the journal and the history in it, by a connection of its own. Also of a
/// session, in memory.
class SqliteDesk final : public DocumentDesk
{
  public:
    /// `path` as it is; the file has the schema already when `turn` is given.
    [[nodiscard]] static Result<std::unique_ptr<DeskStore>> open(const std::string& path, DeskAccess access,
                                                                 WriterTurn turn);
    [[nodiscard]] static Result<std::unique_ptr<DeskStore>> openInMemory();

    [[nodiscard]] Result<> canWrite() const override;
    [[nodiscard]] Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) override;
    [[nodiscard]] Result<std::vector<Entry>> entries(std::uint64_t after, std::size_t limit) override;
    [[nodiscard]] Result<bool> hasNews() override;
    [[nodiscard]] Result<std::vector<DocumentInfo>> documents() override;
    [[nodiscard]] Result<std::vector<DocumentInfo>> versions(const std::string& name) override;
    [[nodiscard]] Result<Document> document(const std::string& name, std::uint64_t version) override;

  private:
    SqliteDesk(history::Database database, DeskAccess access, WriterTurn turn)
        : m_database(std::move(database))
        , m_access(access)
        , m_turn(std::move(turn))
    {}

    [[nodiscard]] Result<> transact(const std::function<Result<>()>& work) override;
    [[nodiscard]] Result<std::uint64_t> keep(const Entry& entry);
    [[nodiscard]] Result<> forgetOld();
    [[nodiscard]] Result<DocumentInfo> newest(const std::string& name) override;
    [[nodiscard]] Result<> makeRoomForName(const std::string& name) override;
    [[nodiscard]] Result<> insertVersion(const Document& document) override;
    [[nodiscard]] Result<> forgetVersions(const std::string& name, std::uint64_t upTo) override;
    [[nodiscard]] Result<std::vector<DocumentInfo>> infos(std::string_view sql, const std::string& name);

    std::optional<history::Journal> m_lock; ///< of a writer on its own: holds the file's writer lock
    history::Database m_database;
    DeskAccess m_access;
    WriterTurn m_turn; ///< empty: transactions where they are asked for
    std::int64_t m_dataVersion = -1;
};

} // namespace twin::desk
