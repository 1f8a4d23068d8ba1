#include "twin/alarm/alarm_meaning.h"
#include "twin/alarm/attention_parts.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace twin::alarm {

namespace {

const state::SourceStatus* connectedSource(const state::Snapshot& snapshot, const std::string& name)
{
    const auto& sources = *snapshot.sources;
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const auto& source) { return source.name == name; });
    return found != sources.end() && found->connected ? &*found : nullptr;
}

/// Alarms about what is not in the registry (another network's, say) are nothing anybody could act on. That a
/// source speaks of such things is said once, as of its samples.
void addUnknownResources(AttentionDraft& draft, const std::map<std::string, std::set<std::string>>& bySource)
{
    for (const auto& [name, resources] : bySource) {
        const state::SourceStatus* source = connectedSource(draft.snapshot, name);
        if (source != nullptr && unknownNames(*source).count == 0) {
            addUnknownNames(draft, name, {static_cast<std::uint32_t>(resources.size()), *resources.begin()});
        }
    }
}

/// Who reports it joins those of the item.
void addVoices(AttentionItem& item, const state::Alarm& alarm)
{
    ++item.reported;
    const auto join = [&item](const std::string& name) {
        const auto at = std::ranges::lower_bound(item.sources, name);
        const bool isNew = at == item.sources.end() || *at != name;
        if (isNew && !name.empty() && item.sources.size() < kMaxRelated) {
            item.sources.insert(at, name);
        }
    };
    join(alarm.source);
    for (const state::AlarmVoice& voice : alarm.voices) {
        join(voice.source);
    }
}

/// Finds the item an alarm belongs to, among those of the twin itself and those of other alarms.
class AlarmFolder
{
  public:
    explicit AlarmFolder(AttentionDraft& draft)
        : m_draft(draft)
    {
        for (std::uint32_t i = 0; i < draft.items.size(); ++i) {
            if (draft.items[i].subject == AttentionSubject::Entity) {
                m_computed.emplace(draft.items[i].entity, i);
            }
        }
    }

    /// Null when the twin says nothing of the kind.
    [[nodiscard]] AttentionItem* computed(const state::Alarm& alarm, EntityRef entity)
    {
        const auto [first, last] = m_computed.equal_range(entity);
        for (auto at = first; at != last; ++at) {
            if (saysTheSame(alarm.type, m_draft.items[at->second].code)) {
                return &m_draft.items[at->second];
            }
        }
        const std::uint32_t down = downItem(entity);
        const bool isPart =
            down != kNoItem && (isExplained(entity) || saysTheSame(alarm.type, m_draft.items[down].code));
        return isPart ? &m_draft.items[down] : nullptr;
    }

    /// The item of alarms of this type about this entity, made if it is not there.
    [[nodiscard]] AttentionItem& reported(const state::Alarm& alarm, EntityRef entity)
    {
        const auto next = static_cast<std::uint32_t>(m_draft.items.size());
        const auto [at, isNew] = m_reported.try_emplace({entity, alarm.type}, next);
        if (!isNew) {
            return m_draft.items[at->second];
        }
        AttentionItem& item =
            m_draft.add(alarm.severity, AttentionCode::Alarm, AttentionSubject::Entity, alarm.resourceId);
        item.entity = entity;
        item.count = 0;
        item.since = alarm.raised;
        item.type = alarm.type;
        item.detail = alarm.text;
        return item;
    }

    [[nodiscard]] bool hasRoom() const { return m_reported.size() < kMaxAlarmItems; }

  private:
    struct Hash
    {
        std::size_t operator()(EntityRef entity) const
        {
            return std::hash<std::uint64_t>()((std::uint64_t{entity.index} << 8U) |
                                              static_cast<std::uint64_t>(entity.kind));
        }
    };

    /// The link an entity is or runs on.
    [[nodiscard]] std::uint32_t linkOf(EntityRef entity) const
    {
        if (entity.kind == EntityKind::Link) {
            return entity.index;
        }
        const bool isWave = entity.kind == EntityKind::OpticalChannel;
        const registry::LinkIndex link =
            isWave ? m_draft.snapshot.registry->channels[entity.index].link : registry::LinkIndex();
        return link.isValid() ? link.value() : EntityRef::kNone;
    }

    [[nodiscard]] std::uint32_t downItem(EntityRef entity) const
    {
        const std::uint32_t link = linkOf(entity);
        return link != EntityRef::kNone ? m_draft.linkItem[link] : kNoItem;
    }

    /// A link in a cut duct and a wave of a dark link have nothing of their own to say.
    [[nodiscard]] bool isExplained(EntityRef entity) const
    {
        return entity.kind == EntityKind::OpticalChannel || m_draft.linkIsExplained[entity.index];
    }

    AttentionDraft& m_draft;
    std::unordered_multimap<EntityRef, std::uint32_t, Hash> m_computed;
    std::map<std::pair<EntityRef, std::string>, std::uint32_t> m_reported;
};

} // namespace

void addAlarms(AttentionDraft& draft)
{
    AlarmFolder folder(draft);
    std::map<std::string, std::set<std::string>> unknown;      ///< resources by source
    for (const state::Alarm& alarm : *draft.snapshot.alarms) { // worst first
        const auto entity = draft.snapshot.find(alarm.kind, alarm.resourceId);
        if (!entity) {
            unknown[alarm.source].insert(alarm.resourceId);
            continue;
        }
        if (AttentionItem* item = folder.computed(alarm, *entity)) {
            item->severity = std::max(item->severity, alarm.severity);
            addVoices(*item, alarm);
        } else if (folder.hasRoom()) {
            AttentionItem& item2 = folder.reported(alarm, *entity);
            item2.count += std::max(1U, alarm.count);
            item2.since = std::min(item2.since, alarm.raised);
            addVoices(item2, alarm);
        }
    }
    addUnknownResources(draft, unknown);
}

} // namespace twin::alarm
