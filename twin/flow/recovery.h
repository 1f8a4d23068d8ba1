#pragma once

namespace twin::flow {

/// How a network comes back after a failure: times from the failure, in seconds. Defaults are those of the
/// field (docs/engine.md names sources): the phases are documented there.
struct RecoveryOptions
{
    double protection_s = 0.05;     ///< 1+1 has switched, fast reroute has taken its detours
    double reconvergence_s = 0.5;   ///< routing knows: 0.2 to 1 s; after a repair and a restoration too
    double restoration_s = 60;      ///< waves have been moved to other conduits: seconds to minutes
    double reach_m = 3'000'000;     ///< a moved wave of up to 400 Gb/s gets this far without regeneration
    double reachFast_m = 1'000'000; ///< one of 800 Gb/s and more
    double repair_s = 8 * 3600;     ///< of conduits and links whose mean repair time is not known
    double nodeRepair_s = 4 * 3600; ///< of places
};

} // namespace twin::flow
