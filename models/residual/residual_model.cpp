#include "models/residual/residual_model.h"

#include <algorithm>
#include <utility>

namespace models {

using twin::state::LinkResiduals;
using twin::state::LinkResidualsPtr;
using twin::state::ResidualCause;

namespace {

constexpr int kInterval_ms = 1'000; ///< meters report every five seconds

} // namespace

ResidualModel::ResidualModel(SnapshotFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_throttle(kInterval_ms, [this] { ask(); })
{
    connect(&feed, &SnapshotFeed::registryChanged, this, &ResidualModel::forget);
    connect(&feed, &SnapshotFeed::snapshotApplied, this, [this] { m_throttle.request(); });
    connect(&m_worker, &ResidualWorker::answered, this, &ResidualModel::takeAnswer);
}

const LinkResiduals* ResidualModel::of(const twin::registry::RegistryPtr& registry) const
{
    return m_residuals && m_residuals->registry == registry ? m_residuals.get() : nullptr;
}

void ResidualModel::show(LinkResidualsPtr residuals)
{
    if (m_residuals == residuals) {
        return;
    }
    m_residuals = std::move(residuals);
    Q_EMIT changed();
}

void ResidualModel::ask()
{
    if (m_feed.snapshot() && m_feed.snapshot()->workload) {
        m_worker.request(m_feed.snapshot());
    }
}

void ResidualModel::takeAnswer()
{
    LinkResidualsPtr found = m_worker.take();
    const bool isOfScreen = found && m_feed.snapshot() && found->registry == m_feed.snapshot()->registry;
    if (isOfScreen) {
        show(std::move(found));
    }
}

void ResidualModel::forget()
{
    show(nullptr);
}

const ResidualCause* causeOfLink(const LinkResiduals& residuals, std::uint32_t link)
{
    const auto touches = [link](const ResidualCause& cause) {
        return std::ranges::any_of(cause.arcs,
                                   [link](const twin::state::LinkArc& arc) { return arc.link == link; });
    };
    const auto found = std::ranges::find_if(residuals.causes, touches); // the strongest first
    return found == residuals.causes.end() ? nullptr : &*found;
}

} // namespace models
