#include "models/planner/plan_terms.h"

/// Words for what happens in a run; a file of its own as it is a long list.
namespace models {

QString PlanTerms::of(twin::scenario::ChainKind kind)
{
    using enum twin::scenario::ChainKind;
    switch (kind) {
    case CommandBegan:
        return tr("begins", "a command");
    case CommandEnded:
        return tr("ends", "a command");
    case CommandSkipped:
        return tr("is skipped", "a command");
    case TransferStarted:
        return tr("starts to send");
    case TransferFinished:
        return tr("has arrived");
    case FlowRerouted:
        return tr("takes another way");
    case FlowSlowed:
        return tr("slows down", "a flow");
    case FlowRecovered:
        return tr("gets more again", "a flow");
    case FlowDisconnected:
        return tr("has no way left");
    case JobWaits:
        return tr("waits");
    case JobPlaced:
        return tr("gets a place", "a job");
    case JobStarted:
        return tr("starts", "a job");
    case JobSlowed:
        return tr("slows down", "a job");
    case JobStopped:
        return tr("stops", "a job");
    case JobResumed:
        return tr("goes faster again");
    case JobLostWork:
        return tr("goes back to its last checkpoint", "a job");
    case JobFinished:
        return tr("is finished");
    case JobCancelled:
        return tr("is cancelled");
    case LatencyMissed:
        return tr("misses its latency class", "a service");
    case LatencyMet:
        return tr("is within its latency class again", "a service");
    case DeadlineUnavoidable:
        return tr("will miss its deadline");
    case SourceLost:
        return tr("no longer shows", "a telemetry source: links, pools and conduits");
    case IdentifiersLost:
        return tr("no longer resolves", "an identifier service: pools");
    case DeadlineMissed:
        break;
    }
    return tr("misses its deadline");
}

} // namespace models
