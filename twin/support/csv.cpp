#include "twin/support/csv.h"

namespace twin {

namespace {

constexpr std::size_t kMaxCells = 1'000;

/// Walks the text once, cell by cell.
class Parser
{
  public:
    Parser(std::string_view text, std::size_t maxRows)
        : m_text(text)
        , m_maxRows(maxRows)
    {}

    Result<std::vector<CsvRow>> run()
    {
        while (m_at < m_text.size()) {
            auto row = record();
            if (!row) {
                return failure(std::move(row.error()));
            }
            const bool blank = row->cells.size() == 1 && row->cells[0].empty();
            if (!blank) {
                if (m_rows.size() == m_maxRows) {
                    return fail(ErrorCode::TooLarge, "more than " + std::to_string(m_maxRows) + " rows");
                }
                m_rows.push_back(std::move(*row));
            }
        }
        return std::move(m_rows);
    }

  private:
    [[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, std::string reason) const
    {
        return failureAt(code, {}, m_line, std::move(reason));
    }

    [[nodiscard]] bool atLineEnd() const
    {
        return m_at == m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r';
    }

    void skipLineEnd()
    {
        if (m_at < m_text.size() && m_text[m_at] == '\r') {
            ++m_at;
        }
        if (m_at < m_text.size() && m_text[m_at] == '\n') {
            ++m_at;
        }
        ++m_line;
    }

    Result<CsvRow> record()
    {
        CsvRow row;
        row.line = m_line;
        for (;;) {
            auto cell =
                m_at < m_text.size() && m_text[m_at] == '"' ? quotedCell() : Result<std::string>(plainCell());
            if (!cell) {
                return failure(std::move(cell.error()));
            }
            if (row.cells.size() == kMaxCells) {
                return fail(ErrorCode::TooLarge,
                            "more than " + std::to_string(kMaxCells) + " cells in a row");
            }
            row.cells.push_back(std::move(*cell));
            if (atLineEnd()) {
                skipLineEnd();
                return row;
            }
            ++m_at; // the comma
        }
    }

    std::string plainCell()
    {
        const std::size_t start = m_at;
        while (!atLineEnd() && m_text[m_at] != ',') {
            ++m_at;
        }
        return std::string(m_text.substr(start, m_at - start));
    }

    Result<std::string> quotedCell()
    {
        const std::int64_t opened = m_line;
        std::string cell;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '"') {
                ++m_at;
                if (m_at == m_text.size() || m_text[m_at] != '"') {
                    if (!atLineEnd() && m_text[m_at] != ',') {
                        return fail(ErrorCode::BadInput, "text after a closing quote");
                    }
                    return cell;
                }
            }
            m_line += m_text[m_at] == '\n' ? 1 : 0;
            cell += m_text[m_at];
        }
        return failureAt(ErrorCode::BadInput, {}, opened, "quote is never closed");
    }

    std::string_view m_text;
    std::size_t m_maxRows;
    std::size_t m_at = 0;
    std::int64_t m_line = 1;
    std::vector<CsvRow> m_rows;
};

} // namespace

Result<std::vector<CsvRow>> parseCsv(std::string_view text, std::size_t maxRows)
{
    return Parser(text, maxRows).run();
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') {
            out += '"';
        }
        out += c;
    }
    return out + '"';
}

std::string csvCell(std::string_view cell)
{
    return cell.find_first_of(",;\"\r\n") == std::string_view::npos ? std::string(cell) : quoted(cell);
}

std::string csvListCell(std::string_view list)
{
    return list.find_first_of(",\"\r\n") == std::string_view::npos ? std::string(list) : quoted(list);
}

} // namespace twin
