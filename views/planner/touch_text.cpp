#include "views/planner/touch_text.h"

#include "models/format/format.h"

#include <QStringList>

namespace views {

namespace {

constexpr std::size_t kNamed = 3;

QString named(const QString& count, const std::vector<std::string>& ids)
{
    QStringList first;
    for (std::size_t i = 0; i < ids.size() && i < kNamed; ++i) {
        first.append(QString::fromStdString(ids[i]));
    }
    const QString rest = ids.size() > kNamed ? QStringLiteral(", …") : QString();
    return QStringLiteral("%1 (%2%3)").arg(count, first.join(QStringLiteral(", ")), rest);
}

} // namespace

QString TouchText::of(const twin::scenario::Touch& touch, const QLocale& locale)
{
    using namespace models;
    QStringList parts;
    if (!touch.links.empty()) {
        parts.append(named(tr("%n link(s)", nullptr, int(touch.links.size())), touch.links));
    }
    if (!touch.pools.empty()) {
        parts.append(named(tr("%n resource pool(s)", nullptr, int(touch.pools.size())), touch.pools));
    }
    if (!touch.jobs.empty()) {
        parts.append(named(tr("%n job(s)", nullptr, int(touch.jobs.size())), touch.jobs));
    }
    if (touch.flows > 0) {
        parts.append(tr("%n flow(s)", nullptr, int(touch.flows)));
    }
    if (touch.demands > 0) {
        parts.append(tr("%n background demand(s)", nullptr, int(touch.demands)));
    }
    if (touch.traffic_bps > 0) {
        parts.append(tr("%1 of traffic").arg(format::bitRate(touch.traffic_bps, locale).text()));
    }
    if (touch.cards > 0) {
        parts.append(tr("%n card(s)", nullptr, int(touch.cards)));
    }
    const auto gflops = static_cast<double>(touch.gflops[twin::Precision::Fp16]);
    if (gflops > 0) {
        parts.append(tr("%1 (FP16)").arg(format::flops(gflops, locale).text()));
    }
    return parts.isEmpty() ? tr("It can be done, and touches nothing that runs now.")
                           : tr("It can be done, and touches: %1").arg(parts.join(QStringLiteral(" · ")));
}

} // namespace views
