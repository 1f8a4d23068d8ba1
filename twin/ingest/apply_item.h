#pragma once

#include "twin/ingest/decoded_frame.h"

#include <cstdint>

namespace twin::ingest {

/// Where a batch stands among the others of the queue, as far as merging goes. Set by MergeScopes.
struct MergeScope
{
    /// Batches of one run come from one (source, epoch), in sequence and without a gap, and mean what one
    /// dictionary says. 0: the frame takes no part in merging.
    std::uint64_t run = 0;
    std::uint64_t directory = 0; ///< differs where flows or jobs may have come or gone in between
};

/// An accepted frame on its way to the twin thread.
struct ApplyItem
{
    std::uint32_t source = 0;
    std::uint64_t epoch = 0;
    std::uint64_t contiguous = 0; ///< all sequences up to it were handed over before
    DecodedFrame frame;
    MergeScope scope = {};
};

} // namespace twin::ingest
