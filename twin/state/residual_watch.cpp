#include "twin/state/residual_watch.h"

#include <algorithm>
#include <utility>

namespace twin::state {

namespace {

LinkResidual residualAt(const flow::ArcResiduals& residuals, std::uint32_t arc)
{
    return {residuals.expected_bps[arc], residuals.measured_bps[arc], residuals.residual_bps[arc],
            residuals.deviation_bps[arc], 0};
}

/// Copies causes; persistence as of now.
std::vector<ResidualCause> judged(std::vector<ResidualCause> causes, const LinkResiduals& now)
{
    for (ResidualCause& cause : causes) {
        cause.isPersistent =
            std::ranges::any_of(cause.arcs, [&](const LinkArc& arc) { return now.isPersistent(arc); });
    }
    return causes;
}

} // namespace

LinkResiduals linkResiduals(const Snapshot& snapshot, const Expectation& expectation,
                            const flow::ArcResiduals& residuals)
{
    LinkResiduals out;
    out.registry = snapshot.registry;
    out.version = snapshot.version;
    out.time = snapshot.time;
    out.hour = expectation.hour();
    out.forward.resize(snapshot.registry->links.size());
    out.reverse.resize(snapshot.registry->links.size());
    const network::Graph& graph = expectation.graph();
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const registry::LinkIndex link = graph.link(arc);
        if (link.isValid()) {
            (graph.isReverse(arc) ? out.reverse : out.forward)[link.value()] = residualAt(residuals, arc);
        }
    }
    for (const flow::DemandGroup& group : expectation.background().groups) {
        out.groups.push_back(group.name);
    }
    out.nominalLevels = expectation.nominalLevels();
    out.levels = residuals.levels;
    out.measured = residuals.measured;
    out.rmsSignificance = residuals.rmsSignificance;
    return out;
}

ResidualCause causeOf(const Expectation& expectation, const registry::Registry& registry,
                      const flow::ArcResiduals& residuals, const flow::Explanation& one)
{
    const network::Graph& graph = expectation.graph();
    ResidualCause out;
    out.cause = one.cause;
    out.bps = one.bps;
    out.costFactor = one.costFactor;
    out.gain = one.gain;
    if (one.cause == flow::Cause::MissingFlow) {
        out.a = registry.endpointId(graph.place(one.src.value()));
        out.b = registry.endpointId(graph.place(one.dst.value()));
    } else {
        out.a =
            one.cause == flow::Cause::AbsentFlow ? expectation.flowId(one.flow) : graph.linkName(one.link);
    }
    double worst = -1;
    for (const std::uint32_t arc : one.arcs) {
        const registry::LinkIndex link = graph.link(arc);
        if (!link.isValid()) {
            continue;
        }
        out.arcs.push_back({link.value(), !graph.isReverse(arc)});
        if (std::abs(residuals.significance(arc)) > worst) {
            worst = std::abs(residuals.significance(arc));
            out.worst = out.arcs.back();
        }
    }
    return out;
}

ResidualWatch::ResidualWatch(ExpectationOptions options)
    : m_options(options)
    , m_expectation(std::move(options))
{}

/// From the first significant reading until one is calm, or there is none.
TimeNs ResidualWatch::since(std::uint32_t arc, double significance) const
{
    const bool was = m_since[arc] > 0;
    const bool is = std::abs(significance) >= (was ? kCalm : kSignificant);
    return !is ? 0 : was ? m_since[arc] : m_expectation.readingTime(arc);
}

LinkResidualsPtr ResidualWatch::update(const SnapshotPtr& snapshot)
{
    const auto compared = m_expectation.compare(snapshot);
    if (!compared) {
        m_since.clear();
        return nullptr;
    }
    const network::Graph& graph = m_expectation.graph();
    if (m_registry != snapshot->registry || isJump(m_lastTime, snapshot->time) ||
        m_since.size() != graph.arcCount()) {
        m_since.assign(graph.arcCount(), 0);
        m_explainedAt = 0;
        m_causes.clear();
        m_ranked.clear();
    }
    m_registry = snapshot->registry;
    m_lastTime = snapshot->time;
    LinkResiduals out = linkResiduals(*snapshot, m_expectation, *compared);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        m_since[arc] = since(arc, compared->significance(arc));
        if (const registry::LinkIndex link = graph.link(arc); link.isValid()) {
            (graph.isReverse(arc) ? out.reverse : out.forward)[link.value()].since = m_since[arc];
            out.significant += m_since[arc] > 0 ? 1U : 0U;
        }
    }
    explainIfDue(out, *compared);
    return std::make_shared<const LinkResiduals>(std::move(out));
}

bool ResidualWatch::anyPersistent(const LinkResiduals& residuals) const
{
    for (std::uint32_t link = 0; link < residuals.forward.size(); ++link) {
        if (residuals.isPersistent({link, true}) || residuals.isPersistent({link, false})) {
            return true;
        }
    }
    return false;
}

void ResidualWatch::explainIfDue(LinkResiduals& out, const flow::ArcResiduals& residuals)
{
    if (!anyPersistent(out)) {
        m_causes.clear();
        m_ranked.clear();
        m_explainedAt = 0;
        return;
    }
    if (m_explainedAt == 0 || out.time - m_explainedAt >= kExplainEvery) {
        flow::ExplainOptions options;
        options.threads = m_options.threads;
        options.cancelled = m_options.cancelled;
        m_explainedAt = out.time; // a failure is not tried again at once either
        m_causes.clear();
        m_ranked.clear();
        if (const auto found = m_expectation.explain(residuals, options)) {
            const auto named = [&](const std::vector<flow::Explanation>& list) {
                std::vector<ResidualCause> causes;
                for (const flow::Explanation& one : list) {
                    causes.push_back(causeOf(m_expectation, *out.registry, residuals, one));
                }
                return causes;
            };
            m_causes = named(found->causes);
            m_ranked = named(found->ranked);
        }
    }
    out.causes = judged(m_causes, out);
    out.ranked = judged(m_ranked, out);
}

} // namespace twin::state
