#include "twin/ingest/store_stage.h"

#include "twin/ingest/epochs_kept.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace twin::ingest {

namespace {

constexpr auto kPatience = std::chrono::milliseconds(20); ///< jobs come without waking the queue
// While the journal fails it is opened anew, at first soon and then less often.
constexpr auto kFirstRetry = std::chrono::milliseconds(250);
constexpr auto kLastRetry = std::chrono::milliseconds(2000);
constexpr auto kProbeInterval = std::chrono::milliseconds(1000);

SourceEpoch keyOf(const StoreItem& item)
{
    return {item.session->name, item.session->epoch};
}

std::uint64_t alarmsOf(const StoreItem& item)
{
    return static_cast<std::uint64_t>(
        std::ranges::count_if(item.frame.events, [](const state::TwinEvent& event) {
            return std::holds_alternative<state::AlarmReport>(event);
        }));
}

constexpr const char* kJournalFull = "the journal is full";

} // namespace

StoreStage::StoreStage(StoreStageOptions options, std::unique_ptr<history::HistoryWriter> store,
                       Accounting& accounting, const Clock& clock, ApplyQueue& applyQueue)
    : m_options(std::move(options))
    , m_store(std::move(store))
    , m_accounting(accounting)
    , m_clock(clock)
    , m_applyQueue(applyQueue)
    , m_queue(m_options.queueBytes)
{}

StoreStage::~StoreStage()
{
    finish();
}

void StoreStage::start()
{
    m_thread = std::thread([this] { run(); });
}

void StoreStage::finish()
{
    m_queue.close();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    m_jobs.close();
}

StoreStatus StoreStage::status() const
{
    const std::scoped_lock lock(m_statusMutex);
    StoreStatus out = m_status;
    out.commitP50 = m_commitTimes.quantile(0.5);
    out.commitP99 = m_commitTimes.quantile(0.99);
    return out;
}

void StoreStage::run()
{
    while (true) {
        const bool last = m_queue.isClosed();             // asked first: nothing enters after it
        const bool idles = m_jobs.isEmpty() || m_failing; // jobs wait for a journal that works
        const auto patience = idles ? kPatience : std::chrono::milliseconds(0);
        std::vector<StoreItem> items = m_queue.takeAll(patience);
        keepRegistry();
        if (items.empty() && last) {
            m_jobs.close(); // who waits must not wait for the end of this thread
            return;
        }
        if (items.empty() && m_options.path) {
            probe();
        }
        if (!items.empty()) {
            process(items);
            m_queuedFrames.fetch_sub(items.size(), std::memory_order_acq_rel);
        }
        if (!m_jobs.isEmpty() && journalUsable()) {
            doJob();
        }
    }
}

void StoreStage::doJob()
{
    const auto begun = std::chrono::steady_clock::now();
    m_jobs.doOne(*m_store);
    const TimeNs took = std::chrono::nanoseconds(std::chrono::steady_clock::now() - begun).count();
    const std::scoped_lock lock(m_statusMutex);
    m_status.jobWorst = std::max(m_status.jobWorst, took);
}

void StoreStage::setRegistry(RegistryDocument document)
{
    const std::scoped_lock lock(m_registryMutex);
    m_registry = std::make_shared<const RegistryDocument>(std::move(document));
    m_registryDue = true;
}

/// Before the frames that it is in force for. What cannot be written now is tried again.
void StoreStage::keepRegistry()
{
    std::shared_ptr<const RegistryDocument> registry;
    {
        const std::scoped_lock lock(m_registryMutex);
        registry = std::exchange(m_registryDue, false) ? m_registry : nullptr;
    }
    if (registry == nullptr || !m_options.path) {
        return;
    }
    history::RegistryVersion version = registry->version;
    version.validFrom = m_clock.now();
    const auto kept = journalUsable()
                          ? m_store->addRegistry(version, registry->bytes)
                          : Result<std::uint64_t>(failure(ErrorCode::Io, "the journal is not writable"));
    if (kept) {
        return;
    }
    if (!m_failing) {
        noteFailure(kept.error());
    }
    const std::scoped_lock lock(m_registryMutex);
    m_registryDue = true; // that one, or a newer one that came meanwhile
}

void StoreStage::enterDuplicate(const StoreItem& item)
{
    Tally tally;
    tally.duplicate = item.frame.samples;
    tally.alarms.duplicate = alarmsOf(item);
    m_accounting.enter(item.session->source, tally, item.frame.receiveTime);
}

void StoreStage::refuse(const StoreItem& item, RefuseReason reason, const std::string& why, bool closing)
{
    Tally tally;
    tally.refuse(state::RefusedFor::TooMany, item.frame.samples);
    tally.alarms.refused = alarmsOf(item);
    tally.error = why;
    m_accounting.enter(item.session->source, tally, item.frame.receiveTime);
    item.session->refuse({item.frame.sequence, reason, why, closing});
}

/// Numbers of the items that are neither duplicates nor beyond the bound of gaps; the others are entered at
/// once.
std::vector<std::size_t> StoreStage::sortOut(std::vector<StoreItem>& items, Group& group)
{
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const StoreItem& item = items[i];
        auto [at, isNew] = group.try_emplace(keyOf(item));
        Work& work = at->second;
        if (isNew) {
            work.record = m_ledger.record(at->first);
            work.seen = work.record.progress;
            work.contiguousBefore = work.record.progress.contiguous;
            work.forgotten = m_ledger.isForgotten(at->first);
        }
        if (work.forgotten) {
            refuse(item, RefuseReason::BadFrame, std::string(kForgottenEpoch), true);
            continue;
        }
        work.sessions.emplace(item.session.get(), item.session);
        if (work.seen.contains(item.frame.sequence)) {
            enterDuplicate(item);
            continue;
        }
        if (work.seen.ranges.size() >= kMaxGaps) {
            refuse(item, RefuseReason::TooLarge, "too many gaps in the sequence");
            continue;
        }
        work.seen.insert(item.frame.sequence);
        fresh.push_back(i);
    }
    return fresh;
}

void StoreStage::noteFailure(const Error& error)
{
    m_failing = true;
    m_retryAfter = m_retryAfter.count() == 0 ? kFirstRetry : std::min(m_retryAfter * 2, kLastRetry);
    m_retryAt = std::chrono::steady_clock::now() + m_retryAfter;
    const std::scoped_lock lock(m_statusMutex);
    m_status.error = error.text();
}

/// Something was written: whatever was wrong is over.
void StoreStage::noteWritten()
{
    m_retryAfter = {};
    m_unproven = false;
    const std::scoped_lock lock(m_statusMutex);
    m_status.error.clear();
}

/// While it fails it is opened anew: a disk that came back, a lock that was released, a server that lives
/// again. That may take seconds, so a thread of its own waits for it and this one goes on.
bool StoreStage::journalUsable()
{
    if (!m_failing) {
        return true;
    }
    if (m_reopening.valid()) {
        return m_reopening.wait_for(std::chrono::seconds(0)) == std::future_status::ready && takeReopened();
    }
    if (std::chrono::steady_clock::now() < m_retryAt) {
        return false;
    }
    m_store.reset(); // first: it holds the writer lock
    m_reopening =
        std::async(std::launch::async,
                   [path = *m_options.path,
                    options = m_options.journal]() -> Result<std::unique_ptr<history::HistoryWriter>> {
                       auto store = history::historyStore(path);
                       return store ? (*store)->openWriter(options)
                                    : Result<std::unique_ptr<history::HistoryWriter>>(failure(store.error()));
                   });
    return false;
}

/// Whether the last transaction before the failure came true is only known now, and another twin may have
/// kept the store meanwhile: what the store says is kept is what counts from here on, so that nothing is kept
/// twice, folding begins anew from it, and our registry is to be in force again.
bool StoreStage::takeReopened()
{
    auto opened = m_reopening.get();
    if (!opened) {
        noteFailure(opened.error());
        return false;
    }
    auto progress = (*opened)->loadProgress();
    auto forgotten = (*opened)->loadForgotten();
    if (!progress || !forgotten) {
        noteFailure(!progress ? progress.error() : forgotten.error());
        return false;
    }
    m_ledger.reload(std::move(*progress), std::move(*forgotten));
    m_store = std::move(*opened);
    m_jobs.changeWriter();
    m_failing = false;
    m_unproven = true;
    const std::scoped_lock lock(m_registryMutex);
    m_registryDue = true;
    return true;
}

/// While nothing comes: a lost server is noticed, and one that is back is known to be.
void StoreStage::probe()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_probedAt < kProbeInterval || !journalUsable()) {
        return;
    }
    m_probedAt = now;
    auto lives = m_store->probe();
    if (lives && m_unproven) {
        const auto written = m_store->append({}, [](std::size_t) { return history::ProgressUpdate{}; });
        lives = written ? Result<>() : Result<>(failure(written.error()));
    }
    if (!lives) {
        noteFailure(lives.error());
    } else if (m_unproven) {
        noteWritten();
    }
}

/// The progress that comes of storing the first `stored` fresh items.
history::ProgressUpdate StoreStage::advance(const std::vector<StoreItem>& items,
                                            const std::vector<std::size_t>& fresh, std::size_t stored,
                                            Group& group) const
{
    std::set<SourceEpoch> changed;
    for (std::size_t i = 0; i < stored; ++i) {
        const StoreItem& item = items[fresh[i]];
        history::ProgressRecord& record = group.at(keyOf(item)).record;
        record.progress.insert(item.frame.sequence);
        ++record.frames;
        record.samples += item.frame.samples;
        changed.insert(keyOf(item));
    }
    std::vector<history::ProgressRecord> records;
    for (const SourceEpoch& key : changed) {
        records.push_back(group.at(key).record);
    }
    return m_ledger.update(std::move(records));
}

Result<history::AppendOutcome> StoreStage::append(const std::vector<StoreItem>& items,
                                                  const std::vector<std::size_t>& fresh, Group& group,
                                                  history::ProgressUpdate& update)
{
    if (m_failing) {
        return failure(ErrorCode::Io, "the journal is not writable");
    }
    std::vector<history::JournalEntry> entries;
    entries.reserve(fresh.size());
    for (const std::size_t i : fresh) {
        const StoreItem& item = items[i];
        entries.push_back({item.session->name, item.session->epoch, item.frame.sequence,
                           item.frame.receiveTime, item.frame.kind, item.frame.samples, item.bytes});
    }
    const auto begun = std::chrono::steady_clock::now();
    auto outcome = m_store->append(
        entries, [&](std::size_t stored) { return update = advance(items, fresh, stored, group); });
    if (!outcome) {
        noteFailure(outcome.error());
        return outcome;
    }
    noteWritten();
    const std::scoped_lock lock(m_statusMutex);
    const TimeNs took = std::chrono::nanoseconds(std::chrono::steady_clock::now() - begun).count();
    m_commitTimes.add(took);
    m_status.commitWorst = std::max(m_status.commitWorst, took);
    m_status.bytes = outcome->bytes;
    ++m_status.commits;
    m_status.framesCommitted += outcome->stored;
    m_status.dropped += outcome->dropped;
    if (outcome->stored < fresh.size()) {
        m_status.error = kJournalFull;
    }
    return outcome;
}

/// How many of the fresh items are kept now; the ledger says the same afterwards.
Result<std::size_t> StoreStage::commit(const std::vector<StoreItem>& items,
                                       const std::vector<std::size_t>& fresh, Group& group)
{
    if (fresh.empty()) {
        return std::size_t{0};
    }
    std::size_t stored = fresh.size();
    history::ProgressUpdate update;
    if (m_options.path) {
        auto before = group;
        auto outcome = append(items, fresh, group, update);
        if (!outcome) {
            group = std::move(before); // the progress that was computed inside did not come true
            return failure(std::move(outcome.error()));
        }
        stored = outcome->stored;
    } else {
        update = advance(items, fresh, stored, group);
    }
    m_ledger.commit(update);
    return stored;
}

void StoreStage::handOn(StoreItem& item, const Work& work)
{
    if (!m_shownOnly.empty()) {
        const auto shown = m_shownOnly.find(keyOf(item));
        if (shown != m_shownOnly.end() && shown->second.contains(item.frame.sequence)) {
            enterDuplicate(item); // applied while the journal failed, stored now
            return;
        }
    }
    m_applyQueue.push(
        {item.session->source, item.session->epoch, work.contiguousBefore, std::move(item.frame)});
}

/// The journal failed: the twin shows it, the sender keeps it and sends it again.
void StoreStage::handOnUnstored(StoreItem& item, const Work& work)
{
    const SourceEpoch key = keyOf(item);
    if (!m_shownOnly[key].insert(item.frame.sequence)) {
        enterDuplicate(item);
        return;
    }
    if (const auto oldest = surplusEpoch(m_shownOnly, key); oldest != m_shownOnly.end()) {
        m_shownOnly.erase(oldest);
    }
    m_applyQueue.push(
        {item.session->source, item.session->epoch, work.contiguousBefore, std::move(item.frame)});
}

/// What was shown while the journal failed is forgotten when all of it is stored.
void StoreStage::settleShown(const Group& group)
{
    for (const auto& [key, work] : group) {
        const auto shown = m_shownOnly.find(key);
        if (shown != m_shownOnly.end() && work.record.progress.contiguous >= shown->second.highest()) {
            m_shownOnly.erase(shown);
        }
    }
}

void StoreStage::process(std::vector<StoreItem>& items)
{
    static_cast<void>(journalUsable()); // before anything is judged by what is kept
    keepRegistry();
    Group group;
    const std::vector<std::size_t> fresh = sortOut(items, group);
    const auto stored = commit(items, fresh, group);
    if (stored) {
        for (const auto& [key, work] : group) {
            for (const auto& [address, session] : work.sessions) {
                session->acknowledge(work.record.progress);
            }
        }
    }
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        StoreItem& item = items[fresh[i]];
        const Work& work = group.at(keyOf(item));
        if (!stored) {
            handOnUnstored(item, work);
        } else if (i < *stored) {
            handOn(item, work);
        } else {
            refuse(item, RefuseReason::JournalFull, kJournalFull);
        }
    }
    if (stored && !m_shownOnly.empty()) {
        settleShown(group);
    }
}

} // namespace twin::ingest
