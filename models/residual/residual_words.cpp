#include "models/residual/residual_words.h"

#include "models/format/nothing.h"
#include "models/search/related.h"

#include <QCoreApplication>

#include <cmath>

namespace models {

using twin::EntityKind;
using twin::flow::Cause;
using twin::state::ResidualCause;
using twin::state::Snapshot;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::Residual)
};

/// The name of a pool or site.
QString place(const Snapshot& snapshot, const std::string& id, const Language& language)
{
    const bool isPool = snapshot.registry->find(EntityKind::Pool, id).has_value();
    return entityLabel(snapshot, {isPool ? EntityKey::Type::Pool : EntityKey::Type::Site, format::text(id)},
                       language);
}

} // namespace

format::Quantity signedRate(double bps, const QLocale& locale)
{
    if (std::isnan(bps)) {
        return {format::unknown(), {}};
    }
    format::Quantity out = format::bitRate(std::abs(bps), locale);
    // A true minus sign: as wide as the plus.
    out.number.prepend(bps < 0 && !format::isNothing(out.number) ? QStringLiteral("−") : QStringLiteral("+"));
    return out;
}

QString causeText(const ResidualCause& cause, const Snapshot& snapshot, const Language& language)
{
    const QLocale& locale = language.locale();
    const QString rate = format::bitRate(cause.bps, locale).text();
    switch (cause.cause) {
    case Cause::MissingFlow:
        //: %1, %2: places, %3: rate
        return Words::tr("traffic in no list from %1 to %2, %3")
            .arg(place(snapshot, cause.a, language), place(snapshot, cause.b, language), rate);
    case Cause::AbsentFlow:
        //: %1: identifier of a flow, %2: rate
        return Words::tr("flow %1 is listed but does not run, %2").arg(format::text(cause.a), rate);
    case Cause::LinkCost:
        break;
    }
    const QString link = entityLabel(snapshot, {EntityKey::Type::Link, format::text(cause.a)}, language);
    //: %1: a link, %2: a factor
    return Words::tr("traffic is routed as if %1 cost %2 times what the registry says")
        .arg(link, format::number(cause.costFactor, locale));
}

} // namespace models
