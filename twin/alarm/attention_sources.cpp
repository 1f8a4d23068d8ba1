#include "twin/alarm/attention_parts.h"

#include <algorithm>
#include <string>

namespace twin::alarm {

using state::RefusedFor;

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
        if (!totals.historyError.empty()) { // a journal that fails says it already
            draft.add(Severity::Major, AttentionCode::HistoryFailing, AttentionSubject::Twin, {}).detail =
                totals.historyError;
        }
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
    // Series that nobody mapped, or wants, are no fault: the list of sources has them, and unknown names are
    // below.
    const std::uint64_t refused = source.refused - refusedCount(source, RefusedFor::Unmapped) -
                                  refusedCount(source, RefusedFor::Ignored) -
                                  refusedCount(source, RefusedFor::UnknownName);
    const bool isRecent = source.lastErrorTime == 0 || now - source.lastErrorTime <= kErrorMemory;
    if (refused > 0 && isRecent) {
        AttentionItem& item = draft.add(Severity::Warning, AttentionCode::RefusedSamples,
                                        AttentionSubject::Source, source.name);
        item.value = static_cast<double>(refused);
        item.since = source.lastErrorTime;
        item.detail = source.lastError;
    }
    // Alarms that a rule ignores are refused without an error.
    if (source.alarms.refused > 0 && source.lastErrorTime != 0 && isRecent) {
        AttentionItem& item =
            draft.add(Severity::Warning, AttentionCode::RefusedAlarms, AttentionSubject::Source, source.name);
        item.value = static_cast<double>(source.alarms.refused);
        item.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(source.alarms.refused, 0xFFFFFFFF));
        item.since = source.lastErrorTime;
        item.detail = source.lastError;
    }
    addUnknownNames(draft, source.name, unknownNames(source));
}

} // namespace

UnknownNames unknownNames(const state::SourceStatus& source)
{
    const std::uint64_t unwanted =
        refusedCount(source, RefusedFor::Unmapped) + refusedCount(source, RefusedFor::Ignored);
    const bool isAllUnmapped = unwanted > 0 && unwanted == source.received;
    const bool hasOthers = refusedCount(source, RefusedFor::UnknownName) > 0;
    UnknownNames out;
    std::uint64_t greatest = 0;
    for (const auto& [name, samples] : source.unknownNames) {
        const bool isSeries = source.mappingRules != nullptr && source.mappingRules->contains(name);
        if (isSeries ? !isAllUnmapped : !hasOthers && !isAllUnmapped) {
            continue;
        }
        ++out.count;
        out.most = samples > greatest ? name : out.most;
        greatest = std::max(greatest, samples);
    }
    return out;
}

void addUnknownNames(AttentionDraft& draft, const std::string& source, const UnknownNames& names)
{
    if (names.count > 0) {
        AttentionItem& item =
            draft.add(Severity::Warning, AttentionCode::UnknownNames, AttentionSubject::Source, source);
        item.count = names.count;
        item.value = item.count;
        item.detail = names.most;
    }
}

void addSources(AttentionDraft& draft)
{
    addService(draft);
    for (const state::SourceStatus& source : *draft.snapshot.sources) {
        addSource(draft, source);
    }
}

} // namespace twin::alarm
