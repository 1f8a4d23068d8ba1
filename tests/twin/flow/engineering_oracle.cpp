#include "tests/twin/flow/engineering_oracle.h"

#include <coin/ClpSimplex.hpp>

#include <QtGlobal>

#include <algorithm>
#include <functional>
#include <map>

namespace flow_test {

namespace {

using twin::network::Graph;
using twin::network::NodeDemand;

/// A linear program put together entry by entry. Flows count in Mb/s.
class Program
{
  public:
    int addRow(double lower, double upper)
    {
        m_lower.push_back(lower);
        m_upper.push_back(upper);
        return static_cast<int>(m_lower.size()) - 1;
    }

    int addColumn(double upper, double cost)
    {
        m_columnUpper.push_back(upper);
        m_cost.push_back(cost);
        return static_cast<int>(m_cost.size()) - 1;
    }

    void add(int row, int column, double value) { m_entries[{column, row}] += value; }

    /// Minimises. Clp must find an optimum.
    std::vector<double> solve()
    {
        std::vector<int> rows;
        std::vector<int> starts{0};
        std::vector<double> values;
        auto entry = m_entries.begin();
        for (int column = 0; column < static_cast<int>(m_cost.size()); ++column) {
            for (; entry != m_entries.end() && entry->first.first == column; ++entry) {
                rows.push_back(entry->first.second);
                values.push_back(entry->second);
            }
            starts.push_back(static_cast<int>(rows.size()));
        }
        const std::vector<double> columnLower(m_cost.size(), 0);
        ClpSimplex clp;
        clp.setLogLevel(0);
        clp.setPrimalTolerance(1e-9);
        clp.setDualTolerance(1e-9);
        clp.loadProblem(static_cast<int>(m_cost.size()), static_cast<int>(m_lower.size()), starts.data(),
                        rows.data(), values.data(), columnLower.data(), m_columnUpper.data(), m_cost.data(),
                        m_lower.data(), m_upper.data());
        clp.primal();
        if (clp.status() != 0) {
            qFatal("the oracle's program has no optimum: status %d", clp.status());
        }
        return {clp.primalColumnSolution(), clp.primalColumnSolution() + m_cost.size()};
    }

  private:
    std::vector<double> m_lower;
    std::vector<double> m_upper;
    std::vector<double> m_columnUpper;
    std::vector<double> m_cost;
    std::map<std::pair<int, int>, double> m_entries;
};

const double kInfinite = COIN_DBL_MAX;
constexpr double kUnit = 1e6;

double capacityOf(const Graph& graph, std::uint32_t arc)
{
    return static_cast<double>(graph.capacity()[arc]) / kUnit;
}

bool isLimited(const Graph& graph, std::uint32_t arc)
{
    return graph.capacity()[arc] != twin::network::kUnlimited_bps;
}

/// Flows on arcs per source, conserved; leaves pass nothing on. `sink(demand, row)` says what a demand takes.
void addArcFlows(const OracleInput& input, Program& program, const std::vector<int>& capacityRow,
                 const std::function<void(std::size_t demand, int row)>& sink)
{
    const Graph& graph = input.graph;
    for (std::uint32_t source = 0; source < graph.nodeCount(); ++source) {
        std::vector<int> balance(graph.nodeCount(), -1);
        bool isUsed = false;
        for (std::size_t i = 0; i < input.demands.size(); ++i) {
            isUsed = isUsed || input.demands[i].src.value() == source;
        }
        for (std::uint32_t node = 0; isUsed && node < graph.nodeCount(); ++node) {
            balance[node] = node == source ? -1 : program.addRow(0, 0);
        }
        for (std::uint32_t arc = 0; isUsed && arc < graph.arcCount(); ++arc) {
            const std::uint32_t from = graph.from()[arc];
            if (graph.to()[arc] == source || (from >= graph.coreCount() && from != source)) {
                continue;
            }
            const int column = program.addColumn(kInfinite, 0);
            program.add(balance[graph.to()[arc]], column, 1);
            if (from != source) {
                program.add(balance[from], column, -1);
            }
            if (capacityRow[arc] >= 0) {
                program.add(capacityRow[arc], column, 1);
            }
        }
        for (std::size_t i = 0; i < input.demands.size(); ++i) {
            if (input.demands[i].src.value() == source) {
                sink(i, balance[input.demands[i].dst.value()]);
            }
        }
    }
}

/// By arc: flow ≤ capacity, or ≤ 0 for the utilisation to be put in; −1 without limit.
std::vector<int> capacityRows(const Graph& graph, Program& program, bool isFixed)
{
    std::vector<int> out;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        out.push_back(
            !isLimited(graph, arc) ? -1 : program.addRow(-kInfinite, isFixed ? capacityOf(graph, arc) : 0));
    }
    return out;
}

int addUtilisation(const Graph& graph, Program& program, const std::vector<int>& capacityRow)
{
    const int column = program.addColumn(kInfinite, 1);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (capacityRow[arc] >= 0) {
            program.add(capacityRow[arc], column, -capacityOf(graph, arc));
        }
    }
    return column;
}

/// All simple paths of each demand within the delay.
class PathList
{
  public:
    explicit PathList(const OracleInput& input)
        : m_input(input)
        , m_isOn(input.graph.nodeCount(), false)
    {
        for (const NodeDemand& demand : input.demands) {
            m_out.emplace_back();
            walk(demand.src.value(), demand, 0);
        }
    }

    [[nodiscard]] const std::vector<std::vector<std::vector<std::uint32_t>>>& byDemand() const
    {
        return m_out;
    }

  private:
    void walk(std::uint32_t node, const NodeDemand& demand, twin::TimeNs delay)
    {
        const Graph& graph = m_input.graph;
        if (node == demand.dst.value()) {
            m_out.back().push_back(m_path);
            return;
        }
        if (node >= graph.coreCount() && node != demand.src.value()) {
            return;
        }
        m_isOn[node] = true;
        for (std::uint32_t arc = graph.firstOut(node); arc < graph.firstOut(node + 1); ++arc) {
            const twin::TimeNs then = delay + graph.delay()[arc];
            if (!m_isOn[graph.to()[arc]] && (m_input.maxDelay == 0 || then <= m_input.maxDelay)) {
                m_path.push_back(arc);
                walk(graph.to()[arc], demand, then);
                m_path.pop_back();
            }
        }
        m_isOn[node] = false;
    }

    const OracleInput& m_input;
    std::vector<bool> m_isOn;
    std::vector<std::uint32_t> m_path;
    std::vector<std::vector<std::vector<std::uint32_t>>> m_out;
};

/// Columns for all paths, their arcs in the capacity rows, and themselves in the row of their demand.
void addPaths(const PathList& paths, Program& program, const std::vector<int>& capacityRow,
              const std::vector<int>& demandRow)
{
    for (std::size_t i = 0; i < demandRow.size(); ++i) {
        for (const auto& path : paths.byDemand()[i]) {
            const int column = program.addColumn(kInfinite, 0);
            program.add(demandRow[i], column, 1);
            for (const std::uint32_t arc : path) {
                if (capacityRow[arc] >= 0) {
                    program.add(capacityRow[arc], column, 1);
                }
            }
        }
    }
}

/// The highest level t such that stopped demands have their rate and the others t, or less if they want less;
/// with `alone` set: how much that one gets when all others have the level `level`.
double highest(const OracleInput& input, const PathList& paths, const std::vector<double>& stopped,
               double level, int alone)
{
    Program program;
    const auto rows = capacityRows(input.graph, program, true);
    std::vector<int> demandRow;
    const int top = program.addColumn(kInfinite, -1);
    for (std::size_t i = 0; i < input.demands.size(); ++i) {
        const double wanted = input.demands[i].bps / kUnit;
        if (static_cast<int>(i) == alone) {
            demandRow.push_back(program.addRow(0, 0));
            program.add(demandRow.back(), top, -1);
            const int most = program.addRow(-kInfinite, wanted);
            program.add(most, top, 1);
        } else if (stopped[i] >= 0) {
            demandRow.push_back(program.addRow(stopped[i], stopped[i]));
        } else if (alone >= 0 || wanted <= level) {
            demandRow.push_back(program.addRow(std::min(wanted, level), std::min(wanted, level)));
        } else {
            demandRow.push_back(program.addRow(0, 0));
            program.add(demandRow.back(), top, -1);
        }
    }
    addPaths(paths, program, rows, demandRow);
    const int bound = program.addRow(-kInfinite, 1e9);
    program.add(bound, top, 1);
    return program.solve()[0];
}

} // namespace

double lowestUtilisationOnArcs(const OracleInput& input)
{
    Program program;
    const auto rows = capacityRows(input.graph, program, false);
    const int column = addUtilisation(input.graph, program, rows);
    addArcFlows(input, program, rows, [&](std::size_t demand, int row) {
        const int taken = program.addColumn(input.demands[demand].bps / kUnit, 0);
        program.add(row, taken, -1);
        const int all = program.addRow(input.demands[demand].bps / kUnit, kInfinite);
        program.add(all, taken, 1);
    });
    return program.solve()[static_cast<std::size_t>(column)];
}

double mostTrafficOnArcs(const OracleInput& input)
{
    Program program;
    const auto rows = capacityRows(input.graph, program, true);
    std::vector<int> columns;
    addArcFlows(input, program, rows, [&](std::size_t demand, int row) {
        columns.push_back(program.addColumn(input.demands[demand].bps / kUnit, -1));
        program.add(row, columns.back(), -1);
    });
    const auto solution = program.solve();
    double sum = 0;
    for (const int column : columns) {
        sum += solution[static_cast<std::size_t>(column)] * kUnit;
    }
    return sum;
}

double lowestUtilisationOnPaths(const OracleInput& input)
{
    Program program;
    const auto rows = capacityRows(input.graph, program, false);
    const int column = addUtilisation(input.graph, program, rows);
    std::vector<int> demandRow;
    for (const NodeDemand& demand : input.demands) {
        demandRow.push_back(program.addRow(demand.bps / kUnit, demand.bps / kUnit));
    }
    addPaths(PathList(input), program, rows, demandRow);
    return program.solve()[static_cast<std::size_t>(column)];
}

double mostTrafficOnPaths(const OracleInput& input)
{
    Program program;
    const auto rows = capacityRows(input.graph, program, true);
    std::vector<int> demandRow;
    std::vector<int> columns;
    for (const NodeDemand& demand : input.demands) {
        demandRow.push_back(program.addRow(0, 0));
        columns.push_back(program.addColumn(demand.bps / kUnit, -1));
        program.add(demandRow.back(), columns.back(), -1);
    }
    addPaths(PathList(input), program, rows, demandRow);
    const auto solution = program.solve();
    double sum = 0;
    for (const int column : columns) {
        sum += solution[static_cast<std::size_t>(column)] * kUnit;
    }
    return sum;
}

std::vector<double> fairRatesOnPaths(const OracleInput& input)
{
    const PathList paths(input);
    std::vector<double> stopped(input.demands.size(), -1);
    double level = 0;
    while (std::ranges::any_of(stopped, [](double rate) { return rate < 0; })) {
        // Demands below the level only get what they want, which lets it rise further.
        for (double last = -1; level > last * (1 + 1e-9) + 1e-12;) {
            last = level;
            level = std::max(level, highest(input, paths, stopped, level, -1));
        }
        std::vector<double> next = stopped;
        for (std::size_t i = 0; i < stopped.size(); ++i) {
            const double wanted = input.demands[i].bps / kUnit;
            if (stopped[i] < 0 && wanted <= level * (1 + 1e-9)) {
                next[i] = wanted;
            } else if (stopped[i] < 0 &&
                       highest(input, paths, stopped, level, static_cast<int>(i)) <= level * (1 + 1e-6)) {
                next[i] = level;
            }
        }
        if (next == stopped) {
            qFatal("the oracle found no demand that the level stops");
        }
        stopped = next;
    }
    for (double& rate : stopped) {
        rate *= kUnit;
    }
    return stopped;
}

std::vector<NodeDemand> routable(const OracleInput& input)
{
    const PathList paths(input);
    std::vector<NodeDemand> out;
    for (std::size_t i = 0; i < input.demands.size(); ++i) {
        if (!paths.byDemand()[i].empty()) {
            out.push_back(input.demands[i]);
        }
    }
    return out;
}

} // namespace flow_test
