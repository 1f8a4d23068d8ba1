#pragma once

#include "twin/compute/wan_transport.h"
#include "twin/support/result.h"

#include <cstdint>

/// Moving data to where it is computed on (入算).
namespace twin::compute {

/// What of a line's rate arrives as data: headers, storage at the ends, ramps. Field tables of transfer hours
/// are computed with it.
inline constexpr double kLineUse = 0.85;

struct IngressInput
{
    double bytes = 1e15;
    double rate_bps = 100e9;    ///< of the elastic line; one of kRateSteps_bps, or any rate
    double distance_km = 1'000; ///< of fibre
    double loss = 1e-5;         ///< that one ordinary TCP connection meets
    double rtt_s = -1;          ///< < 0 = from the distance
    double access_bps = 1e9;    ///< of the ordinary line that TCP uses
    double deadline_s = 0;      ///< 0 = none
    // Disks on a train, the other way of moving data.
    double diskBytes = 16e12;
    double diskRate_Bps = 250e6;  ///< of one disk, to and from; all are copied at once
    std::uint32_t diskBays = 64;  ///< disks copied at once at either end
    double handling_h = 2;        ///< packing, station, unpacking, both ends together (assumed)
    double trainSpeed_kmph = 200; ///< door to door beyond the handling (assumed)
};

struct IngressAnswer
{
    double line_s = 0;      ///< over the elastic line
    double idealLine_s = 0; ///< at its whole rate
    double tcp_s = 0;       ///< over one ordinary connection
    double tcp_bps = 0;
    double disks_s = 0; ///< copy, travel, copy
    double disksTravel_s = 0;
    double disksCopy_s = 0; ///< both ends
    std::uint64_t disks = 0;
    double efficiency = 0;     ///< of the line: ideal over real time
    double speedUp = 0;        ///< TCP time over line time
    double neededRate_bps = 0; ///< that meets the deadline; 0 without one
    double neededStep_bps = 0; ///< the ladder's step for it; 0 = none is high enough
    bool isInTime = true;      ///< the line meets the deadline
};

/// The same data over an elastic line, over one TCP connection (Mathis), and on disks by train.
/// Errors: BadInput (out of range).
[[nodiscard]] Result<IngressAnswer> ingress(const IngressInput& input);

} // namespace twin::compute
