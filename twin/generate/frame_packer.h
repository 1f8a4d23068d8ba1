#pragma once

#include "twin/generate/feed_producer.h"
#include "twin/generate/signals.h"
#include "twin/support/metrics.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace twin::generate {

/// Numbers and packs what a feed says: dictionary entries and columns into frames of bounded size. Entities
/// are numbered kind by kind, metrics as in resources/metrics.json.
class FramePacker
{
  public:
    using IdOf = std::function<const std::string&(EntityKind, std::uint32_t)>;

    explicit FramePacker(const std::array<std::uint32_t, kEntityKindCount>& counts);

    /// Frames go to `out` from now on, stamped with `time`.
    void begin(TimeNs time, std::vector<wire::Frame>& out);
    /// The whole dictionary.
    void define(const IdOf& idOf);
    /// One entity's number is given back, or taken by a new identifier.
    void retire(EntityKind kind, std::uint32_t entity);
    void define(EntityKind kind, std::uint32_t entity, const std::string& id);
    /// A sequenced event, stamped.
    [[nodiscard]] wire::Event& event();
    /// Columns `metrics` of `count` entities from `first`; `offset` is the place of `first` in `block`.
    void add(const std::vector<const MetricInfo*>& metrics, std::uint32_t first, std::uint32_t count,
             ColumnBlock& block, std::size_t offset);
    /// Ends the batch that is being filled: call before anything that must come after it, and at the end.
    void flush();

    [[nodiscard]] std::uint64_t samples() const { return m_samples; }

  private:
    [[nodiscard]] std::uint32_t number(EntityKind kind, std::uint32_t entity) const;

    std::array<std::uint32_t, kEntityKindCount> m_counts;
    std::array<std::uint32_t, kEntityKindCount> m_base{};
    TimeNs m_time = 0;
    std::vector<wire::Frame>* m_out = nullptr;
    wire::Frame m_filling;
    std::size_t m_fillingSamples = 0;
    std::uint64_t m_samples = 0;
};

} // namespace twin::generate
