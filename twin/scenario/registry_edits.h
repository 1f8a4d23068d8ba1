#pragma once

#include "twin/registry/snapshot_file.h"
#include "twin/scenario/command.h"
#include "twin/support/result.h"

#include <string>
#include <vector>

namespace twin::scenario {

/// Commands as changes of a registry snapshot: what a scenario plans, written down. Failures, degradations
/// and the work of a window are no part of a registry and are left out (`leftOut` counts them); drains are a
/// state of assets. Only what exists is changed: what is asked of it is written by writeAsked (asked.h).
/// Identifiers are taken to exist (Editor checks them); validity of the whole is for buildRegistry.
class RegistryEdits
{
  public:
    /// @param now the moment the snapshot is to describe: what is planned until then is in service
    RegistryEdits(registry::pb::SnapshotFile& file, TimeNs now)
        : m_file(file)
        , m_now(now)
    {}

    /// Errors: Invalid, where identifiers do not say what they must.
    [[nodiscard]] Result<> apply(const Action& action);

    [[nodiscard]] std::size_t leftOut() const { return m_leftOut; }

  private:
    friend struct RegistryVisitor;

    registry::pb::SnapshotFile& m_file;
    TimeNs m_now;
    std::size_t m_leftOut = 0;
};

/// Of a conduit's light: 4.9 ns a metre, and 50 us of equipment for each conduit (docs/formats.md).
[[nodiscard]] TimeNs delayOfRoute(std::uint64_t route_m, std::size_t conduits);

/// A quarter of 365.25 days.
inline constexpr TimeNs kQuarterYear = 7'889'400 * kSecond;

/// Quarters of a year that have passed.
[[nodiscard]] double quartersBetween(TimeNs from, TimeNs to);

} // namespace twin::scenario
