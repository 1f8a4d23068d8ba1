#include "twin/network/demand_readers.h"
#include "twin/network/readers.h"
#include "twin/support/csv.h"

#include <algorithm>

namespace twin::network {

namespace {

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
        const auto node = nodeByName(name, network, problem, row.line);
        if (!node) {
            return failure(node.error());
        }
        ends[i] = *node;
    }
    const auto rate = numberFrom(row.cells[columns.bps]);
    if (!rate) {
        return problem.bad(row.line, "not a number: " + row.cells[columns.bps].substr(0, 40));
    }
    return collector.add(ends[0], ends[1], *rate,
                         columns.demandClass < columns.count ? row.cells[columns.demandClass] : std::string(),
                         row.line);
}

} // namespace

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

} // namespace twin::network
