#include "twin/network/measurement_file.h"

#include "twin/network/file_problem.h"
#include "twin/network/readers.h"
#include "twin/support/csv.h"
#include "twin/support/file_io.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace twin::network {

namespace {

constexpr double kMaxRate_bps = 1e18;
constexpr double kUnmeasured = std::numeric_limits<double>::quiet_NaN();

/// A table whose first named column says what a row is of, and whose others are rates.
class RateTable
{
  public:
    RateTable(const std::string& file, std::vector<std::string_view> columns)
        : m_problem{file}
        , m_file(file)
        , m_columns(std::move(columns))
    {}

    /// Calls `take(row, name, rates)` for every row; an empty cell is NaN where `mayBeEmpty`.
    using Take =
        std::function<Result<>(std::int64_t line, const std::string& name, const std::vector<double>& rates)>;

    Result<> read(std::string_view text, std::size_t maxRows, bool mayBeEmpty, const Take& take)
    {
        auto rows = rowsOf(text, maxRows);
        if (!rows) {
            return failure(rows.error());
        }
        if (rows->empty()) {
            return m_problem.bad(1, "the header " + header() + " is missing");
        }
        if (auto found = findColumns(rows->front()); !found) {
            return found;
        }
        for (std::size_t i = 1; i < rows->size(); ++i) {
            if (auto taken = takeRow((*rows)[i], rows->front().cells.size(), mayBeEmpty, take); !taken) {
                return taken;
            }
        }
        return {};
    }

    [[nodiscard]] const FileProblem& problem() const { return m_problem; }

  private:
    Result<std::vector<CsvRow>> rowsOf(std::string_view text, std::size_t maxRows)
    {
        const auto named = [this](Error error) {
            error.file = m_file;
            return failure(std::move(error));
        };
        const auto utf8 = toUtf8(text);
        if (!utf8) {
            return named(utf8.error());
        }
        auto rows = parseCsv(*utf8, maxRows + 1);
        if (!rows) {
            return named(rows.error());
        }
        return rows;
    }

    [[nodiscard]] std::string header() const
    {
        std::string out;
        for (const std::string_view column : m_columns) {
            out += (out.empty() ? "" : ",") + std::string(column);
        }
        return out;
    }

    Result<> findColumns(const CsvRow& head)
    {
        for (const std::string_view column : m_columns) {
            const auto found = std::ranges::find(head.cells, column);
            if (found == head.cells.end()) {
                return m_problem.bad(head.line, "column " + std::string(column) + " is missing");
            }
            m_at.push_back(static_cast<std::size_t>(found - head.cells.begin()));
        }
        return {};
    }

    Result<> takeRow(const CsvRow& row, std::size_t cells, bool mayBeEmpty, const Take& take)
    {
        if (row.cells.size() != cells) {
            return m_problem.bad(row.line, std::to_string(cells) + " cells were expected, not " +
                                               std::to_string(row.cells.size()));
        }
        std::vector<double> rates;
        for (std::size_t i = 1; i < m_at.size(); ++i) {
            const std::string& cell = row.cells[m_at[i]];
            const auto rate = cell.empty() && mayBeEmpty ? std::optional(kUnmeasured) : numberFrom(cell);
            if (!rate) {
                return m_problem.bad(row.line, "not a number: " + cell.substr(0, 40));
            }
            if (*rate < 0 || *rate > kMaxRate_bps) {
                return m_problem.bad(row.line, "rate out of range (0 to 1e18 b/s)");
            }
            rates.push_back(*rate);
        }
        return take(row.line, row.cells[m_at[0]], rates);
    }

    FileProblem m_problem;
    const std::string& m_file;
    std::vector<std::string_view> m_columns;
    std::vector<std::size_t> m_at; ///< cell of each column
};

} // namespace

Result<MeasuredLoads> parseLoads(std::string_view text, const std::string& file, const Graph& graph,
                                 const MeasurementOptions& options)
{
    MeasuredLoads out;
    out.arc_bps.assign(graph.arcCount(), kUnmeasured);
    RateTable table(file, {"arc", "bps"});
    const auto read = table.read(
        text, options.maxRows, false,
        [&](std::int64_t line, const std::string& name, const auto& rates) -> Result<> {
            const ArcIndex arc = graph.arcByName(name);
            if (!arc.isValid()) {
                return table.problem().bad(line, "arc " + name.substr(0, 80) + " is not in the network");
            }
            double& load = out.arc_bps[arc.value()];
            if (!std::isnan(load)) {
                return table.problem().bad(line, "arc " + name.substr(0, 80) + " has a row already");
            }
            load = rates[0];
            ++out.measured;
            return {};
        });
    if (!read) {
        return failure(read.error());
    }
    return out;
}

Result<EdgeTotals> parseEdgeTotals(std::string_view text, const std::string& file, const Graph& graph,
                                   const MeasurementOptions& options)
{
    EdgeTotals out;
    out.in_bps.assign(graph.nodeCount(), kUnmeasured);
    out.out_bps.assign(graph.nodeCount(), kUnmeasured);
    std::vector<std::uint8_t> seen(graph.nodeCount(), 0);
    RateTable table(file, {"node", "in_bps", "out_bps"});
    const auto take = [&](std::int64_t line, const std::string& name, const auto& rates) -> Result<> {
        const NodeIndex node = graph.nodeByName(name);
        if (!node.isValid()) {
            return table.problem().bad(line, "node " + name.substr(0, 80) + " is not in the network");
        }
        if (seen[node.value()] != 0) {
            return table.problem().bad(line, "node " + name.substr(0, 80) + " has a row already");
        }
        seen[node.value()] = 1;
        out.in_bps[node.value()] = rates[0];
        out.out_bps[node.value()] = rates[1];
        out.measured += (std::isnan(rates[0]) ? 0U : 1U) + (std::isnan(rates[1]) ? 0U : 1U);
        return {};
    };
    if (const auto read = table.read(text, options.maxRows, true, take); !read) {
        return failure(read.error());
    }
    return out;
}

Result<MeasuredLoads> readLoads(const std::string& path, const Graph& graph,
                                const MeasurementOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseLoads(*bytes, path, graph, options);
}

Result<EdgeTotals> readEdgeTotals(const std::string& path, const Graph& graph,
                                  const MeasurementOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseEdgeTotals(*bytes, path, graph, options);
}

} // namespace twin::network
