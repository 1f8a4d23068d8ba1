#pragma once

#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>

/// `.sws` files: registry, workload and every value of one moment (twin/proto/state.proto), what a scenario
/// forks from.
namespace twin::state {

inline constexpr std::uint64_t kStateFileBound = 1ULL << 30U; ///< 1 GiB

/// Deterministic bytes: snapshots of equal state and time give equal bytes, whatever numbers flows and jobs
/// have. Registry and workload are written as they were read, the flows and jobs of the moment as they were
/// reported. Errors: Internal (a registry not made by buildRegistry), TooLarge.
[[nodiscard]] Result<std::string> encodeState(const Snapshot& snapshot);

/// The saved moment, with live = false and its time; `TwinState::restore` takes it up.
/// Errors: BadInput (not such a file, truncated, its hash differs), Unsupported (another format), Invalid
/// (registry with errors, sections or alarms that do not fit it), TooLarge.
[[nodiscard]] Result<SnapshotPtr> decodeState(std::string_view bytes);

/// Bytes of the moment alone, without registry and workload, and back with those it was in the words of: what
/// the history keeps. Errors of decoding: BadInput, Invalid, TooLarge.
[[nodiscard]] std::string encodeMoment(const Snapshot& snapshot);
[[nodiscard]] Result<SnapshotPtr> decodeMoment(std::string_view bytes, registry::RegistryPtr registry,
                                               std::shared_ptr<const registry::Workload> workload);

/// As above, through a file written beside the target and renamed. Errors also: Io, NotFound.
[[nodiscard]] Result<> saveState(const std::string& path, const Snapshot& snapshot);
[[nodiscard]] Result<SnapshotPtr> openState(const std::string& path);

} // namespace twin::state
