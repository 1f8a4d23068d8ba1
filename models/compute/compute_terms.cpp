#include "models/compute/compute_terms.h"

namespace models {

using namespace twin::compute;

QString ComputeTerms::of(FreeSource source)
{
    switch (source) {
    case FreeSource::Measured:
        return tr("measured");
    case FreeSource::Stale:
        return tr("measured some time ago");
    case FreeSource::Planned:
        return tr("cards less those of the jobs that run");
    case FreeSource::Unknown:
        break;
    }
    return tr("not known");
}

QString ComputeTerms::of(CatsMetric metric)
{
    switch (metric) {
    case CatsMetric::FreeFlops:
        return tr("Free compute");
    case CatsMetric::FreeShare:
        return tr("Free share of the cards");
    case CatsMetric::Latency:
        return tr("Latency, one way");
    case CatsMetric::Access:
        return tr("Access links together");
    case CatsMetric::Availability:
        return tr("Time it may be out of service");
    case CatsMetric::Price:
        return tr("Price of 320 TFLOPS for an hour");
    case CatsMetric::Energy:
        break;
    }
    return tr("PUE");
}

QString ComputeTerms::category(std::size_t category)
{
    switch (category) {
    case 0:
        return tr("Compute");
    case 1:
        return tr("Communication");
    default:
        return tr("Service");
    }
}

QString ComputeTerms::of(PlacementPolicy policy)
{
    switch (policy) {
    case PlacementPolicy::FirstFit:
        return tr("First fit");
    case PlacementPolicy::LeastCost:
        return tr("Least cost");
    case PlacementPolicy::LeastLatency:
        return tr("Least latency");
    case PlacementPolicy::LeastCarbon:
        return tr("Least carbon");
    case PlacementPolicy::Balanced:
        return tr("Balanced");
    case PlacementPolicy::NetworkAware:
        return tr("Network-aware");
    case PlacementPolicy::Exact:
        break;
    }
    return tr("Exact");
}

QString ComputeTerms::help(PlacementPolicy policy)
{
    switch (policy) {
    case PlacementPolicy::FirstFit:
        return tr("Pools in order of their identifiers.");
    case PlacementPolicy::LeastCost:
        return tr("Each job where its cards and its bandwidth cost least.");
    case PlacementPolicy::LeastLatency:
        return tr("Each job nearest to its users, else to its data.");
    case PlacementPolicy::LeastCarbon:
        return tr("Each job where its energy makes least CO₂.");
    case PlacementPolicy::Balanced:
        return tr("Each job where least is taken afterwards.");
    case PlacementPolicy::NetworkAware:
        return tr("Least cost, ways around full links over several paths, and search for better.");
    case PlacementPolicy::Exact:
        break;
    }
    return tr("The most jobs at the least cost, proven; for small questions.");
}

QString ComputeTerms::of(Constraint constraint)
{
    switch (constraint) {
    case Constraint::State:
        return tr("Pool out of service");
    case Constraint::ChipClass:
        return tr("Chip class");
    case Constraint::PrecisionOffered:
        return tr("Precision");
    case Constraint::Memory:
        return tr("Memory of a card");
    case Constraint::Data:
        return tr("Data class");
    case Constraint::Protection:
        return tr("Protection level");
    case Constraint::Province:
        return tr("Provinces");
    case Constraint::Availability:
        return tr("Availability");
    case Constraint::Loss:
        return tr("Packet loss");
    case Constraint::Green:
        return tr("Green energy");
    case Constraint::Pue:
        return tr("PUE");
    case Constraint::PriceOffered:
        return tr("Kind of price");
    case Constraint::Window:
        return tr("Night window");
    case Constraint::Way:
        return tr("No way there");
    case Constraint::Latency:
        return tr("Latency");
    case Constraint::Rate:
        return tr("Rate of staging");
    case Constraint::Deadline:
        return tr("Deadline");
    case Constraint::Budget:
        return tr("Budget");
    case Constraint::CardsAtAll:
        return tr("Cards");
    case Constraint::CardsLeft:
        return tr("Cards taken by other jobs");
    case Constraint::Bandwidth:
        break;
    }
    return tr("Bandwidth");
}

QString ComputeTerms::of(MoveKind kind)
{
    switch (kind) {
    case MoveKind::Stays:
        return tr("Stays");
    case MoveKind::Rerouted:
        return tr("Rerouted");
    case MoveKind::Moved:
        return tr("Moved");
    case MoveKind::Lost:
        break;
    }
    return tr("No place left");
}

QString ComputeTerms::of(ResolverLevel level)
{
    switch (level) {
    case ResolverLevel::Cache:
        return tr("Cache");
    case ResolverLevel::National:
        return tr("National node");
    case ResolverLevel::Regional:
        return tr("Regional node");
    case ResolverLevel::Subject:
        break;
    }
    return tr("Enterprise");
}

QString ComputeTerms::of(BidOutcome outcome)
{
    switch (outcome) {
    case BidOutcome::Filled:
        return tr("Got all it asked for");
    case BidOutcome::PriceTooLow:
        return tr("Its limit is below every reserve price");
    case BidOutcome::NoNetwork:
        return tr("The network is in the way: latency or bandwidth");
    case BidOutcome::PoolDown:
        return tr("The pool that would have served it is down");
    case BidOutcome::NoCards:
        break;
    }
    return tr("Not enough cards at its price");
}

} // namespace models
