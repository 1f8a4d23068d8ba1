#include "twin/flow/te_program.h"

#include "twin/flow/clp_options.h"
#include "twin/flow/te_network.h"

#include <coin/ClpEventHandler.hpp>
#include <coin/ClpSimplex.hpp>

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kTolerance = 1e-9;
constexpr double kAgain[] = {kTolerance, 1e-8}; ///< of further tries

/// Stops Clp when somebody cancels.
class Canceller final : public ClpEventHandler
{
  public:
    Canceller(ClpSimplex* model, const std::atomic<bool>* cancelled)
        : ClpEventHandler(model)
        , m_cancelled(cancelled)
    {}

    int event(Event /*what*/) override
    {
        const bool stop = m_cancelled != nullptr && m_cancelled->load(std::memory_order_relaxed);
        return stop ? 5 : -1; // 5: stopped by event; −1: go on
    }

    [[nodiscard]] ClpEventHandler* clone() const override { return new Canceller(*this); }

  private:
    const std::atomic<bool>* m_cancelled;
};

} // namespace

TeProgram::TeProgram(std::span<const double> capacity, Top top, double topScale,
                     const std::atomic<bool>* cancelled)
    : m_clp(std::make_unique<ClpSimplex>())
    , m_top(top)
    , m_topScale(topScale)
    , m_cancelled(cancelled)
{
    m_clp->setLogLevel(0);
    m_clp->setSpecialOptions(m_clp->specialOptions() | kClpNoRowCopy);
    m_clp->scaling(0); // rows and columns are scaled here
    m_clp->setPrimalTolerance(kTolerance);
    m_clp->setDualTolerance(kTolerance);
    addArcRows(capacity);
    if (m_top != Top::None) {
        m_clp->addColumn(0, nullptr, nullptr, 0, COIN_DBL_MAX, m_top == Top::Low ? 1 : -1);
        m_columnScale.push_back(m_topScale);
    }
    m_clp->createStatus();
}

TeProgram::~TeProgram() = default;

void TeProgram::addArcRows(std::span<const double> capacity)
{
    for (const double c : capacity) {
        m_rowOfArc.push_back(c == kNoLimit ? -1 : static_cast<int>(m_rowScale.size()));
        if (c != kNoLimit) {
            m_rowScale.push_back(m_top == Top::Low ? c * m_topScale : c);
        }
    }
    const std::vector<double> lower(m_rowScale.size(), -COIN_DBL_MAX);
    const std::vector<double> upper(m_rowScale.size(), 1);
    const std::vector<int> starts(m_rowScale.size() + 1, 0);
    const int noColumn = 0;
    const double noElement = 0;
    m_clp->addRows(static_cast<int>(m_rowScale.size()), lower.data(), upper.data(), starts.data(), &noColumn,
                   &noElement);
}

void TeProgram::setHighestTop(double top)
{
    m_clp->setColumnUpper(0, top / m_topScale);
}

void TeProgram::setArc(std::uint32_t arc, double limit, double topCoefficient)
{
    const int row = m_rowOfArc[arc];
    if (row < 0) {
        return;
    }
    const double scale = m_rowScale[static_cast<std::size_t>(row)];
    if (m_clp->rowUpper()[row] != limit / scale) {
        m_clp->setRowUpper(row, limit / scale);
    }
    setTopCoefficient(row, topCoefficient * m_topScale / scale);
}

/// Clp forgets what it has prepared when a coefficient is touched, so only when it changes.
void TeProgram::setTopCoefficient(int row, double value)
{
    const auto at = static_cast<std::size_t>(row);
    m_topCoefficient.resize(std::max(m_topCoefficient.size(), at + 1), 0);
    if (m_top != Top::None && m_topCoefficient[at] != value) {
        m_clp->modifyCoefficient(row, 0, value);
        m_topCoefficient[at] = value;
    }
}

int TeProgram::addCommodity(double scale)
{
    m_rowScale.push_back(scale);
    m_newRows.push_back(0);
    return static_cast<int>(m_rowScale.size()) - 1;
}

int TeProgram::addPath(int commodityRow, std::span<const std::uint32_t> arcs, bool carries)
{
    const double amount = m_rowScale[static_cast<std::size_t>(commodityRow)];
    double scale = amount;
    const std::size_t first = m_rows.size();
    for (const std::uint32_t arc : arcs) {
        if (m_rowOfArc[arc] >= 0) {
            m_rows.push_back(m_rowOfArc[arc]);
            scale = std::min(scale, m_rowScale[static_cast<std::size_t>(m_rowOfArc[arc])]);
        }
    }
    m_rows.push_back(commodityRow);
    for (std::size_t i = first; i < m_rows.size(); ++i) {
        m_elements.push_back(scale / m_rowScale[static_cast<std::size_t>(m_rows[i])]);
    }
    m_starts.push_back(static_cast<int>(m_rows.size()));
    m_costs.push_back(m_top == Top::None ? -scale / m_topScale : 0);
    const auto column = static_cast<int>(m_columnScale.size());
    m_columnScale.push_back(scale);
    if (carries) {
        m_carriers.push_back(column);
        m_newRows[static_cast<std::size_t>(commodityRow - m_clp->numberRows())] = 1;
    }
    return column;
}

void TeProgram::setAmountRow(int row, double value)
{
    flush();
    if (m_clp->rowUpper()[row] != value) {
        m_clp->setRowBounds(row, m_top == Top::None ? 0 : value, value);
    }
}

void TeProgram::setAmount(int commodityRow, double amount)
{
    setAmountRow(commodityRow, amount / m_rowScale[static_cast<std::size_t>(commodityRow)]);
    setTopCoefficient(commodityRow, 0);
}

void TeProgram::setOpen(int commodityRow)
{
    setAmountRow(commodityRow, 0);
    setTopCoefficient(commodityRow, -m_topScale / m_rowScale[static_cast<std::size_t>(commodityRow)]);
}

/// Rows and columns are added together: one by one Clp would copy the matrix each time.
void TeProgram::flush()
{
    if (m_newRows.empty() && m_costs.empty()) {
        return;
    }
    const int firstRow = m_clp->numberRows();
    const std::vector<double> zeros(std::max(m_newRows.size(), m_costs.size()), 0);
    const std::vector<int> starts(m_newRows.size() + 1, 0);
    const int noColumn = 0;
    const double noElement = 0;
    m_clp->addRows(static_cast<int>(m_newRows.size()), zeros.data(), zeros.data(), starts.data(), &noColumn,
                   &noElement);
    const std::vector<double> upper(m_costs.size(), COIN_DBL_MAX);
    m_clp->addColumns(static_cast<int>(m_costs.size()), zeros.data(), upper.data(), m_costs.data(),
                      m_starts.data(), m_rows.data(), m_elements.data());
    for (std::size_t i = 0; i < m_newRows.size(); ++i) {
        const int row = firstRow + static_cast<int>(i);
        m_clp->setRowStatus(row, m_newRows[i] != 0 ? ClpSimplex::isFixed : ClpSimplex::basic);
    }
    for (const int column : m_carriers) {
        m_clp->setColumnStatus(column, ClpSimplex::basic);
    }
    m_newRows.clear();
    m_starts.assign(1, 0);
    m_rows.clear();
    m_elements.clear();
    m_costs.clear();
    m_carriers.clear();
}

bool TeProgram::solve()
{
    flush();
    Canceller canceller(m_clp.get(), m_cancelled);
    m_clp->passInEventHandler(&canceller);
    m_clp->primal(1); // from the basis there is
    if (m_clp->status() != 0) {
        solveAgain();
    }
    return m_clp->status() == 0;
}

/// A basis kept over hundreds of programs can call one infeasible by some 1e-9 that is not: it is made anew,
/// and what rounding has put on full arcs meanwhile is let pass.
void TeProgram::solveAgain()
{
    for (const double tolerance : kAgain) {
        const bool isCancelled = m_cancelled != nullptr && m_cancelled->load(std::memory_order_relaxed);
        if (m_clp->status() == 0 || isCancelled) {
            break;
        }
        m_clp->setPrimalTolerance(tolerance);
        m_clp->allSlackBasis(true);
        m_clp->primal(0);
    }
    m_clp->setPrimalTolerance(kTolerance);
}

double TeProgram::flow(int column) const
{
    return std::max(0.0, m_clp->primalColumnSolution()[column]) *
           m_columnScale[static_cast<std::size_t>(column)];
}

double TeProgram::top() const
{
    return m_clp->primalColumnSolution()[0] * m_topScale;
}

double TeProgram::price(std::uint32_t arc) const
{
    const int row = m_rowOfArc[arc];
    if (row < 0) {
        return 0;
    }
    const double unit = m_top == Top::None ? m_topScale : 1;
    return std::max(0.0, -m_clp->dualRowSolution()[row]) * unit / m_rowScale[static_cast<std::size_t>(row)];
}

} // namespace twin::flow
