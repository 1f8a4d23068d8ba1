#pragma once

#include "twin/state/link_residuals.h"
#include "twin/state/snapshot.h"

#include <QtGlobal>

#include <memory>
#include <string>

/// Residuals made by hand, for tests of what shows them.
namespace test {

/// All links as expected: 10 Gb/s each way, ± 1 Gb/s, telemetry 0.5 Gb/s above.
inline std::shared_ptr<twin::state::LinkResiduals> calmResiduals(const twin::state::Snapshot& snapshot)
{
    auto out = std::make_shared<twin::state::LinkResiduals>();
    out->registry = snapshot.registry;
    out->version = snapshot.version;
    out->time = snapshot.time;
    const twin::state::LinkResidual calm{10e9, 10.5e9, 0.5e9, 1e9, 0};
    out->forward.assign(snapshot.registry->links.size(), calm);
    out->reverse = out->forward;
    out->measured = 2 * out->forward.size();
    return out;
}

inline std::uint32_t linkNumber(const twin::state::Snapshot& snapshot, const std::string& id)
{
    const auto found = snapshot.registry->find(twin::EntityKind::Link, id);
    if (!found) {
        qFatal("no link %s", id.c_str());
    }
    return found->index;
}

/// That direction has carried `residual_bps` more than 10 Gb/s for a minute.
inline void setOff(twin::state::LinkResiduals& residuals, twin::state::LinkArc arc, double residual_bps)
{
    (arc.forward ? residuals.forward : residuals.reverse)[arc.link] = {
        10e9, 10e9 + residual_bps, residual_bps, 1e9, residuals.time - 60 * twin::kSecond};
    ++residuals.significant;
}

/// The calm ones, but from pl-1 to pl-4 over bb-1 flow 230 Gb/s that no list has.
inline std::shared_ptr<twin::state::LinkResiduals> unlistedTransfer(const twin::state::Snapshot& snapshot)
{
    auto out = calmResiduals(snapshot);
    twin::state::ResidualCause cause;
    cause.a = "pl-1";
    cause.b = "pl-4";
    cause.bps = 230e9;
    cause.gain = 90'000;
    cause.isPersistent = true;
    for (const twin::state::LinkArc arc : {twin::state::LinkArc{linkNumber(snapshot, "ac-pl-1-2"), true},
                                           twin::state::LinkArc{linkNumber(snapshot, "bb-1"), true},
                                           twin::state::LinkArc{linkNumber(snapshot, "ac-pl-4-1"), false}}) {
        setOff(*out, arc, 230e9);
        cause.arcs.push_back(arc);
    }
    cause.worst = cause.arcs[1];
    out->causes = {cause};
    return out;
}

} // namespace test
