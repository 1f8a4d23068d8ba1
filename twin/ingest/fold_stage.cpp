#include "twin/ingest/fold_stage.h"

#include <chrono>
#include <utility>

namespace twin::ingest {

namespace {

constexpr auto kIdlePause = std::chrono::milliseconds(200);
constexpr auto kSettleInterval = std::chrono::milliseconds(500);
constexpr auto kRetryPause = std::chrono::milliseconds(1000);

} // namespace

FoldStage::FoldStage(FoldOptions options, std::string location, StoreJobs& jobs, const Clock& clock)
    : m_options(std::move(options))
    , m_location(std::move(location))
    , m_jobs(jobs)
    , m_clock(clock)
{}

FoldStage::~FoldStage()
{
    finish();
}

void FoldStage::start()
{
    if (m_options.on) {
        m_thread = std::thread([this] { run(); });
    }
}

void FoldStage::finish()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

FoldStatus FoldStage::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

/// True: go on.
bool FoldStage::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, time, [this] { return m_closing; });
}

void FoldStage::note(const FoldSums& before, const FoldSums& now)
{
    const std::scoped_lock lock(m_mutex);
    m_status.sums.position = now.position;
    m_status.sums.folds += now.folds - before.folds;
    m_status.sums.samples += now.samples - before.samples;
    m_status.sums.bytes += now.bytes - before.bytes;
    if (now.folds != before.folds) {
        m_status.error.clear();
    }
}

void FoldStage::run()
{
    do {
        const auto done = session();
        if (!done && done.error().code != ErrorCode::Cancelled) {
            const std::scoped_lock lock(m_mutex);
            m_status.error = done.error().text();
        }
    } while (pause(kRetryPause));
}

/// Until the end or the first error, which another writer of the store is too: somebody else may have folded
/// before it was opened.
Result<> FoldStage::session()
{
    const StoreJobs::Generation generation = m_jobs.generation(); // before anything is read
    auto store = history::historyStore(m_location);
    if (!store) {
        return failure(std::move(store.error()));
    }
    auto reader = (*store)->openReader();
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    Folder folder(m_options, **reader,
                  [&](const Folder::Job& job) { return m_jobs.runUnder(generation, job); });
    if (auto restored = folder.restore(); !restored) {
        return restored;
    }
    FoldSums before = folder.sums();
    note({}, {before.position, 0, 0, 0});
    bool goesOn = pause(std::chrono::milliseconds(0));
    auto settled = std::chrono::steady_clock::now();
    while (goesOn) {
        const auto did = folder.step(m_clock.now());
        note(before, folder.sums());
        before = folder.sums();
        if (!did) {
            return failure(did.error());
        }
        if (std::chrono::steady_clock::now() - settled >= kSettleInterval) {
            (*store)->settle();
            settled = std::chrono::steady_clock::now();
        }
        goesOn = pause(*did ? std::chrono::milliseconds(0) : kIdlePause);
    }
    return {};
}

} // namespace twin::ingest
