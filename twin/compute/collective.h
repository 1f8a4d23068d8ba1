#pragma once

#include <cstdint>

/// Time of collective operations between equal members, in the latency-bandwidth ("alpha-beta") model.
namespace twin::compute {

enum class Collective : std::uint8_t { Ring, Tree, Fastest };

struct CollectiveInput
{
    std::uint32_t members = 1;
    double bytes = 0;          ///< of one member's buffer
    double rate_bps = 0;       ///< a member's, each way at once; > 0
    double messageDelay_s = 0; ///< of one message between members ("alpha")
};

struct CollectiveTime
{
    double seconds = 0;
    double transfer_s = 0; ///< of it, bytes
    double latency_s = 0;  ///< of it, delays
    Collective used = Collective::Ring;
};

/// All-reduce. Ring: 2(p−1)·α + 2(p−1)/p · bytes/rate. Tree: two complementary binary trees, pipelined:
/// 2·ceil(log2 p)·α + 2 · bytes/rate (a ring's transfer is shorter, a tree's latency). Nothing for one
/// member. Sources: Patarasuk & Yuan, J. Parallel Distrib. Comput. 69 (2009); Sanders, Speck & Träff,
/// Parallel Computing 35 (2009).
[[nodiscard]] CollectiveTime allReduce(const CollectiveInput& input, Collective how);

} // namespace twin::compute
