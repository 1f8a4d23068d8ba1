#pragma once

#include "twin/generate/feed_producer.h"
#include "twin/support/metrics.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// Reads frames as a twin would: keeps the dictionary, and every sample by entity and metric name.
class FeedReader
{
  public:
    struct Sample
    {
        twin::TimeNs time = 0;
        double value = 0;
    };

    using Series = std::map<std::pair<std::string, std::string>, std::vector<Sample>>;

    void read(const std::vector<twin::generate::wire::Frame>& frames)
    {
        for (const auto& frame : frames) {
            if (frame.has_define()) {
                define(frame.define());
            } else if (frame.has_retire()) {
                for (const std::uint32_t number : frame.retire().entities()) {
                    m_entities.erase(number);
                }
            } else if (frame.has_batch()) {
                readBatch(frame.batch());
            } else if (frame.has_event()) {
                events.push_back(frame.event());
            }
        }
    }

    [[nodiscard]] const std::vector<Sample>& of(const std::string& entity, const std::string& metric) const
    {
        static const std::vector<Sample> none;
        const auto found = series.find({entity, metric});
        return found == series.end() ? none : found->second;
    }

    /// The last value at or before `time`; -1 when there is none.
    [[nodiscard]] double last(const std::string& entity, const std::string& metric, twin::TimeNs time) const
    {
        double value = -1;
        for (const Sample& sample : of(entity, metric)) {
            if (sample.time <= time) {
                value = sample.value;
            }
        }
        return value;
    }

    Series series;
    std::vector<twin::generate::wire::Event> events;
    std::uint64_t samples = 0;
    std::uint64_t unknown = 0; ///< samples of numbers not in the dictionary

  private:
    void define(const twin::generate::wire::Define& define)
    {
        for (const auto& entity : define.entities()) {
            m_entities[entity.number()] = entity.id();
        }
        for (const auto& metric : define.metrics()) {
            m_metrics[metric.number()] = metric.name();
        }
    }

    void readBatch(const twin::generate::wire::Batch& batch)
    {
        for (const auto& column : batch.columns()) {
            for (std::uint32_t i = 0; i < column.count(); ++i) {
                const auto entity = m_entities.find(column.first_entity() + i);
                const auto metric = m_metrics.find(column.metric());
                ++samples;
                if (entity == m_entities.end() || metric == m_metrics.end()) {
                    ++unknown;
                    continue;
                }
                const auto at = static_cast<int>(i);
                const double value =
                    column.f64_size() > 0 ? column.f64(at) : static_cast<double>(column.f32(at));
                series[{entity->second, metric->second}].push_back({batch.source_time_ns(), value});
            }
        }
    }

    std::map<std::uint32_t, std::string> m_entities;
    std::map<std::uint32_t, std::string> m_metrics;
};
