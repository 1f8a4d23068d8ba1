#include "twin/network/demand_file.h"

#include "twin/network/file_problem.h"
#include "twin/network/readers.h"
#include "twin/network/word_lines.h"
#include "twin/support/csv.h"
#include "twin/support/file_io.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <charconv>

namespace twin::network {

namespace {

constexpr double kMaxRate_bps = 1e18;

/// Checks and keeps demands, whatever the format.
class DemandCollector
{
  public:
    DemandCollector(const std::string& file, const DemandOptions& options)
        : m_problem{file}
        , m_max(options.maxDemands)
    {}

    Result<> add(NodeIndex src, NodeIndex dst, double bps, std::string demandClass, std::int64_t line)
    {
        if (m_out.listed >= m_max) {
            return m_problem.tooLarge(line, "more than " + std::to_string(m_max) + " demands");
        }
        if (!(bps >= 0 && bps <= kMaxRate_bps)) {
            return m_problem.bad(line, "rate out of range (0 to 1e18 b/s)");
        }
        ++m_out.listed;
        if (src == dst) {
            ++m_loops;
            return {};
        }
        m_anyClass = m_anyClass || !demandClass.empty();
        m_out.demands.push_back({src, dst, bps});
        m_out.classes.push_back(std::move(demandClass));
        return {};
    }

    [[nodiscard]] const FileProblem& problem() const { return m_problem; }

    DemandSet finish()
    {
        if (m_loops > 0) {
            m_out.warnings.push_back(std::to_string(m_loops) + " demands from a node to itself: left out");
        }
        if (!m_anyClass) {
            m_out.classes.clear();
        }
        return std::move(m_out);
    }

  private:
    FileProblem m_problem;
    std::size_t m_max;
    DemandSet m_out;
    std::size_t m_loops = 0;
    bool m_anyClass = false;
};

Result<NodeIndex> nodeByNumber(std::string_view word, const Network& network, const FileProblem& problem,
                               std::int64_t line)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size() || number >= network.graph.siteCount()) {
        return problem.bad(line, "node " + std::string(word.substr(0, 40)) + " is not in the network (0 to " +
                                     std::to_string(network.graph.siteCount()) + ", exclusive)");
    }
    return NodeIndex{number};
}

Result<DemandSet> parseRepetita(std::string_view text, const std::string& file, const Network& network,
                                const DemandOptions& options)
{
    DemandCollector collector(file, options);
    const FileProblem& problem = collector.problem();
    if (network.registry != nullptr) {
        return problem.bad(1, "numbered nodes are those of a network file, not of a registry snapshot");
    }
    WordLines lines(text);
    std::size_t announced = 0;
    if (!lines.next() || lines.words().size() != 2 || lines.words()[0] != "DEMANDS" ||
        std::from_chars(lines.words()[1].data(), lines.words()[1].data() + lines.words()[1].size(), announced)
                .ec != std::errc{}) {
        return problem.bad(std::max<std::int64_t>(1, lines.line()), "'DEMANDS <count>' was expected");
    }
    if (!lines.next() || lines.words()[0] != "label") {
        return problem.bad(lines.line(), "the column names below DEMANDS were expected");
    }
    std::size_t read = 0;
    for (; lines.next(); ++read) {
        const auto& words = lines.words();
        if (words.size() != 4) {
            return problem.bad(lines.line(),
                               "4 columns were expected, not " + std::to_string(words.size()));
        }
        const auto src = nodeByNumber(words[1], network, problem, lines.line());
        const auto dst = src ? nodeByNumber(words[2], network, problem, lines.line()) : src;
        if (!dst) {
            return failure(dst.error());
        }
        const auto rate = numberFrom(words[3]);
        if (!rate) {
            return problem.bad(lines.line(), "not a number: " + std::string(words[3].substr(0, 40)));
        }
        if (auto added = collector.add(*src, *dst, *rate * 1000, {}, lines.line()); !added) {
            return failure(added.error());
        }
    }
    if (read != announced) {
        return problem.bad(lines.line(), std::to_string(announced) + " demands were announced, " +
                                             std::to_string(read) + " follow");
    }
    return collector.finish();
}

struct Columns
{
    std::size_t src = 0;
    std::size_t dst = 0;
    std::size_t bps = 0;
    std::size_t demandClass = 0; ///< = count when there is none
    std::size_t count = 0;
};

Result<Columns> columnsOf(const CsvRow& head, const FileProblem& problem)
{
    const auto at = [&](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(head.cells, name) - head.cells.begin());
    };
    const Columns out{at("src"), at("dst"), at("bps"), at("class"), head.cells.size()};
    for (const auto& [column, name] : {std::pair{out.src, "src"}, {out.dst, "dst"}, {out.bps, "bps"}}) {
        if (column == out.count) {
            return problem.bad(head.line, std::string("column ") + name + " is missing");
        }
    }
    return out;
}

Result<> addRow(const CsvRow& row, const Columns& columns, const Network& network, DemandCollector& collector)
{
    const FileProblem& problem = collector.problem();
    if (row.cells.size() != columns.count) {
        return problem.bad(row.line, std::to_string(columns.count) + " cells were expected, not " +
                                         std::to_string(row.cells.size()));
    }
    NodeIndex ends[2];
    for (const std::size_t i : {0U, 1U}) {
        const std::string& name = row.cells[i == 0 ? columns.src : columns.dst];
        ends[i] = network.graph.nodeByName(name);
        if (!ends[i].isValid()) {
            return problem.bad(row.line, "node " + name.substr(0, 80) + " is not in the network");
        }
    }
    const auto rate = numberFrom(row.cells[columns.bps]);
    if (!rate) {
        return problem.bad(row.line, "not a number: " + row.cells[columns.bps].substr(0, 40));
    }
    return collector.add(ends[0], ends[1], *rate,
                         columns.demandClass < columns.count ? row.cells[columns.demandClass] : std::string(),
                         row.line);
}

Result<DemandSet> parseCsvDemands(std::string_view text, const std::string& file, const Network& network,
                                  const DemandOptions& options)
{
    DemandCollector collector(file, options);
    auto rows = parseCsv(text, options.maxDemands + 1);
    if (!rows) {
        Error error = rows.error();
        error.file = file;
        return failure(std::move(error));
    }
    if (rows->empty()) {
        return collector.problem().bad(1, "the header src,dst,bps[,class] is missing");
    }
    const auto columns = columnsOf(rows->front(), collector.problem());
    if (!columns) {
        return failure(columns.error());
    }
    for (std::size_t i = 1; i < rows->size(); ++i) {
        if (auto added = addRow((*rows)[i], *columns, network, collector); !added) {
            return failure(added.error());
        }
    }
    return collector.finish();
}

} // namespace

Result<DemandSet> parseDemands(std::string_view text, const std::string& file, const Network& network,
                               const DemandOptions& options)
{
    const auto utf8 = toUtf8(text);
    if (!utf8) {
        Error error = utf8.error();
        error.file = file;
        return failure(std::move(error));
    }
    if (file.ends_with(".demands")) {
        return parseRepetita(*utf8, file, network, options);
    }
    if (file.ends_with(".csv")) {
        return parseCsvDemands(*utf8, file, network, options);
    }
    return failureAt(ErrorCode::Unsupported, file, 0, "demands are .demands (REPETITA) or .csv");
}

Result<DemandSet> readDemands(const std::string& path, const Network& network, const DemandOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseDemands(*bytes, path, network, options);
}

} // namespace twin::network
