#pragma once

#include "twin/alarm/attention.h"

#include <cstdint>
#include <string>
#include <vector>

/// The rules of attention(), one file each. They share what is already explained by a deeper cause.
namespace twin::alarm {

inline constexpr std::uint32_t kNoItem = 0xFFFFFFFF;

/// The list being made. One call of attention(); one thread.
struct AttentionDraft
{
    const state::Snapshot& snapshot;
    std::vector<AttentionItem> items;
    std::vector<bool> linkIsDown;        ///< by link
    std::vector<bool> linkIsExplained;   ///< its being down is part of another item
    std::vector<std::uint32_t> linkItem; ///< by link: the item of which its being down is part; kNoItem

    explicit AttentionDraft(const state::Snapshot& judged);

    /// Starts an item about an entity; the reference is good until the next one.
    AttentionItem& add(Severity severity, AttentionCode code, EntityRef entity);
    AttentionItem& add(Severity severity, AttentionCode code, AttentionSubject subject, std::string id);
};

struct UnknownNames
{
    std::uint32_t count = 0;
    std::string most; ///< the most frequent
};

/// Names of a source that somebody should look into: those the registry or the catalogue does not know.
/// Series without a mapping are among them only when it has no others: then nothing it says is understood.
/// Else they are what every exporter has besides, nothing is wrong, and nobody is called; the list of sources
/// has them.
[[nodiscard]] UnknownNames unknownNames(const state::SourceStatus& source);
/// An item, if there are any.
void addUnknownNames(AttentionDraft& draft, const std::string& source, const UnknownNames& names);

/// The order of the list.
[[nodiscard]] bool isWorse(const AttentionItem& a, const AttentionItem& b);

/// Down and degraded entities; conduits inferred cut. First: the others look at what it found.
void addFaults(AttentionDraft& draft);
/// Full links and pools, heat, failed cards, failing optics.
void addLoads(AttentionDraft& draft);
/// Stale and never heard entities.
void addSilence(AttentionDraft& draft);
/// Sources and journal.
void addSources(AttentionDraft& draft);
/// The alarms that sources report. Last: what the others found takes up those that say the same.
void addAlarms(AttentionDraft& draft);

} // namespace twin::alarm
