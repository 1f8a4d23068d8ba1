#include "twin/alarm/attention_parts.h"

#include <algorithm>
#include <string>

namespace twin::alarm {

namespace {

/// A refusal this old is history: the counters still show it.
constexpr TimeNs kErrorMemory = 10 * kMinute;

/// A journal that is about to refuse: once it does, the screen stands still.
void addJournalRoom(AttentionDraft& draft, const state::Totals& totals)
{
    const double used =
        static_cast<double>(totals.journalBytes) / std::max(1.0, static_cast<double>(totals.journalBound));
    if (totals.journalBound > 0 && used >= kJournalFilling) {
        AttentionItem& item =
            draft.add(Severity::Warning, AttentionCode::JournalFilling, AttentionSubject::Twin, {});
        item.value = used;
        item.threshold = kJournalFilling;
    }
}

void addService(AttentionDraft& draft)
{
    const state::Totals& totals = draft.snapshot.totals;
    if (!totals.journalError.empty()) {
        AttentionItem& item =
            draft.add(Severity::Critical, AttentionCode::JournalFailing, AttentionSubject::Twin, {});
        item.value = static_cast<double>(totals.journalBytes);
        item.detail = totals.journalError;
    } else {
        addJournalRoom(draft, totals);
    }
    if (totals.dropped > 0) {
        AttentionItem& item = draft.add(Severity::Major, AttentionCode::Dropped, AttentionSubject::Twin, {});
        item.value = static_cast<double>(totals.dropped);
    }
}

void addSource(AttentionDraft& draft, const state::SourceStatus& source)
{
    const TimeNs now = draft.snapshot.time;
    if (!source.connected) {
        AttentionItem& item = draft.add(Severity::Major, AttentionCode::SourceDisconnected,
                                        AttentionSubject::Source, source.name);
        item.value = static_cast<double>(now - source.lastReceive) / static_cast<double>(kSecond);
        item.since = source.lastReceive;
        item.detail = source.lastError;
    }
    const bool isRecent = source.lastErrorTime == 0 || now - source.lastErrorTime <= kErrorMemory;
    if (source.refused > 0 && isRecent) {
        AttentionItem& item = draft.add(Severity::Warning, AttentionCode::RefusedSamples,
                                        AttentionSubject::Source, source.name);
        item.value = static_cast<double>(source.refused);
        item.since = source.lastErrorTime;
        item.detail = source.lastError;
    }
    if (source.alarms.refused > 0 && isRecent) {
        AttentionItem& item =
            draft.add(Severity::Warning, AttentionCode::RefusedAlarms, AttentionSubject::Source, source.name);
        item.value = static_cast<double>(source.alarms.refused);
        item.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(source.alarms.refused, 0xFFFFFFFF));
        item.since = source.lastErrorTime;
        item.detail = source.lastError;
    }
    if (!source.unknownNames.empty()) {
        const auto& names = source.unknownNames;
        const auto most = std::max_element(names.begin(), names.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        AttentionItem& item =
            draft.add(Severity::Warning, AttentionCode::UnknownNames, AttentionSubject::Source, source.name);
        item.count = static_cast<std::uint32_t>(names.size());
        item.value = item.count;
        item.detail = most->first;
    }
}

} // namespace

void addSources(AttentionDraft& draft)
{
    addService(draft);
    for (const state::SourceStatus& source : *draft.snapshot.sources) {
        addSource(draft, source);
    }
}

} // namespace twin::alarm
