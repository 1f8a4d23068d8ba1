#pragma once

#include "twin/history/samples.h"
#include "twin/support/result.h"

#include <string>
#include <string_view>

/// Bytes of a block and back, without losing a bit (docs/history.md, "Blocks"). Pure functions.
namespace twin::history {

inline constexpr std::size_t kMaxBlockSamples = 16U << 20U;

/// Preconditions: as SampleBlock says; every run has as many values as stamps, at most kMaxBlockSamples
/// together; values are finite where the quality is not Missing. Equal blocks give equal bytes.
[[nodiscard]] std::string encodeBlock(const SampleBlock& block);

/// Errors: BadInput (cut, damaged, contradicts itself), TooLarge, Unsupported (a newer form).
[[nodiscard]] Result<SampleBlock> decodeBlock(std::string_view bytes);

/// Only the run of `series`: the values of others are not unpacked. Without one the answer has none.
[[nodiscard]] Result<SampleBlock> decodeSeries(std::string_view bytes, SeriesId series);
/// Likewise the runs of `count` series from `first`.
[[nodiscard]] Result<SampleBlock> decodeSeriesRange(std::string_view bytes, SeriesId first,
                                                    std::uint64_t count);

} // namespace twin::history
