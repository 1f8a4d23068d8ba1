#pragma once

#include "twin/proto/registry.pb.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

/// The synthetic nation (合成数据): a registry and its workload from a seed, the same bytes everywhere.
namespace twin::generate {

inline constexpr std::uint64_t kNationalGflopsFp16 = 111'300'000'000;
inline constexpr std::uint32_t kNationalPools = 499;
inline constexpr std::uint32_t kNationalEnterprises = 131;
/// The moment all dates of the invented nation are counted from: 2026-01-01 00:00 UTC+8.
inline constexpr TimeNs kNationalEpoch = 1'767'196'800LL * kSecond;

struct NationalOptions
{
    std::uint64_t seed = 1;
    std::uint32_t pools = kNationalPools; ///< 131 to 200,000
    /// Enterprises, FLOPS, flows and jobs grow with the pools; otherwise they stay and pools get smaller.
    bool scale = false;
    const std::atomic<bool>* cancelled = nullptr; ///< may be set by another thread
};

/// What the busy hour of a workload looks like, found by routing it.
struct BusyHour
{
    double peakUtilisation = 0; ///< worst arc of any link, healthy
    std::string worstArc;
    std::uint32_t cuts = 0;        ///< single backbone conduits tried
    std::uint32_t cutsOver90 = 0;  ///< of those, cuts that push some link over 90 %
    std::uint32_t cutsOver100 = 0; ///< of those over 90 %, the ones that push some link over 100 %
    double unrouted_bps = 0;       ///< worst over the cuts
};

struct National
{
    suanwang::registry::v1::SnapshotFile file; ///< hashes filled in
    BusyHour busyHour;
};

/// Makes the nation. Errors: BadInput (pools out of range), Internal (its own checks fail), Cancelled. Cost:
/// a few seconds; 20 s with 10,000 pools.
[[nodiscard]] Result<National> generateNational(const NationalOptions& options);

} // namespace twin::generate
