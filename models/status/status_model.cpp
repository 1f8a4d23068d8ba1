#include "models/status/status_model.h"

#include <algorithm>

namespace models {

using namespace twin::state;
using twin::EntityKind;
using twin::Precision;
using twin::registry::LifecycleState;

namespace {

constexpr int kInterval_ms = 500;

bool isInService(const twin::registry::Asset& asset)
{
    return asset.state == LifecycleState::InService || asset.state == LifecycleState::Draining ||
           asset.state == LifecycleState::Unspecified;
}

struct ComputeUse
{
    double inUse = 0;   ///< GFLOPS FP16 of pools with a usable value
    double counted = 0; ///< their capacity
    int missing = 0;    ///< pools with FP16 in service without a usable value
    int pools = 0;
};

ComputeUse computeUse(const Snapshot& snapshot)
{
    ComputeUse out;
    for (std::uint32_t i = 0; i < snapshot.registry->pools.size(); ++i) {
        const auto& pool = snapshot.registry->pools[i];
        const auto fp16 = static_cast<double>(pool.declared[Precision::Fp16]);
        if (fp16 <= 0 || !isInService(pool.asset)) {
            continue;
        }
        ++out.pools;
        const LiveValue use = utilisation(snapshot, {EntityKind::Pool, i});
        if (use.isUsable()) {
            out.inUse += use.value * fp16;
            out.counted += fp16;
        } else {
            ++out.missing;
        }
    }
    return out;
}

struct BackboneUse
{
    double rate_bps = 0;
    double capacity_bps = 0;
    bool isKnown = false;
};

/// Networks without access links (imported files) count all their links.
BackboneUse backboneUse(const Snapshot& snapshot)
{
    BackboneUse out;
    for (std::uint32_t i = 0; i < snapshot.registry->links.size(); ++i) {
        const auto& link = snapshot.registry->links[i];
        if (link.kind == twin::registry::LinkKind::Access || !isInService(link.asset)) {
            continue;
        }
        out.capacity_bps += static_cast<double>(link.capacity_bps);
        double busier = 0;
        for (const auto metric : {twin::LinkMetric::Forward, twin::LinkMetric::Reverse}) {
            const LiveValue rate =
                liveValue(snapshot, {EntityKind::Link, i}, static_cast<std::size_t>(metric));
            busier = rate.isUsable() ? std::max(busier, rate.value) : busier;
            out.isKnown = out.isKnown || rate.isUsable();
        }
        out.rate_bps += busier;
    }
    return out;
}

/// "61.3 / 111 EFLOPS": both in the unit of the whole.
QString share(double part, double whole, std::string_view unit, bool isKnown, const QLocale& locale)
{
    const format::Scale scale = format::scaleFor(whole, unit);
    const QString used = isKnown ? format::number(part * scale.factor, locale) : format::unknown();
    return used + QStringLiteral(" / ") + format::number(whole * scale.factor, locale) + u' ' + scale.unit;
}

} // namespace

StatusModel::StatusModel(SnapshotFeed& feed, const AttentionModel& attention, const Language& language,
                         QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_attention(attention)
    , m_language(language)
    , m_throttle(kInterval_ms, [this] { refresh(); })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, [this] { m_throttle.request(); });
    connect(&feed, &SnapshotFeed::cursorChanged, this, [this] { m_throttle.runNow(); });
    connect(&attention, &AttentionModel::countsChanged, this, [this] { m_throttle.request(); });
    connect(&language, &Language::changed, this, [this] { m_throttle.runNow(); });
    refresh();
}

void StatusModel::refresh()
{
    Status next;
    if (const auto& snapshot = m_feed.snapshot()) {
        next = read(*snapshot);
    }
    if (!(next == m_status)) {
        m_status = std::move(next);
        Q_EMIT changed();
    }
}

Status StatusModel::read(const Snapshot& snapshot) const
{
    Status out;
    out.hasSnapshot = true;
    out.synthetic = snapshot.registry->origin.synthetic;
    readNetwork(snapshot, out);
    readSources(snapshot, out);
    out.counts = m_attention.counts();
    // A saved state has no present to follow.
    const TimeMode mode = m_feed.cursor().mode;
    out.timeMode = mode == TimeMode::Live && !snapshot.live ? TimeMode::Fixed : mode;
    switch (out.timeMode) {
    case TimeMode::Live:
        //: the screen follows the present
        out.mode = tr("LIVE");
        break;
    case TimeMode::Fixed:
        //: the screen stands at a past moment
        out.mode = tr("FIXED");
        break;
    case TimeMode::Replay:
        //: the screen plays the past
        out.mode = tr("REPLAY");
        break;
    }
    out.clock = tr("%1 UTC+8").arg(format::dateTime(snapshot.time));
    return out;
}

void StatusModel::readNetwork(const Snapshot& snapshot, Status& out) const
{
    const QLocale& locale = m_language.locale();
    const auto total = static_cast<double>(snapshot.registry->total()[Precision::Fp16]);
    if (total > 0) {
        const ComputeUse use = computeUse(snapshot);
        out.compute = share(use.inUse, total, "GFLOPS", use.counted > 0, locale) + QStringLiteral(" FP16");
        out.computeRatio = use.counted > 0 ? use.inUse / use.counted : -1;
        out.computeNote =
            use.missing == 0
                ? QString()
                : tr("%1 of %2 pools not counted: stale or not heard").arg(use.missing).arg(use.pools);
    }
    const BackboneUse use = backboneUse(snapshot);
    if (use.capacity_bps > 0) {
        out.backbone = share(use.rate_bps, use.capacity_bps, "b/s", use.isKnown, locale);
    }
}

void StatusModel::readSources(const Snapshot& snapshot, Status& out) const
{
    const QLocale& locale = m_language.locale();
    const double rate = snapshot.totals.samplesPerSecond;
    const bool hasHeard = snapshot.totals.received > 0;
    const bool hasNobody = snapshot.sources->empty() && !hasHeard;
    out.isUnheard = snapshot.live && hasNobody;
    out.samples = hasNobody      ? format::unknown()
                  : rate >= 1000 ? tr("%1 k/s").arg(format::number(rate / 1000, locale))
                                 : tr("%1 /s").arg(format::count(rate, locale));
    out.lag = hasHeard ? format::milliseconds(snapshot.totals.lag, locale).text() : format::unknown();
    out.droppedFrames = snapshot.totals.dropped;
    out.dropped = format::count(snapshot.totals.dropped, locale);
    out.journalError = format::text(snapshot.totals.journalError);
    out.sourcesTotal = static_cast<int>(snapshot.sources->size());
    out.sourcesConnected =
        static_cast<int>(std::ranges::count_if(*snapshot.sources, &SourceStatus::connected));
    out.sources = QStringLiteral("%1 / %2").arg(out.sourcesConnected).arg(out.sourcesTotal);
}

} // namespace models
