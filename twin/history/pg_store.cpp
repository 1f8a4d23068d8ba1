#include "twin/history/pg_store.h"

#include "twin/history/pg_reader.h"
#include "twin/history/pg_upkeep.h"
#include "twin/history/pg_writer.h"

#include <utility>

namespace twin::history {

namespace {

class PgStore final : public HistoryStore
{
  public:
    explicit PgStore(std::string location)
        : m_location(std::move(location))
    {}

    Result<std::unique_ptr<HistoryWriter>> openWriter(const JournalOptions& options) override
    {
        auto opened = PgWriter::open(m_location, options);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        return std::unique_ptr<HistoryWriter>(std::move(*opened));
    }

    Result<std::unique_ptr<HistoryReader>> openReader() override
    {
        auto opened = PgReader::open(m_location);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        return std::unique_ptr<HistoryReader>(std::move(*opened));
    }

    Result<std::vector<StoreProblem>> check(std::size_t limit) override
    {
        return checkPgStore(m_location, limit);
    }

    Result<std::vector<StoreProblem>> repair() override { return repairPgStore(m_location); }

    void settle() override {} // the server does it

    Result<> shrink() override { return shrinkPgStore(m_location); }

  private:
    std::string m_location;
};

} // namespace

std::unique_ptr<HistoryStore> pgStore(std::string location)
{
    return std::make_unique<PgStore>(std::move(location));
}

} // namespace twin::history
