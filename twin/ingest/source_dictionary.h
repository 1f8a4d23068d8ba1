#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/decoded_frame.h"
#include "twin/ingest/sample_rules.h"
#include "twin/state/sample_batch.h"
#include "twin/support/metrics.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace twin::ingest {

/// Dense number of an identifier in the twin now, or EntityRef::kNone.
using ResolveId = std::function<std::uint32_t(EntityKind, std::string_view)>;

/// Counts of what resolution depends on; a difference makes cached numbers invalid.
struct Generation
{
    std::uint64_t registry = 0;  ///< grows with every registry
    std::uint64_t directory = 0; ///< grows when flows or jobs come or go

    friend bool operator==(const Generation&, const Generation&) = default;
};

/// What the numbers of one (source, epoch) mean. Turns a decoded batch into one of dense numbers, leaving out
/// (and counting) what is unknown or out of range. Twin thread.
class SourceDictionary
{
  public:
    void define(const DecodedFrame& frame, const ResolveId& resolve);
    void retire(const DecodedFrame& frame);

    /// `frame` gives up its columns. Every sample lands in `out.columns` or in `tally.refused`.
    void resolve(DecodedFrame& frame, const Generation& generation, const ResolveId& resolve,
                 state::SampleBatch& out, Tally& tally);

    /// A Define that gives an empty dictionary all that this one knows.
    [[nodiscard]] DecodedFrame definition() const;

    [[nodiscard]] std::size_t entityCount() const { return m_dense.size(); }

  private:
    static constexpr std::uint8_t kNoKind = 0xFF;

    struct Metric
    {
        const MetricInfo* info = nullptr;
        std::string name;
        ValueRange range;
    };

    void refresh(const Generation& generation, const ResolveId& resolve);
    [[nodiscard]] bool takeWhole(DecodedColumn& column, const Metric& metric, state::SampleColumn& out) const;
    [[nodiscard]] bool resolveAll(const DecodedColumn& column, EntityKind kind,
                                  std::vector<std::uint32_t>& out) const;
    void takeEach(const DecodedColumn& column, const Metric& metric, const FrameTimes& times,
                  state::SampleColumn& out, Tally& tally) const;
    [[nodiscard]] std::uint32_t denseOf(std::uint32_t number, EntityKind kind, Tally& tally) const;

    Generation m_generation;
    // By the source's entity number.
    std::vector<std::uint32_t> m_dense;
    std::vector<std::uint8_t> m_kinds;
    std::vector<std::string> m_ids;
    std::vector<Metric> m_metrics; ///< by the source's metric number
};

} // namespace twin::ingest
