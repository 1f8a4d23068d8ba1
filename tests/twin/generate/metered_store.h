#pragma once

#include "feed_store.h"

#include "twin/generate/load_model.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// What the links of the nation carry without its flows.
inline const twin::generate::LinkLoads& background()
{
    static const twin::generate::LinkLoads loads =
        twin::generate::LoadModel(FeedStore::nation().registry, FeedStore::nation().workload).background(21);
    return loads;
}

/// What the links carry: the flows, and the background `factor` times.
inline std::pair<double, double> loadOf(std::size_t link, double factor)
{
    static const twin::generate::LinkLoads whole =
        twin::generate::LoadModel(FeedStore::nation().registry, FeedStore::nation().workload).loads(21);
    const twin::generate::LinkLoads& part = background();
    return {whole.forward_bps[link] + (factor - 1) * part.forward_bps[link],
            whole.reverse_bps[link] + (factor - 1) * part.reverse_bps[link]};
}

/// Whether what a store has is history already, or frames in its journal.
enum class Folded : std::uint8_t { Yes, No };

/// A store whose backbone was metered once every `step`, `count` times; the background grows by `growth` each
/// time.
class MeteredStore
{
  public:
    /// An alarm of a link that is raised, or clears.
    struct Alarm
    {
        twin::TimeNs time = 0;
        std::string link;
        std::string type;
        std::string qualifier;
        bool isRaised = true;
    };

    /// @param alarms by time
    MeteredStore(const std::string& path, twin::TimeNs begin, twin::TimeNs step, int count, double growth,
                 const std::vector<Alarm>& alarms = {}, Folded folded = Folded::Yes)
        : m_store(path)
    {
        std::vector<twin::generate::wire::Frame> frames;
        frames.emplace_back();
        const auto& links = FeedStore::nation().registry->links;
        twin::generate::wire::Define& define = *frames.back().mutable_define();
        for (std::uint32_t i = 0; i < links.size(); ++i) {
            if (links[i].kind != twin::registry::LinkKind::Backbone) {
                continue;
            }
            auto& entity = *define.add_entities();
            entity.set_number(static_cast<std::uint32_t>(m_links.size()));
            entity.set_kind(twin::generate::wire::LINK);
            entity.set_id(links[i].id);
            m_links.push_back(i);
        }
        for (const std::uint32_t metric : {0U, 1U}) {
            auto& named = *define.add_metrics();
            named.set_number(metric);
            named.set_name(metric == 0 ? "link.forward_bps" : "link.reverse_bps");
        }
        m_store.append(frames, begin);
        auto alarm = alarms.begin();
        for (int i = 0; i < count; ++i) {
            for (; alarm != alarms.end() && alarm->time <= begin + i * step; ++alarm) {
                tell(*alarm);
            }
            meter(begin + i * step, 1 + growth * i);
        }
        if (folded == Folded::Yes && !m_store.fold(true)) {
            qFatal("the store does not fold");
        }
    }

  private:
    void tell(const Alarm& one)
    {
        std::vector<twin::generate::wire::Frame> frames(1);
        twin::generate::wire::Event& event = *frames.back().mutable_event();
        event.set_source_time_ns(one.time);
        auto& alarm = *event.mutable_alarm();
        alarm.set_kind(twin::generate::wire::LINK);
        alarm.set_resource_id(one.link);
        alarm.set_alarm_type(one.type);
        alarm.set_qualifier(one.qualifier);
        alarm.set_severity(one.isRaised ? twin::generate::wire::CRITICAL : twin::generate::wire::CLEARED);
        m_store.append(frames, one.time + FeedStore::kDelay);
    }

    void meter(twin::TimeNs time, double factor)
    {
        std::vector<twin::generate::wire::Frame> frames(1);
        twin::generate::wire::Batch& batch = *frames.back().mutable_batch();
        batch.set_source_time_ns(time);
        for (const std::uint32_t metric : {0U, 1U}) {
            twin::generate::wire::Column& column = *batch.add_columns();
            column.set_metric(metric);
            column.set_first_entity(0);
            column.set_count(static_cast<std::uint32_t>(m_links.size()));
            for (const std::uint32_t link : m_links) {
                const auto [forward, reverse] = loadOf(link, factor);
                column.add_f64(metric == 0 ? forward : reverse);
            }
        }
        m_store.append(frames, time + FeedStore::kDelay);
    }

    FeedStore m_store;
    std::vector<std::uint32_t> m_links; ///< of the backbone, by the source's number
};
