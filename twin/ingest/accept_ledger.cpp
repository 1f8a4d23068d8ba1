#include "twin/ingest/accept_ledger.h"

#include "twin/ingest/sequence_tracker.h"

#include <algorithm>
#include <set>

namespace twin::ingest {

namespace {

using history::ForgottenEpochs;
using history::ProgressRecord;

/// Records of one source by epoch, as they will be.
using Epochs = std::map<std::uint64_t, const ProgressRecord*>;

void forget(ForgottenEpochs& sums, const ProgressRecord& record)
{
    sums.upTo = std::max(sums.upTo, record.epoch);
    ++sums.epochs;
    sums.frames += record.frames;
    sums.samples += record.samples;
    sums.gone.push_back(record.epoch);
}

/// Takes the oldest out until the bounds hold; the newest stays.
void trim(Epochs& epochs, ForgottenEpochs& sums)
{
    std::size_t pastGaps = 0;
    for (const auto& [epoch, record] : epochs) {
        pastGaps += record != epochs.rbegin()->second ? record->progress.ranges.size() : 0;
    }
    while (epochs.size() > kEpochsRemembered || (epochs.size() > 1 && pastGaps > kMaxGaps)) {
        const ProgressRecord& oldest = *epochs.begin()->second;
        pastGaps -= oldest.progress.ranges.size();
        forget(sums, oldest);
        epochs.erase(epochs.begin());
    }
}

} // namespace

void AcceptLedger::load(std::vector<ProgressRecord> records, std::vector<ForgottenEpochs> forgotten)
{
    commit({std::move(records), std::move(forgotten)});
}

void AcceptLedger::reload(std::vector<ProgressRecord> records, std::vector<ForgottenEpochs> forgotten)
{
    const std::scoped_lock lock(m_mutex);
    std::set<SourceEpoch> known;
    for (ProgressRecord& record : records) {
        const SourceEpoch key{record.source, record.epoch};
        known.insert(key);
        ProgressRecord& held = m_records[key];
        if (held.source.empty() || held.frames < record.frames) {
            held = std::move(record);
        }
    }
    for (ForgottenEpochs& sums : forgotten) {
        ForgottenEpochs& held = m_forgotten[sums.source];
        if (held.upTo >= sums.upTo && !held.source.empty()) {
            continue;
        }
        std::erase_if(m_records, [&](const auto& entry) {
            return entry.first.first == sums.source && entry.first.second <= sums.upTo &&
                   !known.contains(entry.first);
        });
        held = std::move(sums);
    }
}

ProgressRecord AcceptLedger::record(const SourceEpoch& key) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_records.find(key);
    return found != m_records.end() ? found->second : ProgressRecord{key.first, key.second, {}, 0, 0};
}

bool AcceptLedger::isForgotten(const SourceEpoch& key) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_forgotten.find(key.first);
    return found != m_forgotten.end() && key.second <= found->second.upTo && !m_records.contains(key);
}

history::ProgressUpdate AcceptLedger::update(std::vector<ProgressRecord> records) const
{
    const std::scoped_lock lock(m_mutex);
    history::ProgressUpdate out{std::move(records), {}};
    std::set<std::string> grown;
    for (const ProgressRecord& record : out.records) {
        if (!m_records.contains({record.source, record.epoch})) {
            grown.insert(record.source);
        }
    }
    for (const std::string& source : grown) {
        Epochs epochs;
        for (auto at = m_records.lower_bound({source, 0}); at != m_records.end() && at->first.first == source;
             ++at) {
            epochs[at->first.second] = &at->second;
        }
        for (const ProgressRecord& record : out.records) {
            if (record.source == source) {
                epochs[record.epoch] = &record;
            }
        }
        const auto before = m_forgotten.find(source);
        ForgottenEpochs sums = before != m_forgotten.end() ? before->second : ForgottenEpochs{source};
        trim(epochs, sums);
        if (!sums.gone.empty()) {
            out.forgotten.push_back(std::move(sums));
        }
    }
    return out;
}

void AcceptLedger::commit(const history::ProgressUpdate& update)
{
    const std::scoped_lock lock(m_mutex);
    for (const ProgressRecord& record : update.records) {
        m_records[{record.source, record.epoch}] = record;
    }
    for (const ForgottenEpochs& sums : update.forgotten) {
        for (const std::uint64_t epoch : sums.gone) {
            m_records.erase({sums.source, epoch});
        }
        ForgottenEpochs& held = m_forgotten[sums.source] = sums;
        held.gone.clear();
    }
}

std::vector<std::string> AcceptLedger::sourceNames() const
{
    const std::scoped_lock lock(m_mutex);
    std::set<std::string> out;
    for (const auto& [key, record] : m_records) {
        out.insert(key.first);
    }
    for (const auto& [source, sums] : m_forgotten) {
        out.insert(source);
    }
    return {out.begin(), out.end()};
}

} // namespace twin::ingest
