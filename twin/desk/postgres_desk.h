#pragma once

#include "twin/desk/document_desk.h"
#include "twin/history/pg_connection.h"

#include <chrono>
#include <memory>
#include <string>

namespace twin::desk {

/// The desk on a PostgreSQL server, where every seat writes. Places are given under a lock of one row, so
/// they are in the order of commits; who listens hears of each. Tables: docs/shift-log.md.
class PostgresDesk final : public DocumentDesk
{
  public:
    /// Connects; makes the tables where they are missing. Errors: Io, BadInput (the location), Unsupported
    /// (newer tables).
    [[nodiscard]] static Result<std::unique_ptr<DeskStore>> open(const std::string& location);

    [[nodiscard]] Result<> canWrite() const override;
    [[nodiscard]] Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) override;
    [[nodiscard]] Result<std::vector<Entry>> entries(std::uint64_t after, std::size_t limit) override;
    /// Also true once a second: so a connection that is dead is noticed.
    [[nodiscard]] Result<bool> hasNews() override;
    [[nodiscard]] Result<std::vector<DocumentInfo>> documents() override;
    [[nodiscard]] Result<std::vector<DocumentInfo>> versions(const std::string& name) override;
    [[nodiscard]] Result<Document> document(const std::string& name, std::uint64_t version) override;

  private:
    struct Columns;

    explicit PostgresDesk(history::PgConnection connection)
        : m_connection(std::move(connection))
    {}

    [[nodiscard]] Result<> prepare();
    [[nodiscard]] Result<> make();
    [[nodiscard]] Result<> transact(const std::function<Result<>()>& work) override;
    [[nodiscard]] Result<std::vector<std::uint64_t>> placesOf(const Columns& columns);
    [[nodiscard]] Result<DocumentInfo> newest(const std::string& name) override;
    [[nodiscard]] Result<> makeRoomForName(const std::string& name) override;
    [[nodiscard]] Result<> insertVersion(const Document& document) override;
    [[nodiscard]] Result<> forgetVersions(const std::string& name, std::uint64_t upTo) override;

    history::PgConnection m_connection;
    std::string m_readOnly; ///< why it may only be read; empty: it may be written
    std::chrono::steady_clock::time_point m_lookAt{};
};

} // namespace twin::desk
