#include "twin/network/demand_readers.h"
#include "twin/network/readers.h"
#include "twin/support/csv_table.h"

#include <array>

namespace twin::network {

namespace {

enum Column : std::size_t { kSource, kDestination, kRate, kClass };

constexpr std::array<std::string_view, 4> kColumns{"src", "dst", "bps", "class"};
constexpr std::size_t kRequired = 3;

Result<> addRow(const CsvTable& table, std::size_t row, PlaceLookup& places, DemandCollector& collector)
{
    const FileProblem& problem = collector.problem();
    const auto source = nodeByName(table.cell(row, kSource), places, problem, table.line(row));
    if (!source) {
        return failure(source.error());
    }
    const auto destination = nodeByName(table.cell(row, kDestination), places, problem, table.line(row));
    if (!destination) {
        return failure(destination.error());
    }
    const std::string& text = table.cell(row, kRate);
    const auto rate = numberFrom(text);
    if (!rate) {
        return table.bad(row, "not a number: " + text.substr(0, 40));
    }
    return collector.add(*source, *destination, *rate, table.cell(row, kClass), table.line(row));
}

} // namespace

Result<DemandSet> parseCsvDemands(std::string_view text, const std::string& file, const Network& network,
                                  const DemandOptions& options)
{
    const auto table =
        CsvTable::parse(text, file, kColumns, kRequired, options.maxDemands, OtherColumns::Ignored);
    if (!table) {
        return failure(table.error());
    }
    DemandCollector collector(file, options);
    PlaceLookup places(network);
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        if (auto added = addRow(*table, row, places, collector); !added) {
            return failure(added.error());
        }
    }
    return collector.finish();
}

} // namespace twin::network
