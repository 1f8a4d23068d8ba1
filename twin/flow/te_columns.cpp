#include "twin/flow/te_columns.h"

namespace twin::flow {

TeColumns::TeColumns(TeProgram& program, TePaths& paths, std::span<const double> scale, std::uint32_t awayArc)
    : m_program(&program)
    , m_paths(&paths)
    , m_scale(scale)
    , m_awayArc(awayArc)
    , m_rowOf(paths.commodityCount(), -1)
    , m_columnsOf(paths.commodityCount())
{
    for (std::uint32_t k = 0; k < paths.commodityCount(); ++k) {
        if (paths.hasChoice(k)) {
            addRow(k);
        }
    }
}

/// The commodity starts with all of it on its fullest path.
void TeColumns::addRow(std::uint32_t commodity)
{
    if (m_program->isElastic()) { // the program may turn any of it away
        const std::uint32_t away[] = {m_awayArc};
        (void)m_paths->add(commodity, away, 0);
    }
    m_rowOf[commodity] = m_program->addCommodity(m_scale[commodity]);
    std::uint32_t fullest = m_paths->head(commodity);
    for (std::uint32_t at = fullest; at != TePaths::kEnd; at = m_paths->route(at).next) {
        fullest = m_paths->route(at).flow > m_paths->route(fullest).flow ? at : fullest;
    }
    for (std::uint32_t at = m_paths->head(commodity); at != TePaths::kEnd; at = m_paths->route(at).next) {
        addColumn(commodity, at, at == fullest);
    }
}

bool TeColumns::isAway(std::uint32_t route) const
{
    return m_paths->arcsOf(m_paths->route(route)).front() == m_awayArc;
}

void TeColumns::addColumn(std::uint32_t commodity, std::uint32_t route, bool carries)
{
    const auto arcs = m_paths->arcsOf(m_paths->route(route));
    const int column = isAway(route) ? -1 : m_program->addPath(m_rowOf[commodity], arcs, carries);
    m_columnsOf[commodity].push_back({route, column});
}

void TeColumns::takeImproved(std::span<const std::uint32_t> commodities)
{
    for (const std::uint32_t commodity : commodities) {
        if (isConstant(commodity)) {
            addRow(commodity);
            continue;
        }
        std::uint32_t newest = m_paths->head(commodity);
        while (m_paths->route(newest).next != TePaths::kEnd) {
            newest = m_paths->route(newest).next;
        }
        addColumn(commodity, newest, false);
    }
}

void TeColumns::readFlows(std::span<const double> amount)
{
    for (std::size_t k = 0; k < m_rowOf.size(); ++k) {
        if (isConstant(k)) {
            m_paths->route(m_paths->head(k)).flow = amount[k];
            continue;
        }
        double sum = 0;
        std::uint32_t away = TePaths::kEnd;
        for (const Column& column : m_columnsOf[k]) {
            TeRoute& route = m_paths->route(column.route);
            away = column.column < 0 ? column.route : away;
            route.flow = column.column < 0 ? 0 : m_program->flow(column.column);
            sum += route.flow;
        }
        if (away != TePaths::kEnd && sum < amount[k]) {
            m_paths->route(away).flow = amount[k] - sum;
            continue;
        }
        if (!(sum > 0)) { // Clp's tolerance has swallowed it
            m_paths->route(m_columnsOf[k].front().route).flow = sum = amount[k];
        }
        for (const Column& column : m_columnsOf[k]) {
            m_paths->route(column.route).flow *= amount[k] / sum;
        }
    }
}

} // namespace twin::flow
