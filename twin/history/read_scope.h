#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

namespace twin::history {

/// One instant of a store (HistoryReader::beginRead) until the end of a scope.
class ReadScope
{
  public:
    explicit ReadScope(HistoryReader& reader)
        : m_reader(reader)
        , m_begun(reader.beginRead())
    {}

    ~ReadScope()
    {
        if (m_begun) {
            m_reader.endRead();
        }
    }

    ReadScope(const ReadScope&) = delete;
    ReadScope& operator=(const ReadScope&) = delete;

    [[nodiscard]] const Result<>& begun() const { return m_begun; }

  private:
    HistoryReader& m_reader;
    Result<> m_begun;
};

} // namespace twin::history
