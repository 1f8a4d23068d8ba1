#include "models/attention/attention_feed.h"

namespace models {

using twin::state::SnapshotPtr;

namespace {

constexpr int kInterval_ms = 500;

} // namespace

AttentionFeed::AttentionFeed(SnapshotFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_digest(std::make_shared<const AttentionDigest>())
    , m_memory(std::make_shared<AttentionMemory>())
    , m_throttle(kInterval_ms, [this] { request(); })
    , m_job([this](const AttentionDigestPtr& digest) {
        m_digest = digest;
        Q_EMIT changed();
    })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &AttentionFeed::follow);
}

void AttentionFeed::setResiduals(const ResidualModel& residuals)
{
    m_residuals = &residuals;
    connect(&residuals, &ResidualModel::changed, this, [this] { m_throttle.request(); });
}

/// Another network or another moment is judged at once.
void AttentionFeed::follow(const SnapshotPtr& current, const SnapshotPtr& previous)
{
    const bool goesOn =
        previous && previous->registry == current->registry && previous->live && current->live;
    if (goesOn) {
        m_throttle.request();
    } else {
        m_throttle.runNow();
    }
}

void AttentionFeed::request()
{
    const auto residuals = m_residuals == nullptr ? nullptr : m_residuals->residuals();
    m_job.request([snapshot = m_feed.snapshot(), residuals, memory = m_memory]() -> AttentionDigestPtr {
        return std::make_shared<const AttentionDigest>(snapshot, residuals.get(), memory.get());
    });
}

} // namespace models
