#include "models/inspector/inspection_builder.h"
#include "models/residual/residual_model.h"
#include "models/residual/residual_words.h"

#include "models/format/terms.h"

#include <cmath>

namespace models {

using namespace twin::state;
using twin::LinkMetric;

namespace {

/// Labels of one direction's rows.
struct DirectionLabels
{
    QString expected, measured, residual, quality;
};

} // namespace

void InspectionBuilder::addResidual(std::uint32_t link)
{
    if (m_residuals == nullptr) {
        return;
    }
    beginSection(QStringLiteral("residual"), tr("Expected and measured"));
    const auto addDirection = [&](bool forward, const DirectionLabels& labels) {
        const LinkResidual& one = m_residuals->at({link, forward});
        const LiveValue reading =
            liveValue(m_snapshot, {twin::EntityKind::Link, link},
                      static_cast<std::size_t>(forward ? LinkMetric::Forward : LinkMetric::Reverse));
        fact(labels.expected, format::bitRate(one.expected_bps, locale()));
        fact(labels.measured, format::bitRate(one.measured_bps, locale()));
        fact(labels.quality, (reading.stale ? tr("stale") : Terms::of(reading.quality)) +
                                 QStringLiteral(" · ") + format::age(reading.sourceTime, m_snapshot.time));
        if (one.isKnown()) {
            //: residual of a link, ± its uncertainty, and how many times that it is
            fact(labels.residual, tr("%1 ± %2 (%3 times)")
                                      .arg(signedRate(one.residual_bps, locale()).text(),
                                           format::bitRate(one.deviation_bps, locale()).text(),
                                           format::fixed(std::abs(one.significance()), 1, locale())));
        } else {
            fact(labels.residual, format::unknown());
        }
    };
    addDirection(true, {tr("Expected A→B"), tr("Measured A→B"), tr("Residual A→B"), tr("Reading A→B")});
    addDirection(false, {tr("Expected B→A"), tr("Measured B→A"), tr("Residual B→A"), tr("Reading B→A")});
    if (const ResidualCause* cause = causeOfLink(*m_residuals, link)) {
        fact(tr("Likely"), causeText(*cause, m_snapshot, m_language));
    }
}

} // namespace models
