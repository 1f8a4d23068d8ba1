#pragma once

#include "twin/history/fold_parts.h"
#include "twin/history/samples.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/state/twin_state.h"

#include <cstdint>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace twin::ingest {

/// A past moment being put together: a checkpoint's state, then the events and samples after it, by the rules
/// of the live state. One thread.
class PastState
{
  public:
    void restore(const state::Snapshot& snapshot) { m_state.restore(snapshot); }

    void setRegistry(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload)
    {
        m_state.setRegistry(std::move(registry), std::move(workload));
    }

    /// Events come before samples: a flow that began has values only then.
    void apply(const history::EventRow& event);
    /// Collects a sample; one of an entity or metric that is not known then is left out.
    void add(const history::SeriesKey& key, const history::StoredSample& sample);
    void applyAdded();

    [[nodiscard]] state::SnapshotPtr snapshot(TimeNs time);

  private:
    using Frame = std::tuple<std::uint64_t, std::uint64_t, TimeNs>;     ///< epoch, sequence, receive time
    using Column = std::tuple<EntityKind, std::uint8_t, std::uint32_t>; ///< kind, metric, interval

    state::TwinState m_state;
    FrameDecoder m_decoder;
    std::map<Frame, std::map<Column, state::SampleColumn>> m_added;
};

} // namespace twin::ingest
