#include "models/residual/residual_model.h"

#include <algorithm>
#include <utility>

namespace models {

using twin::state::LinkResiduals;
using twin::state::LinkResidualsPtr;
using twin::state::ResidualCause;
using twin::state::SnapshotPtr;

namespace {

constexpr int kInterval_ms = 1'000; ///< meters report every five seconds

std::shared_ptr<twin::state::ResidualWatch> watchUntil(const std::atomic<bool>& cancelled)
{
    twin::state::ExpectationOptions options;
    options.cancelled = &cancelled;
    return std::make_shared<twin::state::ResidualWatch>(std::move(options));
}

} // namespace

ResidualModel::ResidualModel(SnapshotFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_watch(watchUntil(m_cancelled))
    , m_throttle(kInterval_ms, [this] { ask(); })
    , m_job([this](const LinkResidualsPtr& found) { takeAnswer(found); })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &ResidualModel::follow);
}

ResidualModel::~ResidualModel()
{
    m_cancelled = true; // the job waits for its work when it goes
}

/// Of another network, or of a moment that is not the next one, what was shown says nothing.
void ResidualModel::follow(const SnapshotPtr& current, const SnapshotPtr& previous)
{
    const bool isOther = !previous || previous->registry != current->registry;
    if (isOther || twin::state::isJump(previous->time, current->time)) {
        m_job.cancel();
        forget();
        m_throttle.runNow();
    } else {
        m_throttle.request();
    }
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
        m_job.request([watch = m_watch, snapshot = m_feed.snapshot()] { return watch->update(snapshot); });
    }
}

void ResidualModel::takeAnswer(const LinkResidualsPtr& found)
{
    if (!found || (m_feed.snapshot() && found->registry == m_feed.snapshot()->registry)) {
        show(found);
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
